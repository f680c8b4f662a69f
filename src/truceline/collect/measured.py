"""What tables of events and sensors measure: positions, minutes, times with a give, estimates."""

from __future__ import annotations

import re
from collections.abc import Mapping as Row
from datetime import timedelta
from typing import Any

from truceline.collect.mapping import Estimate
from truceline.collect.moments import AHEAD, BEHIND, range_of
from truceline.collect.number_forms import bounds_of
from truceline.ground.errors import TableError
from truceline.ground.times import rfc3339
from truceline.model.values import plain_number

_DECIMAL = re.compile(r"[+-]?[0-9]{1,8}(?:\.[0-9]{1,20})?")
_CLOCK = re.compile(r"(\d{0,2}?)(\d{1,2})(?:\.0)?")
_WIDEST_GIVE = 400  # days
_HALF_EARTH = 20_100_000.0  # metres
_NORTH, _EAST = 90.0, 180.0
_HOURS, _MINUTES = 24, 60


def position(lat: str, lon: str, radius_m: str) -> dict[str, float | None]:
    """Return a position in degrees and metres, None for each that is not given.

    Raises TableError for a position that is none on Earth, or half of one.
    """
    if not lat and not lon:
        return {"lat": None, "lon": None, "radius_m": None}
    here = _number(lat, _NORTH, -_NORTH), _number(lon, _EAST, -_EAST)
    within = _number(radius_m, _HALF_EARTH, 0.0) if radius_m else None
    return {"lat": here[0], "lon": here[1], "radius_m": within}


def _number(text: str, most: float, least: float) -> float:
    plain = text.strip()
    number = float(plain) if _DECIMAL.fullmatch(plain) else None
    if number is None or not least <= number <= most:
        raise TableError(
            f"“{text[:40]}” is no position: numbers from {least:g} to {most:g} are.",
            mend="Write degrees with a point, as in 48.35, and both of latitude and longitude.",
        )
    return number


def minute_of(day: str, clock: str, zone: str) -> dict[str, str | None]:
    """Return the minute that a day and a number of four digits or fewer name ("35" is 00:35).

    Without a clock time it is the whole day. Raises TableError or TimeError.
    """
    whole = range_of(day, zone)
    if whole is None:
        raise TableError("A row without a day.", mend="Fill in the day.")
    if not clock:
        return {"start": rfc3339(whole.earliest), "end": rfc3339(whole.latest)}
    found = _CLOCK.fullmatch(clock.strip())
    hour, minute = (int(found[1] or 0), int(found[2])) if found else (_HOURS, 0)
    if hour >= _HOURS or minute >= _MINUTES:
        raise TableError(f"“{clock[:20]}” is no minute of a day.", mend="Write it as 0035 or 1106.")
    start = whole.earliest + timedelta(hours=hour, minutes=minute)
    return {"start": rfc3339(start), "end": rfc3339(start + timedelta(minutes=1))}


def happened(start: str, end: str, zone: str | None, give: str) -> dict[str, str | None] | None:
    """Return when an event happened, None if the table does not say.

    Without a zone it is the day of every zone on Earth. give: days to add at both ends. Raises
    TableError for an end before the beginning.
    """
    first = range_of(start, zone or "UTC")
    last = range_of(end, zone or "UTC") or first
    if first is None or last is None:
        return None
    if give and not (give.isascii() and give.isdigit() and int(give[:5]) <= _WIDEST_GIVE):
        raise TableError(f"“{give[:20]}” is no number of days.", mend="Correct the mapping.")
    days = timedelta(days=int(give or 0))
    if last.latest < first.earliest:
        raise TableError(
            f"The event ends ({rfc3339(last.latest)}) before it begins "
            f"({rfc3339(first.earliest)}).",
            mend="Swap the two days or correct the wrong one.",
        )
    before, after = (days, days) if zone else (days + AHEAD, days + BEHIND)
    return {
        "earliest": rfc3339(first.earliest - before),
        "latest": rfc3339(last.latest + after),
        "zone": zone,
    }


def estimated(name: str, estimate: Estimate, row: Row[str, str]) -> dict[str, Any]:
    """Return a number's bounds under its name and its best estimate under NAME_best.

    Nothing for what is unknown. Raises TableError for bounds that are none.
    """
    cells = [row.get(column, "").strip() for column in (estimate.low, estimate.high, estimate.best)]
    low, high, best = (None if cell in estimate.unknown else bounds_of(cell) for cell in cells)
    if low is None and high is None:
        return {}
    least = low.min if low else 0.0
    most = high.max if high else None
    if most is not None and most < least:
        raise TableError(
            f"“{estimate.low}” is {cells[0]}, more than “{estimate.high}”, which is {cells[1]}.",
            mend="Correct the one that is wrong.",
        )
    found: dict[str, Any] = {
        name: [plain_number(least), None if most is None else plain_number(most)]
    }
    if best is not None and estimate.best:
        found[f"{name}_best"] = plain_number(best.min)
    return found
