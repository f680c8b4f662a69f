"""Times, lengths, amounts and names of an agreement in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from truceline.agreements.building.moments import DAY_S, FROM_EVER
from truceline.ground.times import TimeRange, rfc3339, zone_of
from truceline.model.agreement import Agreement
from truceline.model.terms import Held, Period
from truceline.model.values import Amount
from truceline.vocabulary.parties import load_parties

_UNITS = ((DAY_S, "day"), (3600.0, "hour"), (60.0, "minute"), (1.0, "second"))
_KM = 1000.0


def names(parties: Iterable[str]) -> str:
    """Return the display names of parties, in their order."""
    return ", ".join(load_parties().name(each) for each in parties)


def local(moment: datetime, zone: str) -> str:
    """Return a moment by the clock of a zone, to the minute."""
    return moment.astimezone(zone_of(zone)).strftime("%Y-%m-%d %H:%M")


def when(known: TimeRange, zone: str) -> str:
    """Return a time: a moment by the clock, or the stretch in which it lies."""
    first, last = local(known.earliest, zone), local(known.latest, zone)
    if not known.seconds:
        return first
    if first.endswith(" 00:00") and last.endswith(" 00:00") and known.seconds <= 1.1 * DAY_S:
        return f"some moment of {first[:10]}"
    return f"some moment from {first} to {last}"


def day_or_moment(moment: datetime, precision: str, zone: str) -> str:
    """Return a time as exactly as it is known, with its zone where it is by the clock."""
    text = local(moment, zone)
    return text[:10] if precision == "day" else f"{text} {zone}"


def period(known: Period, zone: str) -> str:
    """Return a period by the clock of its zone, and in UTC where both ends are exact."""
    end = when(known.end, zone) if known.end else ""
    if known.start == FROM_EVER:
        return f"until {end} {zone}" if end else "no times of its own"
    start = when(known.start, zone)
    if known.end is None:
        return f"from {start} {zone}; no end fixed"
    text = f"{start} to {end} {zone}"
    if known.start.seconds or known.end.seconds:
        return text
    outer = known.outer
    return f"{text} ({rfc3339(outer.earliest)} to {rfc3339(outer.latest)})"


def length(seconds: float) -> str:
    """Return a length of time in its largest whole unit."""
    size, unit = next(
        ((size, unit) for size, unit in _UNITS if seconds >= size and not seconds % size),
        _UNITS[-1],
    )
    number = seconds / size
    return f"{number:g} {unit}{'' if number == 1 else 's'}"


def metres(distance: float) -> str:
    """Return a distance in metres, from a kilometre on in kilometres."""
    return f"{distance / _KM:g} km" if distance >= _KM else f"{distance:g} m"


def amount(known: Amount) -> str:
    """Return an amount with its bounds."""
    if known.max is None:
        return f"at least {known.min:g} {known.unit}"
    if known.max == known.min:
        return f"{known.min:g} {known.unit}"
    if not known.min:
        return f"at most {known.max:g} {known.unit}"
    return f"{known.min:g} to {known.max:g} {known.unit}"


def held(by: tuple[str, ...], known: tuple[Held, ...], agreement: Agreement) -> str:
    """Return who holds an interpretation, and who held it from when until when."""
    parts = [names([each]) for each in by if each not in {one.by for one in known}]
    for each in known:
        start = f" from {local(each.start, agreement.zone)[:10]}" if each.start else ""
        end = f" until {local(each.end, agreement.zone)[:10]}" if each.end else ""
        parts.append(f"{names([each.by])}{start}{end}")
    return ", ".join(parts) or "nobody on record"
