"""Which language a text is in, from its letters, commonest words and shapes of words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from truceline.language.words import words
from truceline.vocabulary.files import shipped_entries

_LONG_ENOUGH = 4  # letters of a word whose ending tells


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signs:
    """What tells for one of two close languages, and how much each kind of it does."""

    letters: frozenset[str]
    words: frozenset[str]
    parts: re.Pattern[str]
    endings: tuple[str, ...]
    sparse: int
    weights: dict[str, int]

    def score(self, text: str, found: list[str]) -> int:
        """Return how much of a lower-case text tells for the language, less what it lacks."""
        letters = sum(each in self.letters for each in text)
        long = [word for word in found if len(word) >= _LONG_ENOUGH]
        counts = {
            "letters": letters,
            "words": sum(word in self.words for word in found),
            "parts": sum(self.parts.search(word) is not None for word in found),
            "endings": sum(word.endswith(self.endings) for word in long),
        }
        lacking = 0 if letters else sum(map(len, found)) // self.sparse
        return sum(self.weights[kind] * count for kind, count in counts.items()) - lacking


@cache
def _signs() -> dict[str, _Signs]:
    """Return the signs by language."""
    content: dict[str, Any] = shipped_entries("vocabulary", "languages.yaml")
    return {
        lang: _Signs(
            letters=frozenset(signs["letters"]),
            words=frozenset(signs["words"]),
            parts=re.compile("|".join(re.escape(part) for part in signs["parts"])),
            endings=tuple(signs["endings"]),
            sparse=int(signs["sparse"]),
            weights=content["telling_weights"],
        )
        for lang, signs in content["telling"].items()
    }


def language_of(text: str) -> str:
    """Return "en", "uk", "ru" or "und" (undetermined) for a text.

    Latin letters count as English for now; a language that is not read yet comes out as
    English too, and finds nothing there. Of two close languages it is the one for which more
    tells; a text of which nothing tells is in the first that the vocabulary names.
    """
    lowered = text.casefold()
    latin = sum("a" <= each <= "z" for each in lowered)
    cyrillic = sum("а" <= each <= "я" or each in "іїєґё" for each in lowered)
    if latin == cyrillic == 0:
        return "und"
    if latin >= cyrillic:
        return "en"
    found = [word.folded for word in words(lowered)]
    scores = {lang: signs.score(lowered, found) for lang, signs in _signs().items()}
    return max(scores, key=lambda lang: scores[lang])
