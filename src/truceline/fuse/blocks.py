"""Which pairs of reports are worth comparing: by place and time, by origin, by rare words."""

from __future__ import annotations

from itertools import product

import numpy as np

from truceline.fuse.reports import Columns, Integers
from truceline.fuse.settings import Settings
from truceline.ground.geometry import R90_IN_SIGMAS

# A cell is half a degree high and one degree wide: up to 60 degrees of latitude every pair
# within 50 km lies in one cell or in two that touch.
_LAT_CELL = 0.5
_LON_CELL = 1.0
_TIME_CELL_S = 48 * 3600.0
_RARE = 12  # a word stem that more reports share brings nobody together


def _within(keys: Integers, items: Integers) -> Integers:
    """Return all pairs (i, j) of different items that share a key, shape (k, 2)."""
    order = np.argsort(keys, kind="stable")
    keys, items = keys[order], items[order]
    ends = np.searchsorted(keys, keys, side="right")
    after = ends - np.arange(len(keys)) - 1
    first = np.repeat(np.arange(len(keys)), after)
    step = np.arange(len(first)) - np.repeat(np.cumsum(after) - after, after)
    return np.stack([items[first], items[first + 1 + step]], axis=1)


def _across(home: Integers, visit: Integers, items: Integers) -> Integers:
    """Return all pairs of an item at home in a key with an item that visits it."""
    order = np.argsort(home, kind="stable")
    sorted_home = home[order]
    low = np.searchsorted(sorted_home, visit, side="left")
    many = np.searchsorted(sorted_home, visit, side="right") - low
    first = np.repeat(np.arange(len(visit)), many)
    step = np.arange(len(first)) - np.repeat(np.cumsum(many) - many, many)
    return np.stack([items[order[np.repeat(low, many) + step]], items[first]], axis=1)


def _cells(lat: Integers, lon: Integers, time: Integers) -> Integers:
    """Return one number per cell; longitude wraps round the globe."""
    wrapped = np.mod(lon, int(360 / _LON_CELL))
    return (time * 1000 + lat + 500) * 1000 + wrapped


def _near(columns: Columns, finer_than_m: float) -> Integers:
    """Return pairs of pinned-down reports in one space-time cell or in two that touch."""
    middle = (columns.start + columns.end) / 2
    chosen = (columns.sigma * R90_IN_SIGMAS <= finer_than_m) & ~np.isnan(middle[columns.point_of])
    items = columns.point_of[chosen]
    lat = np.floor(columns.lat[chosen] / _LAT_CELL).astype(np.int64)
    lon = np.floor(columns.lon[chosen] / _LON_CELL).astype(np.int64)
    time = np.floor(middle[items] / _TIME_CELL_S).astype(np.int64)
    home = _cells(lat, lon, time)
    found = [_within(home, items)]
    for step in product((-1, 0, 1), repeat=3):
        # Half of the neighbours: the other half is seen from the other side.
        if step > (0, 0, 0):
            visit = _cells(lat + step[1], lon + step[2], time + step[0])
            found.append(_across(home, visit, items))
    return np.concatenate(found)


def _alike(columns: Columns) -> Integers:
    """Return pairs of reports that share two rare word stems."""
    table = columns.words.tocsc()
    used = np.diff(table.indptr)
    rare = np.flatnonzero((used > 1) & (used <= _RARE))
    if not len(rare):
        return np.empty((0, 2), dtype=np.int64)
    stems = np.repeat(rare, used[rare])
    items = np.concatenate([table.indices[table.indptr[i] : table.indptr[i + 1]] for i in rare])
    pairs = np.sort(_within(stems, items.astype(np.int64)), axis=1)
    unique, times = np.unique(pairs, axis=0, return_counts=True)
    return unique[times > 1]


def candidate_pairs(columns: Columns, settings: Settings) -> Integers:
    """Return the pairs (i < j) to score, each once, in ascending order; shape (k, 2).

    Reports of the past never meet those of the present.
    """
    every = np.arange(len(columns.origin))
    told = columns.origin >= 0
    found = np.concatenate(
        [
            _near(columns, settings.score["place"]["finer_than_m"]),
            _within(columns.origin[told], every[told]),
            _alike(columns),
        ]
    )
    found = np.sort(found.reshape(-1, 2), axis=1)
    found = found[found[:, 0] != found[:, 1]]
    found = found[columns.background[found[:, 0]] == columns.background[found[:, 1]]]
    return np.unique(found, axis=0)
