"""In how many of all documents a word was: counters of a fixed number that words share."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Counters = NDArray[np.int32]
_COUNTERS = 1 << 22  # the first counts the documents


def number(feature: str) -> int:
    """Return the number of a feature: its CRC-32, the same on every machine."""
    return zlib.crc32(feature.encode())


def no_words() -> Counters:
    """Return counters that have counted nothing."""
    return np.zeros(_COUNTERS, dtype=np.int32)


def count(counters: Counters, words: NDArray[np.integer[Any]]) -> None:
    """Count one document and its words, given as the numbers of their features."""
    counters[0] += 1
    counters[np.unique(_place(counters, words))] += 1


def _place(counters: Counters, words: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
    return np.asarray(1 + words % (len(counters) - 1), dtype=np.int64)


def counted(counters: Counters) -> pa.Table:
    """Return counters as the table "words" of a neighbourhood."""
    return pa.table({"documents": counters})


@dataclass(frozen=True, slots=True)
class Background:
    """How common words are among all documents, of which only those near are at hand."""

    counters: Counters

    @classmethod
    def of(cls, words: pa.Table) -> Background:
        """Return what a table "words" holds."""
        return cls(words.column("documents").combine_chunks().to_numpy())

    @property
    def documents(self) -> int:
        """Return how many documents were counted."""
        return int(self.counters[0])

    def frequency(self, features: Iterable[str]) -> NDArray[np.float64]:
        """Return in how many documents each feature was, or a few more."""
        numbers = np.array([number(each) for each in features], dtype=np.int64)
        return np.asarray(self.counters[_place(self.counters, numbers)], dtype=np.float64)
