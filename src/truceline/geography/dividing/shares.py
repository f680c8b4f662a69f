"""P(an uncertain point lies within ground): is the point inside, less what its edges sweep.

Points are isotropic normals, 90 % within their radius, on a plane of their own at their latitude.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from truceline.geography.dividing.extents import Extent
from truceline.geography.dividing.flow import REACH, swept
from truceline.geography.dividing.ground import Edges, Ground, level_of
from truceline.ground.geometry import R90_IN_SIGMAS, Floats

_ANYWHERE_M = 10_000_000.0  # a radius from which a place may be anywhere on Earth
_EXACT_M = 0.01  # a radius below which a point is where it is
_OFF_M = np.array([0.54e-6, 0.84e-6])  # so far a point is moved, never to be on an edge's line
_SLIP = 1e-4
_BLOCK = 4_096  # points asked of the index at a time
# WGS 84: the equatorial radius in metres and the first eccentricity squared.
_A, _E2 = 6_378_137.0, 6.694379990141e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """P(within) and P(not known whether) of points, n each; what is left is P(outside)."""

    inside: Floats
    unknown: Floats


class Prepared:
    """A zone's extent, prepared to be asked for the shares of many points."""

    def __init__(self, extent: Extent) -> None:
        self.extent = extent
        self._surely = Ground(extent.surely)
        same = extent.surely is extent.possibly
        self._possibly = None if same else Ground(extent.possibly)

    def shares(self, lat: Floats, lon: Floats, radius_m: Floats) -> Shares:
        """Return the shares of points (degrees, 90 % radius in metres; n each).

        A point of which any of the three is not a number, that is no place on Earth or may be
        anywhere on it, is unknown. A point of radius 0 is where it is; on an edge it is inside.
        """
        inside, unknown = np.zeros(len(lat)), np.ones(len(lat))
        # What is not a number compares as False.
        told = (np.abs(lat) <= 90) & (np.abs(lon) <= 180) & (radius_m >= 0)  # noqa: PLR2004 - degrees
        told &= radius_m < _ANYWHERE_M
        where = np.stack([lon[told], lat[told]], axis=1)
        sigma = np.where(radius_m[told] < _EXACT_M, 0.0, radius_m[told] / R90_IN_SIGMAS)
        surely, possibly = self._both(where, sigma)
        inside[told] = surely
        unknown[told] = np.maximum(possibly - surely, 0.0)
        return Shares(inside=inside, unknown=unknown)

    def _both(self, where: Floats, sigma_m: Floats) -> tuple[Floats, Floats]:
        """Return P(surely inside) and P(possibly inside) of points, as `share_in` takes them."""
        surely = share_in(self._surely, where, sigma_m)
        if self._possibly is None:
            return surely, surely
        return surely, share_in(self._possibly, where, sigma_m)


def share_in(ground: Ground, where: Floats, sigma_m: Floats) -> Floats:
    """Return P(inside) of points (n x 2, longitude and latitude) with their sigma in metres (n)."""
    share = np.zeros(len(where))
    levels = level_of(sigma_m)
    for level in np.unique(levels).tolist():
        asked = np.flatnonzero(levels == level)
        edges = ground.edges(level)
        # Moved as in `_beyond`, so that both see the point on the same side of every edge.
        off = np.where(sigma_m[asked, None] > 0, _OFF_M, 0) / metres_a_degree(where[asked, 1])
        share[asked] = shapely.intersects_xy(edges.ground, where[asked] - off)
        if not len(edges.begin) or not sigma_m[asked].any():
            continue
        for first in range(0, len(asked), _BLOCK):
            block = asked[first : first + _BLOCK]
            share[block] -= _beyond(edges, where[block], sigma_m[block])
    # Rounding may still put a point that all but lies on an edge on either side: one too many.
    slipped = (share > 1 + _SLIP) | (share < -_SLIP)
    share[slipped] -= np.floor(share[slipped])
    return np.clip(share, 0.0, 1.0)


def _beyond(edges: Edges, where: Floats, sigma_m: Floats) -> Floats:
    """Return for each point the sum over the edges near it, 0 where there is none."""
    metres = metres_a_degree(where[:, 1])
    reach = (sigma_m * REACH)[:, None] / metres
    point, edge = edges.tree.query(shapely.box(*(where - reach).T, *(where + reach).T))
    bears = sigma_m[point] > 0
    point, edge = point[bears], edge[bears]
    spread = sigma_m[point]
    scale = metres[point]
    begin = ((edges.begin[edge] - where[point]) * scale + _OFF_M) / spread[:, None]
    end = ((edges.end[edge] - where[point]) * scale + _OFF_M) / spread[:, None]
    return np.bincount(point, swept(begin, end), len(where)).astype(np.float64)


def metres_a_degree(lat: Floats) -> Floats:
    """Return the metres of a degree of longitude and of latitude at some latitudes, n x 2."""
    up = np.radians(lat)
    bend = 1 - _E2 * np.sin(up) ** 2
    along = np.maximum(_A * np.cos(up) / np.sqrt(bend), 1.0)
    metres: Floats = np.radians(np.stack([along, _A * (1 - _E2) / bend**1.5], axis=1))
    return metres
