"""Chances of one moment before another, against counting."""

from __future__ import annotations

from bisect import bisect_left
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.ground.times import TimeRange
from truceline.judge.performing.timing import not_after, shifted

ZERO = datetime(2031, 3, 1, tzinfo=UTC)
ENDS = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(sorted)


def span(first: float, last: float) -> TimeRange:
    """Return a range in hours."""
    return TimeRange(earliest=ZERO + timedelta(hours=first), latest=ZERO + timedelta(hours=last))


def counted(one: list[int], other: list[int], n: int = 400) -> float:
    """Return the share of pairs of midpoints of n equal parts in which the first is not later."""
    points = [[a + (b - a) * (i + 0.5) / n for i in range(n)] for a, b in (one, other)]
    return sum(n - bisect_left(points[1], x) for x in points[0]) / (n * n)


@given(ENDS, ENDS)
def test_it_agrees_with_counting(one: list[int], other: list[int]) -> None:
    """The exact share lies within the error of counting points."""
    exact = not_after(span(*one), span(*other))
    assert exact == pytest.approx(counted(one, other), abs=0.01)


def test_equal_instants_are_in_time() -> None:
    """What is done at the very moment of the deadline is done by it; equal days are even."""
    assert not_after(span(5, 5), span(5, 5)) == 1.0
    assert not_after(span(5, 5.001), span(5, 5)) == 0.0
    assert not_after(span(0, 24), span(0, 24)) == pytest.approx(0.5)


def test_a_shift_beyond_the_calendar_is_unknown() -> None:
    """A deadline in ten thousand years is none that can be reckoned with."""
    assert shifted(span(0, 1), 1e12) is None
    assert shifted(span(0, 1), 3600.0) == span(1, 2)
