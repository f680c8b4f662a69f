"""What an event found by grammar says: act, side, places, time, toll, from its own clause."""

from __future__ import annotations

from typing import Any, Protocol

from truceline.ground.times import TimeRange
from truceline.model.statement import Kind, Statement
from truceline.model.values import Bounds, Place, Span
from truceline.read.events.actors import UNKNOWN, Doer, doer_of
from truceline.read.events.clauses import NOMINAL
from truceline.read.events.doers import others_subjects, owned, part_of
from truceline.read.events.harmed import shared_span, told_on, toll_told
from truceline.read.events.incidents import act_of, count_of, cues_of, weapon_in
from truceline.read.events.spots import Spot, places_of, spots_of
from truceline.read.events.words import EventWords
from truceline.read.harm.targets import target_of
from truceline.read.harm.tolls import Toll
from truceline.read.moments.anchored import anchors_of
from truceline.read.scenes.drafts import Carried, draft, time_of, window_of
from truceline.read.scenes.lexicon import Hit
from truceline.read.scenes.scene import Scene
from truceline.read.stances.clauses import Clauses
from truceline.read.stances.modality import modality

UNSPECIFIED = "attack_unspecified"


class Told(Protocol):
    """An event as grammar found it."""

    @property
    def index(self) -> int:
        """Return its token."""

    @property
    def kind(self) -> Kind:
        """Return its kind."""

    @property
    def span(self) -> Span:
        """Return its span in the sentence."""

    @property
    def party(self) -> str | None:
        """Return the party that did it, None if no known one is named."""

    @property
    def beside(self) -> tuple[Span, ...]:
        """Return the clauses of harm told as part of it."""

    @property
    def gaps(self) -> tuple[Span, ...]:
        """Return the clauses of further places that share its words, its own if it is one."""

    @property
    def alone(self) -> bool:
        """Tell whether the sentence tells no other event."""


def statement_of(
    scene: Scene, carried: Carried, clauses: Clauses, words: EventWords, told: Told
) -> Statement:
    """Return the statement of an event; fields come from its own clause before the sentence."""
    start, end = told.span
    wide = scene.word_range(*shared_span(scene, told.span, told.gaps))
    cues = [h for h in cues_of(scene) if wide[0] <= h.first <= wide[1]]
    side = _side(scene, carried, clauses, words, told, cues)
    toll = toll_told(scene, clauses, words, told.index, told.span, told.beside, alone=told.alone)
    quantity = _quantity(scene, start, end) if told.kind == "tally" else None
    fields: dict[str, Any] = {
        "modality": modality(scene, told.kind, start, end),
        "perpetrator": side.party,
        "perpetrator_stated": side.stated,
        "killed": toll.killed,
        "injured": toll.injured,
        "places": places_of(_places(scene, clauses, told)) or _carried_places(scene, carried),
        "followup": scene.has("followup"),
    }
    if told.kind == "tally":
        fields |= {"quantity": quantity, "unit": _unit(quantity, toll)}
        fields["window"] = window_of(scene, carried)
    else:
        fields["time"] = _time(scene, start, end)
    if told.kind == "posture":
        fields["about"] = clauses.lemmas[told.index]
    if told.kind == "incident_report":
        fields |= _details(scene, clauses, words, told, cues)
        fields |= told_on(scene, carried, clauses, words, told.index)
    return draft(scene, told.kind, start, end, **fields)


def _unit(quantity: Bounds | None, toll: Toll) -> str:
    """Return what a total counts: persons where it is the number of those harmed."""
    if quantity is None:
        return ""
    return "persons" if quantity in (toll.killed, toll.injured) else "events"


def _details(
    scene: Scene, clauses: Clauses, words: EventWords, told: Told, cues: list[Hit]
) -> dict[str, Any]:
    """Return the fields that only an incident report has."""
    first, last = scene.word_range(*told.span)
    target = target_of(scene, first, last, strict=not told.alone)
    intercepted = words.among(clauses, told.index, "interception")
    means = [h.value for h in scene.of("means")]
    return {
        "act": "air_defence" if intercepted else _act(scene, clauses, words, told, cues),
        "target": target.words,
        "target_class": target.kind,
        "weapon": weapon_in(scene, first, last),
        "count": count_of(scene, first, last) or count_of(scene, 0, last),
        "damage": next((h.value for h in scene.of("damage")), ""),
        "means": means[0] if means else "",
    }


def _act(scene: Scene, clauses: Clauses, words: EventWords, told: Told, cues: list[Hit]) -> str:
    """Return the act that weapons and cues name, else what the verbs and nouns of the clause do."""
    own = words.act_named(clauses, [told.index])
    whole = shared_span(scene, told.span, told.gaps)
    named = act_of(scene, *scene.word_range(*whole), tuple(cues))
    if named != UNSPECIFIED and own != "abduction":
        return named
    inside = [
        index
        for index, token in enumerate(clauses.tokens)
        if told.span.start <= token.start and token.end <= told.span.end
    ]
    if words.held_by(clauses, inside, "act_abduction") and words.held_by(clauses, inside, "harm"):
        return "mixed"
    return own or words.act_named(clauses, inside) or UNSPECIFIED


def _carried_places(scene: Scene, carried: Carried) -> tuple[Place, ...]:
    """Return the places of the report before where the sentence points back to it."""
    return carried.report.places if carried.report and scene.has("anaphora") else ()


def _side(
    scene: Scene,
    carried: Carried,
    clauses: Clauses,
    words: EventWords,
    told: Told,
    cues: list[Hit],
) -> Doer:
    """Return who did it by the grammar, else by the words around, else as told just before.

    Never who suffers it.
    """
    if told.party:
        return Doer(told.party, True)
    found = _by_words(scene, clauses, words, told.index, cues)
    if found.party == UNKNOWN and carried.report and scene.has("anaphora"):
        return Doer(carried.report.perpetrator, False)
    return found


def _by_words(
    scene: Scene, clauses: Clauses, words: EventWords, index: int, cues: list[Hit]
) -> Doer:
    if clauses.tokens[index].pos in NOMINAL and owned(clauses, words, index):
        return Doer(UNKNOWN, False)
    suffering = [i for k in clauses.kids(index, "nsubjpass", "dobj") for i in clauses.under(k)]
    suffered = words.held_by(clauses, clauses.kids(index, "prep"), "suffered")
    if suffered or words.among(clauses, index, "undergoes"):
        suffering += [i for k in clauses.kids(index, "nsubj") for i in clauses.under(k)]
    if clauses.tokens[index].pos in NOMINAL:
        for prep in words.held_by(clauses, clauses.kids(index, "prep"), "where"):
            suffering += clauses.under(prep)
    suffering += others_subjects(clauses, words, index)
    if clauses.tokens[index].dep == "acl":
        suffering += clauses.under(clauses.tokens[index].head, without=(index,))
    held = [(clauses.tokens[i].start, clauses.tokens[i].end) for i in suffering]
    free = [
        a
        for a in scene.actors
        if not any(s < scene.words[a.last].end and scene.words[a.first].start < e for s, e in held)
    ]
    return doer_of(scene, cues, free)


def _places(scene: Scene, clauses: Clauses, told: Told) -> list[Spot]:
    """Return the places of an event's own clause, else of its sentence; none of another's gap.

    One of several ("attacks, one of which killed ...") need not be where the sentence is.
    """
    first, last = scene.word_range(*told.span)
    gaps = [scene.word_range(*each) for each in told.gaps if each != told.span]
    at = clauses.tokens[told.index].start
    dating = any(anchor.start <= at < anchor.end for anchor in anchors_of(scene))
    spots = [s for s in spots_of(scene, dating=dating) if s.role == "event"]
    spots = [s for s in spots if not any(a <= s.first <= b for a, b in gaps)]
    own = [s for s in spots if first <= s.first <= last]
    subjects = clauses.kids(told.index, "nsubj", "nsubjpass")
    one_of = any(part_of(clauses, each) is not None for each in subjects)
    return own if own or one_of else spots


def _time(scene: Scene, start: int, end: int) -> TimeRange | None:
    """Return the time in the event's own clause, else one that stands before it."""
    return time_of(scene, start, end) or time_of(scene, 0, start)


def _quantity(scene: Scene, start: int, end: int) -> Bounds | None:
    inside = [n for n in scene.numbers if start <= n.start and n.end <= end and not n.percent]
    timed = [(m.start, m.end) for m in scene.times]
    counted = [n for n in inside if not any(s <= n.start and n.end <= e for s, e in timed)]
    return Bounds(*max(counted, key=lambda n: n.bounds.min).bounds) if counted else None
