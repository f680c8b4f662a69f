"""Intervals cover, pair and repeat as they claim."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from truceline.ground.errors import UsageError
from truceline.lab.intervals import paired_bootstrap, paired_difference, share, wilson
from truceline.lab.measures import MacroF1, f1, ratio


@given(st.integers(1, 400), st.data())
def test_wilson_agrees_with_scipy(n: int, data: st.DataObject) -> None:
    """The interval is the one that SciPy gives for the same counts."""
    hits = data.draw(st.integers(0, n))
    known = binomtest(hits, n).proportion_ci(0.95, method="wilson")
    found = wilson(hits, n)
    assert found.low == pytest.approx(known.low, abs=1e-9)
    assert found.high == pytest.approx(known.high, abs=1e-9)
    assert found.low <= found.figure <= found.high


def test_nothing_tried_has_no_figure_and_impossible_counts_are_refused() -> None:
    """Zero rows give NaN, more hits than rows an error."""
    assert math.isnan(wilson(0, 0).figure)
    with pytest.raises(UsageError):
        wilson(3, 2)


def test_f1_is_the_textbook_value() -> None:
    """Two right of three said and four true: precision 2/3, recall 1/2, F1 4/7."""
    gold = np.array([True, True, True, True, False, False])
    said = np.array([True, True, False, False, True, False])
    assert paired_bootstrap(f1(gold, said)).ours.figure == pytest.approx(4 / 7)


def test_macro_f1_weighs_classes_alike() -> None:
    """A class of one weighs as much as a class of nine."""
    gold = np.array(["a"] * 9 + ["b"])
    said = np.array(["a"] * 10)
    figure = paired_bootstrap(MacroF1(gold, said)).ours.figure
    assert figure == pytest.approx((18 / 19) / 2)


def test_the_bootstrap_repeats_and_compares_on_the_same_rows() -> None:
    """The same rows give the same interval; a baseline that is always worse is always behind."""
    one = np.ones(60)
    good, bad = np.arange(60) % 4 > 0, np.zeros(60)
    first, second = (paired_bootstrap(ratio(1.0 * good, one), ratio(bad, one)) for _ in "ab")
    assert first == second
    assert first.ahead == 1.0
    assert first.ours.low < first.ours.figure < first.ours.high


def test_the_interval_is_about_as_wide_as_theory_says() -> None:
    """For a proportion the percentile interval lies within a hair of the normal one."""
    values = (np.arange(400) % 2).astype(np.float64)
    found = paired_bootstrap(ratio(values, np.ones(400))).ours
    assert found.high - found.low == pytest.approx(2 * 1.96 * math.sqrt(0.25 / 400), rel=0.1)


def test_a_share_among_some_rows_pairs_with_one_among_others() -> None:
    """The interval is that of the rows it was taken among; the basis runs over all of them."""
    hits = np.array([True, True, False, False, True])
    some, others = np.arange(5) < 3, np.arange(5) > 1
    found = share(hits, some)
    assert found.ours == wilson(2, 3)
    assert found.basis is not None
    other = share(hits, others).basis
    assert other is not None
    assert paired_difference(other, found.basis).figure == pytest.approx(1 / 3 - 2 / 3)


def test_a_paired_difference_is_sharper_than_two_intervals() -> None:
    """Ten answers lost of two hundred: the intervals overlap, the paired difference is clear."""
    one = np.ones(200)
    then, now = np.arange(200) < 150, np.arange(200) < 140
    lost = paired_difference(ratio(now, one), ratio(then, one))
    assert lost.figure == pytest.approx(-0.05)
    assert lost.high < 0
    assert wilson(140, 200).high > wilson(150, 200).low


def test_figures_of_other_rows_do_not_pair() -> None:
    """Five rows and six have no difference."""
    with pytest.raises(UsageError):
        paired_difference(ratio(np.ones(5), np.ones(5)), ratio(np.ones(6), np.ones(6)))
