"""Who did it, as the words of a sentence say; never from the place alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from truceline.read.scenes.lexicon import Hit
from truceline.read.scenes.scene import Actor, Scene

FAR = 12  # words between a subject and its verb at most
NEAR = 3  # words between an adjective and the noun that it goes with at most
WITHIN = 7  # words between a cue and a weapon that it can be about at most
UNKNOWN = "unknown"
MOST_ACTORS, MOST_CUES = 20, 16  # weighed in one sentence; more stand only in hostile ones
# How strongly the grammar speaks: "by X" most, then "X's attack", then a subject before, and a
# subject after the cue least.
BY, OWN, SUBJECT, HALF_OWN, AFTER = 5, 4, 3, 2, 1


@dataclass(frozen=True, slots=True)
class Doer:
    """The party that the words make the doer, and whether they name it themselves."""

    party: str
    stated: bool


def marked(scene: Scene, index: int, value: str) -> bool:
    """Tell whether the word before an index (an article skipped) is a mark of that value."""
    for at in (index - 1, index - 2):
        if at >= 0 and scene.between(at, at, "mark", value):
            return True
        if at < 0 or len(scene.words[at].folded) > NEAR:
            return False
    return False


def is_verb(cue: Hit) -> bool:
    """Tell whether a cue is a verb whose subject is the doer."""
    return cue.group in ("strike_verb", "destroy") or (cue.group, cue.value) == ("attack", "verb")


def _weight(scene: Scene, actor: Actor, cue: Hit) -> int:
    """Return how strongly the grammar makes an actor the doer of a cue, 0 for not at all."""
    if actor.role in ("voices", "objects"):
        return 0
    if marked(scene, actor.first, "agent"):
        return BY
    patient = marked(scene, actor.first, "patient")
    if actor.role == "adjectives":
        return _adjective_weight(scene, actor, cue, patient)
    if actor.last < cue.first:
        return 0 if patient or cue.first - actor.last > FAR else _before_weight(scene, actor, cue)
    return 0 if patient or scene.lang == "en" else _after_weight(scene, actor, cue)


def _before_weight(scene: Scene, actor: Actor, cue: Hit) -> int:
    """Weigh an actor before the cue; one that is quoted acts only if no weapon stands between."""
    if actor.role == "speaking":
        alone = not scene.between(actor.last + 1, cue.first - 1, "weapon")
        return AFTER if is_verb(cue) and alone else 0
    return SUBJECT if actor.role == "subjects" and not _passive(scene, cue) else 0


def _after_weight(scene: Scene, actor: Actor, cue: Hit) -> int:
    """Weigh an actor after the cue: a genitive that owns the noun, or a late subject."""
    gap = actor.first - cue.last
    free = not scene.between(cue.last + 1, actor.first - 1, "mark")
    if 0 < gap < NEAR and not is_verb(cue) and free:
        return OWN
    return AFTER if actor.role == "subjects" and 0 < gap <= FAR else 0


def _passive(scene: Scene, cue: Hit) -> bool:
    """Tell whether the subject of a cue suffers it ("was attacked", "fell into an ambush")."""
    active = scene.words[cue.first].folded.endswith("ing")
    return not active and scene.between(cue.first - 2, cue.last, "mark", "passive")


def _adjective_weight(scene: Scene, actor: Actor, cue: Hit, patient: bool) -> int:
    if 0 < cue.first - actor.last <= NEAR and not is_verb(cue):
        return OWN
    armed = [*scene.of("weapon"), *scene.of("act"), *scene.of("attack", "noun")]
    owned = any(
        0 < h.first - actor.last <= NEAR and abs(h.first - cue.first) <= WITHIN for h in armed
    )
    if owned and not scene.between(actor.first - NEAR, actor.first - 1, "destroy"):
        return HALF_OWN if patient else OWN
    return 0


def _best(scene: Scene, cues: Iterable[Hit], actors: Sequence[Actor]) -> Actor | None:
    ranked = [
        (weight, -abs(actor.first - cue.first), -actor.first, actor.party)
        for cue in cues
        for actor in actors
        if (weight := _weight(scene, actor, cue))
    ]
    if not ranked:
        return None
    first = max(ranked, key=lambda r: r[:3])[2]
    return next(a for a in actors if a.first == -first)


def doer_of(scene: Scene, cues: Iterable[Hit], actors: Iterable[Actor]) -> Doer:
    """Return the doer of the cues, verbs before nouns; "unknown" where the words leave it open."""
    known, found = tuple(actors)[:MOST_ACTORS], tuple(cues)[:MOST_CUES]
    by_verb = _best(scene, [c for c in found if is_verb(c)], known)
    actor = by_verb or _best(scene, found, known)
    if actor:
        return Doer(actor.party, True)
    if scene.has("own"):
        first = scene.of("own")[0].first
        owners = [a for a in known if a.last < first]
        return Doer(owners[-1].party, True) if owners else Doer(UNKNOWN, False)
    implied = {scene.setting(h, "used_by") for h in scene.of("weapon")} - {""}
    return Doer(implied.pop(), False) if len(implied) == 1 else Doer(UNKNOWN, False)
