"""Turns a sentence into numbers: hashed word and letter sequences, and hashed signs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from truceline.model.statement import Statement
from truceline.read.model.masks import masked
from truceline.read.model.meanings import Keys, keys_of
from truceline.read.model.signs import signs
from truceline.read.scenes.scene import Scene

GRAMS, SIGNS = 1 << 17, 1 << 13  # places in the two tables; features are hashed into them
SIZE = GRAMS + SIGNS
LONGEST_WORD = 24  # letters of a word that are looked at
_LETTERS = (3, 4, 5)

Places = NDArray[np.int64]
Values = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """A sentence as the model sees it.

    grams: places in [0, GRAMS) of its sequences, ascending; counts: how often each occurs, of the
    same shape; signs: places in [GRAMS, SIZE), ascending; words: hashes of its words and their
    stems, shape (words, 2).
    """

    grams: Places
    counts: Values
    signs: Places
    words: Keys

    def vector(self, rarity: Values) -> tuple[Places, Values]:
        """Return places and values; each of the two parts has length 1 (cosine).

        rarity: a weight for each place in [0, GRAMS): the inverse document frequency.
        """
        grams = np.log1p(self.counts) * rarity[self.grams]
        marks = np.ones(len(self.signs), dtype=np.float32)
        parts = [_unit(grams), _unit(marks)]
        return np.concatenate([self.grams, self.signs]), np.concatenate(parts)


def _unit(values: Values) -> Values:
    length = float(np.sqrt(np.square(values).sum()))
    return np.asarray(values / length if length else values, dtype=np.float32)


def features_of(scene: Scene, found: Sequence[Statement]) -> Features:
    """Return the features of a sentence and of what the rules found in it."""
    tokens = masked(scene)
    counted = Counter(crc32(each.encode()) % GRAMS for each in _sequences(tokens))
    places = np.array(sorted(counted), dtype=np.int64)
    counts = np.array([counted[int(each)] for each in places], dtype=np.float32)
    return Features(
        grams=places,
        counts=counts,
        signs=sign_places(signs(scene, found)),
        words=keys_of(tokens),
    )


def sign_places(names: Iterable[str]) -> Places:
    """Return the places of signs, ascending."""
    return np.array(sorted({GRAMS + crc32(n.encode()) % SIGNS for n in names}), dtype=np.int64)


def _sequences(tokens: Sequence[str]) -> Iterator[str]:
    """Yield words, pairs and triples of shortened words, and sequences of letters in words."""
    short = [token[:LONGEST_WORD] for token in tokens]
    if short:
        yield f"^{short[0]}"
        yield f"{short[-1]}$"
    for index, word in enumerate(short):
        yield f"w{word}"
        if index:
            yield f"b{short[index - 1][:6]} {word[:6]}"
        if index > 1:
            yield f"t{short[index - 2][:5]} {short[index - 1][:5]} {word[:5]}"
        if not word.startswith("#"):
            yield from _letters(f" {word} ")


def _letters(word: str) -> Iterator[str]:
    for length in _LETTERS:
        yield from (word[at : at + length] for at in range(len(word) - length + 1))
