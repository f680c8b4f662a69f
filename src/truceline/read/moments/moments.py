"""Words of time that belong together: one day, part of it, clock and zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from truceline.read.moments.calendar import Calendar, Days
from truceline.read.moments.time_words import Atom

DAY_KINDS = frozenset({"date", "month", "year", "weekday", "relday"})
# Days from one such day to the last before it, by the kind of day named ("" for none).
_BACK = {"": 1, "weekday": 7}
_NIGHTS_BACK = {"": 1, "weekday": 1, "date": 1}


@dataclass(slots=True)
class Moment:
    """At most one day, part of it, clock and zone; start, end: code points of them all."""

    start: int
    end: int
    day: Atom | None = None
    part: Atom | None = None
    clock: Atom | None = None
    zone: str | None = None

    def take(self, atom: Atom) -> bool:
        """Add an atom if its place is free; a date outranks a weekday."""
        if atom.kind in DAY_KINDS:
            if self.day is None or (atom.kind == "date" and self.day.kind == "weekday"):
                self.day = atom
            elif not (atom.kind == "weekday" and self.day.kind == "date"):
                return False
        elif atom.kind in ("night", "part"):
            if self.part is not None and self.part.name not in ("late", "early"):
                return False
            self.part = self.part or atom
        elif atom.kind == "clock" and self.clock is None:
            self.clock = atom
        elif atom.kind == "zone" and self.zone is None and self.clock is not None:
            self.zone = atom.name
        else:
            return False
        self.end = max(self.end, atom.end)
        return True


def two_ended(moment: Moment) -> bool:
    """Tell whether a moment is a date's midnight, which may be meant at either end of the day."""
    if moment.clock is None or moment.day is None:
        return False
    return moment.clock.name == "midnight" and moment.day.kind == "date"


def one_day(days: Days, atom: Atom | None) -> bool:
    """Tell whether a day is certain, not one of several that publication leaves open."""
    return days[0] == days[1] or (atom is not None and atom.until_day is not None)


def up_to_publication(
    calendar: Calendar, days: Days, start: float, moment: Moment, *, alone: bool
) -> Days:
    """Return the days meant where a part of a day would begin only after publication.

    It is the last one before: "in the evening", told in the morning, is yesterday's, "Monday
    evening" on a Monday morning last week's, and "the night of the 21st", told that morning, the
    night that has just ended. start: local hours of the part; alone: whether the text names no
    day beside the moment's. A date stands as it is said, but for a night that begins on it.
    """
    published, part, day = calendar.published, moment.part, moment.day
    if published is None or part is None or moment.clock is not None:
        return days
    if calendar.at(days[0], start, moment.zone) <= published.latest:
        return days
    if day is not None and (day.until_day or (day.kind == "date" and start < 0)):
        return days
    if day is None and not alone:
        return days
    back = _NIGHTS_BACK if part.name == "night" else _BACK
    step = timedelta(days=back.get(day.kind if day else "", 0))
    return days[0] - step, days[1] - step
