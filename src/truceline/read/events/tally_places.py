"""Which of the counts in one sentence the places named beside them belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from truceline.read.events.bare_counts import runs_on
from truceline.read.events.spots import Spot, lists_of
from truceline.read.scenes.scene import Scene

_STOPS = frozenset(",;:")
# How wide a place is: of two that could say where a count was, the one beside it does, unless it
# is narrower and both may hold.
_WIDTH = {"point": 0, "settlement": 1, "district": 2, "region": 3, "sector": 3, "country": 4}


class Count(NamedTuple):
    """A count: code points of its number and unit; bare: the number stands without a unit."""

    start: int
    end: int
    bare: bool = False


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
    scene: Scene, spots: list[Spot], counts: Sequence[Count]
) -> list[tuple[Spot, ...]]:
    """Return for each count of a sentence, in text order, the places that grammar gives it.

    What stands before all counts is where all of them were, until words before a later count say
    where those after it were ("..., and in A and B 19 shellings and 16 drops"). What stands after
    a count is where it was, and where those were that "and" ties to it ("19 shellings, 49 strikes
    and 16 drops in A"); between two commas it belongs to the count before alone, and beside a bare
    number to that alone. A count that has a place of its own is not in one as wide said before.
    Words for a front that name no known place part the counts all the same.
    """
    wheres = _wheres(scene, spots, counts)
    found: list[list[Spot]] = [[] for _ in counts]
    opened: list[list[Spot]] = [[] for _ in counts]
    begun = 0
    for gap in range(len(counts) + 1):
        here = [w for w in wheres if w.gap == gap]
        closing = [w for w in here if not w.opens]
        for where in closing:
            for index in _closed(scene, counts, where, begun):
                if index == gap - 1 or not _replaces(where.spots, opened[index]):
                    found[index] += where.spots
        if closing:
            begun = gap
        opening = [w for w in here if w.opens]
        if opening:
            begun = gap
            later = next((w.gap for w in wheres if w.opens and w.gap > gap), len(counts))
            for index in range(gap, later):
                opened[index] += [s for w in opening for s in w.spots]
    placed = [
        own if _replaces(own, shared) else own + shared
        for own, shared in zip(found, opened, strict=True)
    ]
    return [tuple(sorted(each, key=lambda s: s.first)) for each in placed]


def _replaces(own: Sequence[Spot], shared: Sequence[Spot]) -> bool:
    """Tell whether a count's own places rule out those said before ("in A 9, 7 in B")."""
    widths = [[_WIDTH[s.level] for s in each] for each in (own, shared)]
    return all(widths) and max(widths[0]) >= min(widths[1])


def words_where(scene: Scene, spots: list[Spot]) -> list[tuple[int, int, tuple[Spot, ...]]]:
    """Return the code points of the words that say where, with the places they name, in order."""
    raw = [(g[0].mention.start, g[-1].mention.end, tuple(g)) for g in lists_of(scene, spots)]
    raw += [(h.start, h.end, ()) for h in scene.of("total", "front")]
    return sorted(raw, key=lambda each: each[:2])


def _wheres(scene: Scene, spots: list[Spot], counts: Sequence[Count]) -> list[_Where]:
    """Return the words that say where in text order, each known to open or close."""
    raw = words_where(scene, spots)
    found = []
    for number, (start, end, named) in enumerate(raw):
        gap = sum(count.start < start for count in counts)
        following = raw[number + 1][0] if number + 1 < len(raw) else len(scene.text)
        opens = gap == 0 or _opens(scene, counts, gap, (start, end, following))
        found.append(_Where(start, end, named, gap, opens))
    return found


def _opens(scene: Scene, counts: Sequence[Count], gap: int, at: tuple[int, int, int]) -> bool:
    """Tell whether words begin a clause of their own and run on into the next count."""
    start, end, following = at
    if gap == len(counts) or following < counts[gap].start:
        return False
    if counts[gap].bare and runs_on(scene, end, counts[gap].start):
        return True
    into = not _parted(scene, end, counts[gap].start)
    return into and _parted(scene, counts[gap - 1].end, start)


def _parted(scene: Scene, start: int, end: int) -> bool:
    """Tell whether a comma, "and" or another number stands in text[start:end]."""
    first, last = scene.index_at(start), scene.index_at(end) - 1
    stopped = bool(set(scene.text[start:end]) & _STOPS) or _counted(scene, start, end)
    return stopped or scene.between(first, last, "link")


def _counted(scene: Scene, start: int, end: int) -> bool:
    """Tell whether a number without a unit of its own stands there ("19 shellings, 5 in A")."""
    return any(start <= n.start and n.end <= end for n in scene.numbers)


def _closed(scene: Scene, counts: Sequence[Count], where: _Where, begun: int) -> range:
    """Return the indexes of the counts to which words after them belong."""
    last = where.gap - 1
    if counts[last].bare:
        return range(last, last + 1)
    if _counted(scene, counts[last].end, where.start):
        return range(0)
    before = scene.text[counts[last].end : where.start]
    after = scene.text[where.end : counts[last + 1].start] if last + 1 < len(counts) else ""
    if set(before) & _STOPS and after:
        return range(last, last + 1)
    first = last
    while first > begun and not set(_between(scene, counts, first)) & set(":;"):
        first -= 1
    tied = first < last and _tied(scene, counts, last)
    return range(first if tied else last, last + 1)


def _between(scene: Scene, counts: Sequence[Count], index: int) -> str:
    return scene.text[counts[index - 1].end : counts[index].start]


def _tied(scene: Scene, counts: Sequence[Count], index: int) -> bool:
    """Tell whether "and" stands between a count and the one before it."""
    first, last = scene.index_at(counts[index - 1].end), scene.index_at(counts[index].start) - 1
    return scene.between(first, last, "link")
