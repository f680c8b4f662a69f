"""Half-open time ranges with precision and zone; instants are aware datetimes in UTC."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from truceline.ground.errors import TimeError

# The record holds times from the first telegraphed truce to a century ahead; anything else is
# a slip of the pen ("20225") or of a parser.
EARLIEST_YEAR = 1850
LATEST_YEAR = 2125
LATEST = datetime(LATEST_YEAR + 1, 1, 1, tzinfo=UTC)  # stands for "no end was fixed"

_SHOWN = 64  # code points of an odd time that a message repeats

_DATE = re.compile(r"([0-9]{4,6})-([0-9]{2})-([0-9]{2})$")
_INSTANT = re.compile(
    r"([0-9]{4,6})-([0-9]{2})-([0-9]{2})[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]{1,9})?)?"
    r"\s{0,3}(Z|[+-][0-9]{2}:?[0-9]{2})?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRange:
    """A half-open range: earliest <= t < latest, both aware and in UTC.

    zone: the IANA zone in which the text was understood; None if none was needed or known.
    """

    earliest: datetime
    latest: datetime
    zone: str | None = None

    def __post_init__(self) -> None:
        if self.earliest.tzinfo is None or self.latest.tzinfo is None:
            raise TimeError(
                "A time range without a zone.", mend="Give both ends in UTC, as in ...T18:00:00Z."
            )
        if self.latest < self.earliest:
            raise TimeError(
                f"A time range that ends ({rfc3339(self.latest)}) before it begins "
                f"({rfc3339(self.earliest)}).",
                mend="Swap the two ends or correct the wrong one.",
            )

    @classmethod
    def instant(cls, moment: datetime) -> TimeRange:
        """Return a moment that is known exactly as a range."""
        return cls(earliest=moment, latest=moment)

    @property
    def seconds(self) -> float:
        """Return the range's length in seconds."""
        return (self.latest - self.earliest).total_seconds()

    def overlap_seconds(self, other: TimeRange) -> float:
        """Return how many seconds the two ranges share (0.0 if they only touch)."""
        shared = min(self.latest, other.latest) - max(self.earliest, other.earliest)
        return max(0.0, shared.total_seconds())

    def share_inside(self, other: TimeRange) -> float:
        """Return the share (0 to 1) of this range, taken as uniform, that lies inside other."""
        if self.seconds == 0:
            return 1.0 if other.earliest <= self.earliest < other.latest else 0.0
        return self.overlap_seconds(other) / self.seconds


def zone_of(name: str) -> ZoneInfo:
    """Return an IANA zone; raises TimeError for a name that is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise TimeError(
            f"“{name}” is not a time zone.", mend="Use an IANA name such as Europe/Kyiv."
        ) from error


def check_year(year: int, text: str) -> None:
    """Raise TimeError if a year lies outside what the record can hold."""
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise TimeError(
            f"The year {year} in “{text}” lies outside {EARLIEST_YEAR}-{LATEST_YEAR}.",
            mend="Correct the year in the source or leave the field empty (unknown).",
        )


def rfc3339(instant: datetime) -> str:
    """Return an instant as RFC 3339 in UTC with a Z, seconds or microseconds as needed."""
    plain = instant.astimezone(UTC).replace(tzinfo=None)
    return f"{plain.isoformat()}Z"


def parse_instant(text: str, zone: str = "UTC") -> datetime:
    """Return the instant that an RFC 3339 text names, in UTC.

    A text without an offset is understood in `zone`. Raises TimeError for anything else.
    """
    found = _INSTANT.match(text.strip())
    if not found:
        raise TimeError(
            f"“{text[:_SHOWN]}” is not a time.",
            mend="Write it as 2025-04-19T18:00:00Z or with an offset.",
        )
    check_year(int(found[1]), text)
    try:
        moment = datetime.fromisoformat(text.strip().replace(" ", "T", 1))
    except ValueError as error:
        raise TimeError(f"“{text}” is not a time: {error}.", mend="Correct it.") from error
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone_of(zone))
    return moment.astimezone(UTC)


def parse_range(text: str, zone: str = "UTC") -> TimeRange:
    """Return the range that a date or time names: a day in `zone`, or an exact instant.

    The length is the precision: "2025-04-19" is that whole day in the zone (23, 24 or 25
    hours), "2025-04-19T18:00Z" an empty range at the instant. Raises TimeError.
    """
    found = _DATE.match(text.strip())
    if not found:
        moment = parse_instant(text, zone)
        return TimeRange(earliest=moment, latest=moment, zone=zone)
    check_year(int(found[1]), text)
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError as error:
        raise TimeError(f"“{text}” is not a day: {error}.", mend="Correct it.") from error
    return day_range(day, zone)


def day_range(day: date, zone: str) -> TimeRange:
    """Return the civil day in a zone as a UTC range (23, 24 or 25 hours)."""
    place = zone_of(zone)
    start = datetime(day.year, day.month, day.day, tzinfo=place)
    following = day + timedelta(days=1)
    end = datetime(following.year, following.month, following.day, tzinfo=place)
    return TimeRange(earliest=start.astimezone(UTC), latest=end.astimezone(UTC), zone=zone)
