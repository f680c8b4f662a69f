"""Days of acts and stances in an agreement's zone, and how far apart two of them are."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from truceline.ground.times import LATEST, TimeRange, day_range, zone_of
from truceline.model.agreement import Agreement, Instrument, StatusChange

# A stance is reported on the day after it was taken as often as not, and the zones of speaker
# and reader differ: so near to it an act on record is taken to be the same.
NEAR = timedelta(days=2)


def day_of(when: TimeRange, agreement: Agreement) -> date:
    """Return the civil day, in the agreement's zone, on which most of a range lies."""
    middle = when.earliest + (when.latest - when.earliest) / 2
    return middle.astimezone(zone_of(agreement.zone)).date()


def range_of(dated: Instrument | StatusChange, agreement: Agreement) -> TimeRange:
    """Return the instant of an act or change on record, or its day where only that is known."""
    if dated.at_precision == "day":
        zone = agreement.zone
        return day_range(dated.at.astimezone(zone_of(zone)).date(), zone)
    return TimeRange(earliest=dated.at, latest=dated.at, zone=agreement.zone)


def near(a: TimeRange, b: TimeRange) -> bool:
    """Tell whether no more than two days lie between two ranges."""
    return max(a.earliest, b.earliest) - min(a.latest, b.latest) <= NEAR


def soon_after(when: TimeRange | None) -> datetime:
    """Return the last moment at which an act on record is still taken for one of this time."""
    return when.latest + NEAR if when else LATEST


def recorded(agreement: Agreement, when: TimeRange | None) -> frozenset[str]:
    """Return how the agreement stood around a time by its status history (ever, if unknown).

    Without a history, its standing now is all that is known of any time.
    """
    if not agreement.status:
        return frozenset({agreement.standing})
    changes = sorted(agreement.status, key=lambda each: each.at)
    if when is None:
        return frozenset(each.status for each in changes)
    first, last = when.earliest - NEAR, when.latest + NEAR
    after = [each.at for each in changes[1:]]
    held = zip(changes, [*after, LATEST], strict=True)
    # A day on record may be any moment of it: a change stands from the day's first one on.
    return frozenset(each.status for each, end in held if each.at <= last and end >= first)
