"""Exchanges two parties' names in a text, form by form, and says whether any was left over."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from truceline.language.words import fold
from truceline.model.values import Span
from truceline.vocabulary.files import shipped_entries

_STEM, _ONE_WAY = "-", 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """The forms of one language: whole words, and stems with what they become."""

    pattern: re.Pattern[str]
    words: Mapping[str, str]
    stems: Mapping[str, str]

    def swapped(self, text: str) -> tuple[str, list[Span]]:
        """Return the text with the parties exchanged, and where in the input it was changed."""
        spans = [Span(*found.span()) for found in self.pattern.finditer(text)]
        pieces, done = [], 0
        for span in spans:
            pieces += [text[done : span.start], self._other(text[span.start : span.end])]
            done = span.end
        return "".join([*pieces, text[done:]]), spans

    def _other(self, word: str) -> str:
        folded = fold(word)
        if folded in self.words:
            return _cased(self.words[folded], word)
        stem = next(each for each in self.stems if folded.startswith(each))
        return _cased(self.stems[stem] + folded[len(stem) :], word)


def _cased(word: str, like: str) -> str:
    """Return a word in the case of another: all capitals, a capital in front, or as it is."""
    if len(like) > 1 and like.isupper():
        return word.upper()
    return word[0].upper() + word[1:] if like[0].isupper() else word


@cache
def parties() -> tuple[str, str]:
    """Return the ids of the two parties that are exchanged."""
    one, other = shipped_entries("party_swaps.yaml")["parties"]
    return one, other


@cache
def swap_of(lang: str) -> Swap | None:
    """Return the forms of a language, None if there are none."""
    pairs = shipped_entries("party_swaps.yaml")["pairs"].get(lang)
    if pairs is None:
        return None
    words: dict[str, str] = {}
    stems: dict[str, str] = {}
    for one, other, *on in pairs:
        chosen = stems if one.endswith(_STEM) else words
        chosen[one.rstrip(_STEM)] = other.rstrip(_STEM)
        if not on:
            chosen[other.rstrip(_STEM)] = one.rstrip(_STEM)
    longest = sorted(words, key=len, reverse=True)
    whole = "|".join(re.escape(each) for each in longest)
    begun = "|".join(re.escape(each) for each in stems) or "(?!)"
    pattern = re.compile(rf"\b(?:(?:{whole})\b|(?:{begun})\w*)", re.IGNORECASE)
    return Swap(pattern=pattern, words=words, stems=stems)
