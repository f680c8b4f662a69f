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
from truceline.geography.dividing.tiles import Tile, tiles_of
from truceline.ground.geometry import Floats

_ROUGHLY = 2.0  # times the lines' sigma: points at least as uncertain need few draws
_LEAST_A_DEGREE = 110_000.0  # metres of latitude
# A point at least so uncertain, as a share of the only contested line's sigma, sees the line's
# offset smoothly: so many draws by Gauss's rule stand for all. Beside a straight line they do to
# 0.000001, where a moved line closes a bay all at once to 0.01.
_BY_SIGMA, _NODES = (0.25, 0.5, 1.0), (0, 31, 21, 11)
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Contested:
    """How uncertain lines are, in metres, and a zone's ground about places in draws of them.

    near: courses of lines in degrees, each with the metres from it beyond which no draw changes
    whether ground is in the zone; reach_m: how far off lines bear on any place; alone_m: how
    uncertain the only contested line is, 0 if there are several; drawn: of all draws, or of so
    many that stand for them.
    """

    sigma_m: float
    alone_m: float
    reach_m: float
    near: Sequence[tuple[BaseGeometry, float]]
    drawn: Callable[[Draws, int, Tile], Drawn]


class Mixture(Prepared):
    """A zone's extent, as its lines are drawn, and its shares over draws of where they may run.

    The draws are made when first asked for, tile by tile; shares may then raise PlaceError.
    """

    def __init__(self, extent: Extent, contested: Contested) -> None:
        super().__init__(extent)
        self._contested = contested

    def _both(self, where: Floats, sigma_m: Floats) -> tuple[Floats, Floats]:
        """Return P(surely inside) and P(possibly inside) of points, as `share_in` takes them."""
        surely, possibly = np.zeros(len(where)), np.zeros(len(where))
        near = self._near(where, sigma_m)
        surely[~near], possibly[~near] = super()._both(where[~near], sigma_m[~near])
        rough = sigma_m >= self._contested.sigma_m * _ROUGHLY
        for draws, asked in ((MANY, near & ~rough), (FEW, near & rough)):
            for (nodes, tile), group in self._tiled(where, sigma_m, np.flatnonzero(asked)).items():
                drawn = self._contested.drawn(draws, nodes, tile)
                surely[group], possibly[group] = drawn.shares(where[group], sigma_m[group])
        return surely, possibly

    def _tiled(
        self, where: Floats, sigma_m: Floats, rows: Rows
    ) -> dict[tuple[int, Tile], list[int]]:
        """Return the rows of points by how many draws stand for all of them, and their tiles."""
        found: dict[tuple[int, Tile], list[int]] = {}
        nodes = self._nodes(sigma_m[rows])
        reach = sigma_m[rows] * REACH + self._contested.reach_m
        for row, many, tile in zip(rows.tolist(), nodes, tiles_of(where[rows], reach), strict=True):
            found.setdefault((many, tile), []).append(row)
        return found

    def _nodes(self, sigma_m: Floats) -> list[int]:
        """Return how many draws stand for all of them, 0 where every draw is needed."""
        alone = self._contested.alone_m
        if not alone:
            return [0] * len(sigma_m)
        place = np.searchsorted(_BY_SIGMA, sigma_m / alone, side="right")
        return np.array(_NODES)[place].tolist()  # type: ignore[no-any-return] # numpy: Any

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


class Drawn:
    """The ground of a zone in each draw, with the draws' weights, prepared for shares.

    corners: of all of it.
    """

    def __init__(self, extents: Sequence[Extent], weights: Floats) -> None:
        self._weights = weights
        self._surely = [Ground(each.surely) for each in extents]
        same = all(each.surely is each.possibly for each in extents)
        self._possibly = self._surely if same else [Ground(each.possibly) for each in extents]
        held = [shape for each in extents for shape in (each.surely, each.possibly)]
        self.corners = int(shapely.get_num_coordinates(held).sum())

    def shares(self, where: Floats, sigma_m: Floats) -> tuple[Floats, Floats]:
        """Return the means over the draws of P(surely inside) and P(possibly inside) of points."""
        surely = self._mean(self._surely, where, sigma_m)
        if self._possibly is self._surely:
            return surely, surely
        return surely, self._mean(self._possibly, where, sigma_m)

    def _mean(self, grounds: Sequence[Ground], where: Floats, sigma_m: Floats) -> Floats:
        shares = np.array([share_in(each, where, sigma_m) for each in grounds])
        return np.asarray(self._weights @ shares, dtype=np.float64)
