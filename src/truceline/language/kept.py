"""Keeps the latest answers of costly work on texts, bounded, for texts that come again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Kept(Generic[Answer]):
    """Answers for texts, worked out for all unknown ones of a call at once.

    The work on a text must not depend on the texts beside it, or answers would depend on what was
    asked before.
    """

    def __init__(self, work: Callable[[Sequence[str]], Iterable[Answer]], most: int) -> None:
        """Take the work and how many texts' answers are kept at most."""
        self._work = work
        self._half = max(1, most // 2)
        self._young: dict[str, Answer] = {}
        self._old: dict[str, Answer] = {}

    def of(self, texts: Sequence[str]) -> list[Answer]:
        """Return the answer for each text, in order."""
        found: dict[str, Answer] = {}
        for text in dict.fromkeys(texts):
            known = self._young if text in self._young else self._old
            if text in known:
                found[text] = known[text]
        unknown = [text for text in dict.fromkeys(texts) if text not in found]
        found.update(zip(unknown, self._work(unknown) if unknown else (), strict=True))
        for text, answer in found.items():
            self._keep(text, answer)
        return [found[text] for text in texts]

    def held(self) -> int:
        """Return how many answers are kept."""
        return len(self._young.keys() | self._old.keys())

    def _keep(self, text: str, answer: Answer) -> None:
        """Keep an answer as a young one; when these are half of all, the old ones go."""
        if text not in self._young and len(self._young) >= self._half:
            self._old, self._young = self._young, {}
        self._young[text] = answer
