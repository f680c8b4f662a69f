"""How like a sentence is to those that were learned from: a support vector machine's answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from truceline.read.model.features import GRAMS, SIGNS, Places, Values

WORDS_APART, SIGNS_APART = 0.5, 1.4  # how fast likeness falls with distance in either
MOST_SENTENCES = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Sentences that were learned from and how much each speaks for a yes.

    meanings: vectors of their words, shape (sentences, numbers); signs: places of their signs
    in [0, SIGNS), one sentence after the other, none without; ends: where each one's signs
    end; worth: what each adds at full likeness; bias: added to the sum.
    """

    meanings: Values
    signs: NDArray[np.int32]
    ends: NDArray[np.int32]
    worth: Values
    bias: float

    def score(self, places: Places, meaning: Values) -> float:
        """Return the sum over the sentences learned from, by how like this one they are."""
        there = np.zeros(SIGNS, dtype=np.float32)
        mine = places[places >= GRAMS] - GRAMS
        there[mine] = 1.0
        shared = np.add.reduceat(there[self.signs], self._starts())
        same = shared / np.sqrt(np.maximum(self._numbers() * len(mine), 1))
        alike = likeness(self.meanings @ meaning, same)
        return float(alike @ self.worth) + self.bias

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return the arrays by name, as they are kept."""
        return {
            "meanings": self.meanings.astype(np.float16),
            "signs": self.signs,
            "ends": self.ends,
            "worth": self.worth,
            "bias": np.array([self.bias], dtype=np.float32),
        }

    def _starts(self) -> NDArray[np.int32]:
        return np.concatenate([np.zeros(1, dtype=np.int32), self.ends[:-1]])

    def _numbers(self) -> NDArray[np.int32]:
        return np.diff(self.ends, prepend=np.int32(0))


def likeness(words: NDArray[Any], signs: NDArray[Any]) -> NDArray[Any]:
    """Return the likeness of sentences, in (0, 1], from the cosines of their words and signs.

    It falls with the square of the distance (radial basis functions); 2 - 2 cos is the square of
    the distance of vectors of length 1.
    """
    apart = WORDS_APART * (2 - 2 * words) + SIGNS_APART * (2 - 2 * signs)
    return np.asarray(np.exp(-apart))


def likeness_of(arrays: dict[str, NDArray[Any]], numbers: int) -> Likeness:
    """Return the sentences that arrays hold; numbers: how long the vectors of words are.

    Raises ValueError for arrays that do not fit together, KeyError for missing ones.
    """
    meanings, worth = arrays["meanings"].astype(np.float32), arrays["worth"].astype(np.float32)
    signs, ends = arrays["signs"].astype(np.int32), arrays["ends"].astype(np.int32)
    bias, number = arrays["bias"].astype(np.float32), len(worth)
    if not (0 < number <= MOST_SENTENCES and worth.ndim == 1 and bias.shape == (1,)):
        raise ValueError("the sentences that it learned from are none or too many")
    if meanings.shape != (number, numbers) or ends.shape != (number,) or signs.ndim != 1:
        raise ValueError("the parts of its likeness do not fit together")
    ordered = ends[0] > 0 and bool((np.diff(ends) > 0).all()) and ends[-1] == len(signs)
    inside = ordered and signs.min() >= 0 and signs.max() < SIGNS
    if not (inside and all(np.isfinite(each).all() for each in (meanings, worth, bias))):
        raise ValueError("its likeness leads outside")
    return Likeness(meanings=meanings, signs=signs, ends=ends, worth=worth, bias=float(bias[0]))
