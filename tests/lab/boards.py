"""Scoreboards run once for all tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from truceline.lab.board import BOARDS, scoreboard
from truceline.lab.rows import Row


@cache
def scored(name: str, data: Path) -> tuple[Row, ...]:
    """Return the rows of a scoreboard, run on the first call only."""
    return tuple(scoreboard(BOARDS[name], data))
