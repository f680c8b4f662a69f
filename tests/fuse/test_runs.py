"""Runs of equal keys are what grouping row by row would find."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from truceline.fuse.runs import led_runs, runs

ROWS = st.lists(st.tuples(st.integers(-2, 2), st.integers(0, 2), st.integers(0, 5)), max_size=30)


@given(ROWS)
def test_rows_of_one_run_share_their_keys(rows: list[tuple[int, int, int]]) -> None:
    """And rows of two runs do not."""
    keys = np.array(rows, dtype=np.int64).reshape(-1, 3)[:, :2].T
    order, starts, run = runs(*keys)
    found = defaultdict(set)
    for row, number in zip(order.tolist(), run.tolist(), strict=True):
        found[rows[row][:2]].add(number)
    assert sorted(order.tolist()) == list(range(len(rows)))
    assert all(len(numbers) == 1 for numbers in found.values())
    assert len(found) == len(starts) == len(set(run.tolist()))


@given(ROWS)
def test_the_least_of_each_is_found(rows: list[tuple[int, int, int]]) -> None:
    """One row for each combination of the leading keys, none of which has a lesser last key."""
    columns = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    order, starts = led_runs(*columns)
    chosen = [rows[row] for row in order[starts].tolist()]
    least: dict[tuple[int, int], int] = {}
    for a, b, c in rows:
        least[a, b] = min(c, least.get((a, b), c))
    assert sorted(chosen) == sorted((*key, last) for key, last in least.items())
