"""Ranges laid end to end are what a loop over them gives."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from truceline.ground.ranges import ranges, steps


@given(st.lists(st.tuples(st.integers(-99, 99), st.integers(0, 6))))
def test_ranges_are_those_of_a_loop(wanted: list[tuple[int, int]]) -> None:
    """Empty ranges, none at all and those that overlap included; steps begin at zero."""
    first, counts = np.array(wanted, dtype=np.int64).reshape(-1, 2).T
    found, own = ranges(first, counts), steps(counts)
    assert found.tolist() == [each for a, many in wanted for each in range(a, a + many)]
    assert own.tolist() == [each for _, many in wanted for each in range(many)]
    assert found.dtype == own.dtype == np.int64
