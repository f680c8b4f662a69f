"""Proper scores, skill over blocks, and counting baselines."""

from __future__ import annotations

import numpy as np
import pytest

from truceline.lab.calibration.counting import fit_counting
from truceline.lab.calibration.proper import brier, log_score, mean_of, skill

TRUE = np.array([True, False, True, True])


def test_scores_are_those_worked_by_hand() -> None:
    """Brier is the squared error, the log score minus ln of what was given to the truth."""
    p = np.array([0.8, 0.4, 0.5, 1.0])
    assert brier(p, TRUE) == pytest.approx([0.04, 0.16, 0.25, 0.0])
    assert log_score(p, TRUE) == pytest.approx([-np.log(0.8), -np.log(0.6), np.log(2), 0.0])


def test_a_certain_error_costs_much_and_not_everything() -> None:
    """P = 0 of what did happen has a finite log score."""
    assert 10 < log_score(np.array([0.0]), np.array([True]))[0] < 20


@pytest.mark.parametrize("score", [brier, log_score])
def test_the_true_probability_scores_best(score: object) -> None:
    """In expectation no other number than the true rate does better: the scores are proper."""
    occurred = np.arange(10) < 7
    means = {p: score(np.full(10, p), occurred).mean() for p in (0.5, 0.6, 0.7, 0.8)}  # type: ignore[operator]
    assert min(means, key=lambda each: means[each]) == 0.7


def test_skill_is_the_share_saved_and_pools_rows_of_a_day() -> None:
    """Half the error is a skill of one half; a day's rows are drawn together."""
    block = np.array([0, 0, 1])
    ours, theirs = np.array([0.1, 0.1, 0.2]), np.array([0.2, 0.2, 0.4])
    found = skill(ours, theirs, block)
    assert found.rows == 2
    assert found(np.array([[0, 1], [0, 0]])) == pytest.approx([0.5, 0.5])
    assert mean_of(ours, block)(np.array([[0, 1]])) == pytest.approx([0.4 / 3])


def test_counting_finds_the_law_that_made_the_data() -> None:
    """A logistic law in the log of a count is recovered from draws of it."""
    dice = np.random.default_rng(5)
    count = dice.integers(1, 40, 40_000)
    p = 1 / (1 + np.exp(-(-0.5 + 0.8 * np.log(count))))
    found = fit_counting(count, dice.random(len(p)) < p)
    assert (found.level, found.slope) == pytest.approx((-0.5, 0.8), abs=0.06)


def test_counting_survives_counts_that_never_vary() -> None:
    """Where every incident has one origin the base rate comes out."""
    found = fit_counting(np.ones(100, dtype=np.int64), np.arange(100) < 30)
    assert found(np.array([1]))[0] == pytest.approx(0.3, abs=1e-3)
