"""Distances in metres on the WGS 84 ellipsoid and points whose place is uncertain."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod

from truceline.ground.errors import PlaceError

Floats = NDArray[np.float64]

_WGS84 = Geod(ellps="WGS84")
# A circular normal holds 90 % of its mass within 2.146 standard deviations (Rayleigh quantile).
R90_IN_SIGMAS = math.sqrt(-2 * math.log(0.1))
# Where a sphere will do: the mean radius of the Earth (Moritz 2000, GRS 80), 0.3 % off at most.
EARTH_M = 6_371_008.8
KM_A_DEGREE = 111.195  # of latitude, on that sphere


@dataclass(frozen=True, slots=True)
class UncertainPoint:
    """A point in degrees whose true place lies within radius_m metres with probability 0.9."""

    lat: float
    lon: float
    radius_m: float

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):  # noqa: PLR2004 - degrees
            raise PlaceError(
                f"({self.lat}, {self.lon}) is no point on Earth.",
                mend="Give latitude (-90 to 90) before longitude (-180 to 180), in degrees.",
            )
        if not self.radius_m >= 0:
            raise PlaceError(
                f"A radius of {self.radius_m} m.", mend="Give the 90 % radius in metres, 0 or more."
            )

    @property
    def sigma_m(self) -> float:
        """Return the standard deviation per axis in metres."""
        return self.radius_m / R90_IN_SIGMAS


def distance_m(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the geodesic distance in metres between two points in degrees."""
    return float(_WGS84.inv(lon1, lat1, lon2, lat2)[2])


def on_the_globe(lat: Floats, lon: Floats) -> Floats:
    """Return points (degrees, n each) on a globe of radius 1, n x 3: the nearest stay so."""
    up, along = np.radians(lat), np.radians(lon)
    return np.stack([np.cos(up) * np.cos(along), np.cos(up) * np.sin(along), np.sin(up)], axis=1)


def distances_m(lat1: Floats, lon1: Floats, lat2: Floats, lon2: Floats) -> Floats:
    """Return geodesic distances in metres, element by element; shapes as numpy broadcasts."""
    a, b, c, d = np.broadcast_arrays(lon1, lat1, lon2, lat2)
    return np.asarray(_WGS84.inv(a, b, c, d)[2], dtype=np.float64)
