"""Positions: who proposes, accepts or rejects a truce, talks or an agreement."""

from __future__ import annotations

from dataclasses import replace

from truceline.model.statement import Statement
from truceline.read.actors import marked
from truceline.read.drafts import Carried, draft, nearest_subject, time_of
from truceline.read.lexicon import Hit
from truceline.read.scene import Actor, Scene, longest

AROUND = 14  # words between a stance and what it is about at most
SAME = 4  # stances this close are one stance, told by the firmer word
BESIDE = 3  # words between a stance and "by" whom at most
AHEAD = 5  # words between "if" or "must" and the stance that it takes back at most
MOST = 3  # positions read in one sentence at most

# A reserve outweighs the word beside it ("did not rule out accepting").
FIRMNESS = ("undecided", "ends", "suspends", "rejects", "accepts", "proposes")


def positions(scene: Scene, carried: Carried) -> list[Statement]:
    """Return the positions of a sentence, one for each stance and holder, in text order."""
    subjects = scene.of("subject")
    if not subjects or scene.has("trap", "sport", "culture"):
        return []
    stances = [h for h in longest(scene.of("stance")) if _about(scene, h, subjects)]
    found: list[Statement] = []
    for stance in sorted([*_merged(stances), *scene.of("stance_noun")], key=lambda h: h.first):
        holder = _holder(scene, carried, stance)
        if holder is None or _taken_back(scene, stance, holder):
            continue
        if not any(_same(each, holder, stance) for each in found):
            found.append(_position(scene, stance, holder, subjects))
    return found[:MOST]


def _about(scene: Scene, stance: Hit, subjects: list[Hit]) -> bool:
    """Tell whether a stance is about a truce or talks, and not first about some undertaking."""
    nearest = min(max(s.first - stance.last, stance.first - s.last) for s in subjects)
    others = [h.first - stance.last for h in scene.of("undertaking") if h.first > stance.last]
    return nearest <= AROUND and not any(0 < gap < min(nearest, AROUND) for gap in others)


def _merged(stances: list[Hit]) -> list[Hit]:
    """Return stances with neighbours of one breath merged into the firmest.

    What is accepted and who proposed it are two, however near they stand.
    """
    kept: list[Hit] = []
    for hit in stances:
        apart = kept and (kept[-1].value == "proposes") != (hit.value == "proposes")
        if kept and not apart and hit.first - kept[-1].last <= SAME:
            firmest = min(kept[-1], hit, key=lambda h: FIRMNESS.index(h.value))
            kept[-1] = replace(firmest, last=hit.last, end=hit.end, first=kept[-1].first)
        else:
            kept.append(hit)
    return kept


def _same(statement: Statement, holder: str, stance: Hit) -> bool:
    return statement.perpetrator == holder and statement.stance.startswith(stance.value)


def _taken_back(scene: Scene, stance: Hit, holder: str) -> bool:
    """Tell whether somebody else only hopes for the stance, or makes it a condition."""
    before = (stance.first - AHEAD, stance.first - 1)
    own = any(s.party == holder for s in scene.speakers if not s.relay)
    wished = scene.between(*before, "wish") and not own
    return wished or (scene.between(*before, "condition") and stance.value == "accepts")


def _holder(scene: Scene, carried: Carried, stance: Hit) -> str | None:
    """Return the party whose stance it is: who acts, who is named by "by", or who speaks."""
    for actor in scene.actors:
        if 0 < actor.first - stance.last <= BESIDE and marked(scene, actor.first, "agent"):
            return actor.party
    if stance.group == "stance_noun":
        owners = [a for a in scene.actors if 0 < stance.first - a.last <= 1]
        return owners[0].party if owners and owners[0].role != "forms" else None
    voices = [s for s in scene.speakers if not s.relay and s.party]
    if stance.value == "ends" and voices:
        return voices[0].party
    owner = _possessor(scene, stance)
    beside = owner if owner and stance.first - owner.last == 1 else None
    before = beside or nearest_subject(scene, stance.first) or owner
    if before is not None:
        return before.party
    if voices:
        return voices[0].party
    return carried.speaker[1] if carried.speaker else None


def _possessor(scene: Scene, stance: Hit) -> Actor | None:
    """Return the party in "Russia's response", "Ukraine's readiness", nearest before."""
    owners = [
        a
        for a in scene.actors
        if a.role == "adjectives"
        and 0 < stance.first - a.last <= AROUND
        and (stance.first - a.last == 1 or not marked(scene, a.first, "patient"))
    ]
    return owners[-1] if owners else None


def _position(scene: Scene, stance: Hit, holder: str, subjects: list[Hit]) -> Statement:
    about = min(subjects, key=lambda s: abs(s.first - stance.first))
    value = stance.value
    negated = scene.between(stance.first - 2, stance.first - 1, "negation")
    if negated and value in ("accepts", "proposes"):
        value = "rejects"
    if value == "accepts" and scene.has("condition"):
        value = "accepts_conditionally"
    return draft(
        scene,
        "position",
        0,
        len(scene.text),
        stance=value,
        perpetrator=holder,
        perpetrator_stated=any(a.party == holder for a in scene.actors),
        about=scene.text[about.start : about.end].casefold(),
        time=time_of(scene),
    )
