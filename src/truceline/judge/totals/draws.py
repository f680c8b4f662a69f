"""Draws of a whole case: what occurred, when, what is one incident; the same for all clauses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truceline.ground.geometry import Floats
from truceline.judge.verdicts.columns import Incidents, Integers

DRAWS = 2_000
_SEED = 20_250_419  # any number: a draw is the same whenever it is repeated
_CELLS = 4_000_000  # of a table of draws by incidents that is held at once
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

    occurs: whether each occurred and stands for itself; chance: a number in [0, 1): each is
    whatever has a higher probability, for every clause alike; when: seconds, NaN where not known;
    amount: how many each counts for.
    """

    occurs: Flags
    chance: Floats
    when: Floats
    amount: Integers


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Case:
    """What is drawn from, n rows: occurrence, concert, time, groups and amounts.

    p: P(occurred) with what is not known filled in by the caller. concert: equal numbers share
    one chance. least, most: how many each counts for.
    """

    p: Floats
    concert: Integers
    start: Floats
    end: Floats
    groups: Sequence[Unresolved]
    least: Integers
    most: Integers

    def drawn(self) -> Iterator[Drawn]:
        """Yield DRAWS draws in blocks; the same case gives the same draws."""
        chance = np.random.default_rng(_SEED)
        count = len(self.p)
        step = max(1, _CELLS // max(1, count))
        _, concert = np.unique(self.concert, return_inverse=True)
        concerts = int(concert.max(initial=-1)) + 1
        for first in range(0, DRAWS, step):
            many = min(step, DRAWS - first)
            shape = (many, count)
            occurs = chance.random((many, concerts))[:, concert] < self.p
            for each in self.groups:
                occurs &= self._standing(each, chance, shape)
            span = self.end - self.start
            yield Drawn(
                occurs=occurs,
                chance=chance.random(shape),
                when=self.start + chance.random(shape) * span,
                amount=chance.integers(self.least, self.most + 1, shape),
            )

    def _standing(
        self, group: Unresolved, chance: np.random.Generator, shape: tuple[int, int]
    ) -> Flags:
        """Return which incidents of a group stand for one of their own in each draw."""
        size = len(group.rows)
        many = chance.integers(group.low, group.high + 1, (shape[0], 1))
        rank = chance.random((shape[0], size)).argsort(axis=1).argsort(axis=1)
        stands = np.ones(shape, dtype=np.bool_)
        stands[:, list(group.rows)] = rank < many
        return stands


def case_of(
    incidents: Incidents, rows: Integers, groups: Sequence[Unresolved], unknown: float, unit: str
) -> Case:
    """Return what is drawn from for some rows of a table of incidents.

    groups: by their place among the rows. unknown: what P(occurred) is taken for where nobody can
    say; unit: "incident", or what an incident's count has to be of to count for so many.
    """
    start, end = incidents.time
    least, most = incidents.counted(unit)
    p = incidents.occurred[rows]
    return Case(
        p=np.where(np.isnan(p), unknown, p),
        concert=incidents.concert[rows],
        start=start[rows],
        end=end[rows],
        groups=groups,
        least=least[rows],
        most=most[rows],
    )
