"""The people whom a sentence counts or names singly, before it is known what happened to them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from truceline.language.numbers import NumberMention
from truceline.model.values import Bounds
from truceline.read.scenes.lexicon import Hit
from truceline.read.scenes.scene import Scene

MANY = 100_000  # more than this is no toll of one event
NOUN = 4  # words from a number to the word for the people that it counts at most
ENGLISH = "en"
_COMPOUND = re.compile(r"[-’']\w{4}")  # shorter ones are endings ("12-ти")
_PART_ENDS = ",;:–—()."
HARM = ("killed", "injured")


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Some people of a sentence: words first..last, and how many they are.

    kind: "counted" by a number; "one" person, or "kin"; "plural" (how many isn't said).
    noun: the vocabulary's value of the word for them, "" if a number stands alone; anyone: the
    word is one for all whom a total counts.
    """

    first: int
    last: int
    bounds: Bounds
    kind: str
    noun: str = ""

    @property
    def anyone(self) -> bool:
        """Tell whether the word is one for all whom a total counts, or none at all."""
        return self.kind == "counted" and self.noun in ("", "anyone", "people", "person")


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """The people of a sentence in order, and the words that only say more of some of them.

    aside: indexes of words in brackets and in parts of numbers ("including two women").
    """

    people: tuple[People, ...]
    aside: frozenset[int]


def people_of(scene: Scene, first: int, last: int) -> Crowd:
    """Return the people in the words first..last, those left out who are told of aside."""
    found = [*_counted(scene)]
    taken = {i for each in found for i in range(each.first, each.last + 1)}
    for each in (*_ones(scene, taken), *_plurals(scene, taken)):
        if not taken & set(range(each.first, each.last + 1)):
            found.append(each)
            taken.update(range(each.first, each.last + 1))
    found.sort(key=lambda each: each.first)
    aside = frozenset(_parts(scene) | _brackets(scene))
    inside = (p for p in found if first <= p.first and p.last <= last and p.first not in aside)
    return Crowd(people=tuple(inside), aside=aside)


def _counted(scene: Scene) -> list[People]:
    """Return the people counted by numbers: no shares, and nothing but people."""
    found = []
    for number in scene.numbers:
        if number.percent or number.bounds.min > MANY:
            continue
        start, end = scene.word_range(number.start, number.end)
        noun = _noun(scene, number, end)
        if noun is not None:
            last, value = noun
            bounds = Bounds(number.bounds.min, number.bounds.max)
            found.append(People(first=start, last=last, bounds=bounds, kind="counted", noun=value))
    return found


def _noun(scene: Scene, number: NumberMention, end: int) -> tuple[int, str] | None:
    """Return the last word and the kind of what a number counts, None if it isn't people."""
    compound = _COMPOUND.match(scene.text, number.end) is not None
    if compound or (scene.lang == ENGLISH and _age(scene, number)):
        return None
    at = end
    while at + 1 < len(scene.words) and at - end < NOUN and joined(scene, at):
        at += 1
        if any(scene.between(at, at, group) for group in HARM):
            return (at, _named(scene, at)) if at == end + 1 else (at - 1, "")
        value = _named(scene, at) or ("anyone" if _demonym(scene, at) else "")
        if value:
            return at, value
        if scene.between(at, at, "thing") or scene.between(at, at, "unit"):
            return None
        if scene.lang != ENGLISH or scene.between(at, at, "bare"):
            break
    bare = scene.lang != ENGLISH or not joined(scene, end)
    return (end, "") if bare or scene.between(end + 1, end + 1, "bare") else None


def _age(scene: Scene, number: NumberMention) -> bool:
    """Tell whether a number stands as an age behind a name ("Ann Example, 21, ...")."""
    start, _ = scene.word_range(number.start, number.end)
    if not start or scene.text[scene.words[start - 1].end : number.start] != ", ":
        return False
    name = scene.words[start - 1]
    place = any(p.start <= name.start < p.end for p in scene.places)
    return scene.text[name.start].isupper() and start > 1 and not place


def _named(scene: Scene, at: int) -> str:
    """Return the value of the word for people at an index, "" if it is none."""
    for group in ("several", "one"):
        hit = next((h for h in scene.of(group) if h.first <= at <= h.last), None)
        if hit is not None:
            return hit.value
    return ""


def _demonym(scene: Scene, at: int) -> bool:
    """Tell whether an English word looks like a plural name of people ("Ruritanians")."""
    word = scene.words[at]
    if scene.lang != ENGLISH:
        return False
    weapon = scene.between(at, at, "weapon")
    return scene.text[word.start].isupper() and word.folded.endswith("ns") and not weapon


def joined(scene: Scene, at: int) -> bool:
    """Tell whether nothing but space stands between a word and the next."""
    if at + 1 >= len(scene.words):
        return False
    return not scene.text[scene.words[at].end : scene.words[at + 1].start].strip("«»“”\"' ")


def _ones(scene: Scene, taken: set[int]) -> list[People]:
    """Return the single persons; in English only those with an article, or kin of such."""
    found: list[People] = []
    for hit in scene.of("one"):
        own = scene.lang != ENGLISH or hit.value == "kin" or _article(scene, hit)
        if own and hit.first not in taken:
            kind = "kin" if hit.value == "kin" else "one"
            found.append(
                People(first=hit.first, last=hit.last, bounds=Bounds(1, 1), kind=kind, noun=kind)
            )
    return found


def _article(scene: Scene, hit: Hit) -> bool:
    """Tell whether an article stands before a word, with adjectives between at most."""
    at = hit.first
    while at > 0 and hit.first - at < NOUN and joined(scene, at - 1):
        at -= 1
        if scene.between(at, at, "article"):
            return True
        if _named(scene, at) or scene.between(at, at, "adding"):
            return False
    return False


def _plurals(scene: Scene, taken: set[int]) -> list[People]:
    """Return people in the plural without a number."""
    found = []
    for hit in scene.of("several"):
        if hit.first in taken or any(scene.between(hit.first, hit.last, g) for g in HARM):
            continue
        least = float(scene.setting(hit, "least") or 1)
        found.append(
            People(
                first=hit.first,
                last=hit.last,
                bounds=Bounds(least, None),
                kind="plural",
                noun=hit.value,
            )
        )
    return found


def _parts(scene: Scene) -> set[int]:
    """Return the words that tell a part of a number before them ("including two girls").

    A part ends where a word of harm begins, without a last clause of its own before that word.
    """
    hidden: set[int] = set()
    harm = sorted(h.first for g in HARM for h in scene.of(g))
    for hit in scene.of("part"):
        end = next((at for at in harm if at > hit.last), len(scene.words))
        begun = _own_clause(scene, hit.last, end) if end < len(scene.words) else end
        while begun > hit.first and begun == end and scene.between(begun - 1, begun - 1, "passive"):
            begun, end = begun - 1, end - 1
        hidden |= set(range(hit.first, begun))
    return hidden


def _brackets(scene: Scene) -> set[int]:
    """Return the words in round brackets; an open one that nothing closes counts for nothing."""
    hidden: set[int] = set()
    opened: int | None = None
    for at in range(len(scene.words)):
        before = scene.text[scene.words[at - 1].end if at else 0 : scene.words[at].start]
        if ")" in before and opened is not None:
            hidden |= set(range(opened, at))
            opened = None
        if "(" in before and before.rfind("(") > before.rfind(")"):
            opened = at
    return hidden


def _own_clause(scene: Scene, part: int, harm: int) -> int:
    """Return where the clause that a word of harm ends began after a part: after its last comma.

    "..., including two women, and one child was hurt": the child is nobody's part; but in
    "..., including two women and a boy, were hurt" the comma stands right before the verb.
    """
    for at in range(harm - 1, part, -1):
        gap = scene.text[scene.words[at].end : scene.words[at + 1].start]
        if any(mark in gap for mark in _PART_ENDS):
            if all(scene.between(i, i, "passive") for i in range(at + 1, harm)):
                return harm
            return at + 1
    return harm
