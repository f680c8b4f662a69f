"""Positions: who proposes, accepts or rejects a truce, talks or an agreement."""

from __future__ import annotations

from dataclasses import replace

from truceline.model.statement import Statement
from truceline.read.events.actors import marked
from truceline.read.scenes.drafts import Carried, draft, nearest_subject, other_subject, time_of
from truceline.read.scenes.lexicon import Hit
from truceline.read.scenes.scene import Actor, Scene, longest
from truceline.read.stances.accords import accords_of
from truceline.read.stances.modality import modality
from truceline.read.stances.position_clauses import announced, position_clauses

AROUND = 14  # words between a stance and what it is about at most
SAME = 4  # stances this close are one stance, told by the firmer word
BESIDE = 3  # words between a stance and "by" whom at most
AHEAD = 5  # words between "if" or "must" and the stance that it takes back at most
HUNG = 4  # words between "hope that" or "as soon as" and the party whose stance hangs on it at most
PAPER = 5  # words between a proposal and what it proposes at most
MOST = 3  # positions read in one sentence at most
MIRRORED = "accepts_conditionally"  # told by set phrases that no grammar joins

# A reserve outweighs the word beside it ("did not rule out accepting").
FIRMNESS = (
    "undecided",
    "ends",
    "suspends",
    "rejects",
    "accepts_conditionally",
    "accepts",
    "proposes",
)


def positions(scene: Scene, carried: Carried) -> list[Statement]:
    """Return the positions of a sentence, one for each stance and holder, in text order.

    Where the language has a grammar here, it tells them; words in their order do elsewhere.
    """
    if accords_of(scene.lang) is None:
        return _by_words(scene, carried)
    found = position_clauses(scene, carried)
    return found + [each for each in _by_words(scene, carried, MIRRORED) if not _known(each, found)]


def _known(one: Statement, found: list[Statement]) -> bool:
    """Tell whether a stance of the party is among those found."""
    return any(each.stance == one.stance and each.perpetrator == one.perpetrator for each in found)


def _by_words(scene: Scene, carried: Carried, only: str = "") -> list[Statement]:
    """Return positions by words and their order; only: of one stance, told by set phrases."""
    subjects = longest(scene.of("subject"))
    if not subjects or scene.has("trap", "sport", "culture"):
        return []
    told = longest(scene.of("stance", only) if only else scene.of("stance"))
    stances = [h for h in told if _about(scene, h, subjects)]
    nouns = [] if only else scene.of("stance_noun")
    found: list[Statement] = []
    for stance in sorted([*_merged(scene, stances), *nouns], key=lambda h: h.first):
        holder = _holder(scene, carried, stance)
        if holder is None or _taken_back(scene, stance, holder) or _no_pledge(scene, stance):
            continue
        if not any(_same(each, holder, stance) for each in found):
            found.append(_position(scene, stance, holder, _object(scene, stance, subjects)))
    return found[:MOST]


def _about(scene: Scene, stance: Hit, subjects: list[Hit]) -> bool:
    """Tell whether a stance is about a truce or talks, and not first about some undertaking."""
    nearest = min(max(s.first - stance.last, stance.first - s.last) for s in subjects)
    others = [h.first - stance.last for h in scene.of("undertaking") if h.first > stance.last]
    return nearest <= AROUND and not any(0 < gap < min(nearest, AROUND) for gap in others)


def _merged(scene: Scene, stances: list[Hit]) -> list[Hit]:
    """Return stances with neighbours of one breath merged into the firmest.

    What is accepted and who proposed it are two, however near they stand; so are two that "but"
    sets against each other.
    """
    kept: list[Hit] = []
    for hit in stances:
        apart = kept and (kept[-1].value == "proposes") != (hit.value == "proposes")
        contrast = kept and scene.between(kept[-1].last + 1, hit.first - 1, "clause")
        if kept and not (apart or contrast) and hit.first - kept[-1].last <= SAME:
            firmest = min(kept[-1], hit, key=lambda h: FIRMNESS.index(h.value))
            kept[-1] = replace(firmest, last=hit.last, end=hit.end, first=kept[-1].first)
        else:
            kept.append(hit)
    return kept


def _object(scene: Scene, stance: Hit, subjects: list[Hit]) -> Hit:
    """Return what a stance is about: what follows in the same breath, else what stands nearest.

    A proposal gives way to what it proposes ("the proposal for a truce"); what somebody "put
    forth by" a party stands before.
    """
    nearest = min(subjects, key=lambda s: (abs(s.first - stance.first), s.first))
    if _agents(scene, stance):
        earlier = [s for s in subjects if s.last < stance.first]
        return earlier[-1] if earlier else nearest
    after = [
        s
        for s in subjects
        if 0 <= s.first - stance.last <= AROUND
        and not set(scene.text[stance.end : s.start]) & set(",;")
        and not scene.between(stance.last + 1, s.first, "stance")
    ]
    if not after:
        return nearest
    inner = [s for s in after[1:] if s.first - after[0].last <= PAPER and s.value != "paper"]
    return inner[0] if after[0].value == "paper" and inner else after[0]


def _same(statement: Statement, holder: str, stance: Hit) -> bool:
    return statement.perpetrator == holder and statement.stance.startswith(stance.value)


def _taken_back(scene: Scene, stance: Hit, holder: str) -> bool:
    """Tell whether somebody else only hopes for the stance, or makes it a condition."""
    before = (stance.first - AHEAD, stance.first - 1)
    voices = [s.party for s in scene.speakers if not s.relay]
    own = holder in voices
    wished = scene.between(*before, "wish", "other") and not own
    wished = wished or (scene.between(*before, "wish", "forecast") and bool(voices) and not own)
    bound = scene.between(*before, "condition") and stance.value == "accepts"
    return wished or bound or _hangs(scene, stance, holder)


def _no_pledge(scene: Scene, stance: Hit) -> bool:
    """Tell whether a pledge that hangs on the other side is denied, which says of no stance."""
    denied = scene.between(stance.first - 2, stance.first - 1, "negation")
    return stance.value == "accepts_conditionally" and denied


def _hangs(scene: Scene, stance: Hit, holder: str) -> bool:
    """Tell whether the party itself stands in a hope or condition ("as soon as X agrees")."""
    return any(
        actor.party == holder
        and hit.last < actor.first <= actor.last < stance.first
        and actor.first - hit.last <= HUNG
        and not set(scene.text[hit.end : stance.start]) & set(",;")
        for hit in (*scene.of("wish"), *scene.of("condition"))
        for actor in scene.actors
    )


def _agents(scene: Scene, stance: Hit) -> list[Actor]:
    """Return the parties by whom a stance is said to be ("put forth by X")."""
    near = [a for a in scene.actors if 0 < a.first - stance.last <= BESIDE]
    return [a for a in near if marked(scene, a.first, "agent")]


def _holder(scene: Scene, carried: Carried, stance: Hit) -> str | None:
    """Return the party whose stance it is: who acts, who is named by "by", or who speaks."""
    agents = _agents(scene, stance)
    if agents:
        return agents[0].party
    if stance.group == "stance_noun":
        owners = [a for a in scene.actors if 0 < stance.first - a.last <= 1]
        return owners[0].party if owners and owners[0].role != "forms" else None
    voices = [s.party for s in scene.speakers if not s.relay and s.party]
    if stance.value == "ends" and voices:
        return voices[0]
    owner = _possessor(scene, stance)
    beside = owner if owner and stance.first - owner.last == 1 else None
    if beside is None and other_subject(scene, stance.first):
        return None
    before = beside or nearest_subject(scene, stance.first) or owner
    said = [*voices, carried.speaker[1] if carried.speaker else None]
    return before.party if before is not None else said[0]


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


def _position(scene: Scene, stance: Hit, holder: str, about: Hit) -> Statement:
    value = stance.value
    negated = scene.between(stance.first - 2, stance.first - 1, "negation")
    if negated and value in ("accepts", "proposes"):
        value = "rejects"
    if value == "accepts" and scene.has("condition"):
        value = "accepts_conditionally"
    window = announced(scene)
    return draft(
        scene,
        "position",
        0,
        len(scene.text),
        modality=modality(scene, "position", 0, len(scene.text)),
        stance=value,
        perpetrator=holder,
        perpetrator_stated=any(a.party == holder for a in scene.actors),
        about=scene.text[about.start : about.end].casefold(),
        time=None if window else time_of(scene),
        window=window,
    )
