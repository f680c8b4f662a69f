"""What words have in common by the company that they keep: a short vector for each word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

STEM, LEAST_STEMMED = 5, 6  # letters of a stem; of a word that has one
MOST_WORDS = 100_000
MOST_NUMBERS = 512
_MARKS = frozenset(',-"().')  # marks that stand in any sentence

Keys = NDArray[np.uint32]
Values = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meanings:
    """Vectors of words and of stems, longer the rarer the word.

    keys: hashes of words and stems, ascending; vectors: shape (keys, numbers).
    """

    keys: Keys
    vectors: Values

    def of(self, words: Keys) -> Values:
        """Return the vector of a sentence, of length 1, or 0 where no word is known.

        words: what `keys_of` returns. A word and its stem count as their mean.
        """
        at = np.minimum(np.searchsorted(self.keys, words), len(self.keys) - 1)
        known = self.keys[at] == words
        share = known / np.maximum(known.sum(axis=1, keepdims=True), 1)
        total = share.ravel().astype(np.float32) @ self.vectors[at.ravel()]
        length = float(np.sqrt(np.square(total).sum()))
        return np.asarray(total / length if length else total, dtype=np.float32)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return the arrays by name, as they are kept: vectors in half precision."""
        return {"keys": self.keys, "vectors": self.vectors.astype(np.float16)}


def meanings_of(arrays: dict[str, NDArray[Any]]) -> Meanings:
    """Return the vectors that arrays hold.

    Raises ValueError for arrays that are none or too large, KeyError for missing ones.
    """
    keys, vectors = arrays["keys"], arrays["vectors"].astype(np.float32)
    if vectors.ndim != 2 or keys.shape != vectors.shape[:1]:  # noqa: PLR2004 - a table
        raise ValueError("words and their vectors do not fit together")
    if not (0 < len(keys) <= MOST_WORDS and 0 < vectors.shape[1] <= MOST_NUMBERS):
        raise ValueError("its words are none or too many")
    ascending = keys.dtype == np.uint32 and bool((keys[1:] > keys[:-1]).all())
    if not (ascending and np.isfinite(vectors).all()):
        raise ValueError("its words are out of order or their vectors no numbers")
    return Meanings(keys=keys, vectors=vectors)


def keys_of(tokens: Sequence[str]) -> Keys:
    """Return a hash of each word and one of its stem, shape (words, 2); marks are left out.

    A word without a stem has its own hash twice.
    """
    pairs = [(_key("w" + t), _key(stem_of(t) or "w" + t)) for t in tokens if t not in _MARKS]
    return np.array(pairs, dtype=np.uint32).reshape(-1, 2)


def stem_of(token: str) -> str:
    """Return the name of a long word's stem, "" for a short or a masked word."""
    return "s" + token[:STEM] if len(token) >= LEAST_STEMMED and token[0] != "#" else ""


def _key(name: str) -> int:
    return crc32(name.encode())
