"""Times as mixtures of stretches: how much two share, and what is known after both are told."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuse.likeness.made import TIME, Stretch, rows, times
from tests.fuse.records import NOON, hours, report, tables
from truceline.fuse.likeness.times import Times, combined_times, heights, time_part, times_of
from truceline.fuse.reported import reports_of

GRID = np.arange(0, 200, 0.05) + 0.025  # hours
EXACT = {**TIME, "wrong": 0.0, "shortest_h": 0.0}
STRETCHES = st.lists(
    st.tuples(st.integers(0, 60), st.integers(3, 80), st.floats(0.1, 1.0)), min_size=1, max_size=3
)


def whole(drawn: list[tuple[int, int, float]]) -> list[Stretch]:
    """Return stretches whose shares sum to one, from (begin, length, weight)."""
    total = sum(each[2] for each in drawn)
    return [(start, start + length, weight / total) for start, length, weight in drawn]


def on_grid(found: Times, row: int) -> np.ndarray:
    """Return the density of a mixture on the grid, 1/h."""
    density = np.zeros(len(GRID))
    for j in np.flatnonzero(found.share[row]):
        begin, end = found.begin[row, j] / 3600, found.end[row, j] / 3600
        density += found.share[row, j] * ((begin < GRID) & (end > GRID)) / (end - begin)
    return density


@given(STRETCHES, STRETCHES)
def test_coincidence_is_the_integral_of_both_densities(
    one: list[tuple[int, int, float]], two: list[tuple[int, int, float]]
) -> None:
    """It equals the sum over a fine grid."""
    both = times(whole(one), whole(two))
    numeric = (on_grid(both, 0) * on_grid(both, 1)).sum() * 0.05
    rule = {**TIME, "wrong": 1e-9}
    assert np.exp(time_part(both, rows(0), rows(1), rule)[0]) == pytest.approx(numeric, abs=1e-6)
    assert numeric <= heights(both).min() + 1e-9


@given(STRETCHES, STRETCHES)
def test_a_product_is_the_normalised_product(
    one: list[tuple[int, int, float]], two: list[tuple[int, int, float]]
) -> None:
    """What is known after both were told equals Bayes' rule on a grid, as far as three go."""
    both = times(whole(one), whole(two[:1]))
    product = on_grid(both, 0) * on_grid(both, 1)
    if product.sum() == 0:
        return
    found = on_grid(combined_times(both, rows(0), rows(1), EXACT), 0)
    assert found == pytest.approx(product / product.sum() / 0.05, abs=1e-6)


@given(st.permutations([0, 1, 2]))
def test_three_stretches_give_the_same_in_any_order(order: list[int]) -> None:
    """What is left is what all three share."""
    given_ = times(
        *[[each] for each in [[(0, 20, 1.0), (8, 30, 1.0), (2, 15, 1.0)][i] for i in order]]
    )
    given_.put(rows(0), combined_times(given_, rows(0), rows(1), TIME))
    found = combined_times(given_, rows(0), rows(2), TIME)
    assert (found.begin[0, 0] / 3600, found.end[0, 0] / 3600) == (8, 15)
    assert found.share[0].tolist() == [1.0, 0.0, 0.0]


def test_no_time_gets_shorter_than_a_clock_is_good() -> None:
    """Stretches that barely touch leave one of the shortest length, around what they share."""
    both = times([(0, 10, 1.0)], [(9.5, 20, 1.0)])
    found = combined_times(both, rows(0), rows(1), TIME)
    assert (found.end[0, 0] - found.begin[0, 0]) / 3600 == pytest.approx(TIME["shortest_h"])
    assert (found.end[0, 0] + found.begin[0, 0]) / 7200 == pytest.approx(9.75)


def test_an_unknown_time_is_anywhere_and_takes_the_known_one() -> None:
    """It coincides with an hour as with a month; times that share nothing leave the first."""
    given_ = times([(0, 1, 1.0)], [(0, 700, 1.0)], [], [(50, 51, 1.0)])
    found = time_part(given_, rows(0, 1, 2), rows(2, 2, 2), TIME)
    assert found == pytest.approx(-np.log(TIME["hours"]))
    known = combined_times(given_, rows(2, 0, 0), rows(0, 2, 3), TIME)
    assert (known.begin == given_.begin[0]).all()
    assert (known.end == given_.end[0]).all()
    assert (known.share == given_.share[0]).all()


def test_times_that_share_nothing_may_still_be_wrong() -> None:
    """Far apart they count as much as a clock that was read wrong altogether, and no less."""
    apart = times([(0, 2, 1.0)], [(100, 102, 1.0)])
    expected = np.log(TIME["wrong"] / TIME["hours"])
    assert time_part(apart, rows(0), rows(1), TIME)[0] == pytest.approx(expected)


def test_an_event_without_a_stated_time_lies_before_its_publication() -> None:
    """A follow-up's event lies further back; nothing ends after it was told."""
    told = ["a", "b", "c"]
    statements = [report(n, time=None, followup=n == "b") for n in told[:2]]
    statements.append(report("c", time=hours(-1, 6)))
    published = {n: hours(0, 0) for n in told}
    reports = reports_of(tables(statements, published=published))
    found = times_of(reports, np.arange(3), TIME)
    out = NOON.timestamp()
    plain = ~reports.followup & np.isnan(reports.start)
    untold = np.isnan(reports.start)
    shortest = found.begin[untold] + TIME["shortest_h"] * 3600
    assert (found.end[untold] == np.maximum(out, shortest)).all()
    assert found.begin[reports.followup].min() < found.begin[plain].min()
    assert found.share.sum(axis=1) == pytest.approx(1.0)
    assert (found.begin[~untold] == out - 3600 - np.array(TIME["slacks_h"]) * 3600).all()
    # The words reach to five hours after publication: they are believed, their slack is not.
    assert found.end[~untold].max() == out + 5 * 3600
