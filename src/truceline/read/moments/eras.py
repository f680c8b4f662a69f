"""Words that place an event in an earlier part of a war, without a date: "in its first weeks"."""

from __future__ import annotations

import re
from functools import cache

from truceline.language.words import fold
from truceline.model.values import Span
from truceline.read.moments.tenses import tense_of
from truceline.read.scenes.scene import Scene
from truceline.vocabulary.files import shipped_entries

_TOLD = ("past", "pluperfect", "")
_BEFORE = 24  # code points before an era in which stands what makes it a beginning only


def of_an_era(scene: Scene, span: Span) -> bool:
    """Tell whether a stretch was in an earlier war, or an earlier part of one ("back then").

    What is counted since then goes on, and is of today; so is what is told in the present.
    """
    pattern = _pattern(scene.lang)
    found = pattern.search(fold(scene.text)) if pattern else None
    if found is None or tense_of(scene, span) not in _TOLD:
        return False
    before = fold(scene.text[max(0, found.start() - _BEFORE) : found.start()]).split()
    return not set(before[-2:]) & set(_held(scene.lang)["open"])


def _held(lang: str) -> dict[str, list[str]]:
    held: dict[str, dict[str, list[str]]] = shipped_entries("vocabulary", "times.yaml").get(
        lang, {}
    )
    return held.get("eras") or {}


@cache
def _pattern(lang: str) -> re.Pattern[str] | None:
    held = _held(lang)
    if not held:
        return None
    any_of = {name: "|".join(map(re.escape, words)) for name, words in held.items()}
    war = rf"(?:{any_of['which']})\s(?:[\w-]{{1,20}}\s){{0,2}}(?:{any_of['wars']})\b"
    ordinal = rf"(?:{any_of['ordinals']})\s(?:{any_of['spells']})"
    within = rf"(?:{any_of['within']})\s(?:{any_of['the']})"
    earlier = rf"{within}\s(?:{any_of['earlier']})\s(?:[\w-]{{1,20}}\s)?"
    return re.compile(
        rf"\b(?:{any_of['alone']})\b|\b(?:{ordinal}|{any_of['edges']})\s(?:{any_of['of']})\s{war}"
        rf"|\b(?:{any_of['inside']})\s{war}|\b{earlier}(?:{any_of['wars']}|{any_of['fights']})\b"
    )
