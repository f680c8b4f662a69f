"""Ranges of whole numbers laid end to end: what a loop over runs of rows would visit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]


def steps(counts: Integers) -> Integers:
    """Return 0, 1, ... below each count, one count after another; shape (sum of counts,)."""
    before = np.cumsum(counts) - counts
    return np.asarray(np.arange(int(counts.sum())) - np.repeat(before, counts))


def ranges(first: Integers, counts: Integers) -> Integers:
    """Return the numbers from each first one on, so many of each; shape (sum of counts,)."""
    return np.asarray(np.repeat(first, counts) + steps(counts))
