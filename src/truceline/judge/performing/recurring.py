"""Duties that recur: the periods, what falls into each, and how many were kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from truceline.ground.times import TimeRange, day_range, zone_of
from truceline.judge.performing.accounts import Account
from truceline.judge.performing.duties import Owed
from truceline.judge.performing.selecting import Selected
from truceline.judge.performing.settling import Case
from truceline.judge.verdicts.weigh import met_from
from truceline.model.performance import Performance, PerformanceStatus

MOST_PERIODS = 1_000  # nearly three years of days; a longer duty is counted up to there
DAY_S = 86_400.0
LONGEST_S = 36_525 * DAY_S  # a century: what recurs more seldom recurs in no record
_IN_PART = ("part", "part_late")
_MISSED = (*_IN_PART, "refused", "suspended", "failed")


def periods(
    owed: Owed, chosen: Selected, as_of: datetime | None
) -> Iterator[tuple[str, Case, Selected]]:
    """Yield each period that has begun: its name, what is asked of it, and its accounts.

    Periods are counted from the first moment at which the duty may begin; those of whole days are
    civil days in the agreement's zone, the first of them the day of its beginning. A delivery
    belongs to a period if it surely lies in it; one that may lie in several is unsure in each.
    What a side would not do holds until something is done again.
    """
    every = owed.obligation.every_s or 0.0
    if owed.start is None or as_of is None or not 0 < every <= LONGEST_S:
        return
    dated = [each for each in chosen.accounts if each.time is not None and not each.total]
    deeds = [each for each in dated if each.signal == "done"]
    wills = [each for each in chosen.accounts if each.signal != "done" and each.moment]
    last = min(as_of, owed.end.latest) if owed.end else as_of
    for number in range(MOST_PERIODS):
        stretch = _stretch(owed, every, number)
        start = stretch.earliest
        if start >= last:
            return
        standard = owed.agreement.standard
        own = _inside(deeds, stretch, standard)
        maybe = _maybe(deeds, stretch, standard)
        said = _standing(wills, deeds, stretch)
        case = Case(
            respondent=owed.respondent,
            kind=owed.obligation.kind,
            stage="",
            owed=owed.obligation.quantity,
            before=0.0,
            start=TimeRange.instant(start),
            deadline=TimeRange.instant(stretch.latest),
            as_of=as_of,
        )
        yield f"period-{number + 1}", case, replace(chosen, accounts=(*own, *said), unsure=maybe)


def _stretch(owed: Owed, every: float, number: int) -> TimeRange:
    """Return a period by its number, counted from 0."""
    if owed.start is None:
        raise ValueError(owed.clause.id)
    first = owed.start.earliest
    if every % DAY_S:
        start = first + timedelta(seconds=every * number)
        return TimeRange(earliest=start, latest=start + timedelta(seconds=every))
    zone = owed.agreement.zone
    days = int(every // DAY_S)
    day = first.astimezone(zone_of(zone)).date() + timedelta(days=days * number)
    end = day_range(day + timedelta(days=days - 1), zone).latest
    return TimeRange(earliest=day_range(day, zone).earliest, latest=end)


def _inside(deeds: Sequence[Account], stretch: TimeRange, standard: float) -> tuple[Account, ...]:
    """Return the deeds of a period, their times cut to it."""
    return tuple(
        replace(each, time=_cut(each.time, stretch))
        for each in deeds
        if each.time is not None and each.time.share_inside(stretch) >= met_from(standard)
    )


def _maybe(deeds: Sequence[Account], stretch: TimeRange, standard: float) -> tuple[Account, ...]:
    return tuple(
        each
        for each in deeds
        if each.time is not None and 0 < each.time.share_inside(stretch) < standard
    )


def _cut(time: TimeRange, stretch: TimeRange) -> TimeRange:
    return TimeRange(
        earliest=max(time.earliest, stretch.earliest), latest=min(time.latest, stretch.latest)
    )


def _standing(
    wills: Sequence[Account], deeds: Sequence[Account], stretch: TimeRange
) -> tuple[Account, ...]:
    """Return the words that still hold in a period: those of it, or the last before it."""
    inside = [e for e in wills if e.moment and stretch.earliest < e.moment <= stretch.latest]
    if inside:
        return tuple(inside)
    before = [e for e in wills if e.moment and e.moment <= stretch.earliest]
    if not before:
        return ()
    last = max(e.moment for e in before if e.moment)
    redone = any(e.moment and last < e.moment <= stretch.earliest for e in deeds)
    kept = [e for e in before if e.moment == last and e.signal in ("refused", "suspended")]
    return () if redone else tuple(kept)


def summed(made: Sequence[Performance]) -> tuple[PerformanceStatus, dict[str, int]]:
    """Return the status of the whole and how many periods were kept, missed or are unknown.

    A period that has not ended counts once it is kept; one in which nothing was due never does.
    """
    if made and all(each.status == "not_due" for each in made):
        return "not_due", {"kept": 0, "missed": 0, "unknown": 0}
    kept = sum(each.status == "done" for each in made)
    missed = sum(each.status in _MISSED and _ended(each) for each in made)
    settled = ("done", "not_due", *_MISSED)
    unknown = sum(_ended(each) for each in made if each.status not in settled)
    counted = {"kept": kept, "missed": missed, "unknown": unknown}
    if missed and not kept:
        same = {each.status for each in made if _ended(each)}
        only = next(iter(same)) if len(same) == 1 else "part"
        return ("part" if unknown or only == "part_late" else only), counted
    if missed:
        return "part", counted
    if unknown:
        return "undetermined", counted
    return ("done" if kept else "pending"), counted


def partly(made: Sequence[Performance]) -> int:
    """Return how many of the periods that were missed were kept in part."""
    return sum(each.status in _IN_PART and _ended(each) for each in made)


def _ended(made: Performance) -> bool:
    return bool(made.deadline and made.as_of and made.deadline.latest <= made.as_of)
