"""Geometry: distances on the ellipsoid and probabilities around uncertain points."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.ground.errors import PlaceError
from truceline.ground.geometry import (
    R90_IN_SIGMAS,
    UncertainPoint,
    distance_m,
    distances_m,
    on_the_globe,
)

LATS = st.floats(-85, 85)
LONS = st.floats(-180, 180)


@given(LATS, LONS, LATS, LONS)
def test_distance_is_symmetric(lat1: float, lon1: float, lat2: float, lon2: float) -> None:
    """The way there is as long as the way back, and never longer than half the Earth."""
    there = distance_m(lat1, lon1, lat2, lon2)
    assert there == pytest.approx(distance_m(lat2, lon2, lat1, lon1), abs=1e-3)
    assert 0 <= there <= 20_004_000


@given(LATS, LONS, LATS, LONS)
def test_many_distances_equal_single_ones(
    lat1: float, lon1: float, lat2: float, lon2: float
) -> None:
    """The array form gives what the single form gives, and broadcasts."""
    many = distances_m(
        np.array([lat1, lat2]), np.array([lon1, lon2]), np.array(lat2), np.array(lon2)
    )
    assert many[0] == pytest.approx(distance_m(lat1, lon1, lat2, lon2), abs=1e-6)
    assert many[1] == pytest.approx(0.0, abs=1e-6)


def test_known_distance() -> None:
    """A degree of latitude at the equator is 110.574 km on WGS 84, one of longitude 111.320 km."""
    assert distance_m(0, 0, 1, 0) == pytest.approx(110_574, abs=1)
    assert distance_m(0, 0, 0, 1) == pytest.approx(111_320, abs=1)


@given(st.floats(1, 100_000))
def test_radius_holds_ninety_percent(radius: float) -> None:
    """A circular normal lies within its own radius with probability 0.9."""
    point = UncertainPoint(lat=50.0, lon=30.0, radius_m=radius)
    assert 1 - math.exp(-((radius / point.sigma_m) ** 2) / 2) == pytest.approx(0.9, abs=1e-6)
    assert point.sigma_m == pytest.approx(radius / R90_IN_SIGMAS)


@pytest.mark.parametrize(
    ("lat", "lon", "radius"),
    [
        (91.0, 0.0, 1.0),
        (0.0, 181.0, 1.0),
        (0.0, 0.0, -1.0),
        (math.nan, 0.0, 1.0),
        (0.0, 0.0, math.nan),
    ],
)
def test_impossible_points_are_refused(lat: float, lon: float, radius: float) -> None:
    """What is no point on Earth, or has no radius, raises an error that says how to mend it."""
    with pytest.raises(PlaceError) as caught:
        UncertainPoint(lat=lat, lon=lon, radius_m=radius)
    assert caught.value.mend


def test_points_on_the_globe_keep_who_is_nearest() -> None:
    """All lie at radius 1, and the date line parts no neighbours."""
    found = on_the_globe(np.array([0.0, 0.0, 0.0]), np.array([179.9, -179.9, 0.0]))
    assert np.allclose(np.linalg.norm(found, axis=1), 1.0)
    assert np.linalg.norm(found[0] - found[1]) < 0.01 < np.linalg.norm(found[0] - found[2])
