"""People killed and injured, as a sentence counts them; open bounds stay open."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.language.numbers import NumberMention
from truceline.model.values import Bounds
from truceline.read.lexicon import Hit
from truceline.read.scene import Scene

BEFORE, AFTER = 6, 6  # words between a word of harm and its number at most
ONE = 3  # words between a word of harm and the single person that it happened to
MANY = 100_000  # more than this is no toll of one event


@dataclass(frozen=True, slots=True)
class Toll:
    """Bounds of killed and injured; None where the sentence does not say."""

    killed: Bounds | None
    injured: Bounds | None

    @property
    def stated(self) -> bool:
        """Tell whether either is stated."""
        return self.killed is not None or self.injured is not None


def toll_of(scene: Scene, first: int = 0, last: int | None = None) -> Toll:
    """Return the toll in the words first..last of a sentence."""
    end = len(scene.words) - 1 if last is None else last
    verbs = [
        h
        for h in scene.hits
        if h.group in ("killed", "injured")
        and first <= h.first <= end
        and not scene.between(h.first - 2, h.first - 1, "negation")
    ]
    numbers = _people(scene, first, end)
    pairs = sorted(
        (cost, v, n)
        for v, verb in enumerate(verbs)
        for n, number in enumerate(numbers)
        if (cost := _cost(scene, verb, number)) is not None
    )
    taken: dict[int, Bounds] = {}
    used: set[int] = set()
    for _, v, n in pairs:
        if v not in taken and n not in used:
            taken[v] = _bounds(scene, numbers[n])
            used.add(n)
    return Toll(
        _first(scene, verbs, taken, "killed"),
        _first(scene, verbs, taken, "injured"),
    )


def _people(scene: Scene, first: int, last: int) -> list[NumberMention]:
    """Return the numbers that can count people: no shares, and no unit of things after them."""
    found = []
    for number in scene.numbers:
        _, end = scene.word_range(number.start, number.end)
        things = [h for h in scene.of("unit") if h.first == end + 1 or h.first == end + 2]
        small = number.bounds.min <= MANY
        inside = first <= end <= last
        if inside and small and not number.percent and not things:
            found.append(number)
    return found


def _cost(scene: Scene, verb: Hit, number: NumberMention) -> int | None:
    """Return how far a number stands from a word of harm, None if it cannot belong to it."""
    start, end = scene.word_range(number.start, number.end)
    if end < verb.first:
        gap, middle = verb.first - end, scene.text[number.end : verb.start]
        if gap > BEFORE:
            return None
    elif start > verb.last:
        gap, middle = start - verb.last, scene.text[verb.end : number.start]
        if gap > AFTER:
            return None
    else:
        return None
    return 2 * gap + 6 * sum(middle.count(mark) for mark in ",;:–—") + (start > verb.last)


def _bounds(scene: Scene, number: NumberMention) -> Bounds:
    """Return a number's bounds; "rose to 65" is 65 and not "up to 65"."""
    low, high = number.bounds
    grew = scene.has("toll", "grew")
    return Bounds(high, high) if grew and high is not None and low == 0 else Bounds(low, high)


def _first(scene: Scene, verbs: list[Hit], taken: dict[int, Bounds], group: str) -> Bounds | None:
    own = [(i, v) for i, v in enumerate(verbs) if v.group == group]
    for index, _ in own:
        if index in taken:
            return taken[index]
    if any(scene.between(verb.first, verb.last, "several") for _, verb in own):
        return Bounds(1, None)
    for _, verb in own:
        near = (verb.first - ONE, verb.last + ONE)
        if scene.between(*near, "one"):
            return Bounds(1, 1)
    return Bounds(1, None) if own and _several(scene, own) else None


def _several(scene: Scene, own: list[tuple[int, Hit]]) -> bool:
    return any(scene.between(v.first - 1, v.last + 1, "several") for _, v in own)
