"""Columns of Arrow tables as numpy arrays: codes of texts, parts of structs, members of lists."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Truths = NDArray[np.bool_]
# Arrow's stubs know no column that may come in chunks or whole, which is all that is meant here.
Column = Any
compute: Any = pyarrow.compute
_MICROSECONDS = 1e6


def whole(column: Column) -> Column:
    """Return a column in one piece."""
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def floats(column: Column) -> Floats:
    """Return numbers, NaN for null."""
    found = whole(compute.cast(column, pa.float64(), safe=False))
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=np.float64)


def integers(column: Column) -> Integers:
    """Return whole numbers, -1 for null."""
    found = whole(compute.fill_null(compute.cast(column, pa.int64()), -1))
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=np.int64)


def truths(column: Column) -> Truths:
    """Return yes or no, no for null."""
    found = whole(compute.fill_null(column, False))
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=np.bool_)


def part(column: Column, name: str) -> Column:
    """Return one field of a column of structs."""
    return compute.struct_field(column, name)


def members(column: Column) -> tuple[Integers, Column]:
    """Return the rows' numbers and the values of all members of a column of lists."""
    one = whole(column)
    return integers(compute.list_parent_indices(one)), compute.list_flatten(one)


def lengths(column: Column) -> Integers:
    """Return how many members each list has."""
    return integers(compute.list_value_length(column))


def is_text(column: Column, text: str) -> Truths:
    """Return which rows hold a text."""
    return truths(compute.equal(column, text))


def found_in(names: Column, ids: Column) -> Integers:
    """Return in which row of ids each name stands, -1 for nowhere."""
    return integers(compute.index_in(names, value_set=whole(ids)))


def coded(column: Column, *nothing: str) -> tuple[Integers, tuple[str, ...]]:
    """Return a number for each distinct text in order of appearance, and the texts.

    -1 stands for null, "" and the words of nothing.
    """
    empty = truths(compute.is_in(column, value_set=pa.array(["", *nothing], pa.string())))
    one = whole(column)
    kept = compute.if_else(pa.array(~empty), one, pa.scalar(None, pa.string()))
    encoded = kept.dictionary_encode()
    return integers(encoded.indices), tuple(encoded.dictionary.to_pylist())


def middle(column: Column) -> Floats:
    """Return the middle of time ranges in seconds since 1970, NaN for null."""
    early, late = (
        floats(compute.cast(part(column, end), pa.int64())) for end in ("earliest", "latest")
    )
    return np.asarray((early + late) / 2 / _MICROSECONDS)
