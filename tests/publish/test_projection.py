"""The map is true to scale, north up, and holds what it is asked to show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.ground.geometry import distance_m
from truceline.publish.projection import fit, round_length

POINTS = st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=1, max_size=9)


@given(POINTS)
def test_every_point_lies_in_the_picture(points: list[tuple[float, float]]) -> None:
    """All points asked for fall between the edges."""
    picture = fit(points, 960, 720)
    assert picture.height <= 720
    for lon, lat in points:
        x, y = picture.pixel(lat, lon)
        assert -0.01 <= x <= picture.width + 0.01
        assert -0.01 <= y <= picture.height + 0.01


@given(st.floats(30, 60), st.floats(20, 40))
def test_a_length_on_the_ground_is_its_length_in_the_picture(lat: float, lon: float) -> None:
    """At the middle, pixels and metres agree to a percent, east as well as north."""
    picture = fit([(lon, lat)], 960, 720)
    x, y = picture.pixel(lat, lon)
    for to_lat, to_lon in ((lat + 0.1, lon), (lat, lon + 0.1)):
        across, up = picture.pixel(to_lat, to_lon)
        measured = ((across - x) ** 2 + (up - y) ** 2) ** 0.5
        real = picture.pixels(distance_m(lat, lon, to_lat, to_lon))
        assert measured == pytest.approx(real, rel=0.01)


def test_north_is_up_and_east_is_right() -> None:
    """Going north lessens y, going east raises x."""
    picture = fit([(30.0, 50.0), (32.0, 51.0)], 960, 720)
    assert picture.pixel(51, 30)[1] < picture.pixel(50, 30)[1]
    assert picture.pixel(50, 31)[0] > picture.pixel(50, 30)[0]


@pytest.mark.parametrize(("metres", "length"), [(199, 100), (200, 200), (7e4, 5e4), (0.3, 0.2)])
def test_scale_bars_are_round(metres: float, length: float) -> None:
    """A scale bar is 1, 2 or 5 times a power of ten."""
    assert round_length(metres) == pytest.approx(length)
