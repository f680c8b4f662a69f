"""Who did it, as the words of a sentence say; never from the place alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from truceline.read.scene import Actor, Scene
from truceline.vocabulary.lexicon import Hit

FAR = 12  # words between a subject and its verb at most
NEAR = 3  # words between an adjective and the noun that it goes with at most
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Doer:
    """The party that the words make the doer, and whether they name it themselves."""

    party: str
    stated: bool


def _marked(scene: Scene, index: int, value: str) -> bool:
    """Tell whether the word before an index (an article skipped) is a mark of that value."""
    for at in (index - 1, index - 2):
        if at >= 0 and scene.between(at, at, "mark", value):
            return True
        if at < 0 or len(scene.words[at].folded) > NEAR:
            return False
    return False


def _weight(scene: Scene, actor: Actor, cue: Hit) -> int:
    """Return how strongly the grammar makes an actor the doer of a cue, 0 for not at all."""
    if _marked(scene, actor.first, "agent"):
        return 5
    patient = _marked(scene, actor.first, "patient")
    before = cue.first - actor.last
    after = actor.first - cue.last
    if actor.role == "adjectives":
        return _adjective_weight(scene, actor, cue, patient)
    if 0 < before <= FAR and not patient:
        passive = scene.between(actor.last + 1, cue.first, "mark", "passive")
        subject = actor.role == "subjects" and not passive
        return 3 if subject else 0
    genitive = 0 < after <= NEAR - 1 and not patient and scene.lang != "en"
    if genitive and not scene.between(cue.last + 1, actor.first - 1, "mark"):
        return 4
    return 1 if actor.role == "subjects" and not patient and 0 < after <= FAR else 0


def _adjective_weight(scene: Scene, actor: Actor, cue: Hit, patient: bool) -> int:
    if 0 < cue.first - actor.last <= NEAR:
        return 4
    armed = [*scene.of("weapon"), *scene.of("act"), *scene.of("attack")]
    owned = any(0 < h.first - actor.last <= NEAR for h in armed)
    if owned and not scene.between(actor.first - NEAR, actor.first - 1, "destroy"):
        return 2 if patient else 4
    return 0


def doer_of(scene: Scene, cues: Iterable[Hit], actors: Iterable[Actor]) -> Doer:
    """Return the doer of the first cue that has one; "unknown" where the words leave it open."""
    known = tuple(actors)
    best: tuple[int, int, Actor] | None = None
    for cue in cues:
        for actor in known:
            weight = _weight(scene, actor, cue)
            gap = abs(actor.first - cue.first)
            if weight and (best is None or (weight, -gap) > (best[0], best[1])):
                best = (weight, -gap, actor)
    if best:
        return Doer(best[2].party, True)
    implied = {scene.setting(h, "used_by") for h in scene.of("weapon")} - {""}
    return Doer(implied.pop(), False) if len(implied) == 1 else Doer(UNKNOWN, False)
