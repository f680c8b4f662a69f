"""Which pairs of reports are worth comparing: by place and time, by origin, by rare words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, product

import numpy as np
from numpy.typing import NDArray

from truceline.fuse.reports import Columns, Integers
from truceline.fuse.settings import Settings
from truceline.ground.geometry import R90_IN_SIGMAS

# A cell is half a degree high and one degree wide: up to 60 degrees of latitude every pair
# within 50 km lies in one cell or in two that touch.
_LAT_CELL = 0.5
_LON_CELL = 1.0
_TIME_CELL_S = 48 * 3600.0
_AT_ONCE = 500_000  # pairs that are in memory at a time
_RARE = 12  # a word stem that more reports share brings nobody together


def _spread(counts: Integers) -> Iterator[tuple[Integers, Integers]]:
    """Yield (row, step) for each row and each step below its count, a bounded number at a time."""
    ends = np.cumsum(counts)
    start = 0
    while start < len(counts):
        base = ends[start] - counts[start]
        stop = max(start + 1, int(np.searchsorted(ends, base + _AT_ONCE, side="right")))
        rows = np.repeat(np.arange(start, stop), counts[start:stop])
        yield rows, np.arange(len(rows)) + base - (ends[rows] - counts[rows])
        start = stop


def _within(keys: Integers, items: Integers) -> Iterator[Integers]:
    """Yield all pairs (i, j) of items that share a key, shape (k, 2)."""
    order = np.argsort(keys, kind="stable")
    keys, items = keys[order], items[order]
    ends = np.searchsorted(keys, keys, side="right")
    for first, step in _spread(ends - np.arange(len(keys)) - 1):
        yield np.stack([items[first], items[first + 1 + step]], axis=1)


def _across(home: Integers, visit: Integers, items: Integers) -> Iterator[Integers]:
    """Yield all pairs of an item at home in a key with an item that visits it."""
    order = np.argsort(home, kind="stable")
    sorted_home = home[order]
    low = np.searchsorted(sorted_home, visit, side="left")
    many = np.searchsorted(sorted_home, visit, side="right") - low
    for first, step in _spread(many):
        yield np.stack([items[order[low[first] + step]], items[first]], axis=1)


def _cells(lat: Integers, lon: Integers, time: Integers) -> Integers:
    """Return one number per cell; longitude wraps round the globe."""
    wrapped = np.mod(lon, int(360 / _LON_CELL))
    return (time * 1000 + lat + 500) * 1000 + wrapped


def _near(columns: Columns, finer_than_m: float) -> Iterator[Integers]:
    """Yield pairs of pinned-down reports in one space-time cell or in two that touch."""
    middle = (columns.start + columns.end) / 2
    chosen = (columns.sigma * R90_IN_SIGMAS <= finer_than_m) & ~np.isnan(middle[columns.point_of])
    items = columns.point_of[chosen]
    lat = np.floor(columns.lat[chosen] / _LAT_CELL).astype(np.int64)
    lon = np.floor(columns.lon[chosen] / _LON_CELL).astype(np.int64)
    time = np.floor(middle[items] / _TIME_CELL_S).astype(np.int64)
    home = _cells(lat, lon, time)
    yield from _within(home, items)
    for step in product((-1, 0, 1), repeat=3):
        # Half of the neighbours: the other half is seen from the other side.
        if step > (0, 0, 0):
            visit = _cells(lat + step[1], lon + step[2], time + step[0])
            yield from _across(home, visit, items)


def _alike(columns: Columns) -> Iterator[Integers]:
    """Yield pairs of reports that share two rare word stems."""
    table = columns.words.tocsc()
    used = np.diff(table.indptr)
    rare = np.flatnonzero((used > 1) & (used <= _RARE))
    if not len(rare):
        return
    stems = np.repeat(rare, used[rare])
    items = np.concatenate([table.indices[table.indptr[i] : table.indptr[i + 1]] for i in rare])
    number = len(columns.origin)
    codes = [_codes(each, number) for each in _within(stems, items.astype(np.int64))]
    unique, times = np.unique(np.concatenate(codes), return_counts=True)
    yield _pairs(unique[times > 1], number)


def _codes(pairs: Integers, number: int) -> Integers:
    """Return one number for each pair, whichever of the two stands first."""
    return np.asarray(pairs.min(axis=1) * number + pairs.max(axis=1))


def _pairs(codes: Integers, number: int) -> Integers:
    return np.stack(np.divmod(codes, max(1, number)), axis=1)


def candidate_pairs(
    columns: Columns, settings: Settings, worth: Callable[[Integers], NDArray[np.bool_]]
) -> Integers:
    """Return the pairs (i < j) to score, each once, in ascending order; shape (k, 2).

    worth: tells which of some pairs can matter at all; it is asked of a bounded number at a
    time, so that a busy front needs no more memory than what can matter. Reports of the past
    never meet those of the present.
    """
    number = len(columns.origin)
    every = np.arange(number)
    told = columns.origin >= 0
    kept = [np.empty(0, dtype=np.int64)]
    for found in chain(
        _near(columns, settings.score["place"]["finer_than_m"]),
        _within(columns.origin[told], every[told]),
        _alike(columns),
    ):
        codes = np.unique(_codes(found[found[:, 0] != found[:, 1]], number))
        pairs = _pairs(codes, number)
        same = columns.background[pairs[:, 0]] == columns.background[pairs[:, 1]]
        kept.append(codes[same][worth(pairs[same])])
    return _pairs(np.unique(np.concatenate(kept)), number)
