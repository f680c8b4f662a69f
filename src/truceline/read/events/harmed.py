"""Whose toll a count of harm is: that of the event beside it, of its own place, or told before."""

from __future__ import annotations

from typing import Any

from truceline.model.values import Bounds, Span
from truceline.read.events.clauses import clause_span, is_verb
from truceline.read.events.spots import spots_of
from truceline.read.events.view import Made, View
from truceline.read.events.words import EventWords
from truceline.read.harm.tolls import Toll, toll_of, tolls_in
from truceline.read.scenes.drafts import Carried, time_of
from truceline.read.scenes.scene import Scene
from truceline.read.stances.clauses import Clauses

_ARMED = ("act", "attack", "strike_verb", "under", "weapon")
_BESIDE = ("conj", "npadvmod", "dobj")
_ELSEWHERE = ("prep", "agent", "advcl", "npadvmod")  # what may tell another event or place


def gapped(view: View, index: int) -> Made | None:
    """Read a number with a place of its own beside harm ("two died in A and three in B")."""
    clauses = view.clauses
    if gap_verb(clauses, view.words, index) is None or view.under(index, "harm"):
        return None
    inside = clauses.covering(clauses.under(index))
    placed = any(
        inside.start <= p.start and p.end <= inside.end and p.candidates for p in view.scene.places
    )
    return ("incident_report", 3) if placed and clauses.kids(index, "prep") else None


def gap_verb(clauses: Clauses, words: EventWords, index: int) -> int | None:
    """Return the verb of harm that a number shares with the count before it, None if none."""
    token = clauses.tokens[index]
    if token.pos != "NUM" or token.dep not in ("conj", "npadvmod"):
        return None
    for above, dep in clauses.above(index):
        if is_verb(clauses, above):
            return above if words.among(clauses, above, "harm") else None
        if dep not in _BESIDE or clauses.tokens[above].pos not in ("NUM", "NOUN"):
            return None
    return None


def hurt_by_noun(clauses: Clauses, words: EventWords, index: int) -> list[int]:
    """Return who is hurt by a verb that is no verb of harm with a noun or adjective that tells it.

    "Lost their lives", "sustained wounds", "was pronounced dead", "fell in combat"; [] if none.
    """
    objects = clauses.kids(index, "dobj")
    lost = words.among(clauses, index, "loses") and words.held_by(clauses, objects, "life")
    wounds = words.held_by(clauses, objects, "injuries")
    took = words.among(clauses, index, "sustains") and wounds
    states = clauses.kids(index, "oprd", "acomp", "xcomp", "ccomp")
    dead = words.among(clauses, index, "declares") and words.held_by(clauses, states, "dead")
    if lost or took or dead:
        return clauses.kids(index, "nsubj") if not dead else clauses.kids(index, "nsubjpass")
    if not words.among(clauses, index, "falls"):
        return []
    within = words.held_by(clauses, clauses.kids(index, "prep"), "into")
    fights = [k for p in within for k in clauses.kids(p, "pobj")]
    return clauses.kids(index, "nsubj") if words.held_by(clauses, fights, "in_fight") else []


def nobody_hurt(clauses: Clauses, words: EventWords, index: int) -> bool:
    """Tell whether harm is denied as a thing ("there were no casualties")."""
    told = words.among(clauses, index, "tells") or clauses.lemmas[index] in ("be", "cause")
    held = words.held_by(clauses, clauses.kids(index, "nsubjpass", "dobj", "attr"), "harms")
    return told and any(clauses.negated(h) for h in held)


def merged_tolls(view: View, span: Span, merged: frozenset[int]) -> tuple[Span, ...]:
    """Return the clauses of harm outside a span that were told as part of the event in it."""
    found = (clause_span(view.clauses, each) for each in sorted(merged))
    return tuple(each for each in found if not span.start <= each.start < span.end)


def toll_told(
    scene: Scene,
    clauses: Clauses,
    words: EventWords,
    index: int,
    span: Span,
    beside: tuple[Span, ...],
    *,
    alone: bool,
) -> Toll:
    """Return the toll of an event: of its own clause, of those beside it, and what is denied.

    alone: whether the sentence tells this event only, so that a denial of harm anywhere in it
    ("; no casualties were reported") is of it, unless a place stands outside the event's clause.
    """
    verb = gap_verb(clauses, words, index)
    if verb is not None:
        return _counted(scene, clauses, index, verb)
    toll = toll_of(scene, *scene.word_range(*span))
    slain = _slain_by_name(clauses, words, index)
    toll = toll if slain is None else Toll(slain, toll.injured)
    for each in beside:
        toll = _filled(toll, toll_of(scene, *scene.word_range(*each)))
    inside = all(
        span.start <= s.mention.start < span.end for s in spots_of(scene) if s.role == "event"
    )
    if alone and inside:
        none = {each.group: each.bounds for each in tolls_in(scene) if each.kind == "none"}
        toll = _filled(toll, Toll(none.get("killed"), none.get("injured")))
    return toll


def _slain_by_name(clauses: Clauses, words: EventWords, index: int) -> Bounds | None:
    """Return how many are killed by name ("murdered X and Y"), None where others may be too."""
    if not words.among(clauses, index, "slays") or clauses.negated(index):
        return None
    heads = clauses.kids(index, "nsubjpass" if clauses.kids(index, "auxpass") else "dobj")
    for head in heads:
        heads = heads + clauses.kids(head, "conj")
    named = all(clauses.tokens[h].pos == "PROPN" and clauses.is_person(h) for h in heads)
    return Bounds(len(heads), len(heads)) if heads and named else None


def shared_span(scene: Scene, span: Span, gaps: tuple[Span, ...]) -> Span:
    """Return where the act of an event is told: anywhere, if further places share its words."""
    return Span(0, len(scene.text)) if gaps else span


def _filled(toll: Toll, other: Toll) -> Toll:
    """Return a toll with what it does not say taken from another."""
    killed = other.killed if toll.killed is None else toll.killed
    return Toll(killed, other.injured if toll.injured is None else toll.injured)


def _counted(scene: Scene, clauses: Clauses, index: int, verb: int) -> Toll:
    """Return what a number tells that shares the word of harm of a verb."""
    token = clauses.tokens[index]
    number = next((n for n in scene.numbers if n.start < token.end and token.start < n.end), None)
    if number is None:
        return Toll(None, None)
    bounds, at = Bounds(*number.bounds), scene.index_at(clauses.tokens[verb].start)
    killed = scene.between(at, at, "killed")
    return Toll(bounds, None) if killed else Toll(None, bounds)


def told_on(
    scene: Scene, carried: Carried, clauses: Clauses, words: EventWords, index: int
) -> dict[str, Any]:
    """Return where, when and by whom, of harm alone that goes on with the report just before it.

    {} where the sentence has an act, a place or a time of its own, or may tell another event.
    """
    report = carried.report
    harm = words.among(clauses, index, "harm") or nobody_hurt(clauses, words, index)
    harm = harm or bool(hurt_by_noun(clauses, words, index))
    if report is None or not harm or clauses.tokens[index].dep != "ROOT":
        return {}
    own = any(scene.has(group) for group in _ARMED) or scene.places or time_of(scene)
    if own or clauses.kids(index, *_ELSEWHERE):
        return {}
    return {
        "act": report.act,
        "places": report.places,
        "time": report.time,
        "perpetrator": report.perpetrator,
        "perpetrator_stated": False,
        "followup": True,
    }
