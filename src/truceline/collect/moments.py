"""Times as table cells write them: days, months, minutes without seconds, unknown clock times."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache

from truceline.ground.errors import TimeError
from truceline.ground.times import TimeRange, check_year, day_range, parse_range
from truceline.vocabulary.files import shipped_yaml

_MONTH = re.compile(r"(\d{4,6})-(\d{2})$")
_SHORT_HOUR = re.compile(r"(\d{4,6}-\d{2}-\d{2})[T ](\d):")
_NAMED_DAY = re.compile(r"(\d{1,2})[ -]([^\W\d_]{3,12})[ -](\d{4})")
_CELL_LIMIT = 64
_MONTHS = 12
_DAY_FIRST = re.compile(r"\s{0,9}(?:[A-Za-z]{3,9},?\s{1,9})?\d{1,2}[\s-]{1,9}[A-Za-z]{3}")
_DAY_ALONE = re.compile(r"\d{4}-\d{2}-\d{2}")
# Clocks on Earth run from 12 h behind UTC to 14 h ahead of it.
BEHIND, AHEAD = timedelta(hours=12), timedelta(hours=14)


def range_of(cell: str, zone: str, unknown_time: str = "") -> TimeRange | None:
    """Return the range that a cell names in a zone, None where it names none.

    A month or a day ("20 April 2025" too) is a range of that length, a clock time an empty range
    at the instant.
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
    named = _NAMED_DAY.fullmatch(text)
    if named and (number := _month_names().get(named[2].casefold())):
        text = f"{named[3]}-{number:02d}-{int(named[1]):02d}"
    return parse_range(_SHORT_HOUR.sub(r"\1 0\2:", text), zone)


@cache
def _month_names() -> dict[str, int]:
    names = shipped_yaml("mappings", "forms", "days.yaml")["months"]
    return {word: number for number, words in enumerate(names, start=1) for word in words}


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


def mail_date(text: str) -> TimeRange | None:
    """Return when a mail or an entry of a feed says that it was sent, None if it cannot be told.

    text: a date as mails write it (RFC 5322) or as RFC 3339. One without a zone holds for every
    zone on Earth; "-0000" is UTC.
    """
    moment: datetime | None = None
    try:
        if _DAY_FIRST.match(text):
            moment = parsedate_to_datetime(text[:_CELL_LIMIT])
            zoned = moment.tzinfo is not None or text.rstrip().endswith("-0000")
        elif _DAY_ALONE.fullmatch(text.strip()):
            return parse_range(text)
        else:
            moment = datetime.fromisoformat(text.strip()[:_CELL_LIMIT])
            zoned = moment.tzinfo is not None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        moment = moment.astimezone(UTC)
        check_year(moment.year, text[:_CELL_LIMIT])
    except (ValueError, TypeError, IndexError, OverflowError, TimeError):
        return None
    if zoned:
        return TimeRange(earliest=moment, latest=moment)
    return TimeRange(earliest=moment - AHEAD, latest=moment + BEHIND)
