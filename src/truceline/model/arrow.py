"""Columns of Arrow tables as numpy arrays: matched, taken, compared; nulls never surprise."""

from __future__ import annotations

from collections.abc import Sequence
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
    one = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return pa.concat_arrays(one.chunks) if isinstance(one, pa.ChunkedArray) else one


def column(table: pa.Table, name: str) -> Column:
    """Return a column of a table in one piece."""
    return whole(table[name])


def floats(values: Column, nothing: float = np.nan) -> Floats:
    """Return numbers, with a number for null."""
    found = whole(compute.fill_null(compute.cast(values, pa.float64(), safe=False), nothing))
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=np.float64)


def integers(values: Column, nothing: int = -1) -> Integers:
    """Return whole numbers, with a number for null."""
    found = whole(compute.fill_null(compute.cast(values, pa.int64()), nothing))
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=np.int64)


def truths(values: Column) -> Truths:
    """Return yes or no, null being no."""
    found = whole(compute.fill_null(values, False))
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=np.bool_)


def microseconds(values: Column) -> Floats:
    """Return times as microseconds since 1970, NaN where unknown."""
    return floats(compute.cast(values, pa.int64()))


def seconds(values: Column) -> Floats:
    """Return times as seconds since 1970, NaN where unknown."""
    return microseconds(values) / _MICROSECONDS


def middle(ranges: Column) -> Floats:
    """Return the middle of time ranges in seconds since 1970, NaN for null."""
    early, late = (microseconds(part(ranges, end)) for end in ("earliest", "latest"))
    return np.asarray((early + late) / 2 / _MICROSECONDS)


def part(values: Column, name: str) -> Column:
    """Return one field of a column of structs, null where the struct is."""
    return compute.struct_field(values, name)


def members(lists: Column) -> tuple[Integers, Column]:
    """Return the rows' numbers and the values of all members of a column of lists."""
    one = whole(lists)
    return integers(compute.list_parent_indices(one)), compute.list_flatten(one)


def lengths(lists: Column) -> Integers:
    """Return how many members each list has."""
    return integers(compute.list_value_length(lists))


def filled(values: Column, default: str) -> Column:
    """Return texts with a default for null."""
    return compute.fill_null(values, default)


def among(values: Column, wanted: Sequence[str]) -> Truths:
    """Return which texts are one of those wanted; null is none."""
    return truths(compute.is_in(values, value_set=pa.array(list(wanted), pa.string())))


def given(values: Column) -> Truths:
    """Return which texts are neither null nor empty."""
    return ~among(filled(values, ""), ("",))


def first_known(*columns: Column) -> Column:
    """Return, row by row, the first value that is not null."""
    return compute.coalesce(*columns)


def distinct(*columns: Column) -> Column:
    """Return the distinct values of columns in order of appearance, without null."""
    return compute.unique(compute.drop_null(pa.concat_arrays(list(columns))))


def without(values: Column, unwanted: Sequence[str]) -> Column:
    """Return texts that are none of those unwanted."""
    return values.filter(pa.array(~among(values, unwanted)))


def match(wanted: Column, known: Column) -> Integers:
    """Return the row of each value among distinct known ones, -1 where it is none of them."""
    return integers(compute.index_in(wanted, value_set=whole(known), skip_nulls=True))


def take(values: Column, rows: Integers) -> Column:
    """Return values of rows, null where the row is -1."""
    chosen: Any = pa.array(rows, mask=rows < 0)
    return values.take(chosen)


def of_rows(values: Column, rows: Integers) -> Column:
    """Return some rows of a table or a column, in the order given."""
    return values.take(pa.array(rows))


def coded(values: Column, *nothing: str) -> tuple[Integers, tuple[str, ...]]:
    """Return a number for each distinct text in order of appearance, and the texts.

    -1 stands for null, "" and the words of nothing.
    """
    empty = among(values, ["", *nothing])
    kept = compute.if_else(pa.array(~empty), whole(values), pa.scalar(None, pa.string()))
    encoded = kept.dictionary_encode()
    return integers(encoded.indices), tuple(encoded.dictionary.to_pylist())
