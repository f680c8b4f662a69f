"""Circles, sides and belts, against geodesic distances."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from truceline.geography.dividing.offsets import Offsets
from truceline.geography.dividing.shapes import belt, circle, side
from truceline.ground.errors import PlaceError
from truceline.model.zones import Belt, BeltOf, Circle, SideOf

WGS84 = Geod(ellps="WGS84")
# An invented front of 600 km with bends, one long straight edge among them.
FRONT = shapely.LineString(
    [(34.0, 46.5), (34.4, 46.9), (34.3, 47.3), (35.9, 47.5), (36.0, 48.2), (37.9, 48.9), (38.0, 50)]
)
GROUND = shapely.Polygon([(34, 46), (38, 46.2), (38.5, 49), (36, 48), (34.2, 48.6)])


def metres_from(line: BaseGeometry, lon: float, lat: float) -> float:
    """Return a point's geodesic distance from a line, by points every 100 m of it or so."""
    held = shapely.get_coordinates(shapely.segmentize(line, 0.001))
    same = np.ones(len(held))
    return float(WGS84.inv(held[:, 0], held[:, 1], same * lon, same * lat)[2].min())


def within(shape: BaseGeometry, lon: float, lat: float) -> bool:
    """Tell whether a point is in a shape."""
    return bool(shapely.intersects_xy(shape, lon, lat))


@given(turn=st.floats(0, 360), lat=st.floats(-80, 80), radius=st.floats(10, 200_000))
def test_a_circle_holds_what_is_so_near(turn: float, lat: float, radius: float) -> None:
    """Points at 99.9 % of the radius are in, at 100.1 % out, at any latitude."""
    shape = circle(Circle(lat=lat, lon=20, radius_m=radius), "zone")
    near = WGS84.fwd(20, lat, turn, radius * 0.999)
    far = WGS84.fwd(20, lat, turn, radius * 1.001)
    assert within(shape, near[0], near[1])
    assert not within(shape, far[0], far[1])


@given(lon=st.floats(32.5, 39.5), lat=st.floats(45.5, 51))
@pytest.mark.parametrize(("line", "metres"), [(FRONT, 15_000), (GROUND.boundary, 50_000)])
def test_ground_near_a_line_is_so_near(
    line: BaseGeometry, metres: float, lon: float, lat: float
) -> None:
    """Within a third of a percent of the distance, what is near is in and what is far is out."""
    distance = metres_from(line, lon, lat)
    if abs(distance - metres) > metres * 0.003 + 60:
        assert within(Offsets().within(line, metres), lon, lat) == (distance < metres)


@pytest.mark.parametrize("of", ["both", "inside", "outside"])
def test_a_belt_lies_between_its_distances_on_its_side(of: BeltOf) -> None:
    """Of a closed line: from_m to to_m away, inside it, outside it, or both."""
    shape = Belt(line="l", from_m=10_000, to_m=30_000, of=of)
    ground = belt(GROUND, shape, Offsets(), "zone").surely
    dice = np.random.default_rng(5)
    for lon, lat in zip(dice.uniform(33, 39, 120), dice.uniform(45, 50, 120), strict=True):
        distance = metres_from(GROUND.boundary, lon, lat)
        if min(abs(distance - 10_000), abs(distance - 30_000)) > 200:
            far_enough = 10_000 < distance < 30_000
            inside = within(GROUND, lon, lat)
            on_side = {"both": True, "inside": inside, "outside": not inside}[of]
            assert within(ground, lon, lat) == (far_enough and on_side)


def test_the_sides_of_an_open_line_follow_its_direction() -> None:
    """Going north, west is left; turned round, right. Beyond the frame nothing is known."""
    left, right = (side(FRONT, of, "zone") for of in ("left", "right"))
    west, east, far = (34.5, 48.5), (37.5, 47.5), (70.0, 48.0)
    assert within(left.surely, *west)
    assert not within(left.surely, *east)
    assert within(right.surely, *east)
    assert within(left.possibly, *far)
    assert not within(left.surely, *far)
    turned = side(FRONT.reverse(), "right", "zone")
    assert shapely.symmetric_difference(turned.surely, left.surely).area == pytest.approx(0)
    beyond_its_end = (37.9, 55.0)
    assert within(left.surely, *beyond_its_end)


def test_a_line_around_its_own_end_has_no_sides() -> None:
    """A spiral whose drawn-on end runs into it is refused with a way to mend it."""
    spiral = shapely.LineString([(0, 0), (3, 0), (3, 3), (0, 3), (0, 1), (1, 1)])
    with pytest.raises(PlaceError, match=r"two sides.*Mend"):
        side(spiral, "left", "zone")


@pytest.mark.parametrize(
    ("line", "of"), [(FRONT, "inside"), (FRONT, "outside"), (GROUND, "left"), (GROUND, "right")]
)
def test_a_side_that_a_line_does_not_have_is_refused(line: BaseGeometry, of: SideOf) -> None:
    """An open line has no inside, a closed one no left; nor have belts along them."""
    with pytest.raises(PlaceError, match="closed line has inside"):
        side(line, of, "zone")
    with pytest.raises(PlaceError, match="closed line has inside"):
        belt(line, Belt(line="l", to_m=5, of=of), Offsets(), "zone")


@pytest.mark.parametrize(("start", "end"), [(5.0, 5.0), (9.0, 5.0), (0.0, -1.0), (0.0, 3e6)])
def test_a_belt_that_cannot_be_is_refused(start: float, end: float) -> None:
    """No width, negative width, or wider than any agreement's."""
    with pytest.raises(PlaceError, match="zone"):
        belt(GROUND, Belt(line="l", from_m=start, to_m=end), Offsets(), "zone")


def test_a_redrawn_line_keeps_the_pieces_that_stayed() -> None:
    """Ground near a line that moved in one place is the same as if found afresh."""
    moved = shapely.get_coordinates(GROUND)
    moved[2] += 0.05
    other = shapely.Polygon(moved).boundary
    offsets = Offsets()
    offsets.within(GROUND.boundary, 20_000)
    kept, fresh = offsets.within(other, 20_000), Offsets().within(other, 20_000)
    assert shapely.equals_exact(kept, fresh)


@pytest.mark.parametrize("lon", [179.9, -179.9])
def test_what_lies_across_the_last_meridian_is_refused(lon: float) -> None:
    """A circle or a belt across it would be torn apart."""
    with pytest.raises(PlaceError, match="180th meridian"):
        circle(Circle(lat=10, lon=lon, radius_m=50_000), "zone")
    with pytest.raises(PlaceError, match="180th meridian"):
        Offsets().within(shapely.LineString([(lon, 0), (lon, 1)]), 50_000)
