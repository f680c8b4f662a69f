"""Which reports may tell of one incident: circles that touch while their times overlap.

Places repeat: a front has a few thousand and a million reports. So reports of one place and one
stretch of days are taken together first; whole groups that lie too far apart are left out
before any two of their reports are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
import pyarrow as pa

from truceline.fuse.likeness.places import Places
from truceline.fuse.likeness.threads import in_threads
from truceline.fuse.likeness.times import Times
from truceline.ground.geometry import KM_A_DEGREE
from truceline.model.arrow import Floats, Integers, Truths

# Ground is cut into cells of several sizes, in km; a circle is at home in the smallest that is at
# least twice as wide as its radius, so that whatever touches it lies in that cell or in one beside
# it. Smaller circles look for larger ones in the larger one's grid.
_SIZES_KM = (24.0, 36.0, 54.0, 80.0, 110.0, 150.0, 200.0, 260.0, 340.0)
_ROOM = 2.0
_MINUTE = 60.0
_COLUMNS = 4096  # more cells than lie along any parallel
_LEAST_SHARE = 0.02  # a candidate place that is less likely brings nobody together
_AT_ONCE = 200_000  # pairs that are in memory at a time, in each thread
_STRETCH = 4 * 24 * 60  # minutes in which reports of one place are taken together
_ROUNDING = 1e-6  # a group is left out only when it misses by more than sums may be off

Score = Callable[[Integers, Integers], Floats]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What makes a pair of rows worth scoring: place + time - mean rate > room, all of them logs.

    place, time: scores of the pairs (a, b) of rows, each (k,); equal places score alike. rate,
    high: (n,) log of the background around each row, and the highest density of its time: two
    times share no more than the lower one.
    """

    place: Score
    time: Score
    rate: Floats
    high: Floats
    room: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Groups:
    """Rows of one place within one stretch of time.

    row: (n,) ascending by group, then by begin; begin, end: (n,) hulls of their times in minutes;
    start: (g,) where each group begins; number: (g,) its size; first, last: (g,) its hull.
    """

    row: Integers
    begin: Integers
    end: Integers
    start: Integers
    number: Integers
    first: Integers
    last: Integers

    @property
    def lead(self) -> Integers:
        """Return a row of each group, whose place is that of all others; shape (g,)."""
        return np.asarray(self.row[self.start])


def _same_places(places: Places, rows: Integers) -> Integers:
    """Return a number for the place of each row: one for those whose candidates are all equal."""
    table = np.concatenate(
        [each[rows] for each in (places.lat, places.lon, places.variance, places.share)], axis=1
    )
    width = pa.binary(table.shape[1] * table.itemsize)
    told = pa.Array.from_buffers(width, len(rows), [None, pa.py_buffer(table.tobytes())])
    return np.asarray(told.dictionary_encode().indices.to_numpy(), dtype=np.int64)


def _groups(places: Places, times: Times, usable: Truths) -> _Groups:
    rows = np.flatnonzero(usable)
    known = times.share[rows] > 0
    hull = np.where(known, times.begin[rows], np.inf).min(axis=1)
    least = hull.min()
    begin = np.floor((hull - least) / _MINUTE).astype(np.int64)
    hull = np.where(known, times.end[rows], -np.inf).max(axis=1)
    end = np.ceil((hull - least) / _MINUTE).astype(np.int64)
    stretch = begin // _STRETCH
    key = _same_places(places, rows) * (int(stretch.max()) + 1) + stretch
    order = np.lexsort((begin, key))
    start = np.flatnonzero(np.diff(key[order], prepend=-1))
    begin, end = begin[order], end[order]
    return _Groups(
        row=rows[order],
        begin=begin,
        end=end,
        start=start,
        number=np.diff(start, append=len(rows)),
        first=begin[start],
        last=np.maximum.reduceat(end, start),
    )


class _Spots:
    """The candidate places of all groups with the hull of their times, in minutes."""

    def __init__(self, places: Places, groups: _Groups) -> None:
        lead = groups.lead
        row, column = np.nonzero(places.share[lead] >= _LEAST_SHARE)
        self.row = row.astype(np.int64)
        self.lat, self.lon = places.lat[lead[row], column], places.lon[lead[row], column]
        radius = places.radius_km[lead[row], column]
        self.level = np.searchsorted(np.array(_SIZES_KM[:-1]), radius * _ROOM)
        self.begin, self.end = groups.first[row], groups.last[row]
        self.span = int(groups.last.max()) + 1


def level_sizes(radius_km: Floats) -> Floats:
    """Return the size in km of the cells that circles are at home in; of none, the largest."""
    sizes = np.array(_SIZES_KM)
    return np.asarray(sizes[np.searchsorted(sizes[:-1], radius_km * _ROOM)])


def _cell(lat: Floats, lon: Floats, size_km: float, up: int, along: int) -> Integers:
    """Return the cell of each point, or one that lies `up` rows and `along` columns from it."""
    size = size_km / KM_A_DEGREE
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
    """Yield pairs of groups: a guest and a host near it whose time begins within the guest's."""
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


def _close_groups(groups: _Groups, spots: _Spots, worth: Worth) -> tuple[Integers, Floats]:
    """Return pairs of groups (k, 2), i <= j, that may hold what is worth it, and their place score.

    What both may reach at most decides: the lowest rate and the highest density of each.
    """
    number = len(groups.start)
    rate = np.minimum.reduceat(worth.rate[groups.row], groups.start)
    high = np.maximum.reduceat(worth.high[groups.row], groups.start)
    lead = groups.lead

    def close(codes: Integers) -> tuple[Integers, Floats]:
        a, b = pairs_of(codes, number).T
        found = worth.place(lead[a], lead[b])
        most = found - (rate[a] + rate[b]) / 2 + np.log(np.minimum(high[a], high[b]))
        kept = most > worth.room - _ROUNDING
        return codes[kept], found[kept]

    def met(found: Integers) -> Integers:
        return distinct(codes_of(found, number))

    codes = distinct(np.concatenate([np.empty(0, dtype=np.int64), *in_threads(met, _all(spots))]))
    blocks = (codes[at : at + _AT_ONCE] for at in range(0, len(codes), _AT_ONCE))
    chosen = in_threads(close, blocks)
    pairs = pairs_of(np.concatenate([np.empty(0, dtype=np.int64), *(c for c, _ in chosen)]), number)
    return pairs, np.concatenate([np.empty(0), *(found for _, found in chosen)])


def _members(
    groups: _Groups, pairs: Integers, place: Floats
) -> Iterator[tuple[Integers, Integers, Floats]]:
    """Yield rows (a, b) of pairs of groups, b beginning within a's time, and their place score."""
    span = int(groups.last.max()) + 1
    keys = np.repeat(np.arange(len(groups.start)), groups.number) * span + groups.begin
    other = pairs[:, 0] != pairs[:, 1]
    guest = np.concatenate([pairs[:, 0], pairs[other, 1]])
    host = np.concatenate([pairs[:, 1], pairs[other, 0]])
    score = np.concatenate([place, place[other]])
    for each, step in _spread(groups.number[guest]):
        one = groups.start[guest[each]] + step
        low = np.searchsorted(keys, host[each] * span + groups.begin[one], side="left")
        high = np.searchsorted(keys, host[each] * span + groups.end[one], side="right")
        for visit, further in _spread(high - low):
            a, b = groups.row[one[visit]], groups.row[low[visit] + further]
            yield a, b, score[each[visit]]


def near_pairs(places: Places, times: Times, usable: Truths, worth: Worth) -> Integers:
    """Return codes of the pairs that lie near each other in place and time and are worth it.

    usable: rows that may be brought together by place and time. Pairs are asked whether they are
    worth it a bounded number at a time, so that a busy front needs no more memory than what can
    matter; what both times share at most is asked before what they share, which costs more.
    """
    number = len(usable)
    usable = usable & places.known & times.known
    nothing = np.empty(0, dtype=np.int64)
    if not usable.any():
        return nothing
    groups = _groups(places, times, usable)

    def codes(block: tuple[Integers, Integers, Floats]) -> Integers:
        a, b, place = block
        found = place - (worth.rate[a] + worth.rate[b]) / 2
        kept = found + np.log(np.minimum(worth.high[a], worth.high[b])) > worth.room
        near = np.flatnonzero(kept & (a != b))
        a, b = a[near], b[near]
        near = np.flatnonzero(found[near] + worth.time(a, b) > worth.room)
        return codes_of(np.stack([a[near], b[near]], axis=1), number)

    blocks = _members(groups, *_close_groups(groups, _Spots(places, groups), worth))
    return distinct(np.concatenate([nothing, *in_threads(codes, blocks)]))


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
