"""Phrases of a data file, looked for among the folded words of a quote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from truceline.language.phrases import begins
from truceline.language.words import fold

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    """Phrases of one language: single whole words, and all others by the letter they begin with."""

    single: frozenset[str]
    others: Mapping[str, tuple[Phrase, ...]]

    @classmethod
    def of(cls, phrases: Iterable[Phrase]) -> _Index:
        listed = [each for each in phrases if each and each[0] not in ("", "*")]
        single = frozenset(e[0] for e in listed if len(e) == 1 and not e[0].endswith("*"))
        others: dict[str, list[Phrase]] = {}
        for each in listed:
            if len(each) > 1 or each[0] not in single:
                others.setdefault(each[0][0], []).append(each)
        return cls(single=single, others={k: tuple(v) for k, v in others.items()})

    def begins(self, found: Sequence[str], start: int) -> bool:
        """Tell whether a phrase begins at a place of folded words."""
        word = found[start]
        near = self.others.get(word[:1], ())
        return word in self.single or any(begins(found, start, phrase) for phrase in near)


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases by language: whole words, stems (* at their end), and several words in a row."""

    by_language: Mapping[str, _Index]
    every: _Index

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> Phrases:
        """Return the phrases of a mapping from languages to lists of them."""
        plain = {
            lang: [tuple(fold(part) for part in str(each).split()) for each in listed]
            for lang, listed in content.items()
        }
        return cls(
            {lang: _Index.of(listed) for lang, listed in plain.items()},
            _Index.of(each for listed in plain.values() for each in listed),
        )

    def at(self, found: Sequence[str], lang: str) -> Iterable[int]:
        """Yield the places of words at which a phrase begins, each once, in order.

        found: folded words; lang: of the text: phrases of all languages where it has none here.
        """
        known = self.by_language.get(lang, self.every)
        return (start for start in range(len(found)) if known.begins(found, start))

    def within(self, found: Sequence[str], lang: str) -> bool:
        """Tell whether one of the phrases is among the words."""
        return any(True for _ in self.at(found, lang))
