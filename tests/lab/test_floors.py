"""Floors: a figure that falls is noticed, one that wobbles is not; and the committed ones hold."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from tests.lab.boards import scored
from truceline.ground.errors import InputError
from truceline.lab.board import BOARDS, labels_digest
from truceline.lab.floors import compare, floor_names, floors_text, load_floors
from truceline.lab.intervals import share
from truceline.lab.rows import Row, row_of

# The quickest of every kind: reading, speakers, places, relevance, tracing, one set of headlines.
IN_CI = (
    "winter",
    "articles",
    "attributed",
    "claimants",
    "headline-places",
    "lineage",
    "times",
    "triage",
    "ceha",
)


def row(right: int, n: int = 100, name: str = "accuracy") -> Row:
    """Return a figure whose first rows are right."""
    hits = np.arange(n) < right
    return row_of(name, "set", n, share(hits, np.ones(n, dtype=np.bool_)))


def verdicts(tmp_path: Path, then: list[Row], now: list[Row]) -> list[str]:
    """Return what is said of rows today against the floors of rows back then."""
    text = floors_text("set", then, commit="c0ffee", command="a command", labels="0")
    (tmp_path / "set.json").write_text(text, encoding="utf-8")
    assert floor_names(tmp_path) == ["set"]
    floors = load_floors("set", tmp_path)
    assert (floors.commit, floors.command) == ("c0ffee", "a command")
    return [each.verdict for each in compare(floors, now)]


def test_a_fall_beyond_the_paired_interval_is_told(tmp_path: Path) -> None:
    """Six answers lost of a hundred are a fall, one is not, six won are a rise."""
    assert verdicts(tmp_path, [row(80)], [row(74)]) == ["fallen"]
    assert verdicts(tmp_path, [row(80)], [row(79)]) == ["holds"]
    assert verdicts(tmp_path, [row(80)], [row(80)]) == ["holds"]
    assert verdicts(tmp_path, [row(80)], [row(86)]) == ["risen"]


def test_of_an_error_less_is_better(tmp_path: Path) -> None:
    """A figure whose name says that lower is better has fallen when it grew."""

    def error(right: int) -> list[Row]:
        return [row(right, name="wrong and confident (lower is better)")]

    assert verdicts(tmp_path, error(20), error(26)) == ["fallen"]
    assert verdicts(tmp_path, error(20), error(14)) == ["risen"]


def test_what_is_right_at_one_falls_away_from_it(tmp_path: Path) -> None:
    """A figure whose name says that one is right has risen when it came nearer."""

    def told(right: int) -> list[Row]:
        return [row(right, name="incidents told for each true one (1 is right)")]

    assert verdicts(tmp_path, told(80), told(86)) == ["risen"]
    assert verdicts(tmp_path, told(80), told(74)) == ["fallen"]


def test_what_is_no_accuracy_only_moves(tmp_path: Path) -> None:
    """How often what got a word came true is neither better nor worse for being more."""

    def share(right: int) -> list[Row]:
        return [row(right, name="came true: likely")]

    assert verdicts(tmp_path, share(80), share(86)) == ["moved"]
    assert verdicts(tmp_path, share(80), share(74)) == ["moved"]
    assert verdicts(tmp_path, share(80), share(79)) == ["holds"]


def test_a_figure_that_is_gone_or_counts_other_rows_does_not_hold(tmp_path: Path) -> None:
    """Leaving a figure out, or scoring fewer rows, is no way past the floor."""
    then = [row(80), row(90, name="recall")]
    assert verdicts(tmp_path, then, [row(70, n=80)]) == ["other rows", "missing"]


def test_a_figure_with_two_baselines_has_one_floor(tmp_path: Path) -> None:
    """Rows that differ in their baseline only are one figure."""
    twice = [row(80), dataclasses.replace(row(80), baseline="always so", baseline_figure=0.1)]
    assert verdicts(tmp_path, twice, twice) == ["holds"]


def test_broken_floors_are_named(tmp_path: Path) -> None:
    """A file that is no floors file ends in an error with its path."""
    (tmp_path / "set.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError) as error:
        load_floors("set", tmp_path)
    assert error.value.where.endswith("set.json")


def hold(name: str, data: Path) -> None:
    """Assert that a scoreboard's figures stand above its committed ones."""
    floors = load_floors(name)
    assert floors.labels == labels_digest(BOARDS[name], data), "the labels changed: print anew"
    held = compare(floors, scored(name, data))
    assert [each.sentence() for each in held if each.bad] == []


@pytest.mark.shared
@pytest.mark.parametrize("name", IN_CI)
def test_no_figure_has_fallen(name: str, shared_data: Path) -> None:
    """Every committed figure of the sets for CI holds, compared row by row."""
    hold(name, shared_data)


@pytest.mark.shared
@pytest.mark.long
@pytest.mark.parametrize("name", [name for name in BOARDS if name not in IN_CI])
def test_no_figure_of_the_other_sets_has_fallen(name: str, shared_data: Path) -> None:
    """Every committed figure of the remaining sets holds, compared row by row."""
    hold(name, shared_data)


# Rates of acts in a truce are no accuracy: there are no rows on which two runs could be paired.
RATES = {"replay-easter", "replay-victory"}


def test_every_scoreboard_has_floors_that_say_where_they_come_from() -> None:
    """No scoreboard is without committed figures, commit and command."""
    assert floor_names() == sorted(BOARDS)
    for name in BOARDS:
        floors = load_floors(name)
        assert len(floors.commit.split()[0]) == 40
        assert name in floors.command
        assert floors.figures or name in RATES
