"""Scoreboards by name: rows of figures with intervals and a baseline from the same run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from truceline.ground.errors import InputError, UsageError
from truceline.lab.rows import Row


def _headlines(name: str) -> Callable[[Path], list[Row]]:
    def run(data: Path) -> list[Row]:
        from truceline.lab.easter import score_folder  # noqa: PLC0415 - the reader loads slowly

        return score_folder(name, data)

    return run


# Sets of labelled headlines, each of another period. The reader's words were written looking at
# easter, energy and winter, the settings of fusing at energy, winter and summer; the figures of
# the others are those of unseen text.
HEADLINE_SETS = (
    "easter",
    "energy",
    "winter",
    "summer",
    "belgorod",
    "kursk",
    "spring",
    "april",
)
BOARDS: dict[str, Callable[[Path], list[Row]]] = {name: _headlines(name) for name in HEADLINE_SETS}


def scoreboard(name: str, data: Path) -> list[Row]:
    """Return the rows of a scoreboard.

    Raises UsageError for an unknown name and InputError if the labelled data is not there.
    """
    if name not in BOARDS:
        raise UsageError(
            f"There is no scoreboard named “{name}”.", mend=f"Choose one of: {', '.join(BOARDS)}."
        )
    if not data.is_dir():
        raise InputError(
            "The folder of labelled data is not there.",
            where=str(data),
            mend="Give the folder that holds gold/ and viina/ with --data.",
        )
    return BOARDS[name](data)
