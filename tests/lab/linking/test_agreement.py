"""Figures from contingency tables are those of comparing every pair."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.lab.clusters import bcubed
from truceline.lab.linking.agreement import agreement, distinct_in, matches
from truceline.lab.measures import HarmonicMean, Ratio, from_json, to_json

_ROWS = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 2)), min_size=1, max_size=25
)


def figure(statistic: Ratio | HarmonicMean) -> float:
    """Return a statistic of all rows once."""
    return float(statistic(np.arange(statistic.rows)[None, :])[0])


@given(_ROWS)
def test_linking_is_that_of_all_pairs(rows: list[tuple[int, int, int]]) -> None:
    """Precision, recall and F1 of pairs, counted one by one, come out of the tables."""
    truth, said, day = np.array(rows).T
    ours = agreement(truth, said, day)
    pairs = list(combinations(range(len(rows)), 2))
    gold = {(i, j) for i, j in pairs if truth[i] == truth[j]}
    told = {(i, j) for i, j in pairs if said[i] == said[j]}
    hits = len(gold & told)
    for statistic, over, under in (
        (ours.linking_precision(), hits, len(told)),
        (ours.linking_recall(), hits, len(gold)),
        (ours.linking_f1(), 2 * hits, len(gold) + len(told)),
    ):
        assert figure(statistic) == pytest.approx(over / under if under else np.nan, nan_ok=True)


@given(_ROWS)
def test_bcubed_is_that_of_the_other_boards(rows: list[tuple[int, int, int]]) -> None:
    """Without overlaps the fast B-cubed is the extended one; days only gather its sums."""
    truth, said, day = np.array(rows).T
    precision, recall = bcubed(
        [frozenset({str(each)}) for each in truth], [frozenset({str(each)}) for each in said]
    )
    p, r = precision.mean(), recall.mean()
    found = agreement(truth, said, day).bcubed_f1()
    assert figure(found) == pytest.approx(2 * p * r / (p + r))
    assert figure(from_json(to_json(found))) == pytest.approx(figure(found), abs=1e-5)  # type: ignore[arg-type]


def test_counts_and_the_largest() -> None:
    """Three true incidents told as two; the larger holds three of four statements."""
    ours = agreement(np.array([0, 0, 1, 2]), np.array([5, 5, 5, 9]), np.array([0, 0, 1, 1]))
    assert figure(ours.told_for_each()) == pytest.approx(2 / 3)
    assert figure(ours.largest_share()) == pytest.approx(3 / 4)
    assert figure(ours.share(np.array([True, False, False, False]))) == pytest.approx(1 / 4)


def test_of_equally_large_incidents_one_is_the_largest() -> None:
    """Two incidents of two reports each: the largest holds half, not all."""
    ours = agreement(
        np.zeros(4, dtype=np.int64), np.array([1, 1, 2, 2]), np.zeros(4, dtype=np.int64)
    )
    assert figure(ours.largest_share()) == pytest.approx(0.5)


def test_incidents_are_matched_one_to_one_by_what_they_share() -> None:
    """One told incident that swallows two true ones stands for the larger; the other has none."""
    truth = np.array([0, 0, 0, 1, 1, 2])
    said = np.array([4, 4, 4, 4, 4, 1])
    assert matches(truth, said).tolist() == [4, -1, 1]


def test_distinct_values_of_each_label() -> None:
    """Copies of one origin count once."""
    assert distinct_in(np.array([0, 0, 0, 1]), np.array([7, 7, 8, 7])).tolist() == [2, 1]
