"""What an event hit and of which class it is, as its clause says: things first, then people."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.read.harm.people import People
from truceline.read.harm.tolls import harmed_in
from truceline.read.scenes.scene import Scene

CLASSES = ("energy", "port", "military", "civilian")  # the more telling first
CIVILIANS = "civilian"


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
    """Return the thing named as hit: in the event's words, or anywhere in its sentence."""
    beds = {at for h in scene.of("hospital") for at in range(h.first, h.last + 1)}
    named = [h for h in scene.of("target") if h.value in CLASSES and h.first not in beds]
    inside = [h for h in named if first <= h.first <= last] or named
    if not inside:
        return None
    best = min(inside, key=lambda h: (CLASSES.index(h.value), h.first))
    return Target(scene.text[best.start : best.end], best.value)


def _harmed(scene: Scene, first: int, last: int) -> Target | None:
    """Return the people who are said to be harmed, those left out of whom no word is said."""
    harmed = [each for each in harmed_in(scene) if each.noun and first <= each.first <= last]
    if not harmed:
        return None
    return Target(_words(scene, harmed[0]), CIVILIANS)


def _words(scene: Scene, people: People) -> str:
    return scene.text[scene.words[people.first].start : scene.words[people.last].end]
