"""What every check of an agreement works with: its record, its file, and where things stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from truceline.agreements.building.moments import Moments
from truceline.agreements.source import Path_, Source, shown
from truceline.ground.times import TimeRange
from truceline.model.agreement import Agreement, Duty, Instrument, StatusChange
from truceline.model.terms import Clause, Period

Value = Mapping[str, Any]
_TOLD = 5  # names that a message lists


@dataclass(frozen=True, slots=True)
class Whole:
    """An agreement as a record and as the values of its file, which fit the schema."""

    agreement: Agreement
    source: Source

    def add(self, at: Path_, what: str, mend: str) -> None:
        """Note a problem with the value at a path."""
        self.source.add(at, what, mend)

    def values(self, name: str) -> list[Value]:
        """Return the entries of one of the file's lists, [] if it has none."""
        found: list[Value] = self.source.value.get(name, [])
        return found

    def ends(self, held: Value, at: Path_) -> tuple[datetime, datetime] | None:
        """Return from when until when an interpretation was held; None if that is not known."""
        moments = Moments(self.source, self.agreement.zone)
        start, end = moments.given(held, "from", at), moments.given(held, "until", at)
        return (start.earliest, end.latest) if start and end else None

    @property
    def duties(self) -> list[Duty]:
        """Return the duties of all readings, choices taken."""
        return [duty for reading in self.agreement.readings for duty in reading.duties]

    def bound(self, clause: Clause) -> tuple[str, ...]:
        """Return whom a clause is about: its respondents, or every party."""
        return clause.respondents or self.agreement.parties


def entries(value: Value, name: str, at: Path_ = ()) -> Iterator[tuple[Value, Path_]]:
    """Yield the entries of a list in the file, each with its path; nothing if there is none."""
    for index, each in enumerate(value.get(name, ())):
        yield each, (*at, name, index)


def overlap(one: Period | None, other: Period | None) -> bool:
    """Tell whether two periods may share a moment; None has no ends."""
    if one is None or other is None:
        return True
    here, there = one.outer, other.outer
    return here.earliest < there.latest and there.earliest < here.latest


def before(one: TimeRange, other: TimeRange) -> bool:
    """Tell whether a time surely lies before another."""
    return one.latest < other.earliest or (one.seconds > 0 and one.latest == other.earliest)


def dated_before(one: Instrument | StatusChange, other: Instrument | StatusChange) -> bool:
    """Tell whether one is dated before another; of what is known to the day, only by its day."""
    slack = timedelta(days=1) if one.at_precision == "day" else timedelta(seconds=1)
    return one.at + slack <= other.at


def circles(edges: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """Return ways from a name back to itself that share no name, so that each can be mended.

    edges: to which names each leads. Walks without recursion: a hostile file makes long ways.
    """
    done: set[str] = set()
    told_of: set[str] = set()
    found: list[tuple[str, ...]] = []
    for start in edges:
        way: list[str] = [] if start in done else [start]
        left = [iter(edges[start])]
        while way:
            name = next(left[-1], None)
            if name is None:
                done.add(way.pop())
                left.pop()
            elif name in way:
                way_back = (*way[way.index(name) :], name)
                found += [way_back] if told_of.isdisjoint(way_back) else []
                told_of.update(way_back)
            elif name in edges and name not in done:
                way.append(name)
                left.append(iter(edges[name]))
    return found


def told(names: Sequence[str]) -> str:
    """Return names for a message: each in quotation marks, the first few of many."""
    more = f" and {len(names) - _TOLD} more" if len(names) > _TOLD else ""
    return ", ".join(f"“{shown(each)}”" for each in names[:_TOLD]) + more
