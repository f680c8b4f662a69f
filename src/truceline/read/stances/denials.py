"""Denials: what a party says did not happen, or was not its doing."""

from __future__ import annotations

from truceline.model.statement import Denies, Statement
from truceline.read.events.actors import doer_of
from truceline.read.scenes.drafts import Carried, draft
from truceline.read.scenes.lexicon import Hit
from truceline.read.scenes.scene import Actor, Scene
from truceline.read.stances.denial_clauses import denial_clauses, denying_words
from truceline.read.stances.denied import denied_event

_PEACE = ("sport", "crime", "accident", "culture")


def denials(scene: Scene, actors: tuple[Actor, ...], carried: Carried) -> list[Statement]:
    """Return the denials of a sentence and what they deny: the event itself, or who did it.

    Where the language has a grammar here, it tells them; words do elsewhere.
    """
    if denying_words(scene.lang) is None:
        return _by_words(scene, actors, carried)
    return denial_clauses(scene, carried)


def _by_words(scene: Scene, actors: tuple[Actor, ...], carried: Carried) -> list[Statement]:
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
            **denied_event(scene, carried, (), _since(cues[0], acts)),
        )
    ]


def _since(cue: Hit, acts: list[Hit]) -> int:
    """Return from where a sentence's time is that of what it denies, and not of denying it.

    "On Monday X denied a strike on Sunday": after the word that denies, unless all that is denied
    stands before it ("the strike on Sunday was denied") or the deed itself is negated.
    """
    verb = cue.value == "verb" and any(each.start > cue.start for each in acts)
    return cue.end if verb else 0
