"""Tiles: a place's own position and reach say which, and all within its reach is in the window."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from tests.geography.dividing.towns import DAY, columns
from truceline.geography.dividing import Divided, mixtures
from truceline.geography.dividing import divided as divided_module
from truceline.geography.dividing.tiles import Window, tiles_of, window_of
from truceline.ground.geometry import Floats
from truceline.model.zones import Belt, Line, LineVersion, Points, Side, Zone

WGS84 = Geod(ellps="WGS84")
# A border with a narrow bay, headlands and an island, some 300 km round; a road that turns back.
_TURNS = np.linspace(0, 2 * np.pi, 600, endpoint=False)
_BAY = 0.7 / (1 + (_TURNS * 9) ** 2)
_FAR = 0.4 * (1 + 0.25 * np.sin(7 * _TURNS) + 0.1 * np.cos(31 * _TURNS) - _BAY)
_ROUND = np.stack([37 + 1.4 * _FAR * np.cos(_TURNS), 48 + _FAR * np.sin(_TURNS)], axis=1)
COAST: Points = tuple((float(x), float(y)) for x, y in _ROUND)
ISLAND: Points = ((37.9, 48.3), (38.0, 48.3), (38.0, 48.4), (37.9, 48.4))
ROAD: Points = ((36.0, 47.7), (36.6, 48.0), (37.3, 47.9), (37.4, 48.3), (36.9, 48.4), (36.8, 48.2))
LINES = (
    Line(
        id="coast",
        title="Coast",
        closed=True,
        contested_m=3_000,
        versions=(LineVersion(day=DAY, polygons=(COAST, ISLAND)),),
    ),
    Line(
        id="road",
        title="Road",
        closed=False,
        contested_m=2_000,
        versions=(LineVersion(day=DAY, points=ROAD),),
    ),
)
ZONES = (
    Zone(id="land", title="", side=Side(line="coast", of="inside")),
    Zone(id="abroad", title="", side=Side(line="coast", of="outside")),
    Zone(id="both", title="", belt=Belt(line="coast", to_m=9_000)),
    Zone(id="ring", title="", belt=Belt(line="coast", from_m=3_000, to_m=9_000)),
    Zone(id="off", title="", belt=Belt(line="coast", to_m=9_000, of="outside")),
    Zone(id="up", title="", belt=Belt(line="coast", from_m=2_000, to_m=9_000, of="inside")),
    Zone(id="wayside", title="", belt=Belt(line="road", to_m=5_000)),
    Zone(id="quiet", title="", any_of=("both", "wayside")),
    Zone(id="shared", title="", all_of=("land", "wayside")),
    Zone(id="wild", title="", all_of=("land",), none_of=("wayside", "up")),
)
NAMES = [each.id for each in ZONES]

lon, lat = st.floats(36.0, 38.3), st.floats(47.3, 48.7)
radius = st.sampled_from([0.0, 600.0, 2_000.0, 7_000.0, 20_000.0])
place = st.tuples(lat, lon, radius)


@given(
    lon=st.floats(-180, 180),
    lat=st.floats(-90, 90),
    reach=st.floats(1, 2_000_000),
    turn=st.floats(0, 360),
)
def test_a_window_holds_all_within_reach(lon: float, lat: float, reach: float, turn: float) -> None:
    """Whatever lies within reach of a place is in its tile's window, at any latitude."""
    (tile,) = tiles_of(np.array([[lon, lat]]), np.array([reach]))
    window = window_of(tile)
    assert window.reach_m >= reach * (1 - 1e-9)
    assert shapely.distance(window.box, shapely.Point(lon, lat)) < 1e-9
    east, north, _ = WGS84.fwd(lon, lat, turn, reach)
    # The grid is of the degrees as they are written: it does not lead on across their last one.
    if abs(east - lon) < 90 and abs(lat) < 85:
        assert shapely.distance(window.box, shapely.Point(east, north)) < 1e-9


WHOLE = Window(box=shapely.box(33.5, 45.5, 41, 50.5), lon=37.1, lat=48.0, reach_m=250_000.0)
# Planes about different middles, thinning that begins elsewhere; of an exact place, one draw.
_TO, _ONE_DRAW = 1e-3, 1.1 / 101


@cache
def by_tiles() -> Divided:
    """Return the zones, drawn by tiles."""
    return Divided(LINES, ZONES)


@cache
def at_once() -> Divided:
    """Return the zones, to be drawn in one window."""
    return Divided(LINES, ZONES)


def shares(divided: Divided, zone: str, *places: tuple[float, float, float]) -> Floats:
    """Return P(inside) of places."""
    prepared = divided.prepared(zone, divided.version(zone, DAY))
    return prepared.shares(*columns(*places)).inside


def shares_at_once(zone: str, where: tuple[float, float, float], *, every: bool) -> float:
    """Return P(inside) of a place by one window around all lines, in every draw or in few."""
    nodes = (0, 0, 0, 0) if every else mixtures._NODES
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mixtures, "tiles_of", lambda where, _reach: [(0, 0, 0)] * len(where))
        patch.setattr(divided_module, "window_of", lambda _tile: WHOLE)
        patch.setattr(mixtures, "_NODES", nodes)
        return float(shares(at_once(), zone, where)[0])


@pytest.mark.parametrize("zone", NAMES)
@given(where=place)
@settings(max_examples=60)
def test_shares_by_tiles_are_those_of_the_whole_lines(
    zone: str, where: tuple[float, float, float]
) -> None:
    """Sides, belts and what is made of them, drawn in one window: to 0.001, or one draw."""
    found = shares(by_tiles(), zone, where)[0]
    allowed = _TO if where[2] else _ONE_DRAW
    assert found == pytest.approx(shares_at_once(zone, where, every=False), abs=allowed)


@pytest.mark.parametrize("zone", NAMES[:7])
@given(where=place)
@settings(max_examples=60)
def test_few_draws_stand_for_all(zone: str, where: tuple[float, float, float]) -> None:
    """On a coast with bays and an island a few draws by Gauss's rule give all draws' shares."""
    found = shares_at_once(zone, where, every=False)
    assert found == pytest.approx(shares_at_once(zone, where, every=True), abs=0.01)


@given(places=st.lists(place, min_size=2, max_size=6), zone=st.sampled_from(NAMES))
@settings(max_examples=40)
def test_what_else_is_asked_and_in_which_order_changes_nothing(
    places: list[tuple[float, float, float]], zone: str
) -> None:
    """A place asked alone of fresh zones has the share that it has after and beside others."""
    together = shares(by_tiles(), zone, *places)
    backward = shares(by_tiles(), zone, *places[::-1])[::-1]
    alone = shares(Divided(LINES, ZONES), zone, places[0])
    assert together == pytest.approx(backward, abs=1e-9)
    assert together[0] == pytest.approx(alone[0], abs=1e-9)


def test_days_on_which_nothing_moved_nearby_share_what_was_drawn() -> None:
    """A border redrawn 100 km away has its ground about a place drawn once, elsewhere anew."""
    east = tuple((x + (0.05 if x > 37.2 else 0.0), y) for x, y in COAST)
    versions = [
        LineVersion(day=day, points=points)
        for day, points in ((DAY, COAST), (DAY.replace(day=5), east))
    ]
    line = Line(id="coast", title="", closed=True, contested_m=3_000, versions=tuple(versions))
    divided = Divided([line], ZONES[:4])
    drawn = []
    for day in (DAY, DAY.replace(day=5)):
        prepared = divided.prepared("both", divided.version("both", day))
        prepared.shares(*columns((48.0, 36.4, 2_000.0)))
        drawn.append(len(divided.kept))
    prepared.shares(*columns((48.3, 37.4, 2_000.0)))
    assert drawn == [1, 1]
    assert len(divided.kept) == 2
