"""Whether a vocabulary's phrase stands among folded words; a part that ends in * is a stem."""

from __future__ import annotations

from collections.abc import Sequence


def fits(word: str, part: str) -> bool:
    """Tell whether a folded word is a part of a phrase, or begins with its stem."""
    return word.startswith(part[:-1]) if part.endswith("*") else word == part


def begins(found: Sequence[str], start: int, phrase: Sequence[str]) -> bool:
    """Tell whether a phrase's parts stand one after the other from a place on."""
    if start + len(phrase) > len(found):
        return False
    return all(fits(found[start + i], part) for i, part in enumerate(phrase))


def place(found: Sequence[str], phrase: Sequence[str]) -> int | None:
    """Return where a phrase first stands among folded words, None if nowhere."""
    starts = range(len(found) - len(phrase) + 1)
    return next((start for start in starts if begins(found, start, phrase)), None)
