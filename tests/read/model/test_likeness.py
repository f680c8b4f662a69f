"""Likeness: near sentences answer loudest, and a broken file is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from truceline.read.model.features import GRAMS, SIGNS, Places, Values
from truceline.read.model.likeness import (
    SIGNS_APART,
    WORDS_APART,
    Likeness,
    likeness,
    likeness_of,
)


def arrays(**changes: NDArray[Any]) -> dict[str, NDArray[Any]]:
    """Return two sentences: a yes with signs 5 and 6, a no with sign 7 and other words."""
    held: dict[str, NDArray[Any]] = {
        "meanings": np.array([[1.0, 0.0], [0.0, 1.0]]),
        "signs": np.array([5, 6, 7]),
        "ends": np.array([2, 3]),
        "worth": np.array([2.0, -2.0]),
        "bias": np.array([0.25]),
    }
    return {**held, **changes}


def asked(*signs: int) -> Places:
    """Return the places of a sentence with some letters and these signs."""
    return np.array([3, 77, *(GRAMS + each for each in signs)], dtype=np.int64)


def words(*numbers: float) -> Values:
    """Return a vector."""
    return np.array(numbers, dtype=np.float32)


def test_a_sentence_that_was_learned_answers_for_itself() -> None:
    """Its own worth counts in full, the others' by how far they are."""
    alike = likeness_of(arrays(), 2)
    far = np.exp(-2 * WORDS_APART - 2 * SIGNS_APART)
    assert alike.score(asked(5, 6), words(1, 0)) == pytest.approx(2 - 2 * far + 0.25)
    assert alike.score(asked(7), words(0, 1)) == pytest.approx(2 * far - 2 + 0.25)


def test_likeness_falls_with_every_sign_and_word_that_differs() -> None:
    """Between the yes and the no the answer goes over from one to the other."""
    alike = likeness_of(arrays(), 2)
    way = [
        alike.score(asked(5, 6), words(1, 0)),
        alike.score(asked(5), words(1, 0)),
        alike.score(asked(5, 7), words(0.6, 0.8)),
        alike.score(asked(7), words(0.6, 0.8)),
        alike.score(asked(7), words(0, 1)),
    ]
    assert way == sorted(way, reverse=True)


def test_the_same_is_wholly_alike() -> None:
    """Cosines of 1 are likeness 1, and nothing is alike to less than 0."""
    assert likeness(np.ones(1), np.ones(1))[0] == 1.0
    assert 0 < likeness(-np.ones(1), np.zeros(1))[0] < 1


def test_a_sentence_without_signs_or_known_words_is_answered() -> None:
    """Nothing known is far from all, and no division by zero."""
    assert np.isfinite(likeness_of(arrays(), 2).score(asked(), words(0, 0)))


def test_what_is_kept_comes_back_the_same() -> None:
    """Sentences written and read again give the same answer."""
    alike = likeness_of(arrays(), 2)
    again: Likeness = likeness_of(alike.arrays(), 2)
    assert again.score(asked(5), words(0.6, 0.8)) == alike.score(asked(5), words(0.6, 0.8))


@pytest.mark.parametrize(
    "broken",
    [
        {"ends": np.array([2, 9])},  # outside
        {"ends": np.array([3, 3])},  # one without signs
        {"ends": np.array([3])},
        {"signs": np.array([5, 6, SIGNS])},
        {"signs": np.array([5, -6, 7])},
        {"meanings": np.zeros((2, 3))},
        {"worth": np.array([np.inf, 1.0])},
        {"worth": np.zeros(0)},
        {"bias": np.zeros(2)},
    ],
)
def test_broken_sentences_are_refused(broken: dict[str, NDArray[Any]]) -> None:
    """A broken file cannot read outside its arrays."""
    with pytest.raises(ValueError, match=r"learned|likeness"):
        likeness_of(arrays(**broken), 2)
