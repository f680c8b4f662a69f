"""How a scoreboard tells how far it is; the bars of the command line fit."""

from __future__ import annotations

from typing import Protocol


class Watch(Protocol):
    """Somebody who wants to know how far a scoreboard is."""

    def start(self, stage: str, total: int | None) -> None:
        """Take note of a stage and how many items it has, None if nobody knows."""
        ...

    def advance(self, stage: str, items: int = 1) -> None:
        """Take note that a stage moved on."""
        ...


class _Nobody:
    """Nobody watches."""

    def start(self, stage: str, total: int | None) -> None:
        """Do nothing."""

    def advance(self, stage: str, items: int = 1) -> None:
        """Do nothing."""


UNWATCHED: Watch = _Nobody()
