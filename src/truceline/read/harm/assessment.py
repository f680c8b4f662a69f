"""What one document that is all about one incident says of its toll and its means, in sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from truceline.language.identify import language_of
from truceline.language.numbers import find_numbers
from truceline.language.words import sentences, words
from truceline.model.evidence import Document
from truceline.model.values import Bounds
from truceline.read.harm.people import HARM
from truceline.read.harm.tolls import TollWords, tolls_in
from truceline.read.reader import Reader
from truceline.read.scenes.scene import Scene, grouped

MOST_SENTENCES = 400
FURTHER = 3.0  # a later total of more times the first than this is no other count of one incident
NUMBERED = ("total", "counted", "one")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What a document says of one incident.

    killed, injured: from the lowest to the highest count that it holds possible, None where it
    says nothing of them; max None where no count closes an open one. acts: acts that words and
    weapons name, in text order, each once for each sentence; weapons: as named; vocabulary ids.
    """

    killed: Bounds | None
    injured: Bounds | None
    acts: tuple[str, ...]
    weapons: tuple[str, ...]


def assess(reader: Reader, document: Document) -> Assessment:
    """Return what a document that is all about one incident says of it in sum.

    The rule: the first number that the text gives is its own count ("at least 14 were killed");
    what later sentences count further are other accounts of the same toll, which close an open
    count at their highest ("21, by others") and a count "up to" at their lowest. A closed count
    stands. Parts ("including two children") and single persons told of later add nothing.
    Where no number is given, a person named is one, and people in the plural are some.
    """
    lang = document.language or language_of(document.text)
    spans = sentences(document.text)[:MOST_SENTENCES]
    scenes = [_scene(reader, document.text[s.start : s.end], s.start, lang) for s in spans]
    told = [each for scene in scenes for each in tolls_in(scene)]
    weapons = [h.value for scene in scenes for h in scene.of("weapon")]
    return Assessment(
        killed=summed([each for each in told if each.group == "killed"]),
        injured=summed([each for each in told if each.group == "injured"]),
        acts=tuple(act for scene in scenes for act in acts_named(scene)),
        weapons=tuple(weapons),
    )


def _scene(reader: Reader, text: str, start: int, lang: str) -> Scene:
    """Return a sentence with what tolls and acts need; its grammar and voices are left out."""
    found = tuple(words(text))
    hits = tuple(reader.lexicon.find(found, lang))
    hurt = any(h.group in HARM for h in hits)
    return Scene(
        text=text,
        start=start,
        lang=lang,
        words=found,
        hits=hits,
        groups=grouped(hits),
        numbers=tuple(find_numbers(text, lang)) if hurt else (),
        times=(),
        speakers=(),
        places=tuple(reader.gazetteer.find(text, lang)) if hurt else (),
        actors=(),
        lexicon=reader.lexicon,
    )


def acts_named(scene: Scene) -> tuple[str, ...]:
    """Return the acts that the words and weapons of a sentence name, each once."""
    named = {h.first: h.value for h in scene.of("act")}
    named |= {h.first: scene.setting(h, "act") for h in scene.of("weapon")}
    return tuple(dict.fromkeys(named[at] for at in sorted(named) if named[at]))


def summed(told: Sequence[TollWords]) -> Bounds | None:
    """Return the toll of one incident from all that one document tells of it, in text order."""
    numbers = [each for each in told if each.kind in NUMBERED]
    if not numbers:
        return told[0].bounds if told else None
    first = numbers[0]
    low, high = first.bounds
    others = [
        each.bounds
        for each in told[told.index(first) + 1 :]
        if each.kind == "total" and _comparable(each.bounds, low, high)
    ]
    if high is None:
        highs = [each.max for each in others if each.max is not None]
        return Bounds(low, max([low, *highs]))
    if low == 0 < high:
        lows = [each.min for each in others if 0 < each.min <= high]
        return Bounds(min(lows, default=high), high)
    return first.bounds


def _comparable(bounds: Bounds, low: float, high: float | None) -> bool:
    """Tell whether a later count can be one of the same people as the first."""
    most = max(low, high or 0)
    return bounds.min <= FURTHER * most
