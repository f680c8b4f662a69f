"""The words of threats.yaml: what is violence, intention, warning and a hard answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from truceline.read.stances.accords import NOUNS, VERBS
from truceline.vocabulary.files import shipped_entries

_SETS = (
    "violent",
    "neutral",
    "objects",
    "serious",
    "mild",
    "of",
    "chance",
    "attacks",
    "unrelenting",
    "will",
    "may",
    "bodies",
    "control",
    "harmless",
    "ordering",
    "business",
    "responding",
    "reactions",
    "harsh",
    "rights",
    "keeping",
    "taking",
    "going_for",
    "going_on",
    "prices",
    "putting",
    "bloodless",
    "wholes",
    "beneath",
    "owners",
    "answering_to",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Menaces:
    """The vocabulary of threats.yaml of one language, by the names that stand there."""

    sets: Mapping[str, frozenset[str]]
    menacing: Mapping[str, frozenset[str]]
    intent: Mapping[str, frozenset[str]]
    hints: frozenset[str]

    def has(self, name: str, lemma: str) -> bool:
        """Tell whether a list holds a lemma."""
        return lemma in self.sets[name]


@cache
def menaces_of(lang: str) -> Menaces | None:
    """Return the vocabulary of a language, None if it has none."""
    found: dict[str, Any] | None = shipped_entries("vocabulary", "threats.yaml").get(lang)
    if found is None:
        return None
    sets = {name: frozenset(found[name]) for name in _SETS}
    menacing = {part: frozenset(words) for part, words in found["menacing"].items()}
    hints = {
        w.split()[0]
        for n in (
            "violent",
            "objects",
            "attacks",
            "unrelenting",
            "responding",
            "reactions",
            "taking",
            "prices",
        )
        for w in sets[n]
    }
    return Menaces(
        sets=sets,
        menacing=menacing,
        intent={part: frozenset(words) for part, words in found["intent"].items()},
        hints=frozenset(hints | menacing[VERBS] | menacing[NOUNS]),
    )
