"""P(inside) of ground whose lines are contested: the mean over draws of where they may run.

In each draw every line runs somewhere, and the ground is exact. Shares of a mean of exact grounds
keep to the laws of probability: a union has at least the share of each of its parts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from truceline.geography.dividing.courses import FEW, MANY, Draws
from truceline.geography.dividing.extents import Extent
from truceline.geography.dividing.flow import REACH
from truceline.geography.dividing.ground import Ground
from truceline.geography.dividing.shares import Prepared, metres_a_degree, share_in
from truceline.ground.geometry import Floats

_ROUGHLY = 2.0  # times the lines' sigma: points at least as uncertain need few draws
_LEAST_A_DEGREE = 110_000.0  # metres of latitude


@dataclass(frozen=True, slots=True, eq=False)
class Contested:
    """How uncertain lines are, in metres, and the extents of a zone in some draws of them.

    near: courses of lines in degrees, each with the metres from it beyond which no draw changes
    whether ground is in the zone.
    """

    sigma_m: float
    near: Sequence[tuple[BaseGeometry, float]]
    drawn: Callable[[Draws], Sequence[Extent]]


class Mixture(Prepared):
    """A zone's extent, as its lines are drawn, and its shares over draws of where they may run.

    The draws are made when first asked for; shares may then raise PlaceError. corners: how many
    the ground has in all draws, about.
    """

    def __init__(self, extent: Extent, contested: Contested) -> None:
        super().__init__(extent)
        self._contested = contested
        drawn = int(shapely.get_num_coordinates(extent.possibly))
        self.corners = drawn * (MANY[0] + FEW[0])  # about so many in all draws
        self._sets: dict[Draws, tuple[_Drawn, _Drawn]] = {}

    def _both(self, where: Floats, sigma_m: Floats) -> tuple[Floats, Floats]:
        """Return P(surely inside) and P(possibly inside) of points, as `share_in` takes them."""
        surely, possibly = (each.copy() for each in super()._both(where, sigma_m))
        near = self._near(where, sigma_m)
        rough = sigma_m >= self._contested.sigma_m * _ROUGHLY
        for draws, asked in ((MANY, near & ~rough), (FEW, near & rough)):
            if asked.any():
                one, other = self._set(draws)
                surely[asked] = one.share(where[asked], sigma_m[asked])
                same = one is other
                possibly[asked] = (
                    surely[asked] if same else other.share(where[asked], sigma_m[asked])
                )
        return surely, possibly

    def _near(self, where: Floats, sigma_m: Floats) -> NDArray[np.bool_]:
        """Tell which points lie so near a contested line that it matters where the line runs."""
        near = np.zeros(len(where), dtype=np.bool_)
        for course, metres in self._contested.near:
            reach = sigma_m * REACH + metres
            north = reach / _LEAST_A_DEGREE
            pole = np.minimum(np.abs(where[:, 1]) + north, 90.0)
            east = reach / metres_a_degree(pole)[:, 0]
            far = np.stack([np.minimum(east, 360.0), north], axis=1)
            near |= shapely.intersects(course, shapely.box(*(where - far).T, *(where + far).T))
        return near

    def _set(self, draws: Draws) -> tuple[_Drawn, _Drawn]:
        if draws not in self._sets:
            extents = self._contested.drawn(draws)
            surely = _Drawn([each.surely for each in extents])
            same = all(each.surely is each.possibly for each in extents)
            possibly = surely if same else _Drawn([each.possibly for each in extents])
            self._sets[draws] = surely, possibly
        return self._sets[draws]


class _Drawn:
    """Polygons of the same ground in each draw, all as likely."""

    def __init__(self, polygons: Sequence[BaseGeometry]) -> None:
        self._grounds = [Ground(each) for each in polygons]
        self._always = shapely.intersection_all(list(polygons))
        self._ever = shapely.union_all(list(polygons))
        shapely.prepare([self._always, self._ever])

    def share(self, where: Floats, sigma_m: Floats) -> Floats:
        """Return the mean of the shares of points in each draw."""
        share, open_ = self._settled(where, sigma_m)
        if open_.any():
            near, sigma = where[open_], sigma_m[open_]
            found = [share_in(each, near, sigma) for each in self._grounds]
            share[open_] = np.mean(found, axis=0)
        return share

    def _settled(self, where: Floats, sigma_m: Floats) -> tuple[Floats, NDArray[np.bool_]]:
        """Return shares of points that are in or out in every draw, and which points are not."""
        reach = (sigma_m * REACH)[:, None] / metres_a_degree(where[:, 1])
        boxes = shapely.box(*(where - reach).T, *(where + reach).T)
        within = np.asarray(shapely.contains_properly(self._always, boxes))
        away = np.asarray(shapely.disjoint(self._ever, boxes))
        return within.astype(np.float64), np.logical_not(within | away)
