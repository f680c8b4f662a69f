"""Links reports source by source, each to the likest earlier incident near it: as MELTT does.

After Donnay, Dunford, McGrath, Backer and Cunningham (2019), Integrating conflict event data,
Journal of Conflict Resolution 63(5): within a window of space and time, entries of different data
sets match one to one where they agree best on a taxonomy of act, actor and target.
"""

from __future__ import annotations

from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from truceline.fuse.settings import Settings
from truceline.lab.linking.near import Reach, spots
from truceline.lab.linking.rows import Rows, alone, rows_of
from truceline.model.arrow import Floats, Integers
from truceline.model.stage import Tables

# The best of 27 windows and limits on simulated fronts of family a, with seeds that no scoreboard
# uses. FARTHEST: mean taxonomy distance (0 agree in everything, 1 in nothing) above which two
# reports never match: of three traits one may clash, or two be unknown.
REACH = Reach(metres=10_000.0, seconds=12 * 3600.0)
FARTHEST = 0.34
_HALF_WAY = 0.5  # where two values agree on a higher level of the taxonomy only, or one is unknown


def matched(tables: Tables, reach: Reach = REACH, farthest: float = FARTHEST) -> Integers:
    """Return labels of one-to-one best matches across sources, taken one source after another.

    What lacks a place or a time stands alone. Shape (statements,), -1 for what reports nothing.
    """
    rows = rows_of(tables)
    where = np.flatnonzero(rows.located)
    points = spots(rows.lat[where], rows.lon[where], rows.at[where], reach)
    traits = _Traits(rows, where, _act_distances(rows.acts))
    group = np.full(len(rows), -1, dtype=np.int64)
    group[where] = where[_one_by_one(points, rows.source[where], traits, farthest)]
    return rows.labels(alone(group, group >= 0))


def _one_by_one(points: Floats, source: Integers, traits: _Traits, farthest: float) -> Integers:
    """Return for each point the first point of its incident.

    The source with most reports comes first, as the one that is most complete; of equally many,
    the one that is seen first.
    """
    home = np.arange(len(points))
    names, first, many = np.unique(source, return_index=True, return_counts=True)
    known = np.empty(0, dtype=np.int64)
    for each in names[np.lexsort((first, -many))]:
        mine = np.flatnonzero(source == each)
        pairs = _candidates(points, mine, known)
        apart = traits.distances(pairs)
        taken = best_of(pairs, np.round(apart, 9), _gaps(points, pairs), apart <= farthest)
        home[taken[:, 0]] = taken[:, 1]
        known = np.concatenate([known, np.setdiff1d(mine, taken[:, 0])])
    return home


def _candidates(points: Floats, mine: Integers, known: Integers) -> Integers:
    """Return pairs (mine, known) within reach, shape (k, 2)."""
    if not len(known) or not len(mine):
        return np.empty((0, 2), dtype=np.int64)
    near: Any = cKDTree(points[known]).query_ball_point(points[mine], 1.0, p=np.inf)
    many = np.fromiter(map(len, near), dtype=np.int64, count=len(mine))
    others = np.fromiter(chain.from_iterable(near), dtype=np.int64, count=int(many.sum()))
    pairs = np.stack([np.repeat(mine, many), known[others]], axis=1)
    gap = points[pairs[:, 0], :3] - points[pairs[:, 1], :3]
    return np.asarray(pairs[(gap**2).sum(axis=1) <= 1.0])


def _gaps(points: Floats, pairs: Integers) -> Floats:
    """Return how far apart pairs lie in space and time, in units of the reach; rounded."""
    gap = points[pairs[:, 0]] - points[pairs[:, 1]]
    return np.asarray(np.round((gap**2).sum(axis=1), 9))


def best_of(pairs: Integers, first: Floats, then: Floats, fit: NDArray[np.bool_]) -> Integers:
    """Return the pairs that are matched one to one, best first, shape (m, 2).

    pairs: (k, 2); first, then: what is to be small, in that order; fit: which may match at all.
    The same pairs come out as by taking the best, striking both its ends, and so on; here all
    pairs that are best for both their ends are taken at once.
    """
    order = np.lexsort((pairs[:, 1], pairs[:, 0], then, first))
    left = pairs[order][fit[order]]
    taken = [np.empty((0, 2), dtype=np.int64)]
    while len(left):
        rank = np.arange(len(left))
        best = np.ones(len(left), dtype=np.bool_)
        for end in (0, 1):
            _, at, back = np.unique(left[:, end], return_index=True, return_inverse=True)
            best &= at[back.reshape(-1)] == rank
        taken.append(left[best])
        gone = np.isin(left[:, 0], left[best, 0]) | np.isin(left[:, 1], left[best, 1])
        left = left[~gone]
    return np.concatenate(taken)


class _Traits:
    """Act, actor and target of located reports, and how far two of them lie apart."""

    def __init__(self, rows: Rows, where: Integers, acts: Floats) -> None:
        self._act = rows.act[where]
        self._others = (rows.perpetrator[where], rows.target[where])
        self._acts = acts

    def distances(self, pairs: Integers) -> Floats:
        """Return the mean taxonomy distance of pairs, shape (k,)."""
        a, b = pairs[:, 0], pairs[:, 1]
        total = self._acts[self._act[a], self._act[b]]
        for codes in self._others:
            unknown = (codes[a] < 0) | (codes[b] < 0)
            total = total + np.where(unknown, _HALF_WAY, 1.0 * (codes[a] != codes[b]))
        return np.asarray(total / (1 + len(self._others)))


def _act_distances(names: tuple[str, ...]) -> Floats:
    """Return the distance of acts by their numbers; the last row and column are "unknown" (-1).

    Kindred acts agree on a higher level, and so does an act that a report leaves open.
    """
    kin = Settings.load().acts
    table = np.full((len(names) + 1, len(names) + 1), _HALF_WAY)
    for i, one in enumerate(names):
        for j, other in enumerate(names):
            related = any(one in each and other in each for each in kin["kindred"])
            vague = one in kin["open"] or other in kin["open"]
            table[i, j] = _HALF_WAY if related or vague else 1.0
        table[i, i] = 0.0
    return table
