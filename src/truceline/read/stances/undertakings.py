"""Undertakings beside the truce itself: aid, intelligence, prisoners; promised, begun, done."""

from __future__ import annotations

from truceline.model.statement import Statement
from truceline.read.events.actors import marked
from truceline.read.scenes.drafts import Carried, draft, nearest_subject, time_of
from truceline.read.scenes.lexicon import Hit
from truceline.read.scenes.scene import Scene, longest
from truceline.read.stances.accords import accords_of
from truceline.read.stances.corridors import corridor_by_words
from truceline.read.stances.modality import modality
from truceline.read.stances.undertaking_clauses import undertaking_clauses

AROUND = 12  # words between an undertaking and the word that tells how far it has come
OWNER = 2  # words between a party and the undertaking that is its own ("US military aid")
FIRMNESS = ("promised", "refused", "suspended", "done", "begun")


def undertakings(scene: Scene, carried: Carried) -> list[Statement]:
    """Return the undertakings of a sentence, and what somebody asks another to undertake.

    Where the language has a grammar here, it tells them; words in their order do elsewhere.
    """
    if accords_of(scene.lang) is None:
        return corridor_by_words(scene) or _by_words(scene)
    done, asked = undertaking_clauses(scene, carried)
    return [*done, *asked]


def _by_words(scene: Scene) -> list[Statement]:
    """Return the undertakings of a sentence, one for each subject and step, in text order."""
    subjects = longest(scene.of("undertaking"))
    if not subjects or scene.has("trap", "sport", "culture", "crime"):
        return []
    found: list[Statement] = []
    for subject in subjects:
        steps = _progress(scene, subject)
        for progress in steps:
            if not any((s.about, s.stance) == (subject.value, progress.value) for s in found):
                found.append(_undertaking(scene, subject, steps[0], progress.value))
    return found


def _progress(scene: Scene, subject: Hit) -> list[Hit]:
    """Return the words that tell how far the undertaking has come: the nearest, and any pause.

    What is still to be done is promised, whatever the verb ("agreed to resume"); a pause that
    the same sentence looks back on stands beside what ends it.
    """
    near = [
        h
        for h in longest(scene.of("progress"))
        if abs(h.first - subject.last) <= AROUND or abs(subject.first - h.last) <= AROUND
    ]
    if not near:
        return []
    before = [h for h in near if h.last < subject.first]
    promised = [h for h in before if h.value == "promised"] if scene.has("resume") else []
    main = min(
        promised or before or near,
        key=lambda h: (abs(subject.first - h.first), FIRMNESS.index(h.value), h.first),
    )
    paused = [h for h in longest(scene.of("progress")) if h.value == "suspended" != main.value]
    return [main, *paused[:1]]


def _undertaking(scene: Scene, subject: Hit, progress: Hit, stance: str) -> Statement:
    """Return an undertaking whose actor is the one of its main step."""
    acting = nearest_subject(scene, progress.first)
    owners = [
        a
        for a in scene.actors
        if 0 <= subject.first - a.last <= OWNER and not marked(scene, a.first, "patient")
    ]
    owner = owners[0] if owners else None
    voiced = next((s.party for s in scene.speakers if s.party and not s.relay), None)
    actor = owner or acting
    before = [a for a in scene.actors if a.first < subject.first and a.role != "objects"]
    fallback = before[0].party if before else voiced or ""
    return draft(
        scene,
        "undertaking",
        0,
        len(scene.text),
        modality=modality(scene, "undertaking", 0, len(scene.text)),
        stance=stance,
        perpetrator=actor.party if actor else fallback,
        perpetrator_stated=actor is not None,
        about=subject.value,
        time=time_of(scene),
    )
