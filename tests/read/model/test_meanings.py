"""Vectors of words: a sentence is the sum of its known words, and broken files are refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from truceline.read.model.meanings import Meanings, keys_of, meanings_of


def small() -> Meanings:
    """Return vectors of two words, the second by its stem only."""
    whole, stem = int(keys_of(["bang"])[0, 0]), int(keys_of(["explosion"])[0, 1])
    keys = np.array([whole, stem], dtype=np.uint32)
    order = np.argsort(keys)
    vectors = np.array([[3.0, 0.0], [0.0, 4.0]], dtype=np.float32)
    return Meanings(keys=keys[order], vectors=vectors[order])


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        (["bang"], [1.0, 0.0]),
        (["explosive"], [0.0, 1.0]),  # never seen, its stem was
        (["bang", "explosions", "heard"], [0.6, 0.8]),
        (["bang", "-", '"'], [1.0, 0.0]),
        (["silence"], [0.0, 0.0]),
        ([], [0.0, 0.0]),
    ],
)
def test_a_sentence_is_the_sum_of_its_known_words(words: list[str], meaning: list[float]) -> None:
    """Its length is 1, or 0 where no word is known."""
    assert small().of(keys_of(words)) == pytest.approx(meaning)


def test_a_blind_word_has_no_stem() -> None:
    """What stands for a party or a place is one word, not the beginning of others."""
    whole, stem = keys_of(["#settlement"])[0]
    assert whole == stem


def test_what_is_kept_comes_back_the_same() -> None:
    """Vectors written and read again give the same sentence."""
    again = meanings_of(small().arrays())
    assert (again.of(keys_of(["bang"])) == small().of(keys_of(["bang"]))).all()


@pytest.mark.parametrize(
    "broken",
    [
        {"keys": np.array([2, 1], dtype=np.uint32)},  # out of order
        {"keys": np.array([1], dtype=np.uint32)},
        {"keys": np.array([1.0, 2.0])},
        {"vectors": np.zeros(2)},
        {"vectors": np.array([[np.nan, 0.0], [0.0, 1.0]])},
        {"keys": np.zeros(0, dtype=np.uint32), "vectors": np.zeros((0, 2))},
    ],
)
def test_broken_vectors_are_refused(broken: dict[str, NDArray[Any]]) -> None:
    """A table that does not fit its words would put every sentence anywhere."""
    with pytest.raises(ValueError, match="word"):
        meanings_of({**small().arrays(), **broken})
