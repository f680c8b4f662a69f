"""On whose land a place lies: towns decide, borders and the open sea leave it open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.judge.lands import known_lands, lands_near


@pytest.mark.parametrize(
    ("lat", "lon", "radius", "lands"),
    [
        (52.23, 21.01, 9_000.0, {"POL"}),
        (47.80, 13.04, 60_000.0, {"AUT", "DEU"}),
        (-45.0, -130.0, 5_000.0, set()),
        (55.0, 60.0, 5_000_000.0, set()),
        (52.23, 21.01, None, {"POL"}),
    ],
    ids=["a city", "a border", "the open sea", "wider than a country", "no radius"],
)
def test_the_nearest_towns_say_whose_land_it_may_be(
    lat: float, lon: float, radius: float | None, lands: set[str]
) -> None:
    """An area near a border may lie in either country; far from any town in none."""
    assert lands_near(lat, lon, radius) == lands


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(0, 1e9))
def test_any_numbers_are_survived(lat: float, lon: float, radius: float) -> None:
    """Numbers that are no place give no land, and none breaks the look-up."""
    assert lands_near(lat, lon, radius) <= known_lands()


def test_groups_have_no_land() -> None:
    """Countries are known by their codes; an armed group's id is none."""
    assert {"POL", "AUT"} <= known_lands()
    assert "hamas" not in known_lands()
