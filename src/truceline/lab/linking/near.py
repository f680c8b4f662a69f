"""Which located reports lie within a distance and a time of one another: pairs from a k-d tree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from truceline.ground.geometry import EARTH_M, on_the_globe
from truceline.lab.linking.rows import Rows
from truceline.model.arrow import Floats, Integers


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far apart two reports may lie: metres and seconds, both ends counted in."""

    metres: float
    seconds: float


def spots(lat: Floats, lon: Floats, at: Floats, reach: Reach) -> Floats:
    """Return places and times as points (n, 4) of which the reach is the unit.

    The first three are a point on the globe: the straight line through it is shorter than the
    way along it by less than a metre at 50 km.
    """
    globe = on_the_globe(lat, lon) * (EARTH_M / reach.metres)
    return np.column_stack([globe, at / reach.seconds])


def pairs_within(points: Floats) -> Integers:
    """Return all pairs i < j of points within reach of one another, shape (k, 2), in order."""
    found = cKDTree(points).query_pairs(1.0, p=np.inf, output_type="ndarray").astype(np.int64)
    gap = points[found[:, 0], :3] - points[found[:, 1], :3]
    # The tree's box is cut to the circle; in time the box is right already.
    kept = found[(gap**2).sum(axis=1) <= 1.0]
    return np.asarray(kept[np.lexsort((kept[:, 1], kept[:, 0]))])


def distinct(rows: Rows, reach: Reach) -> tuple[Integers, Floats, Integers]:
    """Return which reports are located, their distinct points, and the point of each.

    Copies say the same place and time: taken together they cost one point.
    """
    where = np.flatnonzero(rows.located)
    exact = np.column_stack([rows.at[where], rows.lat[where], rows.lon[where]])
    kept, point_of = np.unique(exact, axis=0, return_inverse=True)
    return where, spots(kept[:, 1], kept[:, 2], kept[:, 0], reach), point_of.reshape(-1)
