"""Counts without a unit of their own: "23 shellings in A, in B 7", "26 times in A and 12 in B"."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from truceline.language.numbers import NumberMention
from truceline.language.words import fold
from truceline.model.values import Span
from truceline.read.scenes.lexicon import Hit
from truceline.read.scenes.scene import Scene
from truceline.vocabulary.files import shipped_yaml

Part = tuple[NumberMention, Hit]

_FURTHER = 4  # words between a bare number and its place at most
_PARTS = frozenset(",;:–—-()")  # what may part a bare number from the words around it
_ENDS = frozenset(",;:.()!?")  # what ends the words of a bare number
_RUNS_ON = frozenset("-–—:( \u00a0")  # what may stand between a place and its number
# What a number without a unit could count instead.
_OTHERS = (
    "killed",
    "injured",
    "harm",
    "damage",
    "thing",
    "target",
    "unit",
    "attack",
    "strike_verb",
)


def with_bare_counts(scene: Scene, parts: list[Part], wheres: list[Span]) -> list[Part]:
    """Return the parts of a sentence, in text order, with the bare numbers beside places.

    A bare number takes the unit of the count before it, unless other things are counted or hurt
    in between. wheres: code points of the words that say where.
    """
    found = sorted(parts, key=lambda part: part[0].start)
    for number in scene.numbers:
        before = [part for part in found if part[1].end <= number.start]
        if not before or number.percent or any(number.start == n.start for n, _ in found):
            continue
        unit = before[-1][1]
        counted = max(unit.end, before[-1][0].end)
        if is_bare(scene, number, wheres) and _goes_on(scene, found, counted, number.start):
            first, last = scene.word_range(number.start, number.end)
            own = replace(unit, start=number.start, end=number.end, first=first, last=last)
            found.append((number, own))
            found.sort(key=lambda part: part[0].start)
    return found


def is_bare(scene: Scene, number: NumberMention, wheres: list[Span]) -> bool:
    """Tell whether a number counts no word beside it, and a place stands on one side of it."""
    first, last = scene.word_range(number.start, number.end)
    before = next((w for w in reversed(wheres) if w.end <= number.start), None)
    if before and runs_on(scene, before.end, number.start):
        return _ends(scene, number.end, last)
    after = next((w for w in wheres if w.start >= number.end), None)
    begins = scene.text[: number.start].rstrip()[-1:] in _PARTS or _small(scene, first - 1)
    return bool(after and begins and _leads(scene, number.end, after.start))


def runs_on(scene: Scene, start: int, end: int) -> bool:
    """Tell whether only small words, a dash or a colon part a place from a number after it."""
    within = _words_in(scene, start, end)
    linked = any(scene.between(i, i, "link") for i in within)
    return _only_beside(scene, within) and _marks(scene, start, end) <= _RUNS_ON and not linked


def _leads(scene: Scene, start: int, end: int) -> bool:
    """Tell whether only prepositions and the like part a number from a place after it."""
    within = _words_in(scene, start, end)
    return bool(within) and _only_beside(scene, within) and not _marks(scene, start, end) & _PARTS


def _words_in(scene: Scene, start: int, end: int) -> list[int]:
    return [i for i, w in enumerate(scene.words) if start <= w.start and w.end <= end]


def _only_beside(scene: Scene, within: list[int]) -> bool:
    return all(_beside(scene, index) for index in within) and len(within) <= _FURTHER


def _marks(scene: Scene, start: int, end: int) -> set[str]:
    return {each for each in scene.text[start:end] if not each.isalnum()}


def _ends(scene: Scene, end: int, last: int) -> bool:
    """Tell whether no word that the number could count follows it."""
    if last + 1 >= len(scene.words):
        return True
    following = scene.words[last + 1]
    stopped = bool(set(scene.text[end : following.start]) & _ENDS)
    return stopped or _small(scene, last + 1)


def _small(scene: Scene, index: int) -> bool:
    """Tell whether a word is a preposition, "and", "another" or the like."""
    return _beside(scene, index) or scene.between(index, index, "link")


def _beside(scene: Scene, index: int) -> bool:
    """Tell whether a word may stand between a bare number and its place."""
    return scene.words[index].folded in _words_beside().get(scene.lang, frozenset())


@cache
def _words_beside() -> dict[str, frozenset[str]]:
    """Return those words, folded, by language."""
    listed = shipped_yaml("vocabulary", "bare_counts.yaml")["beside"]
    return {lang: frozenset(map(fold, words)) for lang, words in listed.items()}


def _goes_on(scene: Scene, found: list[Part], start: int, end: int) -> bool:
    """Tell whether nothing else is counted or done between a count and a bare number."""
    other = any(
        start <= hit.start and hit.end <= end for group in _OTHERS for hit in scene.of(group)
    )
    known = {n.start for n, _ in found}
    timed = [(t.start, t.end) for t in scene.times]
    timed += [(h.start, h.end) for h in scene.of("total", "window", "truce")]
    counted = any(
        start <= n.start < end
        and n.start not in known
        and not any(a <= n.start and n.end <= b for a, b in timed)
        for n in scene.numbers
    )
    return not other and not counted
