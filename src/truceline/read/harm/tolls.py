"""People killed and injured, as a sentence counts them; open bounds stay open."""

from __future__ import annotations

from dataclasses import dataclass, replace

from truceline.model.values import Bounds
from truceline.read.harm.links import MARKS, linked_people, passive, unharmed
from truceline.read.harm.people import ENGLISH, HARM, People, people_of
from truceline.read.scenes.lexicon import Hit
from truceline.read.scenes.scene import Scene, longest

NEAR = 7  # words between people counted and a hospital at most
BESIDE = 3  # words between a person and the word of harm that only tells more of that person
GROWN = 14  # words between "the number of injured" and "rose to 8" at most
NOBODY = Bounds(0, 0)


@dataclass(frozen=True, slots=True)
class Toll:
    """Bounds of killed and injured; None where the sentence does not say.

    Parts of a toll ("including two children") are never added to it.
    """

    killed: Bounds | None
    injured: Bounds | None

    @property
    def stated(self) -> bool:
        """Tell whether either is stated."""
        return self.killed is not None or self.injured is not None


@dataclass(frozen=True, slots=True)
class TollWords:
    """What one word of harm tells: its group, bounds, and how it tells them.

    kind: "total" (a number of anyone), "counted" (a number of some sort of people), "one" (single
    persons), "plural" (some, how many isn't said), "alone" (nobody beside the word) or "none".
    """

    group: str
    bounds: Bounds
    kind: str


def toll_of(scene: Scene, first: int = 0, last: int | None = None) -> Toll:
    """Return the toll in the words first..last of a sentence: what its first words of each tell.

    Numbers and single persons go before "none", that before "some".
    """
    told = tolls_in(scene, first, last)
    found: dict[str, Bounds] = {}
    for kinds in (("total", "counted", "one"), ("none",), ("plural", "alone")):
        for each in told:
            if each.kind in kinds and each.group not in found:
                found[each.group] = each.bounds
    return Toll(found.get("killed"), found.get("injured"))


def tolls_in(scene: Scene, first: int = 0, last: int | None = None) -> list[TollWords]:
    """Return what each word of harm in the words first..last tells, in order."""
    end = len(scene.words) - 1 if last is None else last
    unhurt = _unhurt(scene, first, end)
    words = _words_of_harm(scene, first, end)
    if not words:
        return _hospital(scene, first, end) + unhurt
    crowd = people_of(scene, first, end)
    people = list(crowd.people)
    links = linked_people(scene, words, crowd)
    linked = {i for each in links.values() for i in each}
    joint = _joint(scene, words, people, links)
    told = []
    for w, word in enumerate(words):
        found = None
        if w not in joint:
            found = _told(scene, w, words, people, links) or _alone(scene, word, people, linked)
        if found is not None:
            told.append(TollWords(word.group, *found))
    return told + unhurt


def harmed_in(scene: Scene) -> list[People]:
    """Return the people of a sentence that are said to be killed or injured, in order."""
    words = _words_of_harm(scene, 0, len(scene.words) - 1)
    crowd = people_of(scene, 0, len(scene.words) - 1)
    links = linked_people(scene, words, crowd)
    return [crowd.people[i] for i in sorted({i for own in links.values() for i in own})]


def _words_of_harm(scene: Scene, first: int, end: int) -> list[Hit]:
    """Return the words of harm in order, of those that overlap the longest."""
    hits = [h for g in HARM for h in scene.of(g) if first <= h.first <= end]
    slain = [
        replace(h, group="killed", value="active")
        for h in scene.of("slain")
        if first <= h.first <= end and _fighters(scene, h)
    ]
    return longest([*hits, *slain])


def _unhurt(scene: Scene, first: int, end: int) -> list[TollWords]:
    """Return nobody killed and nobody injured where casualties of any sort are denied."""
    anyone = [h for h in scene.of("harm", "anyone") if first <= h.first <= end]
    if not any(unharmed(scene, h) for h in anyone):
        return []
    return [TollWords(group, NOBODY, "none") for group in HARM]


def _fighters(scene: Scene, word: Hit) -> bool:
    """Tell whether people follow a word that is otherwise said of things ("destroyed 5 men")."""
    after = range(word.last + 1, word.last + 1 + BESIDE)
    if any(scene.between(at, at, "thing") or scene.between(at, at, "weapon") for at in after):
        return False
    return any(scene.between(at, at, group) for at in after for group in ("one", "several"))


def _hospital(scene: Scene, first: int, end: int) -> list[TollWords]:
    """Return people in hospital as injured, where nothing else is said of them."""
    beds = [h for h in scene.of("hospital") if first <= h.first <= end]
    counted = [p for p in people_of(scene, first, end).people if p.kind != "plural" and p.noun]
    if not beds or not counted or abs(counted[0].first - beds[0].last) > NEAR:
        return []
    return [TollWords("injured", counted[0].bounds, "total")]


def _told(
    scene: Scene,
    w: int,
    words: list[Hit],
    people: list[People],
    links: dict[int, list[int]],
) -> tuple[Bounds, str] | None:
    """Return what a word of harm tells of the people that belong to it."""
    word = words[w]
    if grown := _grown(scene, word, people):
        return grown, "total"
    if unharmed(scene, word):
        return NOBODY, "none"
    if w not in links:
        return None
    held = [people[p] for p in links[w]]
    if all(each.kind == "plural" for each in held):
        return _sum(scene, held), "plural"
    kind = "one" if all(each.kind != "counted" for each in held) else "counted"
    return _sum(scene, held), "total" if any(each.anyone for each in held) else kind


def _sum(scene: Scene, held: list[People]) -> Bounds:
    """Return how many people are together; "rose to 65" is 65 and not "up to 65"."""
    highs = [each.bounds.max for each in held]
    low = sum(each.bounds.min for each in held)
    high = None if None in highs else sum(h for h in highs if h is not None)
    if scene.has("toll", "grew") and high is not None and low == 0:
        low = high
    return Bounds(low, high)


def _grown(scene: Scene, word: Hit, people: list[People]) -> Bounds | None:
    """Return the number that "the number of injured" is said to have risen to."""
    if not scene.between(word.first - 4, word.last, "toll", "counted"):
        return None
    for hit in scene.of("toll", "grew"):
        if 0 < hit.first - word.last <= GROWN:
            after = [p for p in people if p.kind == "counted" and 0 <= p.first - hit.last <= 3]  # noqa: PLR2004 - words
            if after:
                return _sum(scene, after[:1])
    return None


def _joint(
    scene: Scene, words: list[Hit], people: list[People], links: dict[int, list[int]]
) -> set[int]:
    """Return words of harm that one number counts together ("20 dead and injured")."""
    joint: set[int] = set()
    for one in range(len(words) - 1):
        two = one + 1
        linked = [w for w in (one, two) if w in links]
        if len(linked) != 1 or words[one].group == words[two].group:
            continue
        inside = range(words[one].last + 1, words[two].first)
        tied = len(inside) == 1 and scene.between(inside[0], inside[0], "adding")
        counted = people[links[linked[0]][0]].kind != "plural"
        if tied and counted and _governed(scene, words[one], words[two]):
            joint |= {one, two}
    return joint


def _governed(scene: Scene, one: Hit, two: Hit) -> bool:
    """Tell whether a number can count both words: where words decline, they end alike then."""
    if scene.lang == ENGLISH:
        return True
    ends = [scene.words[each.last].folded[-1] for each in (one, two)]
    return ends[0] == ends[1]


def _alone(
    scene: Scene, word: Hit, people: list[People], linked: set[int]
) -> tuple[Bounds, str] | None:
    """Return what a word of harm tells without people beside it: one, or at least some."""
    near = any(
        -BESIDE <= word.first - p.last <= BESIDE for i, p in enumerate(people) if i in linked
    )
    if word.value == "single":
        return None if near or _thing_beside(scene, word) else (Bounds(1, 1), "alone")
    several = [
        h for h in scene.of("several") if word.first - 1 <= h.first and h.last <= word.last + 1
    ]
    if several:
        return Bounds(float(scene.setting(several[0], "least") or 1), None), "alone"
    if scene.lang == ENGLISH and passive(scene, word) and not near:
        one = scene.between(word.first - 3, word.first - 1, "passive", "be_one")
        return (Bounds(1, 1) if one else Bounds(2, None)), "alone"
    return None


def _thing_beside(scene: Scene, word: Hit) -> bool:
    """Tell whether a thing stands beside a word of harm, with no mark between: a works was hit."""
    for hit in (*scene.of("thing"), *scene.of("target")):
        start, end = min(hit.end, word.end), max(hit.start, word.start)
        near = -BESIDE <= hit.first - word.last <= BESIDE
        if near and not any(mark in scene.text[start:end] for mark in MARKS):
            return True
    return False
