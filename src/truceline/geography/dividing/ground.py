"""Ground prepared for many questions: its edges in an index, thinned for points known roughly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from truceline.geography.dividing.lines import edge_lines, segments
from truceline.ground.geometry import KM_A_DEGREE, Floats

# Points with a sigma of up to _FIRST_M are asked of every edge; each coarser level is for four
# times that. Edges are moved by at most 1/_FINE of the least sigma that they are asked for, which
# moves a share by less than 0.4/_FINE.
_FIRST_M = 8_000.0
_STEP = 4.0
_FINE = 200.0
_LEVELS = 4
_SHORTEST = 1e-12  # degrees: an edge shorter than that has no direction


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """Edges of ground in degrees, interior on the left of each: n x 2 begins and ends.

    tree: their boxes; ground: the polygons they bound.
    """

    ground: BaseGeometry
    begin: Floats
    end: Floats
    tree: shapely.STRtree

    @classmethod
    def of(cls, ground: BaseGeometry) -> Self:
        """Return the edges of polygons, those of the globe's frame left out."""
        begin, end = segments(shapely.orient_polygons(ground))
        frame = (np.abs(begin) == (180.0, 90.0)) & (begin == end)
        kept = ~frame.any(axis=1) & (np.abs(begin - end) > _SHORTEST).any(axis=1)
        begin, end = begin[kept], end[kept]
        lines = edge_lines(begin, end)
        shapely.prepare(ground)
        return cls(ground, begin, end, shapely.STRtree(lines))


class Ground:
    """Polygons (degrees) prepared for shares, at the levels of detail that points ask for."""

    def __init__(self, polygons: BaseGeometry) -> None:
        self._polygons = polygons
        self._levels: dict[int, Edges] = {}

    def edges(self, level: int) -> Edges:
        """Return the edges for a level of `level_of`."""
        if level not in self._levels:
            move = 0.0
            if level:
                move = _FIRST_M * _STEP ** (level - 1) / _FINE / 1000 / KM_A_DEGREE
            polygons = _thinned(self._polygons, move) if move else self._polygons
            self._levels[level] = Edges.of(polygons)
        return self._levels[level]


def _thinned(polygons: BaseGeometry, move: float) -> BaseGeometry:
    """Return polygons with fewer corners, each edge moved by so many degrees at most."""
    quick = shapely.simplify(polygons, move, preserve_topology=False)
    return quick if quick.is_valid else shapely.simplify(polygons, move)


def level_of(sigma_m: Floats) -> NDArray[np.int64]:
    """Return the level of detail for points of some sigma (metres): 0 is every edge."""
    steps = np.log(np.maximum(sigma_m / _FIRST_M, 0.5)) / np.log(_STEP)
    levels: NDArray[np.int64] = np.clip(np.floor(steps) + 1, 0, _LEVELS).astype(np.int64)
    return levels
