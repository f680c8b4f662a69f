"""Who attacked where the words tell only whom it was done to: a side's foe in a war of two."""

from __future__ import annotations

from collections.abc import Mapping

from truceline.read.events.actors import Doer
from truceline.read.scenes.lexicon import Hit
from truceline.read.scenes.scene import Actor, Scene

REACH = 5  # words between a verb and its object at most
OWNED = 3  # words between an attack and whose it is at most
_NO_OBJECT = ("subjects", "voices", "speaking")


def repelled_by(scene: Scene, opponents: Mapping[str, str]) -> Doer | None:
    """Return whose attack was repelled: the owner it is told to have, else the foe of who did.

    Who repels an attack did not begin it (the codebook of the labelled headlines). None where no
    attack is said to be repelled or neither side is named; a foe is inferred, so not stated.
    """
    for verb in scene.of("repel"):
        attacks = [h for h in _attacks(scene) if abs(h.first - verb.last) <= REACH]
        if not attacks:
            continue
        owner = next((a.party for a in scene.actors if _owns(a, attacks)), None)
        if owner:
            return Doer(owner, True)
        before = [a.party for a in scene.actors if a.last < verb.first and a.role != "voices"]
        foe = opponents.get(before[-1]) if before else None
        if foe:
            return Doer(foe, False)
    return None


def foe_of(scene: Scene, opponents: Mapping[str, str]) -> str | None:
    """Return the foe of the one side named, where the sentence says that its things were wrecked.

    "Gunners destroyed a howitzer of A": who did it is not named, but A is at war with B alone.
    None for a side without a known foe.
    """
    if len({a.party for a in scene.actors}) != 1:
        return None
    for verb in scene.of("wreck"):
        for actor in scene.actors:
            if _suffers(actor, verb):
                return opponents.get(actor.party)
    return None


def _suffers(actor: Actor, verb: Hit) -> bool:
    """Tell whether what a verb wrecks is a side's.

    A name that has but one form may as well be a late subject, if it stands next to the verb.
    """
    away = actor.first - verb.last
    least = 2 if actor.role == "subjects" else 1
    return actor.role not in ("voices", "speaking") and least <= away <= REACH


def _attacks(scene: Scene) -> list[Hit]:
    return [*scene.of("act", "clash"), *scene.of("attack", "noun")]


def _owns(actor: Actor, attacks: list[Hit]) -> bool:
    """Tell whether an attack is a side's: an adjective before it or a name after it."""
    if actor.role in _NO_OBJECT:
        return False
    if actor.role == "adjectives":
        return any(0 < h.first - actor.last <= OWNED for h in attacks)
    return any(0 < actor.first - h.last <= OWNED - 1 for h in attacks)
