"""Postures, threats and denials: ground and forces, what is feared or announced, what is denied."""

from __future__ import annotations

from truceline.model.statement import Denies, Statement
from truceline.read.actors import UNKNOWN, Doer, doer_of
from truceline.read.drafts import alleged, draft, main_subject, time_of
from truceline.read.incidents import act_of, cues_of
from truceline.read.scene import Actor, Scene
from truceline.read.spots import places_of, spots_of

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
            modality=alleged(scene),
            perpetrator=doer.party,
            perpetrator_stated=doer.stated,
            about=cues[0].value,
            places=places_of([s for s in spots if s.role == "event"]),
            time=time_of(scene),
        )
    ]


def threats(scene: Scene, actors: tuple[Actor, ...]) -> list[Statement]:
    """Return an alarm, a forecast or a threat of an attack, if a sentence says so."""
    cues = scene.of("threat")
    armed = [*cues_of(scene), *scene.of("posture"), *scene.of("weapon")]
    alarm = scene.has("threat", "alarm")
    peaceful = scene.has("trap", *_PEACE, "politics")
    if not cues or not (armed or alarm) or peaceful:
        return []
    subject = main_subject(scene, cues[0].first)
    doer = Doer(subject.party, True) if subject else doer_of(scene, cues, actors)
    return [
        draft(
            scene,
            "threat",
            0,
            len(scene.text),
            modality="threatened",
            act=act_of(scene, 0, len(scene.words) - 1, tuple(cues_of(scene))) if armed else "",
            perpetrator=doer.party,
            perpetrator_stated=doer.stated,
            about=cues[0].value,
            places=places_of([s for s in spots_of(scene) if s.role == "event"]),
            time=time_of(scene),
        )
    ]


def denials(scene: Scene, actors: tuple[Actor, ...]) -> list[Statement]:
    """Return a denial and what it denies: the event itself, or who did it."""
    cues = scene.of("denial")
    if not cues or scene.has("trap", *_PEACE):
        return []
    acts = [h for h in scene.hits if h.group in ("act", "attack", "breach", "under")]
    if not acts and not scene.has("doubt"):
        return []
    blamed = scene.has("doubt", "alleged") and bool(actors)
    denies: Denies = "author" if blamed and not acts else "event"
    speaker = next((s.party for s in scene.speakers if s.party and not s.relay), None)
    doer = doer_of(scene, cues, actors)
    return [
        draft(
            scene,
            "denial",
            0,
            len(scene.text),
            modality="denied",
            perpetrator=speaker or doer.party,
            perpetrator_stated=doer.stated,
            denies=denies,
            places=places_of([s for s in spots_of(scene) if s.role == "event"]),
            time=time_of(scene),
        )
    ]
