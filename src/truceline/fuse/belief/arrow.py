"""Small helpers on Arrow columns: match, take, compare; nulls never surprise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truceline.fuse.belief.columns import Floats, Integers, Truths

Column: TypeAlias = "pa.Array[Any]"
_COMPUTE: Any = pc  # the stubs of pyarrow know fewer types than the functions take


def column(table: pa.Table, name: str) -> Column:
    """Return a column of a table in one piece."""
    whole = table[name].combine_chunks()
    return pa.concat_arrays(whole.chunks) if isinstance(whole, pa.ChunkedArray) else whole


def take(values: Column, rows: Integers) -> Column:
    """Return values of rows, null where the row is -1."""
    chosen: Any = pa.array(rows, mask=rows < 0)
    return values.take(chosen)


def match(wanted: Column, known: Column) -> Integers:
    """Return the row of each value among distinct known ones, -1 where it is none of them."""
    return whole(_COMPUTE.index_in(wanted, value_set=known, skip_nulls=True), -1)


def whole(values: Column, default: int) -> Integers:
    """Return whole numbers, with a default for null."""
    found = _COMPUTE.fill_null(values, default).to_numpy(zero_copy_only=False)
    return np.asarray(found, dtype=np.int64)


def real(values: Column, default: float) -> Floats:
    """Return numbers, with a default for null."""
    found = _COMPUTE.fill_null(_COMPUTE.cast(values, pa.float64()), default)
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=np.float64)


def truths(values: Column) -> Truths:
    """Return yes or no, null being no."""
    found = _COMPUTE.fill_null(values, False).to_numpy(zero_copy_only=False)
    return np.asarray(found, dtype=np.bool_)


def filled(values: Column, default: str) -> Column:
    """Return texts with a default for null."""
    found: Column = _COMPUTE.fill_null(values, default)
    return found


def among(values: Column, wanted: Sequence[str]) -> Truths:
    """Return which texts are one of those wanted; null is none."""
    return truths(_COMPUTE.is_in(values, value_set=pa.array(list(wanted), pa.string())))


def given(values: Column) -> Truths:
    """Return which texts are neither null nor empty."""
    return ~among(filled(values, ""), ("",))


def part(values: Column, name: str) -> Column:
    """Return one field of a column of structs, null where the struct is."""
    found: Column = _COMPUTE.struct_field(values, name)
    return found


def first_known(*columns: Column) -> Column:
    """Return, row by row, the first value that is not null."""
    found: Column = _COMPUTE.coalesce(*columns)
    return found


def distinct(*columns: Column) -> Column:
    """Return the distinct values of columns in order of appearance, without null."""
    found: Column = _COMPUTE.unique(_COMPUTE.drop_null(pa.concat_arrays(list(columns))))
    return found


def without(values: Column, unwanted: Sequence[str]) -> Column:
    """Return texts that are none of those unwanted."""
    mask: Any = pa.array(~among(values, unwanted))
    return values.filter(mask)


def flat(lists: Column) -> tuple[Column, Integers]:
    """Return the items of lists and the row that each comes from."""
    items: Column = _COMPUTE.list_flatten(lists)
    return items, whole(_COMPUTE.list_parent_indices(lists), -1)


def seconds(values: Column) -> Floats:
    """Return times as seconds since 1970, NaN where unknown."""
    return real(_COMPUTE.cast(values, pa.int64()), float("nan")) / 1e6


def of_rows(values: Any, rows: Integers) -> Any:  # noqa: ANN401 - a table or a column is meant
    """Return some rows of a table or a column, in the order given."""
    return values.take(pa.array(rows))
