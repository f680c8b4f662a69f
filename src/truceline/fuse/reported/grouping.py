"""Rows that are equal in several columns, numbered in the order in which they first appear."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from truceline.ground.ranges import steps
from truceline.model.arrow import Column, Integers, integers

_WIDEST = 2**62


def numbered(values: Column) -> Integers:
    """Return a number for each distinct value, null being one too, in order of appearance.

    values: an Arrow column, or a numpy array of whole numbers or of numbers that are no NaN.
    """
    column = pa.array(values) if isinstance(values, np.ndarray) else values
    found = column.dictionary_encode(null_encoding="encode")
    return integers(found.indices)


def together(*keys: Integers) -> Integers:
    """Return one number for each distinct combination of keys, in order of appearance.

    keys: arrays of one length, none of their values below 0.
    """
    found = keys[0]
    for key in keys[1:]:
        if not len(key):
            break
        width = int(key.max()) + 1
        if int(found.max()) >= _WIDEST // width:
            found = numbered(found)
        found = found * width + key
    return numbered(found)


def firsts(group: Integers) -> Integers:
    """Return the first row of each group of those that are numbered in order of appearance."""
    return np.flatnonzero(np.diff(np.maximum.accumulate(group), prepend=-1))


def ranks(group: Integers) -> Integers:
    """Return the number of each row within its group; rows of a group stand together."""
    first = np.flatnonzero(np.diff(group, prepend=-1))
    return steps(np.diff(first, append=len(group)))
