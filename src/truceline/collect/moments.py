"""Times as table cells write them: days, months, minutes without seconds, unknown clock times."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache

from truceline.ground.errors import TimeError
from truceline.ground.times import TimeRange, check_year, day_range, parse_range, zone_of
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
    at the instant. Feeds and what is exported from them write times as mails do ("Sun, 20 Apr 2025
    09:15:00 +0300").
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
    if _DAY_FIRST.match(text) and (sent := _as_mails_write(text)):
        local = sent.replace(tzinfo=zone_of(zone)) if sent.tzinfo is None else sent
        check_year(local.year, text)
        moment = local.astimezone(UTC)
        return TimeRange(earliest=moment, latest=moment, zone=zone)
    return parse_range(_SHORT_HOUR.sub(r"\1 0\2:", text), zone)


def _as_mails_write(text: str) -> datetime | None:
    """Return the moment of a date in the form of RFC 5322, naive without a zone; None for none."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC) if text.endswith("-0000") else moment


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
            moment = _as_mails_write(text.rstrip()[:_CELL_LIMIT])
        elif _DAY_ALONE.fullmatch(text.strip()):
            return parse_range(text)
        else:
            moment = datetime.fromisoformat(text.strip()[:_CELL_LIMIT])
        if moment is None:
            return None
        zoned = moment.tzinfo is not None
        if not zoned:
            moment = moment.replace(tzinfo=UTC)
        moment = moment.astimezone(UTC)
        check_year(moment.year, text[:_CELL_LIMIT])
    except (ValueError, TypeError, IndexError, OverflowError, TimeError):
        return None
    if zoned:
        return TimeRange.instant(moment)
    return TimeRange(earliest=moment - AHEAD, latest=moment + BEHIND)
