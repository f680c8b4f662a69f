"""What an event hit and of which class it is, as its clause says: things first, then people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from truceline.model.values import Place
from truceline.read.harm.people import People
from truceline.read.harm.tolls import harmed_in
from truceline.read.scenes.lexicon import Hit
from truceline.read.scenes.scene import Scene

# The more telling first: a warship is a ship and a target of war.
CLASSES = ("energy", "military", "port", "civilian")
CIVILIANS = "civilian"
_TOWNS = ("settlement", "district", "region", "country")  # a dam or a plant is a place and a thing


@dataclass(frozen=True, slots=True)
class Target:
    """The words that name what was hit, "" where only a toll shows it, and its class."""

    words: str
    kind: str


NONE = Target("", "")


def target_of(scene: Scene, first: int, last: int, *, strict: bool = False) -> Target:
    """Return what the event in the words first..last hit; the sentence's, if those name none.

    strict: whether people hit must stand in those words, as where a sentence tells more events.

    People count as what was hit only where they are said to be harmed, and as civilians unless a
    word of the sentence tells that they fight (such words are of the class "military").
    """
    reach = (first, last) if strict else (0, len(scene.words) - 1)
    return _thing(scene, first, last) or _harmed(scene, *reach) or NONE


def names_thing(scene: Scene) -> bool:
    """Tell whether a sentence names a thing of a class that was hit, so that nobody need guess."""
    return _thing(scene, 0, len(scene.words) - 1) is not None


def _thing(scene: Scene, first: int, last: int) -> Target | None:
    """Return the thing named as hit: in the event's words, or anywhere in its sentence.

    A cut supply is what a strike led to; it shows the target only where no thing is named.
    """
    named = things(scene)
    inside = [h for h in named if first <= h.first <= last] or named
    if not inside:
        return None
    cut = _within(scene.of("outage"))
    best = min(inside, key=lambda h: (h.first in cut, CLASSES.index(h.value), h.first))
    return Target(scene.text[best.start : best.end], best.value)


def things(scene: Scene) -> list[Hit]:
    """Return the things of a class that a sentence names, in order.

    No thing is a hospital that people were taken to, nor a word in the name of a town ("church").
    """
    beside = _within(scene.of("hospital"))
    for mention in scene.places:
        if mention.candidates and max(mention.candidates, key=_chance).level in _TOWNS:
            first, last = scene.word_range(mention.start, mention.end)
            beside.update(range(first, last + 1))
    return [h for h in scene.of("target") if h.value in CLASSES and h.first not in beside]


def _within(hits: Iterable[Hit]) -> set[int]:
    """Return the indexes of all words of hits."""
    return {at for hit in hits for at in range(hit.first, hit.last + 1)}


def _chance(place: Place) -> float:
    return place.p


def _harmed(scene: Scene, first: int, last: int) -> Target | None:
    """Return the people who are said to be harmed, those left out of whom no word is said."""
    harmed = [each for each in harmed_in(scene) if each.noun and first <= each.first <= last]
    if not harmed:
        return None
    return Target(_words(scene, harmed[0]), CIVILIANS)


def _words(scene: Scene, people: People) -> str:
    return scene.text[scene.words[people.first].start : scene.words[people.last].end]
