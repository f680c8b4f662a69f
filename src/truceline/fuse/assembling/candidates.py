"""The candidate places of incidents, and which of them cannot be the same place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truceline.fuse.assembling.clusters import Clusters
from truceline.fuse.reported import Reports
from truceline.fuse.reported.circles import touching
from truceline.fuse.reported.grouping import firsts, numbered, ranks, together
from truceline.ground.ranges import ranges
from truceline.model.arrow import Floats, Integers

MOST = 60  # distinct candidates that are weighed; a longer list is cut from its light end
DIGITS = 9  # to which sums of weights are compared, so that no order of adding matters
_PAIRS = 2_000_000  # that are held at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Distinct places that reports of a cluster name, by cluster, the heaviest first.

    point: number of the point that named it first; weight: number of origins behind it, homonyms
    sharing one; home: row of the candidate that it is taken for, itself if chosen; mass: weight
    of all that is taken for it; order: rows by cluster, the best supported first.
    """

    cluster: Integers
    point: Integers
    weight: Floats
    home: Integers
    mass: Floats
    order: Integers


def candidates_of(reports: Reports, clusters: Clusters) -> Candidates:
    """Return the candidates of all clusters.

    The place on which most origins can agree comes first, of several the finest. What touches it
    is taken for it; of the rest the next is chosen, and so on.
    """
    cluster, point, weight = _weighed(reports, clusters)
    lat, lon, radius = reports.lat[point], reports.lon[point], reports.radius_m[point]
    a, b = _touching_pairs(cluster, lat, lon, radius)
    number = len(cluster)
    support = weight + np.bincount(a, weight[b], number) + np.bincount(b, weight[a], number)
    order = np.lexsort((-weight, radius, -np.round(support, DIGITS), cluster))
    home = _taken_for(cluster, a, b, order)
    mass = np.bincount(home, weight, number)
    return Candidates(
        cluster=cluster,
        point=point,
        weight=weight,
        home=home,
        mass=np.round(mass, DIGITS),
        order=order,
    )


def _weighed(reports: Reports, clusters: Clusters) -> tuple[Integers, Integers, Floats]:
    """Return cluster, first point and weight of the distinct candidates, the heaviest first.

    An origin that names a place ten times has named it once.
    """
    point, cluster = points_by_cluster(reports, clusters)
    report = reports.point_of[point]
    spots = (numbered(each)[point] for each in (reports.name, reports.lat, reports.lon))
    candidate = together(cluster, *spots)
    first = firsts(candidate)
    mention = firsts(together(reports.point_of, numbered(reports.mention)))
    mentions = np.bincount(reports.point_of[mention], minlength=len(reports.row))
    voice = together(candidate, reports.origin[report])
    share = np.zeros(int(voice.max()) + 1 if len(voice) else 0)
    np.maximum.at(share, voice, reports.p[point] / mentions[report])
    weight = np.round(np.bincount(candidate[firsts(voice)], share, len(first)), DIGITS)
    order = np.lexsort((-weight, cluster[first]))
    kept = order[ranks(cluster[first][order]) < MOST]
    return cluster[first[kept]], point[first[kept]], np.asarray(weight[kept], dtype=np.float64)


def points_by_cluster(reports: Reports, clusters: Clusters) -> tuple[Integers, Integers]:
    """Return the points of all reports that are no denials, by cluster, and their clusters."""
    home = np.empty(len(clusters.report), dtype=np.int64)
    home[clusters.report] = clusters.cluster
    own = home[reports.point_of[: np.searchsorted(reports.point_of, len(home))]]
    point = np.argsort(own, kind="stable")
    return point, own[point]


def _touching_pairs(
    cluster: Integers, lat: Floats, lon: Floats, radius: Floats
) -> tuple[Integers, Integers]:
    """Return the pairs of rows of one cluster whose circles touch, a few millions at a time."""
    rank = ranks(cluster)
    size = np.bincount(cluster)[cluster] if len(cluster) else rank
    ahead = size - 1 - rank
    piece = np.cumsum(ahead) // _PAIRS
    found = []
    for rows in np.split(np.arange(len(cluster)), np.flatnonzero(np.diff(piece)) + 1):
        a = np.repeat(rows, ahead[rows])
        b = ranges(rows + 1, ahead[rows])
        one = touching(lat, lon, radius, a, b)
        found.append((a[one], b[one]))
    return np.concatenate([a for a, _ in found]), np.concatenate([b for _, b in found])


def _taken_for(cluster: Integers, a: Integers, b: Integers, order: Integers) -> Integers:
    """Return for each row the row that it is taken for; a, b: pairs that touch.

    One round for the first choices of all clusters, one for the second ones, at most MOST.
    """
    home = np.full(len(cluster), -1, dtype=np.int64)
    left = order
    while len(left):
        chosen = left[np.flatnonzero(np.diff(cluster[left], prepend=-1))]
        home[chosen] = chosen
        is_chosen = np.zeros(len(cluster), dtype=np.bool_)
        is_chosen[chosen] = True
        for one, other in ((a, b), (b, a)):
            drawn = is_chosen[one] & (home[other] < 0)
            home[other[drawn]] = one[drawn]
        open_pairs = (home[a] < 0) & (home[b] < 0)
        a, b = a[open_pairs], b[open_pairs]
        left = left[home[left] < 0]
    return home
