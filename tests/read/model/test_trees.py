"""Decision trees as plain arrays: they answer by signs alone, and broken ones are refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from truceline.read.model.features import GRAMS, SIGNS
from truceline.read.model.trees import LEAF, forest_of


def arrays(**changes: list[int]) -> dict[str, NDArray[Any]]:
    """Return two trees: one asks for sign 5 and then 6, the other only adds 0.25."""
    held: dict[str, list[Any]] = {
        "roots": [0, 5],
        "sign": [5, LEAF, 6, LEAF, LEAF, LEAF],
        "yes": [2, 0, 3, 0, 0, 0],
        "no": [1, 0, 4, 0, 0, 0],
        "value": [0.0, -1.0, 0.0, 2.0, 1.0, 0.25],
    }
    return {key: np.array(part) for key, part in {**held, **changes}.items()}


@pytest.mark.parametrize(
    ("signs", "score"), [([], -0.75), ([6], -0.75), ([5], 1.25), ([5, 6], 2.25)]
)
def test_a_sentence_walks_every_tree_by_its_signs(signs: list[int], score: float) -> None:
    """Each tree adds the value of the leaf that the sentence's signs lead to."""
    places = np.array([3, 77, *(GRAMS + each for each in signs)], dtype=np.int64)
    assert forest_of(arrays()).score(places) == pytest.approx(score)


def test_sequences_of_words_are_no_signs() -> None:
    """A place of the other table with the same number does not answer for a sign."""
    assert forest_of(arrays()).score(np.array([5, 6], dtype=np.int64)) == pytest.approx(-0.75)


def test_what_is_kept_comes_back_the_same() -> None:
    """Trees written and read again are asked the same questions."""
    forest = forest_of(arrays())
    again = forest_of(forest.arrays())
    assert again.depth == forest.depth == 2
    assert all((a == again.arrays()[key]).all() for key, a in forest.arrays().items())


@pytest.mark.parametrize(
    "broken",
    [
        {"yes": [0, 0, 3, 0, 0, 0]},  # a circle
        {"no": [9, 0, 4, 0, 0, 0]},  # outside
        {"no": [5, 0, 4, 0, 0, 0]},  # into the other tree
        {"sign": [SIGNS, LEAF, 6, LEAF, LEAF, LEAF]},
        {"roots": [0, 8]},
        {"roots": []},
        {"value": [0.0, 1.0]},
    ],
)
def test_trees_that_lead_nowhere_are_refused(broken: dict[str, list[int]]) -> None:
    """A broken file can neither loop nor read outside its arrays."""
    with pytest.raises(ValueError, match="tree"):
        forest_of(arrays(**broken))
