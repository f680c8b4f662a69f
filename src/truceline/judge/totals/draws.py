"""Draws of a whole case: what occurred, who did it, when, what is one incident; for all clauses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truceline.ground.geometry import Floats
from truceline.ground.times import TimeRange
from truceline.judge.verdicts.answering import points_of
from truceline.judge.verdicts.columns import Incidents, Integers
from truceline.judge.verdicts.periods import seconds_of
from truceline.model.terms import Period

DRAWS, FEW_DRAWS = 2_000, 200  # of a case; of one with so many incidents that their sums are steady
_SEED = 20_250_419  # any number: a draw is the same whenever it is repeated
_CELLS = 1_000_000  # of a table of draws by incidents that is held at once
_MOST_CELLS = 2_000_000  # of all such tables together, while there are FEW_DRAWS
OPEN = 1_000_000  # stands for "nobody says how many": more than any total that is counted
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unresolved:
    """Incidents of which nobody can tell how many they are: their rows, and how many at least."""

    rows: tuple[int, ...]
    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Drawn:
    """Some draws of a case, k x n.

    shown: whether each occurred and stands for itself; alleged: the same where all occurred of
    which nobody can say. author, chance: numbers in [0, 1): an incident is done by whoever has a
    higher share, and is whatever has a higher probability, for every clause alike. when: seconds,
    NaN where not known; amount: how many each counts for; most: the same, from OPEN on where nobody
    says how many at most. moments: k seconds for each end of a
    duty that is known as a range only, so that one clock holds for all incidents. more: further
    chances.
    """

    shown: Flags
    alleged: Flags
    author: Floats
    chance: Floats
    when: Floats
    amount: Integers
    most: Integers
    moments: Mapping[TimeRange, Floats]
    more: np.random.Generator

    def within(self, period: Period | None) -> tuple[Flags, Flags]:
        """Return whether each surely lies within a period in each draw, and whether it may."""
        unknown = np.isnan(self.when)
        if period is None:
            return np.zeros_like(unknown), np.ones_like(unknown)
        inside = self._between(period.start, period.end)
        for gap in period.gaps:
            inside &= ~self._between(gap.start, gap.end)
        return inside, inside | unknown

    def _between(self, start: TimeRange, end: TimeRange | None) -> Flags:
        inside = self.when >= self._moment(start)
        if end is not None:
            inside &= self.when < self._moment(end)
        return np.asarray(inside)

    def _moment(self, mark: TimeRange) -> Floats | float:
        return self.moments[mark][:, None] if mark.seconds else seconds_of(mark.earliest)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Case:
    """What is drawn from, n rows: occurrence, concert, time, groups and amounts.

    p: P(occurred), NaN where nobody can say. concert: equal numbers share one chance. start, end,
    timed: seconds, and P(that is when it was). least, most: how many each counts for; endless: most
    is not known. marks: ends of duties that are known as ranges. place: of each row that is asked
    for; here they stand by when and where they were, so that the input's order changes no draw.
    """

    p: Floats
    concert: Integers
    start: Floats
    end: Floats
    timed: Floats
    groups: Sequence[Unresolved]
    least: Integers
    most: Integers
    endless: Flags
    place: Integers
    marks: Sequence[TimeRange]

    @property
    def draws(self) -> int:
        """Return how often the case is drawn."""
        return int(np.clip(_MOST_CELLS // max(1, len(self.p)), FEW_DRAWS, DRAWS))

    def drawn(self) -> Iterator[Drawn]:
        """Yield draws in blocks; the same case gives the same draws."""
        chance = np.random.default_rng(_SEED)
        step = max(1, _CELLS // max(1, len(self.p)))
        for first in range(0, self.draws, step):
            yield self._block(chance, min(step, self.draws - first))

    def _block(self, chance: np.random.Generator, many: int) -> Drawn:
        shape, place = (many, len(self.p)), self.place
        share = chance.random((many, int(self.concert.max(initial=-1)) + 1))[:, self.concert]
        amount = chance.integers(self.least, self.most + 1, shape)
        stands = np.ones(shape, dtype=np.bool_)
        for each in self.groups:
            stood, more = _standing(each, chance, shape)
            stands, amount = stands & stood, amount + more
        when = self.start + chance.random(shape) * (self.end - self.start)
        return Drawn(
            shown=(stands & (share < np.nan_to_num(self.p, nan=0.0)))[:, place],
            alleged=(stands & (share < np.nan_to_num(self.p, nan=1.0)))[:, place],
            author=chance.random(shape)[:, place],
            chance=chance.random(shape)[:, place],
            when=np.where(chance.random(shape) < self.timed, when, np.nan)[:, place],
            amount=amount[:, place],
            most=(amount + np.where(self.endless, OPEN, 0))[:, place],
            moments={mark: _moments(mark, chance, many) for mark in self.marks},
            more=chance,
        )


def _standing(
    group: Unresolved, chance: np.random.Generator, shape: tuple[int, int]
) -> tuple[Flags, Integers]:
    """Return which incidents of a group stand in each draw, and for how many more each does.

    They stand for one of their own each; one of them for all that nobody has told apart.
    """
    size = len(group.rows)
    many = chance.integers(group.low, group.high + 1, (shape[0], 1))
    rank = chance.random((shape[0], size)).argsort(axis=1).argsort(axis=1)
    stands, more = np.ones(shape, dtype=np.bool_), np.zeros(shape, dtype=np.int64)
    stands[:, list(group.rows)] = rank < many
    more[:, list(group.rows)] = np.where(rank == 0, np.maximum(many - size, 0), 0)
    return stands, more


def _moments(mark: TimeRange, chance: np.random.Generator, many: int) -> Floats:
    first, last = seconds_of(mark.earliest), seconds_of(mark.latest)
    return np.asarray(first + chance.random(many) * (last - first), dtype=np.float64)


def case_of(
    incidents: Incidents,
    rows: Integers,
    groups: Sequence[Unresolved],
    periods: Sequence[Period | None],
    unit: str,
) -> Case:
    """Return what is drawn from for some rows of a table of incidents.

    groups: by their place among the rows. periods: of all duties; unit: "incident", or what an
    incident's count has to be of to count for so many.
    """
    start, end = incidents.time
    order = in_order(incidents, rows)
    place = np.argsort(order, kind="stable")
    chosen = rows[order]
    least, most, endless = incidents.counted(unit)
    return Case(
        p=incidents.occurred[chosen],
        concert=_numbered(incidents.concert[chosen]),
        start=start[chosen],
        end=end[chosen],
        timed=incidents.timed[chosen],
        groups=_ordered(groups, place),
        least=least[chosen],
        most=most[chosen],
        endless=endless[chosen],
        place=place,
        marks=_marks(periods),
    )


def in_order(incidents: Incidents, rows: Integers) -> Integers:
    """Return the order of rows by when, how surely and where, then by id.

    So draws hang neither on the order of the input nor on the parties.
    """
    points = points_of(incidents)
    keys = (points.lon, points.lat, incidents.occurred, points.end, points.start)
    ids = np.unique([incidents.ids[each] for each in rows], return_inverse=True)[1]
    return np.lexsort((ids, *(np.nan_to_num(each[rows], nan=-np.inf) for each in keys)))


def _numbered(codes: Integers) -> Integers:
    """Return codes numbered in the order in which they appear."""
    _, first, back = np.unique(codes, return_index=True, return_inverse=True)
    return np.asarray(np.argsort(np.argsort(first))[back], dtype=np.int64)


def _ordered(groups: Sequence[Unresolved], place: Integers) -> list[Unresolved]:
    moved = [
        Unresolved(rows=tuple(sorted(int(place[row]) for row in g.rows)), low=g.low, high=g.high)
        for g in groups
    ]
    return sorted(moved, key=lambda each: each.rows)


def _marks(periods: Sequence[Period | None]) -> list[TimeRange]:
    ends = []
    for each in periods:
        if each is not None:
            spans = [(each.start, each.end), *((gap.start, gap.end) for gap in each.gaps)]
            ends += [mark for span in spans for mark in span if mark is not None and mark.seconds]
    return list(dict.fromkeys(ends))
