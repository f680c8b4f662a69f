"""Postures: ground taken or given up, and forces moved."""

from __future__ import annotations

from truceline.model.statement import Statement
from truceline.read.events.actors import UNKNOWN, doer_of
from truceline.read.events.spots import places_of, spots_of
from truceline.read.scenes.drafts import draft, time_of
from truceline.read.scenes.scene import Actor, Scene
from truceline.read.stances.modality import modality

_PEACE = ("sport", "crime", "accident", "culture")


def postures(scene: Scene, actors: tuple[Actor, ...]) -> list[Statement]:
    """Return that a side gained, lost or gave ground, or moved forces, if a sentence says so."""
    cues = scene.of("posture")
    if not cues or scene.has("trap", *_PEACE) or scene.has("threat") or scene.has("demand"):
        return []
    doer = doer_of(scene, cues, actors)
    spots = spots_of(scene)
    if doer.party == UNKNOWN or not (spots or len(cues) > 1):
        return []
    return [
        draft(
            scene,
            "posture",
            0,
            len(scene.text),
            modality=modality(scene, "posture", 0, len(scene.text)),
            perpetrator=doer.party,
            perpetrator_stated=doer.stated,
            about=cues[0].value,
            places=places_of([s for s in spots if s.role == "event"]),
            time=time_of(scene),
        )
    ]
