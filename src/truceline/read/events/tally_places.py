"""Which of the counts in one sentence the places named beside them belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from truceline.read.events.spots import Spot, lists_of
from truceline.read.scenes.scene import Scene

Piece = tuple[int, int]  # code points of a count, its number and unit
_STOPS = frozenset(",;:")


@dataclass(frozen=True, slots=True)
class _Where:
    """Words that say where, code points start..end; spots: the places they name, if known.

    gap: how many counts stand before them; opens: they say where the counts after them were.
    """

    start: int
    end: int
    spots: tuple[Spot, ...]
    gap: int
    opens: bool = False


def places_of_counts(
    scene: Scene, spots: list[Spot], counts: Sequence[Piece]
) -> list[tuple[Spot, ...]]:
    """Return for each count of a sentence, in text order, the places that grammar gives it.

    What stands before all counts is where all of them were, until words before a later count say
    where those after it were ("..., and in A and B 19 shellings and 16 drops"). What stands after
    a count is where it was, and where those were that "and" ties to it ("19 shellings, 49 strikes
    and 16 drops in A"); between two commas it belongs to the count before alone. Words for a front
    that name no known place part the counts all the same.
    """
    wheres = _wheres(scene, spots, counts)
    found: list[list[Spot]] = [[] for _ in counts]
    begun = 0
    for gap in range(len(counts) + 1):
        here = [w for w in wheres if w.gap == gap]
        closing = [w for w in here if not w.opens]
        for where in closing:
            for index in _closed(scene, counts, where, begun):
                found[index] += where.spots
        if closing:
            begun = gap
        opening = [w for w in here if w.opens]
        if opening:
            begun = gap
            later = next((w.gap for w in wheres if w.opens and w.gap > gap), len(counts))
            for index in range(gap, later):
                found[index] += [s for w in opening for s in w.spots]
    return [tuple(sorted(each, key=lambda s: s.first)) for each in found]


def _wheres(scene: Scene, spots: list[Spot], counts: Sequence[Piece]) -> list[_Where]:
    """Return the words that say where in text order, each known to open or close."""
    raw = [(g[0].mention.start, g[-1].mention.end, tuple(g)) for g in lists_of(scene, spots)]
    raw += [(h.start, h.end, ()) for h in scene.of("total", "front")]
    raw.sort(key=lambda each: each[:2])
    found = []
    for number, (start, end, named) in enumerate(raw):
        gap = sum(count[0] < start for count in counts)
        following = raw[number + 1][0] if number + 1 < len(raw) else len(scene.text)
        opens = gap == 0 or _opens(scene, counts, gap, (start, end, following))
        found.append(_Where(start, end, named, gap, opens))
    return found


def _opens(scene: Scene, counts: Sequence[Piece], gap: int, at: tuple[int, int, int]) -> bool:
    """Tell whether words begin a clause of their own and run on into the next count."""
    start, end, following = at
    if gap == len(counts) or following < counts[gap][0]:
        return False
    runs_on = not _parted(scene, end, counts[gap][0])
    return runs_on and _parted(scene, counts[gap - 1][1], start)


def _parted(scene: Scene, start: int, end: int) -> bool:
    """Tell whether a comma, "and" or another number stands in text[start:end]."""
    first, last = scene.index_at(start), scene.index_at(end) - 1
    stopped = bool(set(scene.text[start:end]) & _STOPS) or _counted(scene, start, end)
    return stopped or scene.between(first, last, "link")


def _counted(scene: Scene, start: int, end: int) -> bool:
    """Tell whether a number without a unit of its own stands there ("19 shellings, 5 in A")."""
    return any(start <= n.start and n.end <= end for n in scene.numbers)


def _closed(scene: Scene, counts: Sequence[Piece], where: _Where, begun: int) -> range:
    """Return the indexes of the counts to which words after them belong."""
    last = where.gap - 1
    if _counted(scene, counts[last][1], where.start):
        return range(0)
    before = scene.text[counts[last][1] : where.start]
    after = scene.text[where.end : counts[last + 1][0]] if last + 1 < len(counts) else ""
    if set(before) & _STOPS and after:
        return range(last, last + 1)
    first = last
    while first > begun and not set(_between(scene, counts, first)) & set(":;"):
        first -= 1
    tied = first < last and _tied(scene, counts, last)
    return range(first if tied else last, last + 1)


def _between(scene: Scene, counts: Sequence[Piece], index: int) -> str:
    return scene.text[counts[index - 1][1] : counts[index][0]]


def _tied(scene: Scene, counts: Sequence[Piece], index: int) -> bool:
    """Tell whether "and" stands between a count and the one before it."""
    first, last = scene.index_at(counts[index - 1][1]), scene.index_at(counts[index][0]) - 1
    return scene.between(first, last, "link")
