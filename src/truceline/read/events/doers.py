"""Who did an event, as the grammar of its clause tells it."""

from __future__ import annotations

from truceline.read.events.clauses import NOMINAL
from truceline.read.events.words import EventWords
from truceline.read.scenes.drafts import Carried
from truceline.read.scenes.scene import Scene
from truceline.read.stances.clauses import DEEP, RELATIVES, SUBJECTS, Clauses, party_of


def doer(
    scene: Scene,
    clauses: Clauses,
    words: EventWords,
    index: int,
    carried: Carried,
    *,
    accused: bool = False,
) -> tuple[str | None, int | None]:
    """Return the party that does an event, None if no known one, and the token of who does it.

    accused: whether it is a verb of blame, whose object did it.
    """
    token = clauses.tokens[index]
    if token.pos in NOMINAL:
        return _owner(scene, clauses, words, index)
    told_of = token.dep == "acl" and not words.running(clauses.word(index))
    if words.held_by(clauses, clauses.kids(index, "prep"), "suffered"):
        return None, None
    if clauses.passive(index) or (told_of and not clauses.kids(index, "dobj", "conj")):
        agent = clauses.agent(index)
        return _party(scene, clauses, agent), agent
    if accused:
        return _accused(scene, clauses, index)
    subject = _antecedent(clauses, index, clauses.subject(index))
    found = _party(scene, clauses, subject)
    if found is None and subject is not None:
        owned = any(clauses.tokens[k].pos == "PRON" for k in clauses.kids(subject, "poss"))
        if owned or clauses.tokens[subject].pos == "PRON":
            return _meant(scene, clauses, index, subject, carried), subject
    return found, subject


def _accused(scene: Scene, clauses: Clauses, index: int) -> tuple[str | None, int | None]:
    objects = clauses.kids(index, "dobj", "nsubjpass")
    for prep in clauses.kids(index, "prep", "dative"):
        objects += clauses.kids(prep, "pobj")
    for each in objects:
        found = _party(scene, clauses, each)
        if found is not None:
            return found, each
    return None, None


def _party(scene: Scene, clauses: Clauses, index: int | None) -> str | None:
    found = party_of(scene, clauses, index)
    return found.party if found is not None else None


def _meant(
    scene: Scene, clauses: Clauses, index: int, subject: int, carried: Carried
) -> str | None:
    """Return whom a pronoun means: the subject above it, else who was told of or spoke before."""
    for above, _ in clauses.above(index):
        held = clauses.kids(above, *SUBJECTS)
        found = _party(scene, clauses, held[-1]) if held and held[-1] < subject else None
        if found is not None:
            return found
    if carried.report is not None and carried.report.perpetrator_stated:
        return carried.report.perpetrator
    return carried.speaker[1] if carried.speaker else None


def _antecedent(clauses: Clauses, index: int, subject: int | None) -> int | None:
    """Return for "who" or "which" the noun that it stands for."""
    if subject is None or clauses.lemmas[subject] not in RELATIVES:
        return subject
    at = index
    for _ in range(DEEP):
        token = clauses.tokens[at]
        if token.dep == "relcl":
            return token.head
        if token.head == at:
            break
        at = token.head
    return subject


def _owner(
    scene: Scene, clauses: Clauses, words: EventWords, index: int
) -> tuple[str | None, int | None]:
    """Return whose attack a noun's is: "X's attack", "the X attack", "attack by X"."""
    held = clauses.kids(index, "poss", "compound", "amod", "nmod")
    for kid in clauses.kids(index, "prep", "agent"):
        held += clauses.kids(kid, "pobj") if words.among(clauses, kid, "doers") else []
    for kid in held:
        found = _party(scene, clauses, kid)
        if found is not None:
            return found, kid
    return None, None
