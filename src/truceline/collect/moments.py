"""Times as table cells write them: days, months, minutes without seconds, unknown clock times."""

from __future__ import annotations

import re
from datetime import date

from truceline.ground.errors import TimeError
from truceline.ground.times import TimeRange, check_year, day_range, parse_range

_MONTH = re.compile(r"(\d{4,6})-(\d{2})$")
_SHORT_HOUR = re.compile(r"(\d{4,6}-\d{2}-\d{2})[T ](\d):")
_CELL_LIMIT = 64
_MONTHS = 12


def range_of(cell: str, zone: str, unknown_time: str = "") -> TimeRange | None:
    """Return the range that a cell names in a zone, None where it names none.

    A month or a day is a range of that length, a clock time an empty range at the instant.
    unknown_time: a clock time that stands for "not known", so that only the day counts.
    Raises TimeError for anything else, and for years that the record cannot hold.
    """
    text = " ".join(cell.split())
    if text.casefold() in ("", "nan", "null", "none", "nat"):
        return None
    if len(text) > _CELL_LIMIT:
        raise TimeError(
            f"“{text[:_CELL_LIMIT]}…” is too long for a time.", mend="Correct the cell."
        )
    if unknown_time and text.endswith(unknown_time):
        text = text[: -len(unknown_time)].rstrip(" T")
    month = _MONTH.match(text)
    if month:
        return _month(int(month[1]), int(month[2]), text, zone)
    return parse_range(_SHORT_HOUR.sub(r"\1 0\2:", text), zone)


def _month(year: int, month: int, text: str, zone: str) -> TimeRange:
    check_year(year, text)
    if not 1 <= month <= _MONTHS:
        raise TimeError(f"“{text}” is not a month.", mend="Correct it.")
    following = date(year + month // _MONTHS, month % _MONTHS + 1, 1)
    return TimeRange(
        earliest=day_range(date(year, month, 1), zone).earliest,
        latest=day_range(following, zone).earliest,
        zone=zone,
    )
