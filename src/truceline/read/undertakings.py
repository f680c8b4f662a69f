"""Undertakings beside the truce itself: aid, intelligence, prisoners; promised, begun, done."""

from __future__ import annotations

from truceline.model.statement import Statement
from truceline.read.drafts import Carried, draft, nearest_subject, time_of
from truceline.read.scene import Scene, longest
from truceline.vocabulary.lexicon import Hit

AROUND = 12  # words between an undertaking and the word that tells how far it has come
FIRMNESS = ("promised", "refused", "suspended", "done", "begun")


def undertakings(scene: Scene, carried: Carried) -> list[Statement]:
    """Return the undertakings of a sentence, one for each subject, in text order."""
    subjects = longest(scene.of("undertaking"))
    if not subjects or scene.has("trap", "sport", "culture", "crime"):
        return []
    found: list[Statement] = []
    for subject in subjects:
        progress = _progress(scene, subject)
        if progress is None or any(each.about == subject.value for each in found):
            continue
        found.append(_undertaking(scene, carried, subject, progress))
    return found


def _progress(scene: Scene, subject: Hit) -> Hit | None:
    """Return the word that tells how far the undertaking has come, nearest first.

    What is still to be done is promised, whatever the verb ("agreed to resume").
    """
    near = [
        h
        for h in longest(scene.of("progress"))
        if abs(h.first - subject.last) <= AROUND or abs(subject.first - h.last) <= AROUND
    ]
    if not near:
        return None
    before = [h for h in near if h.last < subject.first]
    pool = [h for h in before if h.value == "promised"] if scene.has("resume") else []
    pool = pool or before or near
    return min(pool, key=lambda h: (abs(subject.first - h.first), FIRMNESS.index(h.value), h.first))


def _undertaking(scene: Scene, carried: Carried, subject: Hit, progress: Hit) -> Statement:
    actor = nearest_subject(scene, progress.first)
    owner = next((a for a in scene.actors if 0 <= subject.first - a.last <= 2), None)  # noqa: PLR2004 - words
    speaker = next((s.party for s in scene.speakers if s.party and not s.relay), None)
    party = (owner or actor).party if (owner or actor) else speaker or ""
    return draft(
        scene, "undertaking", 0, len(scene.text),
        stance=progress.value,
        perpetrator=party,
        perpetrator_stated=bool(owner or actor),
        about=subject.value,
        time=time_of(scene) or None,
    )  # fmt: skip
