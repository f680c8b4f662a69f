"""Links reports within a fixed 25 km and 6 h: whoever a chain leads to, or around one report."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import connected_components

from truceline.lab.linking.near import Reach, distinct, pairs_within
from truceline.lab.linking.rows import Rows, alone, rows_of
from truceline.model.arrow import Floats, Integers
from truceline.model.stage import Tables

REACH = Reach(metres=25_000.0, seconds=6 * 3600.0)


def chained(tables: Tables, reach: Reach = REACH) -> Integers:
    """Return labels that join all reports within reach, and whoever they lead to in turn.

    Connected components. What lacks a place or a time stands alone. Shape (statements,), -1 for
    what reports nothing.
    """
    rows = rows_of(tables)
    return rows.labels(_spread(rows, reach, _components))


def around(tables: Tables, reach: Reach = REACH) -> Integers:
    """Return labels that join what lies within reach of one report: the earliest takes all it can.

    Greedy: reports in order of time; each that nobody has taken yet opens an incident and takes
    whatever is free within its reach. Shape and meaning as of `chained`.
    """
    rows = rows_of(tables)
    return rows.labels(_spread(rows, reach, _leaders))


def _components(points: Floats) -> Integers:
    return np.asarray(connected_components(_graph(points), directed=False)[1], dtype=np.int64)


def _leaders(points: Floats) -> Integers:
    """Return the leader of each point; points are in order of time."""
    graph = _graph(points)
    near = csr_matrix(graph + graph.T)
    leader = np.full(len(points), -1, dtype=np.int64)
    for i in range(len(points)):
        if leader[i] < 0:
            taken = near.indices[near.indptr[i] : near.indptr[i + 1]]
            leader[taken[leader[taken] < 0]] = i
            leader[i] = i
    return leader


def _graph(points: Floats) -> coo_matrix:
    pairs = pairs_within(points) if len(points) else np.empty((0, 2), dtype=np.int64)
    ones = np.ones(len(pairs), dtype=np.int8)
    return coo_matrix((ones, (pairs[:, 0], pairs[:, 1])), shape=(len(points), len(points)))


def _spread(rows: Rows, reach: Reach, group: Callable[[Floats], Integers]) -> Integers:
    """Return a group for each report from groups of the distinct points."""
    where, points, point_of = distinct(rows, reach)
    groups = np.full(len(rows), -1, dtype=np.int64)
    groups[where] = group(points)[point_of]
    return alone(groups, groups >= 0)
