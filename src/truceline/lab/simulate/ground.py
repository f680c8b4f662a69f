"""What telling asks of the ground: nearest towns, namesakes, and rows of HAPPENED as events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from truceline.ground.geometry import KM_A_DEGREE
from truceline.lab.simulate.lines import EVENT, Events, acts
from truceline.lab.simulate.theatre import Theatre

Whole = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A theatre with its towns searchable by place and by name.

    order, begin, size: towns in groups of one name: those of town i are
    order[begin[i] : begin[i] + size[i]], the largest first.
    """

    theatre: Theatre
    tree: cKDTree
    order: Whole
    begin: Whole
    size: Whole

    @classmethod
    def of(cls, theatre: Theatre) -> Ground:
        """Return the searchable ground of a theatre."""
        _, code = np.unique(np.array(theatre.names), return_inverse=True)
        order = np.lexsort((-theatre.weight, code))
        begin = np.asarray(np.searchsorted(code[order], code), dtype=np.int64)
        return cls(
            theatre=theatre,
            tree=cKDTree(np.stack([theatre.x, theatre.y], axis=1)),
            order=order,
            begin=begin,
            size=np.asarray(np.bincount(code)[code], dtype=np.int64),
        )

    def nearest(self, x: Floats, y: Floats) -> Whole:
        """Return the town nearest to each point (km)."""
        if not len(x):
            return np.zeros(0, dtype=np.int64)
        return np.asarray(self.tree.query(np.stack([x, y], axis=1))[1], dtype=np.int64)

    def neighbour(self, town: Whole, rng: np.random.Generator) -> Whole:
        """Return for each town one of the three nearest to it."""
        if not len(town):
            return town
        here = np.stack([self.theatre.x[town], self.theatre.y[town]], axis=1)
        near = np.asarray(self.tree.query(here, k=4)[1])
        found: Whole = near[np.arange(len(town)), rng.integers(1, 4, len(town))]
        return found

    def namesake(self, town: Whole, rng: np.random.Generator) -> Whole:
        """Return for each town another one of its name, or itself where there is none."""
        size, drawn = self.size[town], rng.random(len(town))
        own = _place_in_group(self, town)
        step = 1 + (drawn * np.maximum(1, size - 1)).astype(np.int64)
        found: Whole = self.order[self.begin[town] + (own + step * (size > 1)) % size]
        return found

    def events(self, happened: pa.Table) -> Events:
        """Return rows of HAPPENED as events; of several towns of a name the nearest is meant."""
        found = np.zeros(happened.num_rows, dtype=EVENT)
        if not len(found):
            return found
        for name in ("occurred", "start", "end", "killed", "injured"):
            found[name] = happened[name].to_numpy(zero_copy_only=False)
        parties = self.theatre.front.parties
        for name in ("by", "ground"):
            found[name] = [
                parties.index(p) if p in parties else -1 for p in happened[name].to_pylist()
            ]
        names = acts()
        found["act"] = [names.index(each) for each in happened["act"].to_pylist()]
        where = self.theatre.front.where
        stretch = KM_A_DEGREE * np.cos(np.radians(where["lat"]))
        found["x"] = (happened["lon"].to_numpy() - where["lon"]) * stretch
        found["y"] = (happened["lat"].to_numpy() - where["lat"]) * KM_A_DEGREE
        found["town"] = self._towns(_texts(happened["place"]), found["x"], found["y"])
        return found

    def _towns(self, names: list[str], x: Floats, y: Floats) -> Whole:
        first: dict[str, int] = {}
        for number, name in enumerate(self.theatre.names):
            first.setdefault(name, number)
        town = np.array([first[name] for name in names], dtype=np.int64)
        best, least = town.copy(), np.full(len(town), np.inf)
        for step in range(int(self.size[town].max())):
            other = self.order[self.begin[town] + np.minimum(step, self.size[town] - 1)]
            apart = np.hypot(self.theatre.x[other] - x, self.theatre.y[other] - y)
            best, least = np.where(apart < least, other, best), np.minimum(apart, least)
        return best


def _texts(column: pa.ChunkedArray[Any]) -> list[str]:
    return [str(each) for each in column.to_pylist()]


def _place_in_group(ground: Ground, town: Whole) -> Whole:
    """Return which of its name's towns each town is, counted from 0."""
    place = np.empty(len(ground.order), dtype=np.int64)
    place[ground.order] = np.arange(len(ground.order))
    found: Whole = place[town] - ground.begin[town]
    return found
