"""The words of the condition on which somebody accepts, cut out of the passage that says so."""

from __future__ import annotations

from functools import cache

from truceline.language.phrases import place
from truceline.language.words import sentences, words
from truceline.model.statement import Statement
from truceline.vocabulary.files import shipped_entries

LONGEST = 300  # code points of a condition that are kept
_LONGEST_PASSAGE = 5_000  # code points of a passage that are looked through


def condition_of(statement: Statement) -> str:
    """Return the condition's words: from the word that opens it to the end of its sentence.

    "" if the stance depends on none; the whole passage where no such word is found, since a
    pledge to mirror ("silence for silence") is its own condition.
    """
    if statement.stance != "accepts_conditionally":
        return ""
    text = statement.quote[:_LONGEST_PASSAGE]
    opened = _opened(text, statement.lang)
    end = next((each.end for each in sentences(text) if each.end > opened), len(text))
    return text[opened:end].strip()[:LONGEST]


def _opened(text: str, language: str) -> int:
    found = words(text)
    folded = [word.folded for word in found]
    places = [place(folded, opener) for opener in _openers(language)]
    first = min((each for each in places if each is not None), default=None)
    return found[first].start if first is not None else 0


@cache
def _openers(language: str) -> tuple[list[str], ...]:
    listed = shipped_entries("vocabulary", "stances.yaml")["condition"]["on"]
    return tuple(each.split() for each in listed.get(language, ()))
