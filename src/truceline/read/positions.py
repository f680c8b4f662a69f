"""Positions: who proposes, accepts or rejects a truce, talks or an agreement."""

from __future__ import annotations

from truceline.model.statement import Statement
from truceline.read.drafts import Carried, draft, nearest_subject, time_of
from truceline.read.scene import Actor, Scene, longest
from truceline.vocabulary.lexicon import Hit

AROUND = 14  # words between a stance and what it is about at most
SAME = 4  # stances this close are one stance, told by the firmer word
MOST = 3  # positions read in one sentence at most

# A reserve outweighs the word beside it ("did not rule out accepting").
FIRMNESS = ("undecided", "ends", "suspends", "rejects", "accepts", "proposes")


def positions(scene: Scene, carried: Carried) -> list[Statement]:
    """Return the positions of a sentence, one for each stance and holder, in text order."""
    subjects = scene.of("subject")
    if not subjects or scene.has("trap", "sport", "culture"):
        return []
    stances = [h for h in longest(scene.of("stance")) if _about(h, subjects)]
    found: list[Statement] = []
    for stance in _merged(stances):
        holder = _holder(scene, carried, stance)
        if holder is None or any(_same(each, holder, stance) for each in found):
            continue
        found.append(_position(scene, stance, holder, subjects))
    return found[:MOST]


def _about(stance: Hit, subjects: list[Hit]) -> bool:
    return any(
        abs(s.first - stance.last) <= AROUND or abs(stance.first - s.last) <= AROUND
        for s in subjects
    )


def _merged(stances: list[Hit]) -> list[Hit]:
    """Return stances with neighbours of one breath merged into the firmest."""
    kept: list[Hit] = []
    for hit in stances:
        if kept and hit.first - kept[-1].last <= SAME:
            kept[-1] = min(kept[-1], hit, key=lambda h: FIRMNESS.index(h.value))
        else:
            kept.append(hit)
    return kept


def _same(statement: Statement, holder: str, stance: Hit) -> bool:
    return statement.perpetrator == holder and statement.stance.startswith(stance.value)


def _holder(scene: Scene, carried: Carried, stance: Hit) -> str | None:
    """Return the party whose stance it is: who acts, who is named by "by", or who speaks."""
    behind = [a for a in scene.actors if 0 < a.first - stance.last <= SAME]
    for actor in behind:
        if scene.between(stance.last + 1, actor.first - 1, "mark", "agent"):
            return actor.party
    before = nearest_subject(scene, stance.first)
    if before is not None:
        return before.party
    owner = _possessor(scene, stance)
    if owner:
        return owner.party
    for speaker in scene.speakers:
        if not speaker.relay and speaker.party:
            return speaker.party
    if carried.speaker and carried.speaker[1]:
        return carried.speaker[1]
    return None


def _possessor(scene: Scene, stance: Hit) -> Actor | None:
    """Return the party in "Russia's response", "the US proposal"."""
    owners = [a for a in scene.actors if a.role != "forms" and abs(stance.first - a.last) <= AROUND]
    return min(owners, key=lambda a: abs(stance.first - a.last)) if owners else None


def _position(scene: Scene, stance: Hit, holder: str, subjects: list[Hit]) -> Statement:
    about = min(subjects, key=lambda s: abs(s.first - stance.first))
    value = stance.value
    negated = scene.between(stance.first - 2, stance.first - 1, "negation")
    if negated and value in ("accepts", "proposes"):
        value = "rejects"
    if value == "accepts" and scene.has("condition"):
        value = "accepts_conditionally"
    binder = next((s for s in scene.speakers if s.binds == holder), None)
    return draft(
        scene, "position", 0, len(scene.text),
        stance=value,
        perpetrator=holder,
        perpetrator_stated=any(a.party == holder for a in scene.actors),
        authority=binder.binds if binder else None,
        about=scene.text[about.start : about.end].casefold(),
        time=time_of(scene),
    )  # fmt: skip
