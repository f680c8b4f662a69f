"""Statistics survive being written down."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.lab.measures import Auc, BCubedF1, MacroF1, Statistic, f1, from_json, ratio, to_json

MADE: dict[str, Statistic] = {
    "ratio": ratio([0, 1, 1, 12], [1, 1, 1, 13]),
    "f1": f1(np.array([True, False, True]), np.array([True, True, False])),
    "macro_f1": MacroF1(np.array(["a", "b", ""]), np.array(["a", "a", ""])),
    "bcubed_f1": BCubedF1(np.array([1.0, np.nan, 0.25]), np.array([0.5, 0.0, 1.0])),
    "auc": Auc(np.array([0.25, 0.5, 0.125]), np.array([1.0, 0.0, 1.0])),
}


@pytest.mark.parametrize("name", list(MADE))
def test_what_is_written_gives_the_same_figures(name: str) -> None:
    """Every kind comes back from JSON with the same figure in every draw."""
    before = MADE[name]
    after = from_json(json.loads(json.dumps(to_json(before))))
    drawn = np.random.default_rng(7).integers(0, before.rows, size=(50, before.rows))
    assert np.array_equal(before(drawn), after(drawn), equal_nan=True)


@given(st.lists(st.integers(0, 12), min_size=1))
def test_columns_come_back_whether_written_as_digits_or_not(cells: list[int]) -> None:
    """A column of single digits is one string, any other a list; both are the same column."""
    written = to_json(ratio(cells, cells))
    assert isinstance(written["over"], str) == (max(cells) <= 9)
    back = from_json(written)
    assert back.rows == len(cells)
    assert to_json(back) == written
