"""Scoreboards: names, rows as printed and as JSON, errors."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from truceline.ground.errors import InputError, UsageError
from truceline.lab.board import BOARDS, scoreboard
from truceline.lab.intervals import Comparison, Interval
from truceline.lab.rows import Row, row_of


def test_unknown_names_and_missing_data_are_refused(tmp_path: Path) -> None:
    """The error lists the names, or says what the folder must hold."""
    with pytest.raises(UsageError) as error:
        scoreboard("nothing", tmp_path)
    assert all(name in error.value.mend for name in BOARDS)
    with pytest.raises(InputError):
        scoreboard("easter", tmp_path / "absent")
    with pytest.raises(InputError):
        scoreboard("easter", tmp_path)


def test_a_row_prints_with_as_many_cells_as_columns() -> None:
    """A figure with a baseline fills seven cells and a JSON object."""
    ours = Interval(figure=0.5, low=0.4, high=0.61)
    found = Comparison(ours=ours, baseline=0.3, ahead=0.99)
    row = row_of("F1", "set", 20, found, "machine")
    assert row.cells() == ("F1", "set", "20", "0.500", "0.400 - 0.610", "machine", "0.300")
    line = json.loads(row.as_line())
    assert (line["figure"], line["baseline_figure"], line["ahead"]) == (0.5, 0.3, 0.99)


def test_an_undefined_figure_is_null_and_a_dash() -> None:
    """NaN never reaches JSON."""
    row = Row(name="x", set="s", n=0, figure=math.nan, low=math.nan, high=math.nan)
    assert json.loads(row.as_line())["figure"] is None
    assert "-" in row.cells()[3]
