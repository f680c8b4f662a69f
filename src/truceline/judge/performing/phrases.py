"""Phrases of a data file, looked for among the folded words of a quote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from truceline.language.words import fold


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases by language: whole words, stems (* at their end), and several words in a row."""

    by_language: Mapping[str, tuple[tuple[str, ...], ...]]

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> Phrases:
        """Return the phrases of a mapping from languages to lists of them."""
        return cls(
            {
                lang: tuple(tuple(fold(part) for part in str(each).split()) for each in listed)
                for lang, listed in content.items()
            }
        )

    def at(self, found: Sequence[str], lang: str) -> Iterable[int]:
        """Yield the places of words at which a phrase begins, each once, in order.

        found: folded words; lang: of the text: phrases of all languages where it has none here.
        """
        listed = self.by_language.get(lang)
        known = listed if listed is not None else [p for v in self.by_language.values() for p in v]
        for start in range(len(found)):
            if any(_fits(found, start, phrase) for phrase in known):
                yield start

    def within(self, found: Sequence[str], lang: str) -> bool:
        """Tell whether one of the phrases is among the words."""
        return next(iter(self.at(found, lang)), None) is not None


def _fits(found: Sequence[str], start: int, phrase: Sequence[str]) -> bool:
    if start + len(phrase) > len(found):
        return False
    return all(
        found[start + i].startswith(part[:-1]) if part.endswith("*") else found[start + i] == part
        for i, part in enumerate(phrase)
    )
