"""The candidate places of statements as points, and which of them lie apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from truceline.fuse.reported.circles import touching
from truceline.fuse.reported.grouping import firsts, numbered, ranks, together
from truceline.model.arrow import (
    Column,
    Floats,
    Integers,
    Truths,
    among,
    floats,
    integers,
    members,
    of_rows,
    part,
)

MOST_POINTS = 6  # candidate places of one statement that are compared; the likeliest come first
# A village and its region in one sentence are one place, two villages are two: of nested places
# only those are kept whose radius is no more than so many times the finest, or this many metres.
_FINEST_TIMES, _ALWAYS_FINE_M = 3, 5000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """Candidate places; every array has one length.

    owner: number of the statement or report of each, ascending, the likeliest first within;
    mention: which words of it; lat, lon: degrees; radius_m: holds 90 %; p: of the candidate.
    """

    owner: Integers
    mention: Integers
    lat: Floats
    lon: Floats
    radius_m: Floats
    p: Floats
    name: pa.StringArray
    level: pa.StringArray

    def of(self, rows: Integers, owner: Integers) -> Points:
        """Return some of the points under other owners, sorted by them."""
        order = rows[np.argsort(owner, kind="stable")]
        return Points(
            owner=np.sort(owner),
            mention=self.mention[order],
            lat=self.lat[order],
            lon=self.lon[order],
            radius_m=self.radius_m[order],
            p=self.p[order],
            name=of_rows(self.name, order),
            level=of_rows(self.level, order),
        )


def points_of(places: Column) -> Points:
    """Return the places of the event that have coordinates; of nested ones only the finest.

    places: the column "places" of statements; owners are its rows.
    """
    owner, each = members(places)
    lat, lon, radius, p = (floats(part(each, name)) for name in ("lat", "lon", "radius_m", "p"))
    placed = among(part(each, "role"), ("event",))
    placed &= ~(np.isnan(lat) | np.isnan(lon) | np.isnan(radius))
    finest = np.full(len(places), np.inf)
    np.minimum.at(finest, owner[placed], radius[placed])
    placed &= radius <= np.maximum(_FINEST_TIMES * finest[owner], _ALWAYS_FINE_M)
    kept = np.flatnonzero(placed)
    kept = kept[np.lexsort((-p[kept], owner[kept]))]
    kept = kept[ranks(owner[kept]) < MOST_POINTS]
    return Points(
        owner=owner[kept],
        mention=integers(part(each, "mention"), 0)[kept],
        lat=lat[kept],
        lon=lon[kept],
        radius_m=radius[kept],
        p=p[kept],
        name=of_rows(part(each, "name"), kept),
        level=of_rows(part(each, "level"), kept),
    )


def first_points(points: Points, number: int) -> Integers:
    """Return the likeliest point of each of `number` owners, -1 where it has none."""
    found = np.full(number, -1, dtype=np.int64)
    first = np.flatnonzero(np.diff(points.owner, prepend=-1))
    found[points.owner[first]] = first
    return found


def parts_of(points: Points, splits: Truths) -> tuple[Integers, Integers]:
    """Return how many places apart each owner names, and which of them each point belongs to.

    splits: (owners,), whether its places may be told apart at all. The places that different
    words name are one where the circles of their likeliest candidates touch, or where a chain of
    such links them; they are numbered from 0 in the order of their likeliest candidates.
    """
    mention = together(points.owner, numbered(points.mention))
    best = firsts(mention)
    owner = points.owner[best]
    a, b = _neighbours(owner)
    lat, lon, radius = points.lat[best], points.lon[best], points.radius_m[best]
    one = ~splits[owner[a]]
    one[~one] = touching(lat, lon, radius, a[~one], b[~one])
    shape = (len(best), len(best))
    graph = coo_array((np.ones(int(one.sum())), (a[one], b[one])), shape=shape)
    place = numbered(np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64))
    first = firsts(place)
    many = np.bincount(owner[first], minlength=len(splits))
    before = np.cumsum(many) - many
    return np.maximum(many, 1), (place - before[owner])[mention]


def _neighbours(owner: Integers) -> tuple[Integers, Integers]:
    """Return all pairs of rows of one owner; an owner has at most MOST_POINTS rows, together."""
    rows = np.arange(len(owner))
    pairs = [
        rows[: max(0, len(rows) - step)][owner[:-step] == owner[step:]]
        for step in range(1, MOST_POINTS)
    ]
    first = np.concatenate(pairs)
    ahead = np.repeat(np.arange(1, MOST_POINTS), [len(each) for each in pairs])
    return first, first + ahead
