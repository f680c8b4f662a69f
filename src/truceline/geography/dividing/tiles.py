"""Tiles of the Earth: where a place and all that bears on it lie, by its own position and reach.

The grid is fixed: which tile a place falls into hangs on nothing else that is asked.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from truceline.geography.dividing.extents import GLOBE
from truceline.ground.geometry import Floats

_LEAST_M = 1_000.0  # the shortest reach that is told apart
_STEP = 1.6  # each reach told apart is so many times the one before
_WIDE = 2.0  # times its reach: a tile's own side; what lies within reach around it is drawn too
_LEAST_A_DEGREE = 110_000.0  # metres of latitude; of longitude at the equator
_LAST = 89.0  # degrees: towards a pole, tiles grow no narrower in longitude

Tile = tuple[int, int, int]  # of its reach, of its row and its place in the row


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Window:
    """The ground that bears on a tile's places: a box in degrees, its middle, and its reach."""

    box: BaseGeometry
    lon: float
    lat: float
    reach_m: float


def tiles_of(where: Floats, reach_m: Floats) -> list[Tile]:
    """Return the tile of each place (n x 2, longitude and latitude), all within reach of it."""
    steps = np.ceil(np.log(np.maximum(reach_m / _LEAST_M, 1.0)) / math.log(_STEP))
    steps = steps.astype(np.int64)
    high = _reach_of(steps) * _WIDE / _LEAST_A_DEGREE
    row = np.floor((where[:, 1] + 90) / high)
    wide = high / _narrowed(row * high - 90, (row + 1) * high - 90)
    place = np.floor((where[:, 0] + 180) / wide)
    return [
        (step, int(up), int(along))
        for step, up, along in zip(steps.tolist(), row.tolist(), place.tolist(), strict=True)
    ]


def window_of(tile: Tile) -> Window:
    """Return what bears on a tile's places: the tile and as much around it as it reaches."""
    step, row, place = tile
    reach = float(_reach_of(np.array(step)))
    high = reach * _WIDE / _LEAST_A_DEGREE
    south, north = row * high - 90, (row + 1) * high - 90
    wide = high / float(_narrowed(np.array(south), np.array(north)))
    west = place * wide - 180
    up = reach / _LEAST_A_DEGREE
    aside = up / float(_narrowed(np.array(south - up), np.array(north + up)))
    box = shapely.box(west - aside, south - up, west + wide + aside, north + up)
    return Window(
        box=shapely.intersection(box, GLOBE),
        lon=west + wide / 2,
        lat=min((south + north) / 2, 90.0),
        reach_m=reach,
    )


def _reach_of(step: NDArray[np.int64]) -> Floats:
    return np.asarray(_LEAST_M * _STEP**step, dtype=np.float64)


def _narrowed(south: Floats, north: Floats) -> Floats:
    """Return how short a degree of longitude is, against one of latitude, at its shortest."""
    furthest = np.minimum(np.maximum(np.abs(south), np.abs(north)), _LAST)
    return np.asarray(np.cos(np.radians(furthest)), dtype=np.float64)
