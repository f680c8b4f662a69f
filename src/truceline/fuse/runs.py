"""Runs of rows with equal keys, in sorted order: how columns are grouped without a loop."""

from __future__ import annotations

import numpy as np

from truceline.model.arrow import Integers


def _starts(keys: tuple[Integers, ...]) -> Integers:
    """Return where each run of equal keys begins in sorted columns."""
    if not len(keys[0]):
        return np.empty(0, dtype=np.int64)
    new = np.zeros(len(keys[0]), dtype=np.bool_)
    new[0] = True
    for each in keys:
        new[1:] |= each[1:] != each[:-1]
    return np.flatnonzero(new)


def runs(*keys: Integers) -> tuple[Integers, Integers, Integers]:
    """Return rows sorted by keys (the first leads), where runs begin, and the run of each row."""
    order = np.lexsort(keys[::-1])
    starts = _starts(tuple(each[order] for each in keys))
    run = np.zeros(len(order), dtype=np.int64)
    run[starts[1:]] = 1
    return order, starts, np.cumsum(run)


def run_of(*keys: Integers) -> Integers:
    """Return the number of each row's run of equal keys, in the order of keys; shape (n,)."""
    order, _, run = runs(*keys)
    return unsorted(order, run)


def unsorted(order: Integers, values: Integers) -> Integers:
    """Return values that stand in sorted order where their rows stood before."""
    found = np.empty(len(order), dtype=np.int64)
    found[order] = values
    return found


def led_runs(*keys: Integers) -> tuple[Integers, Integers]:
    """Return rows sorted by keys, and where runs of all keys but the last begin.

    Each run is led by the row whose last key is least.
    """
    order = np.lexsort(keys[::-1])
    return order, _starts(tuple(each[order] for each in keys[:-1]))
