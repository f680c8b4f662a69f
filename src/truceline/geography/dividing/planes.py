"""A plane about a point, on which distances from that point and directions there are kept."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

_WGS84 = Geod(ellps="WGS84")
Geometries = NDArray[np.object_]


class Plane:
    """An azimuthal equidistant plane in metres about a point in degrees.

    Two points at distances a and b from its middle are found at their own distance to a share of
    a b / 120,000,000 km^2 or so: to 0.0001 for 25 km and 500 km.
    """

    def __init__(self, lon: float, lat: float) -> None:
        self._lon, self._lat = lon, lat

    def flat(self, shape: BaseGeometry, longest: float) -> BaseGeometry:
        """Return a shape in degrees on the plane; edges longer than so many degrees are parted.

        An edge is straight in degrees and bends by metres on a plane.
        """
        parted = shapely.segmentize(shape, longest)
        held = shapely.get_coordinates(parted)
        same = np.ones(len(held))
        turn, _, far = _WGS84.inv(same * self._lon, same * self._lat, held[:, 0], held[:, 1])
        turn = np.radians(turn)
        plane = np.stack([far * np.sin(turn), far * np.cos(turn)], axis=1)
        moved = shapely.set_coordinates(parted, plane)
        areal = shapely.get_dimensions(moved) > 1
        return moved if moved.is_valid or not areal else shapely.make_valid(moved)

    def degrees(self, shapes: Geometries) -> Geometries:
        """Return shapes on the plane in degrees."""
        held = shapely.get_coordinates(shapes)
        same = np.ones(len(held))
        ways = np.degrees(np.arctan2(held[:, 0], held[:, 1]))
        far = np.hypot(held[:, 0], held[:, 1])
        lon, lat, _ = _WGS84.fwd(same * self._lon, same * self._lat, ways, far)
        return np.asarray(shapely.set_coordinates(shapes.copy(), np.stack([lon, lat], axis=1)))
