"""Words of time that belong together: one day, part of it, clock and zone."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.read.moments.calendar import Days
from truceline.read.moments.time_words import Atom

DAY_KINDS = frozenset({"date", "month", "year", "weekday", "relday"})


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
