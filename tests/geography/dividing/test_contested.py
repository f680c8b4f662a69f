"""Zones along contested lines, against sampling of the place and of how far each line runs off.

The ground is a plane about the equator in metres: a straight road of 40 km, a square border.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.geography.dividing.towns import DAY, columns
from truceline.geography.dividing import Divided
from truceline.geography.dividing.courses import MANY, SIGMAS_ACROSS, drawn_offsets
from truceline.ground.geometry import R90_IN_SIGMAS, Floats
from truceline.model.zones import Belt, Circle, Line, LineVersion, Point, Side, Zone

LENGTH, WIDE, AROUND = 40_000.0, 5_000.0, 6_000.0
SQUARE = 15_000.0  # half of the border's side; its middle is the road's beginning
SAMPLES = 100_000
_A_DEGREE = np.array([111_319.49, 110_574.28])  # of longitude and latitude, at the equator
Truth = Callable[[Floats, Floats, Floats, Floats], NDArray[np.bool_]]


def _degrees(east: float, north: float) -> Point:
    lon, lat = np.array([east, north]) / _A_DEGREE
    return 30 + float(lon), float(lat)


def _zone(name: str, **shape: object) -> Zone:
    return Zone(id=name, title=name, **shape)  # type: ignore[arg-type] # one shape of many


_BOX = ((8e3, -9e3), (60e3, -9e3), (60e3, 2e3), (8e3, 2e3))
ZONES = (
    _zone("belt", belt=Belt(line="road", to_m=WIDE)),
    _zone("aside", belt=Belt(line="road", from_m=2_000, to_m=WIDE, of="left")),
    _zone("circle", circle=Circle(lat=0, lon=30, radius_m=AROUND)),
    _zone("box", polygon=tuple(_degrees(*each) for each in _BOX)),
    _zone("left", side=Side(line="road", of="left")),
    _zone("right", side=Side(line="road", of="right")),
    _zone("land", side=Side(line="border", of="inside")),
    _zone("abroad", side=Side(line="border", of="outside")),
    _zone("strip", belt=Belt(line="border", to_m=WIDE, of="outside")),
    _zone("silent", any_of=("circle", "belt")),
    _zone("cut", all_of=("belt", "box")),
    _zone("rest", none_of=("land",)),
    _zone("off", all_of=("circle",), none_of=("left",)),
    _zone("two", all_of=("belt", "land")),
    _zone("either", any_of=("belt", "land")),
    _zone("plain", all_of=("circle",), none_of=("box",)),
)


def _from_road(x: Floats, y: Floats) -> Floats:
    return np.hypot(x - np.clip(x, 0, LENGTH), y)


def _from_border(x: Floats, y: Floats, moved: Floats) -> Floats:
    """Return the distance from the border moved outward, less than 0 inside it.

    Moved in, its corners stay sharp; moved out, they are round.
    """
    half = SQUARE + np.minimum(moved, 0)
    east, north = np.abs(x) - half, np.abs(y) - half
    outside = np.hypot(np.maximum(east, 0), np.maximum(north, 0))
    return outside + np.minimum(np.maximum(east, north), 0) - np.maximum(moved, 0)


def _boxed(x: Floats, y: Floats) -> NDArray[np.bool_]:
    return (x > 8e3) & (x < 60e3) & (y > -9e3) & (y < 2e3)


# Of x, y in metres, how far the road runs to the right and the border outward. The road goes east.
TRUTH: dict[str, Truth] = {
    "belt": lambda x, y, r, _: _from_road(x, y + r) <= WIDE,
    "aside": lambda x, y, r, _: (
        (y + r > 0) & (_from_road(x, y + r) >= 2_000) & (_from_road(x, y + r) <= WIDE)
    ),
    "circle": lambda x, y, _r, _: np.hypot(x, y) <= AROUND,
    "box": lambda x, y, _r, _: _boxed(x, y),
    "left": lambda _x, y, r, _: y + r >= 0,
    "right": lambda _x, y, r, _: y + r < 0,
    "land": lambda x, y, _, b: _from_border(x, y, b) <= 0,
    "abroad": lambda x, y, _, b: _from_border(x, y, b) > 0,
    "strip": lambda x, y, _, b: (_from_border(x, y, b) > 0) & (_from_border(x, y, b) <= WIDE),
    "plain": lambda x, y, _r, _: (np.hypot(x, y) <= AROUND) & ~_boxed(x, y),
}
TRUTH["silent"] = lambda *at: TRUTH["circle"](*at) | TRUTH["belt"](*at)
TRUTH["cut"] = lambda *at: TRUTH["belt"](*at) & TRUTH["box"](*at)
TRUTH["rest"] = lambda *at: ~TRUTH["land"](*at)
TRUTH["off"] = lambda *at: TRUTH["circle"](*at) & ~TRUTH["left"](*at)
TRUTH["two"] = lambda *at: TRUTH["belt"](*at) & TRUTH["land"](*at)
TRUTH["either"] = lambda *at: TRUTH["belt"](*at) | TRUTH["land"](*at)
EXACT = ("circle", "box", "plain")

contested = st.sampled_from([600.0, 3_000.0, 8_000.0])
radius = st.sampled_from([0.0, 30.0, 500.0, 2_500.0, 6_000.0, 15_000.0])
east, north = st.floats(-30_000, 60_000), st.floats(-30_000, 30_000)


@cache
def ground(contested_m: float) -> Divided:
    """Return the zones with a road and a border that are contested so far."""
    corners = ((-SQUARE, -SQUARE), (SQUARE, -SQUARE), (SQUARE, SQUARE), (-SQUARE, SQUARE))
    courses = {"road": ((0.0, 0.0), (LENGTH, 0.0)), "border": corners}
    lines = [
        Line(
            id=name,
            title=name,
            closed=name == "border",
            contested_m=contested_m,
            versions=(LineVersion(day=DAY, points=tuple(_degrees(*each) for each in held)),),
        )
        for name, held in courses.items()
    ]
    return Divided(lines, ZONES)


def found(zone: str, contested_m: float, x: float, y: float, radius_m: float) -> float:
    """Return P(inside) of a place."""
    divided = ground(contested_m)
    lon, lat = _degrees(x, y)
    prepared = divided.prepared(zone, divided.version(zone, DAY))
    return float(prepared.shares(*columns((lat, lon, radius_m))).inside[0])


def sampled(zone: str, contested_m: float, x: float, y: float, radius_m: float) -> float:
    """Return the share of samples inside: the place, and one offset across for each line."""
    dice = np.random.default_rng(23)
    across = dice.normal(size=(2, SAMPLES)) * contested_m / SIGMAS_ACROSS
    away = dice.normal(size=(2, SAMPLES)) * radius_m / R90_IN_SIGMAS
    return float(TRUTH[zone](x + away[0], y + away[1], across[0], across[1]).mean())


@pytest.mark.parametrize("zone", [each.id for each in ZONES])
@given(contested_m=contested, x=east, y=north, radius_m=radius)
@settings(max_examples=60, deadline=None)  # the first of each has all draws made
def test_shares_are_those_of_sampled_courses(
    zone: str, contested_m: float, x: float, y: float, radius_m: float
) -> None:
    """Belts, unions, cuts, sides, what is beyond them, two lines: to 0.02, exact parts to 0.01."""
    truth = sampled(zone, contested_m, x, y, radius_m)
    allowed = 0.01 if zone in EXACT else 0.02
    assert found(zone, contested_m, x, y, radius_m) == pytest.approx(truth, abs=allowed)


@given(contested_m=contested, x=east, y=north, radius_m=radius)
@example(contested_m=8_000.0, x=0.0, y=0.0, radius_m=500.0)
@settings(deadline=None)
def test_combinations_keep_to_the_laws_of_probability(
    contested_m: float, x: float, y: float, radius_m: float
) -> None:
    """Unions lie between the largest part and the sum, intersections below the smallest part.

    To 0.001: zones of one line take fewer draws than zones of two, and planes of their own.
    """
    share = {each.id: found(each.id, contested_m, x, y, radius_m) for each in ZONES}
    slack = 1e-3
    for union, one, other in (("silent", "circle", "belt"), ("either", "belt", "land")):
        assert share[union] >= max(share[one], share[other]) - slack
        assert share[union] <= min(1.0, share[one] + share[other]) + slack
    for both, one, other in (("cut", "belt", "box"), ("two", "belt", "land")):
        assert share[both] <= min(share[one], share[other]) + slack
        assert share[both] >= share[one] + share[other] - 1 - slack
    assert share["rest"] == pytest.approx(share["abroad"], abs=slack)
    if radius_m:
        assert share["land"] + share["abroad"] == pytest.approx(1, abs=slack)
        assert share["left"] + share["right"] == pytest.approx(1, abs=slack)


def test_a_contested_road_takes_nothing_from_an_exact_circle() -> None:
    """At the centre of a town where a road begins a place known to 500 m is inside."""
    assert found("circle", 8_000, 0, 0, 500) == pytest.approx(1, abs=1e-6)
    assert found("belt", 8_000, 0, 0, 500) < 0.75
    assert found("silent", 8_000, 0, 0, 500) == pytest.approx(1, abs=1e-6)


def test_each_line_is_drawn_as_its_own_normal_says_and_apart_from_the_others() -> None:
    """Of eight lines each has the same draws scaled, mean 0 and 90 % within what is contested."""
    lines = [
        Line(id=str(place), title="", closed=True, contested_m=100.0 * (place + 1))
        for place in range(8)
    ]
    sure = Line(id="sure", title="", closed=True)
    draws = drawn_offsets([sure, *lines], MANY)
    held = np.array([[each[line.id] / line.contested_m for line in lines] for each in draws])
    assert all("sure" not in each for each in draws)
    assert np.sort(held, axis=0) == pytest.approx(np.sort(held[:, :1], axis=0).repeat(8, axis=1))
    assert held.mean() == pytest.approx(0, abs=1e-9)
    assert (np.abs(held) <= 1).mean() == pytest.approx(0.9, abs=0.01)
    apart = np.corrcoef(held.T) - np.eye(8)
    assert np.abs(apart[:2, :2]).max() < 0.02
    assert np.abs(apart).max() < 0.15


def test_zones_of_many_corners_are_let_go_of_and_found_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """However few corners may be kept, the last zone asked for is kept and shares are the same."""
    kept = found("silent", 3_000, 4_000, 1_000, 500)
    monkeypatch.setattr("truceline.geography.dividing.divided._KEPT_CORNERS", 1)
    ground.cache_clear()
    for zone in ("silent", "belt", "silent"):
        again = found(zone, 3_000, 4_000, 1_000, 500)
        assert len(ground(3_000).kept) == 1
    ground.cache_clear()
    assert again == kept
