"""Turns words of time into UTC ranges, hung on the day of publication; unknown stays unknown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from truceline.ground.errors import TimeError
from truceline.ground.times import TimeRange, check_year, zone_of
from truceline.read.moments.time_words import Atom
from truceline.vocabulary.files import shipped_entries

Days = tuple[date, date]

PARTS: dict[str, tuple[float, float]] = {
    name: (float(hours[0]), float(hours[1]))
    for name, hours in shipped_entries("vocabulary", "times.yaml")["parts"].items()
}
_MOST_DAYS = 3
_EASTERNMOST, _WESTERNMOST = timedelta(hours=14), timedelta(hours=12)  # from UTC
_RECENT = timedelta(days=60)  # from publication, within which a day without a year is the nearest
_MICROSECOND = timedelta(microseconds=1)
# How far from N units ago the moment meant may lie, in days; a year ago may be half a year off.
_AGO = {
    "hour": (1 / 24, 1 / 24),
    "day": (1.0, 0.0),
    "week": (7.0, 3.0),
    "month": (30.4, 15.0),
    "year": (365.25, 183.0),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The publication date, None if unknown, and the zone of clock times that name none.

    zone: None where nothing tells it; days are then those of UTC.
    """

    published: TimeRange | None
    zone: str | None

    def today(self) -> Days | None:
        """Return the first and last local day on which the text may have appeared.

        A publication date that names its zone is a day there, whatever zone the clocks are of;
        an instant is of the day that it is where the clocks are.
        None if that is unknown or more than three days wide.
        """
        if self.published is None:
            return None
        latest, named = self.published.latest, self.published.zone
        if latest > self.published.earliest:
            latest -= _MICROSECOND
        else:
            named = self.zone or named
        place = zone_of(named or self.zone or "UTC")
        first = self.published.earliest.astimezone(place).date()
        last = latest.astimezone(place).date()
        return (first, last) if (last - first).days < _MOST_DAYS else None

    def days_of(self, atom: Atom) -> Days | None:
        """Return the first and last day that a date, weekday or "yesterday" means."""
        if atom.kind == "year":
            return _checked(atom.year, 1, 1), _checked(atom.year, 12, 31)
        today = self.today()
        if atom.kind == "month" and atom.month is not None:
            first = _checked(atom.year, atom.month, 1)
            return first, _month_end(first)
        if atom.kind == "date":
            return _dates(atom, today)
        if today is None:
            return None
        if atom.kind == "weekday":
            first, last = (day - timedelta(days=(day.weekday() - atom.number) % 7) for day in today)
            return first, last
        step = timedelta(days=atom.number)
        return today[0] + step, today[1] + step

    def at(self, day: date, hours: float, zone: str | None) -> datetime:
        """Return the instant so many wall-clock hours after a day began; hours may leave the day.

        A clock time that summer time skips or repeats is the first such instant.
        """
        whole, left = divmod(round(hours * 60), 24 * 60)
        place: ZoneInfo = zone_of(zone or self.zone or "UTC")
        moved = day + timedelta(days=whole)
        local = datetime.combine(moved, time(left // 60, left % 60), tzinfo=place)
        return local.astimezone(UTC)

    def anywhere(
        self, earliest: datetime, latest: datetime, zone: str | None
    ) -> tuple[datetime, datetime]:
        """Return the ends of a clock time; of one whose zone nothing tells, as wide as the earth.

        earliest, latest: as read in the zone, or in UTC if that is unknown.
        """
        if zone or self.zone:
            return earliest, latest
        return earliest - _EASTERNMOST, latest + _WESTERNMOST

    def ago(self, atom: Atom) -> TimeRange | None:
        """Return the range of "N units ago"."""
        if self.published is None:
            return None
        unit, slack = _AGO[atom.name]
        try:
            back = timedelta(days=unit * atom.number)
            early, late = self.published.earliest - back, self.published.latest - back
        except OverflowError:
            return None
        room = timedelta(days=slack)
        if atom.name == "day" and (today := self.today()):
            first, last = (day - back for day in today)
            return TimeRange(
                earliest=self.at(first, 0, None), latest=self.at(last, 24, None), zone=self.zone
            )
        return TimeRange(earliest=early - room, latest=late + room, zone=self.zone)

    def this(self, atom: Atom) -> TimeRange | None:
        """Return the week (from Monday), month or year of publication, up to publication."""
        today = self.today()
        if self.published is None or today is None:
            return None
        first = today[0]
        began = {
            "week": first - timedelta(days=first.weekday()),
            "month": first.replace(day=1),
            "year": first.replace(month=1, day=1),
        }[atom.name]
        return TimeRange(
            earliest=min(self.at(began, 0, None), self.published.earliest),
            latest=self.published.latest,
            zone=self.zone,
        )

    def past(self, atom: Atom) -> TimeRange | None:
        """Return the stretch within which "the past N units" lie, up to publication."""
        if self.published is None:
            return None
        # "Last week" may be the calendar week before: a unit more holds both senses.
        units = atom.number + (atom.name in ("week", "month", "year"))
        try:
            earliest = self.published.earliest - timedelta(days=_AGO[atom.name][0] * units)
        except OverflowError:
            return None
        return TimeRange(earliest=earliest, latest=self.published.latest, zone=self.zone)

    def span(self, atom: Atom) -> TimeRange | None:
        """Return a stretch of N units that ends with publication, as no other end is named."""
        if self.published is None:
            return None
        latest = self.published.latest
        try:
            earliest = latest - timedelta(days=_AGO[atom.name][0] * atom.number)
        except OverflowError:
            return None
        return TimeRange(earliest=earliest, latest=latest, zone=self.zone)


def _checked(year: int | None, month: int, day: int) -> date:
    if year is None:
        raise TimeError("A date without a year.")
    check_year(year, str(year))
    return date(year, month, day)


def _month_end(first: date) -> date:
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return following - timedelta(days=1)


def _dates(atom: Atom, today: Days | None) -> Days | None:
    """Return the days of a date; without a year, those nearest to publication.

    A day that a war is known by is of its own year, unless it has just been or is about to be.
    """
    year = atom.year
    try:
        if year is None:
            if today is None or atom.month is None or atom.day is None:
                return None
            near = today[1]
            years = (near.year - 1, near.year, near.year + 1)
            options = [
                option
                for each in years
                if (option := _day_or_none(each, atom.month, atom.day)) is not None
            ]
            if not options:
                return None
            nearest = min(options, key=lambda option: abs((option - near).days))
            year = _known_year(nearest, near) or nearest.year
        first = _checked(year, atom.month or 1, atom.day or 1)
        last = first.replace(day=atom.until_day) if atom.until_day else first
    except (ValueError, TimeError):
        return None
    return first, last


def _known_year(nearest: date, today: date) -> int | None:
    """Return the year of a day that a war is known by, None if a nearer one may be meant."""
    if abs(nearest - today) < _RECENT:
        return None
    for month, day, year in shipped_entries("vocabulary", "times.yaml")["named_days"]:
        if (nearest.month, nearest.day) == (month, day) and date(year, month, day) < today:
            return int(year)
    return None


def _day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
