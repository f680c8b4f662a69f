"""Words that reports share: by rarity, as a share of all their words."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuse.likeness.made import SETTINGS
from truceline.fuse.likeness.wording import alike, shared_words, word_table

RULE: dict[str, Any] = SETTINGS.score["text"]
LETTERS = st.lists(st.sampled_from("abcdefghijkl"), max_size=8).map(" ".join)
TEXTS = st.lists(LETTERS, min_size=1, max_size=12)


def jaccard(texts: list[str], i: int, j: int) -> float:
    """Return the share of common words by rarity, word by word."""
    bags = [set(text.split()) for text in texts]
    number = len(texts)

    def weight(word: str) -> float:
        used = sum(word in bag for bag in bags)
        if number > 1 / RULE["common_share"] and used > RULE["common_share"] * number:
            return 0.0
        return float(np.log1p(number / used))

    union = sum(map(weight, sorted(bags[i] | bags[j])))
    return sum(map(weight, sorted(bags[i] & bags[j]))) / union if union else 0.0


@given(TEXTS)
def test_shared_words_are_the_weighted_share_of_common_ones(texts: list[str]) -> None:
    """Sparse sums equal counting word by word, and no order of a pair matters."""
    table = word_table(texts, np.arange(len(texts)), RULE)
    pairs = np.array(list(combinations(range(len(texts)), 2)), dtype=np.int64).reshape(-1, 2)
    found = shared_words(table, pairs[:, 0], pairs[:, 1])
    assert found == pytest.approx([jaccard(texts, i, j) for i, j in pairs.tolist()], abs=1e-9)
    assert (found == shared_words(table, pairs[:, 1], pairs[:, 0])).all()


@given(TEXTS)
def test_alike_are_pairs_that_share_two_rare_words(texts: list[str]) -> None:
    """All of them and no others, each once."""
    rule = {**RULE, "rare": 3, "common_share": 1.0}
    table = word_table(texts, np.arange(len(texts)), rule)
    bags = [set(text.split()) for text in texts]
    rare = {w for bag in bags for w in bag if sum(w in other for other in bags) <= rule["rare"]}
    expected = [
        (i, j) for i, j in combinations(range(len(texts)), 2) if len(bags[i] & bags[j] & rare) > 1
    ]
    found = [tuple(pair) for block in alike(table, rule) for pair in block.tolist()]
    assert sorted(found) == expected


def test_words_are_compared_by_their_beginnings_and_without_case() -> None:
    """Endings of cases and numbers do not part two reports."""
    texts = ["Warehouses burning", "warehouse BURNED", "elsewhere"]
    table = word_table(texts, np.arange(3), {**RULE, "stem": 4})
    assert shared_words(table, np.array([0, 0]), np.array([1, 2])).tolist() == [1.0, 0.0]


def test_a_repeated_text_counts_for_each_report_that_has_it() -> None:
    """Rarity is told by reports: a word of many copies is a common one."""
    texts, copies = ["red barn", "blue barn"], np.array([0, 1, 1, 1, 1, 1])
    table = word_table(texts, copies, {**RULE, "common_share": 1.0})
    squares = np.asarray(table.multiply(table).sum(axis=1)).ravel()
    assert squares[0] == pytest.approx(np.log1p(6 / 1) + np.log1p(6 / 6))
    assert squares[1] == pytest.approx(np.log1p(6 / 5) + np.log1p(6 / 6))


def test_no_text_and_long_texts_cost_nothing() -> None:
    """Empty quotes share nothing; of a flood of words only so many are compared."""
    table = word_table(["", ""], np.arange(2), RULE)
    assert shared_words(table, np.array([0]), np.array([1])).tolist() == [0.0]
    flood = " ".join(f"w{i}" for i in range(5000))
    assert word_table([flood, ""], np.arange(2), RULE)[0].nnz < 5000
