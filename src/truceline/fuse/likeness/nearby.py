"""Which reports may tell of one incident: circles that touch while their times overlap."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

import numpy as np

from truceline.fuse.likeness.places import Places
from truceline.fuse.likeness.threads import in_threads
from truceline.fuse.likeness.times import Times
from truceline.ground.geometry import R90_IN_SIGMAS
from truceline.model.arrow import Floats, Integers, Truths

# Ground is cut into cells of several sizes, in km; a circle is at home in the smallest that is at
# least as wide as its radius and a little more, so that all that it holds lies in that cell or in
# one beside it. Smaller circles look for larger ones in the larger one's grid.
_SIZES_KM = (12.0, 18.0, 27.0, 40.0, 55.0, 75.0, 100.0, 130.0, 170.0)
_ROOM = 1.1
_KM_A_DEGREE = 111.195
_MINUTE = 60.0
_COLUMNS = 4096  # more cells than lie along any parallel
_LEAST_SHARE = 0.02  # a candidate place that is less likely brings nobody together
_AT_ONCE = 400_000  # pairs that are in memory at a time

Worth = Callable[[Integers], Truths]


class _Spots:
    """The candidate places of all rows with the hull of their times, in minutes."""

    def __init__(self, places: Places, times: Times, usable: Truths) -> None:
        row, column = np.nonzero((places.share >= _LEAST_SHARE) & usable[:, None])
        self.row = row.astype(np.int64)
        self.lat, self.lon = places.lat[row, column], places.lon[row, column]
        radius = np.sqrt(places.variance[row, column]) * R90_IN_SIGMAS
        self.level = np.searchsorted(np.array(_SIZES_KM[:-1]), radius * _ROOM)
        known = times.share > 0
        begin = np.where(known, times.begin, np.inf).min(axis=1)[row]
        end = np.where(known, times.end, -np.inf).max(axis=1)[row]
        least = begin.min() if len(begin) else 0.0
        self.begin = np.floor((begin - least) / _MINUTE).astype(np.int64)
        self.end = np.ceil((end - least) / _MINUTE).astype(np.int64)
        self.span = int(self.end.max()) + 1 if len(self.end) else 1


def _cell(lat: Floats, lon: Floats, size_km: float, up: int, along: int) -> Integers:
    """Return the cell of each point, or one that lies `up` rows and `along` columns from it."""
    size = size_km / _KM_A_DEGREE
    row = np.floor(lat / size).astype(np.int64) + up
    shrink = np.maximum(np.cos(np.radians((row + 0.5) * size)), 0.05)
    wide = np.maximum(1, np.floor(360.0 * shrink / size)).astype(np.int64)
    column = np.floor((lon + 180.0) / 360.0 * wide).astype(np.int64) + along
    return np.asarray((row + _COLUMNS) * _COLUMNS * 4 + np.mod(column, wide))


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


def _meeting(
    spots: _Spots, hosts: Integers, guests: Integers, size_km: float
) -> Iterator[Integers]:
    """Yield pairs of rows: a guest and a host near it whose time begins within the guest's."""
    home = _cell(spots.lat[hosts], spots.lon[hosts], size_km, 0, 0)
    cells, number = np.unique(home, return_inverse=True)
    keys = number * spots.span + spots.begin[hosts]
    order = np.argsort(keys, kind="stable")
    keys, host_rows = keys[order], spots.row[hosts][order]
    for up, along in product((-1, 0, 1), repeat=2):
        visit = _cell(spots.lat[guests], spots.lon[guests], size_km, up, along)
        at = np.minimum(np.searchsorted(cells, visit), len(cells) - 1)
        there = cells[at] == visit
        found, at = guests[there], at[there]
        low = np.searchsorted(keys, at * spots.span + spots.begin[found], side="left")
        high = np.searchsorted(keys, at * spots.span + spots.end[found], side="right")
        for first, step in _spread(high - low):
            yield np.stack([spots.row[found[first]], host_rows[low[first] + step]], axis=1)


def _all(spots: _Spots) -> Iterator[Integers]:
    for level, size_km in enumerate(_SIZES_KM):
        hosts = np.flatnonzero(spots.level == level)
        smaller = np.flatnonzero(spots.level < level)
        if len(hosts):
            yield from _meeting(spots, hosts, hosts, size_km)
            if len(smaller):
                yield from _meeting(spots, hosts, smaller, size_km)
                yield from _meeting(spots, smaller, hosts, size_km)


def codes_of(pairs: Integers, number: int) -> Integers:
    """Return one number for each pair of rows, whichever of the two stands first."""
    return np.asarray(pairs.min(axis=1) * number + pairs.max(axis=1))


def pairs_of(codes: Integers, number: int) -> Integers:
    """Return the pairs (i < j) behind codes, shape (k, 2)."""
    return np.stack(np.divmod(codes, max(1, number)), axis=1)


def distinct(codes: Integers) -> Integers:
    """Return the distinct codes, ascending; sorting is faster here than numpy's hashing."""
    ordered = np.sort(codes)
    new = np.ones(len(ordered), dtype=np.bool_)
    new[1:] = ordered[1:] != ordered[:-1]
    return ordered[new]


def near_pairs(places: Places, times: Times, usable: Truths, worth: Worth) -> Integers:
    """Return codes of the pairs that lie near each other in place and time and are worth it.

    usable: rows that may be brought together by place and time. worth: tells which of some pairs
    (k, 2) can matter at all; it is asked of a bounded number at a time, so that a busy front
    needs no more memory than what can matter.
    """
    number = len(usable)
    kept = [np.empty(0, dtype=np.int64)]

    def codes(found: Integers) -> Integers:
        pairs = found[found[:, 0] != found[:, 1]]
        return codes_of(pairs[worth(pairs)], number)

    blocks = _all(_Spots(places, times, usable & places.known & times.known))
    kept += in_threads(codes, blocks)
    return distinct(np.concatenate(kept))


def keyed_pairs(keys: Integers, most: int) -> Iterator[Integers]:
    """Yield pairs (k, 2) of rows with one key, each row with at most `most` that follow it.

    A negative key brings nobody together.
    """
    rows = np.flatnonzero(keys >= 0)
    order = rows[np.argsort(keys[rows], kind="stable")]
    ends = np.searchsorted(keys[order], keys[order], side="right")
    counts = np.minimum(ends - np.arange(len(order)) - 1, most)
    for first, step in _spread(counts):
        yield np.stack([order[first], order[first + 1 + step]], axis=1)
