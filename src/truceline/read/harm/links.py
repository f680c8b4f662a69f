"""Which of a sentence's people were killed or hurt: each belongs to one word of harm at most."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from truceline.read.harm.people import ENGLISH, HARM, Crowd, People
from truceline.read.scenes.lexicon import Hit
from truceline.read.scenes.scene import Scene

REACH = {ENGLISH: 12}  # words between a word of harm and its people at most; other languages: NEAR
NEAR = 7
FAR = 40  # words of a list between people counted and what was done to them at most
APPOSED = 3  # cost of people who are counted first and then listed, wherever the list ends
AGAINST = 9  # cost of people on the side where the grammar doesn't put them
MARKS = ",;:–—"


def linked_people(scene: Scene, words: list[Hit], crowd: Crowd) -> dict[int, list[int]]:
    """Return for each word of harm (by index) the people that belong to it (by index)."""
    people = list(crowd.people)
    pairs = sorted(
        (cost, w, p)
        for w, word in enumerate(words)
        for p, each in enumerate(people)
        if (cost := _cost(scene, word, each, words, crowd)) is not None
    )
    links: dict[int, list[int]] = {}
    used: set[int] = set()
    for _, w, p in pairs:
        if w not in links and p not in used and not unharmed(scene, words[w]):
            links[w] = [p]
            used.add(p)
    for own in links.values():
        _add(scene, people, own, used)
    return links


def _cost(
    scene: Scene, word: Hit, people: People, others: Sequence[Hit], crowd: Crowd
) -> int | None:
    """Return how far people stand from a word of harm, None if they cannot belong to it."""
    before = people.last < word.first
    if people.first <= word.last and word.first <= people.last:
        return 0
    left, right = (people.last, word.first) if before else (word.last, people.first)
    if any(left < o.first and o.last < right for o in others):
        return None
    gap, marks = _gap(scene, left, right, crowd.aside)
    suffers = scene.lang == ENGLISH and passive(scene, word)
    if suffers and before and people.anyone and _apposed(scene, people):
        return APPOSED if gap <= FAR else None
    if gap > REACH.get(scene.lang, NEAR) or (marks and not before and _loose(scene, people)):
        return None
    wrong = _directed(scene, word) and suffers != before
    penalty = (AGAINST if wrong else 0) + (6 if people.kind == "plural" else 0)
    return 2 * gap + 6 * marks + penalty + (not before)


def _gap(scene: Scene, left: int, right: int, aside: frozenset[int]) -> tuple[int, int]:
    """Return how many words and marks stand between two words, without what is told aside."""
    seen = [at for at in range(left + 1, right + 1) if at not in aside]
    marks, last = 0, left
    for at in seen:
        if at == last + 1:
            gap = scene.text[scene.words[at - 1].end : scene.words[at].start]
            marks += sum(gap.count(mark) for mark in MARKS)
        last = at
    return len(seen), marks


def _apposed(scene: Scene, people: People) -> bool:
    """Tell whether the people counted are listed after their number ("two people, A and B,")."""
    after = scene.text[scene.words[people.last].end :][:3].strip()
    return after[:1] in (",", "–", "—", "-", ":", "(")


def _loose(scene: Scene, people: People) -> bool:
    """Tell whether a number counts what nobody knows here ("there are injured, 2 sheds burnt")."""
    if people.kind != "counted" or people.noun or scene.lang == ENGLISH:
        return False
    return people.last + 1 < len(scene.words) and _goes_on(scene, people.last)


def _goes_on(scene: Scene, at: int) -> bool:
    """Tell whether a word follows without any mark between."""
    return not scene.text[scene.words[at].end : scene.words[at + 1].start].strip()


def _directed(scene: Scene, word: Hit) -> bool:
    """Tell whether grammar shows on which side of a word of harm its people stand."""
    return word.value == "active" or passive(scene, word)


def passive(scene: Scene, word: Hit) -> bool:
    """Tell whether a word of harm is an English passive: who stands before it suffered it."""
    if word.value == "active":
        return False
    return scene.between(word.first - 3, word.first - 1, "passive", "be")


def unharmed(scene: Scene, word: Hit) -> bool:
    """Tell whether a word of harm is denied of everybody: no mark stands before the denial."""
    left, right = word.first - 3, word.last + 4
    for hit in scene.of("unharmed"):
        if hit.value == "after":
            near, gap = word.last < hit.first <= right, scene.text[word.end : hit.start]
        else:
            reach = word.first - 1 if hit.value == "beside" else left
            near, gap = reach <= hit.last < word.first, scene.text[hit.end : word.start]
        if near and not any(mark in gap for mark in MARKS):
            return True
    return False


def _add(scene: Scene, people: list[People], own: list[int], used: set[int]) -> None:
    """Add to people those who are listed with them ("two women and a boy")."""
    for step in (-1, 1):
        run: list[int] = []
        at, ended = own[0] if step < 0 else own[-1], 0
        while 0 <= at + step < len(people) and at + step not in used:
            one, other = sorted((at, at + step))
            tie = _tie(scene, people[one], people[other])
            if not tie:
                break
            at += step
            run.append(at)
            ended = len(run) if tie == "and" else ended
            # A comma joins only in a list that an "and" ends.
            if step > 0 and tie == "and":
                break
        for each in (
            run[:ended] if step > 0 else run if run and _closed(scene, people, own, run) else []
        ):
            own.append(each)
            used.add(each)
    own.sort()


def _closed(scene: Scene, people: list[People], own: list[int], run: list[int]) -> bool:
    """Tell whether a list that goes back from people is joined by an "and" somewhere."""
    chain = sorted([*own, *run])
    return any(_tie(scene, people[a], people[b]) == "and" for a, b in pairwise(chain))


def _tie(scene: Scene, one: People, other: People) -> str:
    """Return "and" or "," where two are listed together, else ""."""
    if "plural" in (one.kind, other.kind) or not (one.noun and other.noun):
        return ""
    between = range(one.last + 1, other.first)
    gap = scene.text[scene.words[one.last].end : scene.words[other.first].start]
    if len(between) > 4 or any(m in gap for m in ";:–—.") or _broken(scene, one, other):  # noqa: PLR2004 - words
        return ""
    if any(scene.between(i, i, "adding") for i in between):
        return "" if one.anyone and "," in gap else "and"
    listed = gap.rstrip().endswith(",") and gap.count(",") == 1 and len(between) <= 1
    return "," if listed and not one.anyone else ""


def _broken(scene: Scene, one: People, other: People) -> bool:
    groups = (*HARM, "passive")
    inside = range(one.last + 1, other.first)
    return any(scene.between(i, i, group) for i in inside for group in groups)
