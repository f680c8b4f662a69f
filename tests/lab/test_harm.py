"""The boards of harm: what they count as right, and that their baselines are what they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lab.boards import scored
from truceline.lab.airwars import closed, exact, overlapping, strike_of
from truceline.lab.harm import by_pattern
from truceline.model.values import Bounds
from truceline.read.harm.assessment import Assessment


def test_the_baseline_is_the_first_digits_by_a_word_of_harm() -> None:
    """It reads digits on either side and no words; that is what a plain pattern can do."""
    assert by_pattern("Strike leaves 12 people dead", "en", "killed") == Bounds(12, 12)
    assert by_pattern("Injured: 7", "en", "injured") == Bounds(7, 7)
    assert by_pattern("Two were killed", "en", "killed") is None


def test_an_open_range_ends_where_it_begins() -> None:
    """An open range cannot overlap everything above it."""
    assert closed(Bounds(14, None)) == (14, 14)
    assert not overlapping(Bounds(20, 24), Bounds(14, None))
    assert overlapping(Bounds(10, 14), Bounds(14, None))
    assert exact(Bounds(14, 14), Bounds(14, None))
    assert not overlapping(Bounds(1, 1), None)


@pytest.mark.parametrize(
    ("acts", "weapons", "strike"),
    [
        (("air_strike", "shelling", "air_strike"), (), "Airstrike"),
        (("air_strike", "shelling"), (), "Airstrike and/or Artillery"),
        (("shelling",), ("artillery",), "Artillery"),
        (("drone_strike", "air_strike"), (), "Airstrike, Drone Strike"),
        (("small_arms",), (), "Ground operation"),
        ((), (), "Airstrike and/or Artillery"),
    ],
)
def test_kinds_of_strike(acts: tuple[str, ...], weapons: tuple[str, ...], strike: str) -> None:
    """Acts named become one of the kinds that the answers use."""
    said = Assessment(killed=None, injured=None, acts=acts, weapons=weapons)
    assert strike_of(said) == strike


@pytest.mark.shared
@pytest.mark.parametrize(
    ("board", "name", "where", "least"),
    [
        ("harm-headlines", "killed exact", "all files", 0.82),
        ("harm-headlines", "injured exact", "all files", 0.87),
        ("harm-headlines", "killed not made up", "all files", 0.97),
        ("harm-headlines", "injured not made up", "all files", 0.97),
        ("harm-headlines", "target energy F1", "all files", 0.75),
        ("harm-headlines", "target civilian F1", "all files", 0.75),
        ("airwars", "killed range overlapping", "airwars", 0.85),
        ("airwars", "killed range exact", "airwars", 0.65),
        ("airwars", "strike type accuracy", "airwars", 0.80),
    ],
)
def test_floors(shared_data: Path, board: str, name: str, where: str, least: float) -> None:
    """Figures stay where they were reached, and above their baselines."""
    row = next(r for r in scored(board, shared_data) if (r.name, r.set) == (name, where))
    assert row.figure >= least
