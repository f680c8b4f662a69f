"""Tiles: reports that edges connect, within which all that is decided about any of them lies."""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from truceline.model.arrow import Integers


def tiles_of(number: int, *pairs: Integers) -> Integers:
    """Return the number of the tile of each of `number` things; pairs: (k, 2) that are connected.

    Merging looks at nothing but edges, so that a tile fused by itself ends as it does among all.
    """
    ends = np.concatenate([np.empty((0, 2), dtype=np.int64), *pairs])
    ones = np.ones(len(ends), dtype=np.int8)
    graph = coo_array((ones, (ends[:, 0], ends[:, 1])), shape=(number, number))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)


def keyed(keys: Integers) -> Integers:
    """Return pairs (k, 2) of the first row of each key with all its rows, if it has several."""
    order = np.argsort(keys, kind="stable")
    _, start, many = np.unique(keys[order], return_index=True, return_counts=True)
    size = np.repeat(many, many)
    first = np.repeat(order[start], many)
    chosen = size > 1
    return np.stack([first[chosen], order[chosen]], axis=1)
