"""Where it happened: the places of a sentence, told apart from places that only give context."""

from __future__ import annotations

from dataclasses import dataclass, replace

from truceline.geography.gazetteer import PlaceMention
from truceline.model.values import Place, PlaceRole, Span
from truceline.read.moments.anchored import anchors_of, places_in
from truceline.read.scenes.scene import Scene

_LARGE = ("region", "country")
_OWN = ("settlement", "district", "region")  # levels of places that an office may be of
_ARMED = ("act", "attack", "strike_verb", "under", "destroy", "weapon")
CLOCK = 2  # words after a name within which "time" makes it a clock's
GROUND = 3  # words after "X's" within which a noun of ground makes X a place
FOLLOWS = 3  # words between a settlement and the region that only says where it lies


@dataclass(frozen=True, slots=True)
class Spot:
    """A place named in the sentence: index of its first and last word, candidates, and role."""

    first: int
    last: int
    mention: PlaceMention
    role: PlaceRole

    @property
    def level(self) -> str:
        """Return the level of the likeliest candidate."""
        return max(self.mention.candidates, key=lambda p: p.p).level

    def places(self, number: int) -> tuple[Place, ...]:
        """Return the candidates with the spot's role, as one mention of that number."""
        return tuple(replace(p, role=self.role, mention=number) for p in self.mention.candidates)


def spots_of(scene: Scene, *, dating: bool = False) -> list[Spot]:
    """Return the places of a sentence in order.

    dating: whether the places of an event that only dates another are places of an event too.
    """
    spots: list[Spot] = []
    for mention in scene.places:
        if not mention.candidates:
            continue
        first, last = scene.word_range(mention.start, mention.end)
        spot = Spot(first, last, mention, "event")
        spots.append(replace(spot, role=_role(scene, spot, spots)))
    return _with_offices(scene, spots if dating else _without_dating(scene, spots))


def _with_offices(scene: Scene, spots: list[Spot]) -> list[Spot]:
    """Return spots with those of the speaker's office made the event's where no other place is.

    Who speaks for a town and names no other speaks of it ("the mayor of X: six blasts"). Not in
    languages with a grammar here, whose sentences are of articles that told the place before.
    """
    if scene.parse or any(s.role == "event" for s in spots):
        return spots
    return [
        replace(s, role="event") if s.level in _OWN and _in_a_title(scene, s) else s for s in spots
    ]


def _without_dating(scene: Scene, spots: list[Spot]) -> list[Spot]:
    """Return spots, those of an event that only dates another as no event's ("a day after X fell").

    Where no other place is named it may be the event's own, and stays.
    """
    told = [s for s in spots if s.role == "event"]
    if len(told) < 2:  # noqa: PLR2004 - one there, one of its own
        return spots
    named = [Span(s.mention.start, s.mention.end) for s in told]
    held = {p for anchor in anchors_of(scene) for p in places_in(scene, anchor, named)}
    if not held or held >= set(named):
        return spots
    return [
        replace(s, role="other") if Span(s.mention.start, s.mention.end) in held else s
        for s in spots
    ]


def _role(scene: Scene, spot: Spot, earlier: list[Spot]) -> PlaceRole:
    if spot.level == "country":
        return "other"
    if _not_a_place(scene, spot):
        return "other"
    if _in_a_title(scene, spot):
        return "other"
    if scene.lang == "en" and scene.between(spot.first - 1, spot.first - 1, "mark", "away"):
        return "other"
    settled = [s for s in earlier if s.level not in _LARGE and s.role == "event"]
    near = bool(settled) and spot.first - settled[-1].last <= FOLLOWS
    listed = near and coordinated(scene, settled[-1], spot)
    return "other" if spot.level in _LARGE and near and not listed else "event"


def _not_a_place(scene: Scene, spot: Spot) -> bool:
    """Tell whether a name stands for a clock ("X time") or for a government that acts."""
    clock = scene.between(spot.last + 1, spot.last + CLOCK, "mark", "clock")
    start, end = spot.mention.start, spot.mention.end
    timed = any(m.start <= start and end <= m.end for m in scene.times)
    return clock or timed or _is_a_government(scene, spot)


def _is_a_government(scene: Scene, spot: Spot) -> bool:
    """Tell whether a city's name means who governs there: it acts, or owns what is no ground."""
    roles = {a.role for a in scene.actors if a.first <= spot.first <= a.last}
    if "adjectives" in roles:
        return not scene.between(spot.last + 1, spot.last + GROUND, "mark", "ground")
    placed = scene.between(spot.first - 1, spot.first - 1, "mark", "patient")
    return bool(roles & {"subjects", "voices"}) and not placed and not _is_hit(scene, spot)


def _is_hit(scene: Scene, spot: Spot) -> bool:
    """Tell whether a city is what an armed word does something to ("a missile hit X").

    By grammar, where the language has one here: it is the object, or it "came under fire".
    """
    armed = any(scene.has(group) for group in _ARMED)
    parse = scene.parse if armed else None
    for token in parse.tokens if parse else ():
        if token.start == spot.mention.start:
            under = token.dep in ("nsubj", "nsubjpass") and scene.has("under")
            return under or token.dep in ("dobj", "nsubjpass")
    return False


def _in_a_title(scene: Scene, spot: Spot) -> bool:
    """Tell whether a name belongs to a speaker ("governor of X"), and is not where they speak."""
    placed = scene.between(spot.first - 1, spot.first - 1, "mark", "patient")
    begins = scene.words[max(0, spot.first - 1)].start
    return any(
        s.start <= spot.mention.start
        and spot.mention.end <= s.end
        and not (placed and begins <= s.start)
        for s in scene.speakers
    )


def coordinated(scene: Scene, left: Spot, right: Spot) -> bool:
    """Tell whether two places stand in one list ("in A, B and C")."""
    if right.first - left.last > 1 + FOLLOWS:
        return False
    text = scene.text[left.mention.end : right.mention.start]
    between = range(left.last + 1, right.first)
    linked = all(scene.between(i, i, "link") for i in between)
    return linked and (bool(between) or "," in text)


def lists_of(scene: Scene, spots: list[Spot]) -> list[list[Spot]]:
    """Return the event places grouped into lists of coordinated ones."""
    groups: list[list[Spot]] = []
    for spot in spots:
        if spot.role != "event":
            continue
        if groups and coordinated(scene, groups[-1][-1], spot):
            groups[-1].append(spot)
        else:
            groups.append([spot])
    return groups


def places_of(spots: list[Spot]) -> tuple[Place, ...]:
    """Return the candidates of several spots, each spot a mention of its own."""
    return tuple(p for number, spot in enumerate(spots) for p in spot.places(number))
