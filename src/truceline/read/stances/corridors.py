"""How a corridor for civilians fares, in languages that are read by words in their order."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from truceline.language.words import fold
from truceline.model.statement import Statement
from truceline.read.events.spots import places_of, spots_of
from truceline.read.scenes.drafts import draft, time_of
from truceline.read.scenes.scene import Scene
from truceline.read.stances.modality import modality
from truceline.vocabulary.files import shipped_entries

ABOUT = "humanitarian corridor"
MOST = 2  # stances read in one sentence at most
_ENDING = r"\w{0,12}"  # of a word of which only the stem is given


def corridor_by_words(scene: Scene) -> list[Statement]:
    """Return what a sentence tells of a corridor, one statement for each stance, in text order.

    None where its language has no such words in outcomes.yaml.
    """
    known = _patterns(scene.lang)
    text = fold(scene.text)
    if known is None or len(text) != len(scene.text) or not known[0].search(text):
        return []
    stances = dict.fromkeys(str(found.lastgroup) for found in known[1].finditer(text))
    return [_statement(scene, each) for each in list(stances)[:MOST]]


def _statement(scene: Scene, stance: str) -> Statement:
    end = len(scene.text)
    return draft(
        scene,
        "undertaking",
        0,
        end,
        modality=modality(scene, "undertaking", 0, end),
        stance=stance,
        perpetrator="unknown",
        about=ABOUT,
        time=time_of(scene),
        places=places_of(spots_of(scene)),
    )


@cache
def _patterns(lang: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """Return what finds words for a corridor, and words of how it fares by named stance."""
    found: dict[str, Any] = shipped_entries("vocabulary", "outcomes.yaml")
    if lang not in found["corridors"]:
        return None
    fares = (f"(?P<{stance}>{_any(words[lang])})" for stance, words in found["fares"].items())
    return re.compile(rf"\b(?:{_any(found['corridors'][lang])})"), re.compile(
        rf"\b(?:{'|'.join(fares)})"
    )


def _any(phrases: list[str]) -> str:
    """Return a pattern for any of some phrases; a stem may have an ending, a word has none."""
    return "|".join(r"\s".join(_word(word) for word in fold(phrase).split()) for phrase in phrases)


def _word(word: str) -> str:
    return re.escape(word[:-1]) + _ENDING + r"\b" if word.endswith("*") else re.escape(word) + r"\b"
