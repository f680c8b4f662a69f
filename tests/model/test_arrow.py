"""Columns in pieces, with nulls, come out as the arrays that were meant."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pyarrow as pa
import pytest

from truceline.model.arrow import (
    among,
    coded,
    column,
    distinct,
    floats,
    given,
    integers,
    lengths,
    match,
    members,
    middle,
    seconds,
    take,
    truths,
    without,
)

PIECES = pa.chunked_array([["a", None], ["", "b", "a"]])


def test_a_column_in_pieces_is_one() -> None:
    """Empty columns, too."""
    whole = column(pa.table({"x": PIECES}), "x")
    assert isinstance(whole, pa.Array)
    assert whole.to_pylist() == ["a", None, "", "b", "a"]
    assert len(column(pa.table({"x": pa.chunked_array([], pa.string())}), "x")) == 0


def test_null_becomes_what_was_asked_for() -> None:
    """NaN, -1 and no, or another value."""
    numbers = pa.array([1, None, 3])
    assert np.isnan(floats(numbers)).tolist() == [False, True, False]
    assert floats(numbers, 7.0).tolist() == [1.0, 7.0, 3.0]
    assert integers(numbers).tolist() == [1, -1, 3]
    assert truths(pa.array([True, None, False])).tolist() == [True, False, False]
    assert given(PIECES).tolist() == [True, False, False, True, True]
    assert among(PIECES, ["a"]).tolist() == [True, False, False, False, True]


def test_values_are_matched_and_taken() -> None:
    """What is not known is -1, and what -1 takes is null."""
    known = pa.array(["b", "a"])
    rows = match(PIECES, known)
    assert rows.tolist() == [1, -1, -1, 0, 1]
    assert take(known, rows).to_pylist() == ["a", None, None, "b", "a"]


def test_texts_are_counted_in_order_of_appearance() -> None:
    """Null, nothing and unwanted words have no number."""
    assert coded(PIECES) == (pytest.approx([0, -1, -1, 1, 0]), ("a", "b"))
    assert coded(PIECES, "a")[1] == ("b",)
    one = column(pa.table({"x": PIECES}), "x")
    assert without(distinct(one, one), [""]).to_pylist() == ["a", "b"]


def test_members_know_their_row() -> None:
    """Of empty lists and of null there are none."""
    lists = pa.chunked_array([[["a"], []], [None, ["b", "c"]]], pa.list_(pa.string()))
    home, values = members(lists)
    assert (home.tolist(), values.to_pylist()) == ([0, 3, 3], ["a", "b", "c"])
    assert lengths(lists).tolist() == [1, 0, -1, 2]


def test_times_are_seconds() -> None:
    """The middle of a range lies between its ends; of none nothing is known."""
    ends = [datetime(2031, 3, 1, hour, tzinfo=UTC) for hour in (0, 2)]
    kind = pa.timestamp("us", tz="UTC")
    ranges = pa.array(
        [{"earliest": ends[0], "latest": ends[1]}, None],
        pa.struct([("earliest", kind), ("latest", kind)]),
    )
    assert middle(ranges)[0] == ends[0].timestamp() + 3600
    assert np.isnan(middle(ranges)[1])
    assert seconds(pa.array(ends, kind)).tolist() == [each.timestamp() for each in ends]
