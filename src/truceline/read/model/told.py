"""A statement that only the model sees, filled from the words of its piece of the sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from truceline.model.statement import Kind, Statement
from truceline.model.values import Bounds, Place, Span
from truceline.read.events.actors import UNKNOWN, Doer, doer_of
from truceline.read.events.incidents import act_of, cues_of, told_of
from truceline.read.events.spots import places_of, spots_of
from truceline.read.harm.tolls import toll_of
from truceline.read.scenes.drafts import Carried, draft, time_of, window_of
from truceline.read.scenes.scene import Actor, Scene, grouped
from truceline.read.stances.clauses import SUBJECTS
from truceline.read.stances.modality import modality
from truceline.read.stances.positions import HUNG

READ_BY = "model"
KINDS: Final[tuple[Kind, ...]] = (
    "incident_report",
    "tally",
    "posture",
    "position",
    "undertaking",
    "threat",
)
_ACTING = ("subjects", "voices", "speaking")

Fields = dict[str, Any]


def told(scene: Scene, carried: Carried, kind: Kind, piece: Span, stance: str = "") -> Statement:
    """Return a statement of a kind on a piece of a sentence; what its words leave open is open.

    kind: one of KINDS; stance: "" where the kind has none.
    """
    part = _part(scene, piece)
    if kind == "incident_report":
        report = told_of(part, carried, cues_of(part))[0]
        whole = Span(scene.start + piece.start, scene.start + piece.end)
        return replace(report, span=whole, read_by=READ_BY)
    fields = _FIELDS[kind](part, _holder(scene, part, piece, kind))
    if kind == "tally":
        fields["window"] = window_of(part, carried)
    modal = "threatened" if kind == "threat" else modality(scene, kind, piece.start, piece.end)
    return draft(
        scene,
        kind,
        piece.start,
        piece.end,
        modality=modal,
        stance=stance,
        read_by=READ_BY,
        **fields,
    )


def _part(scene: Scene, piece: Span) -> Scene:
    """Return a sentence with only what was found in a piece of it; its words stay."""

    def inside(start: int, end: int) -> bool:
        return piece.start <= start and end <= piece.end

    hits = tuple(h for h in scene.hits if inside(h.start, h.end))
    return replace(
        scene,
        hits=hits,
        groups=grouped(hits),
        numbers=tuple(n for n in scene.numbers if inside(n.start, n.end)),
        times=tuple(t for t in scene.times if inside(t.start, t.end)) or scene.times,
        places=tuple(p for p in scene.places if inside(p.start, p.end)),
        actors=tuple(
            a for a in scene.actors if inside(scene.words[a.first].start, scene.words[a.last].end)
        ),
    )


def _tally(part: Scene, _: Doer) -> Fields:
    doer, toll = doer_of(part, cues_of(part), part.actors), toll_of(part)
    dated = [(t.start, t.end) for t in part.times]
    free = [
        n
        for n in part.numbers
        if not n.percent and not any(s < n.end and n.start < e for s, e in dated)
    ]
    units = part.of("unit")
    return {
        "perpetrator": doer.party,
        "perpetrator_stated": doer.stated,
        "quantity": Bounds(*free[0].bounds) if free else None,
        "unit": units[0].value if units else "",
        "places": _places(part),
        "killed": toll.killed,
        "injured": toll.injured,
    }


def _posture(part: Scene, holder: Doer) -> Fields:
    cues = part.of("posture")
    doer = doer_of(part, cues, part.actors) if cues else holder
    return {
        **_by(doer if doer.party != UNKNOWN else holder, UNKNOWN),
        "about": cues[0].value if cues else "",
        "places": _places(part),
        "time": time_of(part),
    }


def _stance(part: Scene, holder: Doer) -> Fields:
    return {**_by(holder, ""), "time": time_of(part)}


def _threat(part: Scene, holder: Doer) -> Fields:
    cues = tuple(cues_of(part))
    return {
        **_by(holder, UNKNOWN),
        "act": act_of(part, 0, len(part.words) - 1, cues) if cues else "",
        "places": _places(part),
        "time": time_of(part),
    }


def _places(part: Scene) -> tuple[Place, ...]:
    return places_of([s for s in spots_of(part) if s.role == "event"])


def _by(doer: Doer, unnamed: str) -> Fields:
    named = doer.party != UNKNOWN
    return {
        "perpetrator": doer.party if named else unnamed,
        "perpetrator_stated": doer.stated and named,
    }


def _holder(scene: Scene, part: Scene, piece: Span, kind: Kind) -> Doer:
    """Return the first party that acts in a piece, else one that it names, else who acts before it.

    Failing these its speaker's; who says "our" speaks of its own side. Nobody before the piece
    counts where it has a subject of its own, nor for an undertaking, which is often told of those
    whom it frees. What others hope or foretell of a party is no position of that party.
    """
    named = [a for a in part.actors if a.role != "objects"]
    if kind == "position":
        named = [a for a in named if not _wished(scene, a)]
    acting = [a for a in named if a.role in _ACTING]
    open_to_others = kind != "undertaking" and not _has_subject(scene, piece)
    before = [
        a
        for a in scene.actors
        if open_to_others
        and a.role in ("subjects", "voices")
        and scene.words[a.last].end <= piece.start
    ]
    voiced = [s.party for s in part.speakers if s.party and not s.relay]
    if voiced and part.has("own"):
        return Doer(voiced[0], False)
    for found in (acting, named, before[-1:]):
        if found:
            return Doer(found[0].party, True)
    return Doer(voiced[0], False) if voiced else Doer(UNKNOWN, False)


def _wished(scene: Scene, actor: Actor) -> bool:
    """Tell whether somebody hopes, demands or foretells what a party is to do."""
    for hit in (*scene.of("wish"), *scene.of("condition")):
        gap = actor.first - hit.last
        between = scene.text[hit.end : scene.words[actor.first].start]
        if hit.value != "forecast" and 0 < gap <= HUNG and not set(between) & set(",;"):
            return True
    others = any(s.party != actor.party for s in scene.speakers if not s.relay)
    return others and scene.between(actor.last + 1, actor.last + 1, "wish", "forecast")


def _has_subject(scene: Scene, piece: Span) -> bool:
    """Tell whether a piece has a subject in words of its own; "who" and "that" are none."""
    tokens = scene.parse.tokens if scene.parse else ()
    inside = (t for t in tokens if piece.start <= t.start and t.end <= piece.end)
    return any(t.dep in SUBJECTS and t.pos != "PRON" for t in inside)


_FIELDS: Mapping[Kind, Callable[[Scene, Doer], Fields]] = MappingProxyType(
    {
        "tally": _tally,
        "posture": _posture,
        "position": _stance,
        "undertaking": _stance,
        "threat": _threat,
    }
)
