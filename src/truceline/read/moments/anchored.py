"""Times counted from another event ("two days after the attack on X"): its place is its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from truceline.model.values import Span
from truceline.read.scenes.scene import Scene
from truceline.vocabulary.files import shipped_entries

_UNITS = ("hour", "day", "week", "month", "year")
_REACH = 8  # words after "two days after" within which the event and its place stand
_EVENTS = ("act", "attack", "strike_verb", "under", "destroy")
_NEXT = ("weapon", *_EVENTS)  # words of the event itself, or of the next


@dataclass(frozen=True, slots=True)
class _Words:
    units: frozenset[str]
    after: frozenset[str]


def anchors_of(scene: Scene) -> list[Span]:
    """Return the stretches of a sentence that tell how long before or after another event it was.

    From the word after "after" to the end of the clause, a few words at most; only where a unit
    of time is counted ("after the attack on X" alone may be told of that attack), and an armed act
    stands there.
    """
    words = _words(scene.lang)
    if words is None:
        return []
    return list(_anchors(scene, words))


def _anchors(scene: Scene, words: _Words) -> Iterator[Span]:
    folded = [word.folded for word in scene.words]
    for index in range(1, len(folded) - 1):
        if folded[index] not in words.after or folded[index - 1] not in words.units:
            continue
        last = min(index + _REACH, len(folded) - 1)
        start, end = scene.words[index].end, scene.words[last].end
        stops = [place for mark in ",;:" if (place := scene.text.find(mark, start, end)) >= 0]
        end = min([end, *stops])
        if any(h.group in _EVENTS and start <= h.start < end for h in scene.hits):
            yield Span(start, end)


def places_in(scene: Scene, anchor: Span, places: list[Span]) -> list[Span]:
    """Return those of some places, in order, that are of the event of an anchor.

    The first after its act, with what is listed beside it, or one before the act; none that other
    armed words part from the act.
    """
    inside = [p for p in places if anchor.start <= p.start and p.end <= anchor.end]
    hits = [h for h in scene.hits if anchor.start <= h.start < anchor.end and h.group in _NEXT]
    acts = [h for h in hits if h.group in _EVENTS]
    if not inside or not acts:
        return []
    act = acts[0]
    before = [p for p in inside if p.end <= act.start]
    if before:
        return before
    first = inside[0]
    parted = any(act.end <= h.start and h.end <= first.start for h in hits)
    return [] if parted else inside[:1]


@cache
def _words(lang: str) -> _Words | None:
    held = shipped_entries("vocabulary", "times.yaml").get(lang) or {}
    if "counted_after" not in held:
        return None
    return _Words(
        frozenset(form for unit in _UNITS for form in held["units"][unit]),
        frozenset(held["counted_after"]),
    )
