"""What a denial denies: the act, places and time of the event, from the words that tell it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from truceline.ground.times import TimeRange
from truceline.model.statement import Statement
from truceline.model.values import Place, Span
from truceline.read.events.incidents import CUES, act_of
from truceline.read.events.spots import places_of, spots_of
from truceline.read.scenes.drafts import Carried, time_of
from truceline.read.scenes.scene import Scene

_VAGUE = ("", "attack_unspecified")


def denied_event(
    scene: Scene, carried: Carried, told: Sequence[Span], since: int
) -> dict[str, Any]:
    """Return act, places and time of what is denied, as fields of a statement.

    told: the stretches of the sentence that tell it, the whole sentence if there are none; since:
    code point from which a time outside of them may still be the event's, not that of denying it.
    What they leave open the sentence around them tells, and then the report just before, if
    nothing speaks against the denial being of it. The act is "" where no words tell of one.
    """
    whole = (Span(0, len(scene.text)),)
    act = _act(scene, told or whole) or _act(scene, whole)
    places = _places(scene, told or whole) or _places(scene, whole)
    inside = (time_of(scene, *each) for each in told)
    time = next((t for t in inside if t is not None), None) or time_of(scene, since)
    found = {"act": act, "places": places, "time": time}
    report = carried.report
    if report is None or not _of(report, act, places, time):
        return found
    return {
        "act": report.act if act in _VAGUE else act,
        "places": places or report.places,
        "time": time or report.time,
    }


def _act(scene: Scene, told: Sequence[Span]) -> str:
    """Return the act that the words of some stretches name, "" if they tell of none."""
    for start, end in told:
        cues = tuple(h for h in scene.hits if h.group in CUES and start <= h.start < end)
        weapons = any(start <= h.start < end for h in scene.of("weapon"))
        if cues or weapons:
            return act_of(scene, *scene.word_range(start, end), cues)
    return ""


def _places(scene: Scene, told: Sequence[Span]) -> tuple[Place, ...]:
    spots = [s for s in spots_of(scene) if s.role == "event"]
    inside = [s for s in spots if any(a <= s.mention.start < b for a, b in told)]
    return places_of(inside)


def _of(report: Statement, act: str, places: tuple[Place, ...], time: TimeRange | None) -> bool:
    """Tell whether a denial may be of a report: no other act, no other place, no other time."""
    if act not in _VAGUE and report.act not in _VAGUE and act != report.act:
        return False
    if time is not None and report.time is not None:
        apart = time.earliest > report.time.latest or report.time.earliest > time.latest
        if apart:
            return False
    names = {place.name for place in report.places}
    return not places or any(place.name in names for place in places)
