"""Scoreboards: names, rows as printed and as JSON, errors."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from typer.testing import CliRunner

from truceline.cli.commands import app
from truceline.ground.errors import InputError, UsageError
from truceline.lab.board import BOARDS, DEVELOPMENT, FAMILIES, MEASURING, boards_named, scoreboard
from truceline.lab.intervals import Comparison, Interval
from truceline.lab.rows import Row, row_of


def test_unknown_names_and_missing_data_are_refused(tmp_path: Path) -> None:
    """The error lists the names, or says what the folder must hold."""
    with pytest.raises(UsageError) as error:
        boards_named("nothing")
    assert all(name in error.value.mend for name in (*BOARDS, *FAMILIES, "list"))
    for folder in (tmp_path / "absent", tmp_path):
        with pytest.raises(InputError) as lacking:
            scoreboard(BOARDS["easter"], folder)
        assert lacking.value.exit_code == 3
        assert "gold/easter.jsonl" in lacking.value.what
        assert "--data" in lacking.value.mend


def test_the_second_file_that_a_board_needs_is_named_too(tmp_path: Path) -> None:
    """Labels without the articles that they are about are not enough, and that is said."""
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "lineage.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="news_2025"):
        scoreboard(BOARDS["lineage"], tmp_path)


def test_the_list_names_every_board_on_a_line_of_its_own() -> None:
    """`score list` needs no data, prints what each is and what it was used for, and exits 0."""
    done = CliRunner().invoke(app, ["score", "list"])
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert [line.split()[1] for line in lines] == list(BOARDS)
    assert {line.split()[0] for line in lines} == set(FAMILIES)
    assert all("develop" in line or "measuring only" in line for line in lines)
    printed = CliRunner().invoke(app, ["score", "list", "--json"]).stdout.splitlines()
    assert [json.loads(line)["name"] for line in printed] == list(BOARDS)


def test_a_board_says_for_which_verb_it_is_unseen() -> None:
    """Rows on which words were written are development for reading, not for fusing."""
    assert BOARDS["easter"].use("read") == DEVELOPMENT
    assert BOARDS["easter"].use("fuse") == MEASURING
    assert BOARDS["swap"].developed_words() == MEASURING


def test_a_row_prints_with_as_many_cells_as_columns() -> None:
    """A figure with a baseline fills seven cells and a JSON object."""
    ours = Interval(figure=0.5, low=0.4, high=0.61)
    found = Comparison(ours=ours, baseline=0.3, ahead=0.99)
    row = row_of("F1", "set", 20, found, "machine")
    assert row.cells() == ("F1", "set", "20", "0.500", "0.400 - 0.610", "machine", "0.300")
    line = row.as_json()
    assert (line["figure"], line["baseline_figure"], line["ahead"]) == (0.5, 0.3, 0.99)


def test_an_undefined_figure_is_null_and_a_dash() -> None:
    """NaN never reaches JSON."""
    row = Row(name="x", set="s", n=0, figure=math.nan, low=math.nan, high=math.nan)
    assert row.as_json()["figure"] is None
    assert "-" in row.cells()[3]
