"""Sentences for many incidents at once: phrases with columns put in, and numbers in words."""

from __future__ import annotations

from string import Formatter

import numpy as np
import pyarrow as pa

from truceline.fuse.assembling.clusters import listed
from truceline.fuse.reported.grouping import firsts, numbered, together
from truceline.model.arrow import Column, Floats, Integers, compute, filled, of_rows
from truceline.model.values import plain_number


def worded(phrase: str, number: int, **columns: Column) -> Column:
    """Return a phrase `number` times, with each {name} replaced by its column's text."""
    pieces: list[Column] = []
    for plain, name, _, _ in Formatter().parse(phrase):
        pieces.append(pa.repeat(plain, number))
        if name is not None:
            pieces.append(filled(columns[name], ""))
    return compute.binary_join_element_wise(*pieces, "")


def joined(owner: Integers, texts: Column, number: int, between: str) -> Column:
    """Return the texts of each of `number` owners in one, "" for none; owner: ascending."""
    return compute.binary_join(listed(owner, texts, number), between)


def bounds_in_words(low: Floats, high: Floats) -> Column:
    """Return bounds as plain words: "3", "2-4" or "at least 2" (high infinite).

    Each pair of numbers is put in words once; there are few.
    """
    kind = together(numbered(low), numbered(high))
    first = firsts(kind)
    pairs = zip(low[first].tolist(), high[first].tolist(), strict=True)
    return of_rows(pa.array([_bounds(*each) for each in pairs], pa.string()), kind)


def _bounds(low: float, high: float) -> str:
    least = plain_number(low)
    if np.isinf(high):
        return f"at least {least}"
    return f"{least}" if high == low else f"{least}-{plain_number(high)}"


def numbers_in_words(values: Floats, shape: str = "") -> Column:
    """Return numbers as Python's format writes them; each distinct one is written once."""
    kind = numbered(values)
    found = [format(each, shape) for each in values[firsts(kind)].tolist()]
    return of_rows(pa.array(found, pa.string()), kind)
