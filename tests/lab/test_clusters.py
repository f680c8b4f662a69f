"""Extended B-cubed by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.lab.clusters import bcubed, bcubed_f1

Labels = list[frozenset[str]]


def labels(*names: str) -> Labels:
    """Return one label set for each word; a plus sign joins two, a dot is none."""
    return [frozenset() if each == "." else frozenset(each.split("+")) for each in names]


def test_two_of_three_together() -> None:
    """Gold {1,2,3}, said {1,2} {3}: precision 1, recall (2/3 + 2/3 + 1/3) / 3."""
    precision, recall = bcubed(labels("a", "a", "a"), labels("x", "x", "y"))
    assert precision.tolist() == [1, 1, 1]
    assert recall.mean() == pytest.approx(5 / 9)


def test_an_item_left_out_is_no_way_to_score() -> None:
    """Without any cluster an item has recall 0 and no precision."""
    precision, recall = bcubed(labels("a", "a"), labels("x", "."))
    assert np.isnan(precision[1])
    assert recall.tolist() == [0.5, 0.0]


def test_an_item_may_be_in_two_clusters() -> None:
    """A headline that reports two events shares one with each of the others."""
    precision, recall = bcubed(labels("a", "a+b", "b"), labels("x", "x", "y"))
    assert precision.tolist() == [1, 1, 1]
    assert recall.tolist() == pytest.approx([1.0, (1 + 0.5 + 0) / 3, 0.5])


@given(st.lists(st.sampled_from(["a", "b", "c", "a+b"]), min_size=1, max_size=12))
def test_the_gold_partition_scores_one_and_names_do_not_matter(names: list[str]) -> None:
    """Perfect clusters under other names get 1."""
    renamed = [name.translate(str.maketrans("abc", "xyz")) for name in names]
    statistic = bcubed_f1(labels(*names), labels(*renamed))
    assert statistic(np.arange(len(names))[None, :])[0] == pytest.approx(1.0)
