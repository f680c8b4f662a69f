"""Shares of uncertain points in polygons, against closed forms and sampling."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm
from shapely.geometry.base import BaseGeometry

from tests.geography.dividing.towns import columns, sampled, share
from truceline.geography.dividing.extents import GLOBE, UNKNOWN, known
from truceline.geography.dividing.ground import Ground
from truceline.geography.dividing.shares import Prepared, share_in
from truceline.ground.geometry import R90_IN_SIGMAS

HALF = shapely.box(20, -40, 80, 40)  # its western edge is a straight line for any near point
BOX = shapely.box(30.0, 0.0, 30.02, 0.02)
SHAPES: dict[str, BaseGeometry] = {
    "box": BOX,
    "needle": shapely.Polygon([(30, 0), (30.05, 0.0004), (30, 0.0008)]),
    "hole": shapely.box(30, 0, 30.03, 0.03).difference(shapely.box(30.01, 0.01, 30.02, 0.02)),
    "pieces": shapely.MultiPolygon([BOX, shapely.box(30.021, 0, 30.03, 0.005)]),
    "clockwise": shapely.Polygon(list(BOX.exterior.coords)[::-1]),
    "notch": shapely.Polygon([(30, 0), (30.02, 0), (30.01, 0.01), (30.02, 0.02), (30, 0.02)]),
    "north": shapely.box(30.0, 64.0, 30.04, 64.02),
}


@given(metres=st.floats(-8_000, 8_000), sigma=st.floats(1, 3_000))
def test_half_a_plane_holds_what_the_normal_distribution_says(metres: float, sigma: float) -> None:
    """Beside a straight border the share is Phi(distance / sigma), to seven decimals."""
    lon = 20 + metres / np.radians(6_378_137.0)
    assert share(HALF, lon, 0.0, sigma) == pytest.approx(norm.cdf(metres / sigma), abs=2e-6)


@given(
    name=st.sampled_from(sorted(SHAPES)),
    east=st.floats(-0.02, 0.05),
    north=st.floats(-0.02, 0.04),
    sigma=st.floats(20, 4_000),
)
@settings(max_examples=60)
def test_shares_are_those_of_samples(name: str, east: float, north: float, sigma: float) -> None:
    """Boxes, needles, holes, several pieces, either direction: as 200,000 samples say."""
    shape = SHAPES[name]
    lat = (64.0 if name == "north" else 0.0) + north
    found = share(shape, 30 + east, lat, sigma)
    assert found == pytest.approx(sampled(shape, 30 + east, lat, sigma, 200_000), abs=0.006)


@pytest.mark.parametrize(
    ("lon", "lat", "expected"),
    [
        (30.0, 0.01, 0.5),  # on an edge
        (30.0, 0.0, 0.25),  # on a corner
        (30.02, 0.02, 0.25),
        (30.01, 0.02, 0.5),
        (30.0, -0.0001, None),  # on an edge's line, beyond its end
    ],
)
def test_points_on_edges_and_corners(lon: float, lat: float, expected: float | None) -> None:
    """Exactly on an edge half is inside, on a right corner a quarter."""
    wanted = sampled(BOX, lon, lat, 40, 400_000) if expected is None else expected
    assert share(BOX, lon, lat, 40.0) == pytest.approx(wanted, abs=0.003 if not expected else 1e-5)


@given(turn=st.floats(0, 2 * math.pi), opening=st.floats(0.05, 3.0))
def test_a_corner_holds_its_angle(turn: float, opening: float) -> None:
    """On the corner of a wedge that reaches far, the share is its angle over a full turn."""
    middle = opening / 2
    ends = [(math.cos(turn + way), math.sin(turn + way)) for way in (-middle, middle)]
    wedge = shapely.Polygon([(30, 0), *((30 + 0.5 * x, 0.5 * y) for x, y in ends)])
    # A degree of latitude is 0.7 % shorter than one of longitude here: angles turn by as much.
    assert share(wedge, 30, 0, 30.0) == pytest.approx(opening / (2 * math.pi), abs=0.003)


@given(
    lon=st.floats(29.9, 30.1),
    lat=st.floats(-0.1, 0.1),
    radius=st.sampled_from([0.0, 1.0, 150.0, 5_000.0, 60_000.0, 400_000.0]),
    name=st.sampled_from(sorted(SHAPES)),
)
def test_inside_and_outside_make_one(lon: float, lat: float, radius: float, name: str) -> None:
    """A point with a radius is inside a zone or inside the rest of the globe."""
    point = columns((lat, lon, max(radius, 1.0)))
    inside = Prepared(known(SHAPES[name])).shares(*point).inside
    outside = Prepared(known(GLOBE.difference(SHAPES[name]))).shares(*point).inside
    assert inside + outside == pytest.approx(1, abs=2e-5 if radius < 17_000 else 4e-3)


def test_exact_points_are_where_they_are_and_a_border_belongs_to_the_zone() -> None:
    """Radius 0: in, out, on the edge; an unknown radius or place: nothing is known."""
    lat, lon, radius = columns(
        (0.01, 30.01, 0),
        (0.01, 30.03, 0),
        (0.01, 30.0, 0),
        (0.01, 30.01, math.nan),
        (math.nan, 30.01, 5),
        (0.01, 30.01, math.inf),
        (0.01, 500.0, 5),
        (0.01, 30.01, -3),
        (0.01, 30.01, 1e300),
    )
    found = Prepared(known(BOX)).shares(lat, lon, radius)
    assert found.inside.tolist() == [1, 0, 1, 0, 0, 0, 0, 0, 0]
    assert found.unknown.tolist() == [0, 0, 0, 1, 1, 1, 1, 1, 1]


def test_a_zone_without_a_map_is_unknown_everywhere() -> None:
    """Of any place, near or far, nothing is known."""
    found = Prepared(UNKNOWN).shares(*columns((0, 0, 10), (89, -179, 1e6), (5, 5, 0)))
    assert found.inside.tolist() == [0, 0, 0]
    assert found.unknown == pytest.approx(1)


def test_widely_uncertain_points_lose_little_by_thinned_edges() -> None:
    """A border of thousands of corners, thinned for wide points, gives the same share to 0.002."""
    turns = np.linspace(0, 2 * np.pi, 6_000, endpoint=False)
    far = 1 + 0.02 * np.sin(40 * turns)
    shore = shapely.Polygon(np.stack([30 + far * np.cos(turns), far * np.sin(turns)], axis=1))
    for radius in (20_000, 80_000, 300_000):
        sigma = radius / R90_IN_SIGMAS
        found = share(shore, 30.9, 0.3, sigma)
        assert found == pytest.approx(sampled(shore, 30.9, 0.3, sigma, 400_000), abs=0.004)


@given(
    data=st.lists(st.tuples(st.floats(-1, 1), st.floats(-1, 1)), min_size=3, max_size=12),
    sigma=st.sampled_from([0.0, 0.005, 5_000.0, 4e6]),
)
def test_any_polygon_gives_shares(data: list[tuple[float, float]], sigma: float) -> None:
    """Whatever is drawn, at its own corners too: shares lie within 0 and 1, and are numbers."""
    shape = shapely.make_valid(shapely.Polygon(data))
    polygons = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    ground = Ground(shapely.MultiPolygon(polygons) if polygons else shapely.Polygon())
    found = share_in(ground, np.asarray(data), np.full(len(data), sigma))
    assert ((found >= 0) & (found <= 1)).all()


def test_the_order_and_the_company_of_points_changes_nothing() -> None:
    """A point's share is the same to the last bit alone and among others, in any order."""
    dice = np.random.default_rng(3)
    where = np.stack([30 + dice.normal(size=300) / 30, dice.normal(size=300) / 30], axis=1)
    sigma = np.exp(dice.normal(7, 1.5, size=300))
    ground = Ground(SHAPES["pieces"])
    together = share_in(ground, where, sigma)
    backwards = share_in(ground, where[::-1], sigma[::-1])[::-1]
    alone = [share_in(ground, where[[i]], sigma[[i]])[0] for i in range(300)]
    assert together.tolist() == alone == backwards.tolist()
