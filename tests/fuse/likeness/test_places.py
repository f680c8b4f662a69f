"""Places as mixtures: how closely two coincide, and what is known after both are told."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.fuse.likeness.made import PLACE, PLAIN, Spot, places, rows
from tests.fuse.records import report, tables
from truceline.fuse.likeness.places import (
    Places,
    combined_places,
    peaks,
    place_part,
    places_of,
)
from truceline.fuse.reported import reports_of
from truceline.model.values import Place

KM = 111.195  # a degree of latitude
NORTH, EAST = (each / KM for each in np.meshgrid(np.arange(-60, 60, 0.5), np.arange(-60, 60, 0.5)))
SPOTS = st.tuples(
    st.floats(-0.15, 0.15), st.floats(-0.15, 0.15), st.floats(2.0, 20.0), st.floats(0.1, 1.0)
)


def whole(spots: list[Spot]) -> list[Spot]:
    """Return candidates whose shares sum to one, the likeliest first."""
    total = sum(each[3] for each in spots)
    found = [(lat, lon, radius, share / total) for lat, lon, radius, share in spots]
    return sorted(found, key=lambda each: -each[3])


def on_grid(found: Places, row: int) -> np.ndarray:
    """Return the density of a mixture on the grid around the equator, 1/km^2."""
    density = np.zeros(NORTH.shape)
    for j in np.flatnonzero(found.share[row]):
        gap = (NORTH - found.lat[row, j]) ** 2 + (EAST - found.lon[row, j]) ** 2
        variance = found.variance[row, j]
        density += (
            found.share[row, j] * np.exp(-gap * KM**2 / (2 * variance)) / (2 * np.pi * variance)
        )
    return density


def coinciding(found: Places, a: np.ndarray, b: np.ndarray, rule: dict[str, Any]) -> np.ndarray:
    """Return the log densities of coincidence of single reports."""
    return place_part(found, a, b, np.ones(len(a)), rule)


def part(*both: list[Spot]) -> float:
    """Return the part of the score that two places give."""
    return float(coinciding(places(*both), rows(0), rows(1), PLACE)[0])


@given(st.lists(SPOTS, min_size=1, max_size=3), st.lists(SPOTS, min_size=1, max_size=3))
def test_coincidence_is_the_integral_of_both_densities(one: list[Spot], two: list[Spot]) -> None:
    """For plain normals, homonyms included, it equals the sum over a fine grid."""
    both = places(whole(one), whole(two))
    numeric = np.log((on_grid(both, 0) * on_grid(both, 1)).sum() / 4)
    assert coinciding(both, rows(0), rows(1), PLAIN)[0] == pytest.approx(numeric, abs=0.02)


@pytest.mark.parametrize("radius_km", [1.0, 10.0, 20.0, 60.0, 100.0])
def test_the_density_of_coincidence_integrates_to_one(radius_km: float) -> None:
    """Over all places where the other may be: points with heavy tails and areas alike."""
    ring = np.linspace(0, 800, 40_001)  # km
    spot = (0.0, 0.0, radius_km, 1.0)
    others = places([spot], *[[(far / KM, 0.0, 0.0, 1.0)] for far in ring])
    each = rows(*range(1, len(ring) + 1))
    density = np.exp(coinciding(others, 0 * each, each, {**PLACE, "wrong": 1e-9}))
    total = np.trapezoid(density * 2 * np.pi * ring, ring)
    assert total == pytest.approx(1.0, abs=0.01)


@given(st.lists(SPOTS, min_size=1, max_size=3), SPOTS)
def test_a_product_is_the_normalised_product(one: list[Spot], two: Spot) -> None:
    """What is known after both were told equals Bayes' rule on a grid."""
    both = places(whole(one), whole([two]))
    product = on_grid(both, 0) * on_grid(both, 1)
    found = on_grid(combined_places(both, rows(0), rows(1), PLAIN), 0)
    expected = product / product.sum() * 4
    assert np.abs(found - expected).max() < 1e-3 * expected.max()


@given(st.permutations([0, 1, 2]))
def test_three_exact_normals_give_the_same_in_any_order(order: list[int]) -> None:
    """No order of merging changes what is known: precisions add up, places are weighed by them."""
    spots = [(50.0, 30.0, 3.0, 1.0), (50.02, 30.03, 6.0, 1.0), (49.99, 30.01, 12.0, 1.0)]
    given_ = places(*[[spots[i]] for i in order])
    two = combined_places(given_, rows(0), rows(1), PLAIN)
    given_.put(rows(0), two)
    three = combined_places(given_, rows(0), rows(2), PLAIN)
    exact = places(*[[each] for each in spots])
    precision = 1 / exact.variance[:, 0]
    assert three.variance[0, 0] == pytest.approx(1 / precision.sum())
    assert three.lat[0, 0] == pytest.approx((exact.lat[:, 0] * precision).sum() / precision.sum())
    assert three.lon[0, 0] == pytest.approx((exact.lon[:, 0] * precision).sum() / precision.sum())


def test_the_date_line_parts_nothing() -> None:
    """Two places on both sides of it are as near as anywhere else, and so is their middle."""
    here = part([(60.0, 10.0, 3.0, 1.0)], [(60.0, 10.02, 5.0, 1.0)])
    there = part([(60.0, 179.99, 3.0, 1.0)], [(60.0, -179.99, 5.0, 1.0)])
    assert there == pytest.approx(here)
    across = places([(60.0, 179.99, 3.0, 1.0)], [(60.0, -179.99, 3.0, 1.0)])
    middle = combined_places(across, rows(0), rows(1), PLACE)
    assert abs(middle.lon[0, 0]) == pytest.approx(180.0)


def test_an_unknown_place_is_anywhere_and_takes_the_known_one() -> None:
    """It coincides with a village as with a region, and adds nothing to what is known."""
    given_ = places([(50.0, 30.0, 3.0, 1.0)], [(50.0, 30.0, 80.0, 1.0)], [])
    found = coinciding(given_, rows(0, 1, 2), rows(2, 2, 2), PLACE)
    assert found == pytest.approx(-np.log(PLACE["area_km2"]))
    known = combined_places(given_, rows(2, 0), rows(0, 2), PLACE)
    assert (known.lat == given_.lat[0]).all()
    assert (known.variance == given_.variance[0]).all()
    assert (known.share == given_.share[0]).all()


def test_two_neighbouring_regions_do_not_coincide() -> None:
    """Regions side by side share less than two places that know nothing of each other."""
    side_by_side = part([(50.0, 30.0, 80.0, 1.0)], [(50.0 + 200 / KM, 30.0, 80.0, 1.0)])
    same = part([(50.0, 30.0, 80.0, 1.0)], [(50.0, 30.0, 80.0, 1.0)])
    assert side_by_side < -np.log(PLACE["area_km2"]) < same


@given(SPOTS, SPOTS, st.floats(1.0, 150.0))
@example(one=(0.0, 0.0, 3.0, 1.0), two=(0.0, 0.0, 3.0, 1.0), radius=PLACE["wide_m"] / 1000 - 0.1)
def test_no_two_coincide_more_closely_than_a_peak(one: Spot, two: Spot, radius: float) -> None:
    """The cheap bound of `peaks` holds, up to what a place that was put wrong adds."""
    both = places([(*one[:2], radius, 1.0)], [(*two[:3], 1.0)])
    bound = peaks(both, PLACE) + PLACE["wrong"] / PLACE["area_km2"]
    assert np.exp(coinciding(both, rows(0), rows(1), PLACE)[0]) <= bound.min() * (1 + 1e-9)


def test_that_all_of_several_reports_err_far_is_less_likely() -> None:
    """The tails of a place shrink with the reports behind it; its middle gets no lower."""
    far = places([(50.0, 30.0, 3.0, 1.0)], [(50.1, 30.0, 3.0, 1.0)], [(50.0, 30.0, 3.0, 1.0)])
    many = np.array([1.0, 2.0, 5.0])
    tails = place_part(far, rows(0, 0, 0), rows(1, 1, 1), many, PLACE)
    middle = place_part(far, rows(0, 0, 0), rows(2, 2, 2), many, PLACE)
    assert (np.diff(tails) < 0).all()
    assert (np.diff(middle) > 0).all()


@given(SPOTS, SPOTS)
def test_merging_makes_no_place_wider(one: Spot, two: Spot) -> None:
    """What two reports tell is at least as narrow as what either does."""
    both = places([(*one[:3], 1.0)], [(*two[:3], 1.0)])
    found = combined_places(both, rows(0), rows(1), PLACE)
    assert found.variance[0, 0] <= both.variance[:, 0].min() * (1 + 1e-6)
    assert found.share.sum() == pytest.approx(1.0)


def test_candidates_of_a_report_come_with_shares_that_sum_to_one() -> None:
    """The likeliest three are kept; a report without a place has no share at all."""
    spots = [
        Place(name=f"Ford {i}", lat=50.0 + i, lon=30.0, radius_m=2145.966, level="settlement", p=p)
        for i, p in enumerate((0.1, 0.4, 0.3, 0.2))
    ]
    reports = reports_of(tables([report("a", places=tuple(spots)), report("b", places=())]))
    found = places_of(reports, np.arange(2))
    placed = int(np.flatnonzero(found.known)[0])
    assert found.lat[placed].tolist() == [51.0, 52.0, 53.0]
    assert found.share[placed] == pytest.approx([4 / 9, 3 / 9, 2 / 9])
    assert found.variance[placed] == pytest.approx(1.0, abs=1e-3)
    assert found.share[1 - placed].tolist() == [0.0, 0.0, 0.0]
