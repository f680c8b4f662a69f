"""Statements from what a language model points at; every value is read by our own rules."""

from __future__ import annotations

from typing import Any, cast

from truceline.model.statement import Kind, Statement
from truceline.model.values import Bounds, Place, Span
from truceline.read.events.spots import lists_of, places_of, spots_of
from truceline.read.harm.tolls import toll_of
from truceline.read.language_model.answers import Pointed
from truceline.read.scenes.drafts import draft
from truceline.read.scenes.scene import Scene
from truceline.read.stances.modality import modality

UNKNOWN = "unknown"


def confirmed(scene: Scene, found: Pointed, text: str, name: str) -> Statement:
    """Return the statement that an answer points at.

    scene: the quoted words, read by the rules; text: what the answer's spans count; name: the
    model's. Parties, places, times and numbers are those that the rules find in the words that
    the answer quotes for them; what they do not find there stays unknown.
    """
    end = found.span.end - found.span.start
    killed, injured = _toll(scene, found, "killed"), _toll(scene, found, "injured")
    fields: dict[str, Any] = {"perpetrator": _party(scene, found), "places": _places(scene, found)}
    if found.kind == "incident_report":
        fields |= {
            "act": found.act or "attack_unspecified",
            "modality": modality(scene, "incident_report", 0, end),
        }
        fields |= {"killed": killed, "injured": injured, "followup": scene.has("followup")}
    elif found.kind == "threat":
        fields |= {"act": found.act, "modality": "threatened"}
    elif found.kind == "tally":
        fields |= {"quantity": _quantity(scene, found), "killed": killed, "injured": injured}
    elif found.kind in ("position", "undertaking"):
        fields |= {"stance": found.stance}
    spoken = text[found.speaker.start : found.speaker.end] if found.speaker else ""
    return draft(
        scene,
        cast("Kind", found.kind),
        0,
        end,
        perpetrator_stated=fields["perpetrator"] not in ("", UNKNOWN),
        speaker=" ".join(spoken.split()),
        time=_time(scene, found),
        read_by=f"language model {name}",
        **fields,
    )


def _own(found: Pointed, name: str) -> Span | None:
    """Return the words that an answer quotes for a field, counted in the scene's text."""
    span = found.fields.get(name)
    return _shifted(span, found) if span else None


def _shifted(span: Span, found: Pointed) -> Span:
    return Span(span.start - found.span.start, span.end - found.span.start)


def _party(scene: Scene, found: Pointed) -> str:
    span = _own(found, "perpetrator_quote")
    named = dict.fromkeys(
        actor.party
        for actor in scene.actors
        if span
        and span.start <= scene.words[actor.first].start
        and scene.words[actor.last].end <= span.end
    )
    if len(named) == 1:
        return next(iter(named))
    return UNKNOWN if found.kind in ("incident_report", "threat") else ""


def _toll(scene: Scene, found: Pointed, field: str) -> Bounds | None:
    """Return a toll that the rules read in the words quoted for it, and nowhere else."""
    span = _own(found, f"{field}_quote")
    if span is None:
        return None
    first, last = scene.word_range(span.start, span.end)
    bounds: Bounds | None = getattr(toll_of(scene, first, last), field)
    whole: Bounds | None = getattr(toll_of(scene), field)
    return bounds if bounds == whole else None


def _quantity(scene: Scene, found: Pointed) -> Bounds | None:
    span = _own(found, "quantity_quote")
    inside = [
        each.bounds
        for each in scene.numbers
        if span and span.start <= each.start and each.end <= span.end and not each.percent
    ]
    return inside[0] if len(inside) == 1 else None


def _places(scene: Scene, found: Pointed) -> tuple[Place, ...]:
    quoted = [_shifted(span, found) for span in found.places]
    spots = [
        spot
        for listed in lists_of(scene, spots_of(scene))
        for spot in listed
        if any(
            s.start < scene.words[spot.last].end and scene.words[spot.first].start < s.end
            for s in quoted
        )
    ]
    return places_of(spots)


def _time(scene: Scene, found: Pointed) -> Any:  # noqa: ANN401 - TimeRange or None
    span = _own(found, "time_quote")
    inside = (
        m.range
        for m in scene.times
        if span and m.range and span.start < m.end and m.start < span.end
    )
    return next(inside, None)
