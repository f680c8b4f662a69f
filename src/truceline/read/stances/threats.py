"""Threats: alarms, warnings and forecasts of an attack, and what a party says it will do."""

from __future__ import annotations

from truceline.model.statement import Statement
from truceline.read.events.actors import Doer, doer_of
from truceline.read.events.incidents import act_of, cues_of
from truceline.read.events.spots import places_of, spots_of
from truceline.read.scenes.drafts import Carried, draft, main_subject, time_of
from truceline.read.scenes.lexicon import Hit
from truceline.read.scenes.scene import Actor, Scene
from truceline.read.stances.menaces import menaces_of
from truceline.read.stances.threat_clauses import threat_clauses

AHEAD = 6  # words between a command and the attack that is commanded at most
_PEACE = ("sport", "crime", "accident", "culture")


def threats(
    scene: Scene, actors: tuple[Actor, ...], carried: Carried, *, alone: bool
) -> list[Statement]:
    """Return an alarm, a forecast or a threat of an attack, if a sentence says so.

    Where the language has a grammar here, it tells what is threatened, and words only alarms;
    alone: whether the sentence tells of nothing else that words could mistake for a threat.
    """
    found = threat_clauses(scene, carried)
    return found or (_by_words(scene, actors) if alone else [])


def _by_words(scene: Scene, actors: tuple[Actor, ...]) -> list[Statement]:
    cues = scene.of("threat", *(("alarm",) if menaces_of(scene.lang) else ()))
    ordered = [] if cues else _ordered(scene)
    cues = cues or ordered
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
            modality="ordered" if ordered else "threatened",
            act=act_of(scene, 0, len(scene.words) - 1, tuple(cues_of(scene))) if armed else "",
            perpetrator=doer.party,
            perpetrator_stated=doer.stated,
            about=cues[0].value,
            places=places_of([s for s in spots_of(scene) if s.role == "event"]),
            time=time_of(scene),
        )
    ]


def _ordered(scene: Scene) -> list[Hit]:
    """Return the first word of command that an attack or a weapon follows."""
    armed = [*scene.of("attack"), *scene.of("act"), *scene.of("strike_verb")]
    orders = scene.of("order")
    return [h for h in orders if any(0 < a.first - h.last <= AHEAD for a in armed)][:1]
