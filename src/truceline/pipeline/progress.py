"""How a run tells how far it is."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Somebody who wants to know how far a run is."""

    def start(self, stage: str, total: int | None) -> None:
        """Take note of a stage and how many items it has, None if nobody knows yet."""
        ...

    def advance(self, stage: str, items: int = 1) -> None:
        """Take note that a stage moved on."""
        ...


class Silence:
    """Progress that nobody watches."""

    def start(self, stage: str, total: int | None) -> None:
        """Do nothing."""

    def advance(self, stage: str, items: int = 1) -> None:
        """Do nothing."""
