"""Threats by what is to be taken, what is to go on and what there will be ("hell to pay")."""

from __future__ import annotations

from truceline.read.scenes.scene import Scene
from truceline.read.stances.clauses import SUBJECTS, Clauses, party_of
from truceline.read.stances.menaces import Menaces

ACRONYM = 4  # letters of a name in capitals at most; a longer one stands in a line of capitals


def takes_place(words: Menaces, clauses: Clauses, index: int) -> bool:
    """Tell whether a verb tells of taking a place or going for it ("advance on X")."""
    if not words.sets["taking"] & set(clauses.wordings(index)):
        return _put_under(words, clauses, index)
    aims = list(clauses.kids(index, "dobj"))
    for each in clauses.kids(index, "prep"):
        if words.has("going_for", clauses.lemmas[each]):
            aims += clauses.kids(each, "pobj")
    return any(_is_place(words, clauses, each) for each in aims)


def _is_place(words: Menaces, clauses: Clauses, index: int) -> bool:
    """Tell whether a noun is a name that is no person's, or all of one ("all of X")."""
    if clauses.tokens[index].pos == "PROPN":
        shouted = clauses.word(index).isupper() and len(clauses.word(index)) > ACRONYM
        return not (shouted or clauses.is_person(index))
    inner = [k for of in clauses.kids(index, "prep") for k in clauses.kids(of, "pobj")]
    whole = clauses.tokens[index].pos in ("PRON", "DET") or words.has(
        "wholes", clauses.lemmas[index]
    )
    return whole and any(clauses.tokens[k].pos == "PROPN" for k in inner)


def _put_under(words: Menaces, clauses: Clauses, index: int) -> bool:
    """Tell whether a verb puts something under control ("bring all of X under its control")."""
    if not words.has("putting", clauses.lemmas[index]):
        return False
    return any(
        words.has("beneath", clauses.lemmas[under]) and words.has("control", clauses.lemmas[k])
        for under in clauses.kids(index, "prep")
        for k in clauses.kids(under, "pobj")
    )


def goes_on(words: Menaces, clauses: Clauses, scene: Scene, index: int) -> int | None:
    """Return the verb by which a party's strikes are to go on, None if there is none."""
    token = clauses.tokens[index]
    verb = token.head
    if token.dep not in SUBJECTS or not words.has("going_on", clauses.lemmas[verb]):
        return None
    if not clauses.auxiliaries(verb) & words.sets["will"] or clauses.negated(verb):
        return None
    owners = clauses.kids(index, "poss", "amod", "compound")
    ours = any(
        party_of(scene, clauses, k) or words.has("owners", clauses.lemmas[k]) for k in owners
    )
    return verb if ours else None


def foretells_price(words: Menaces, clauses: Clauses, scene: Scene, index: int) -> int | None:
    """Return what it is said that there will be ("hell to pay"), None if nothing bad is."""
    if not clauses.kids(index, "expl") or not clauses.auxiliaries(index) & words.sets["will"]:
        return None
    if clauses.negated(index) or not scene.actors:
        return None
    told = clauses.kids(index, "attr", "dobj", "nsubj")
    found = [k for k in told if words.has("prices", clauses.lemmas[k]) and not clauses.negated(k)]
    kinds = {clauses.lemmas[k] for each in found for k in clauses.kids(each, "amod")}
    return found[0] if found and not kinds & words.sets["bloodless"] else None


def answers_attack(words: Menaces, clauses: Clauses, index: int) -> bool:
    """Tell whether an answer is one to an attack ("will respond to any strike")."""
    return any(
        words.has("answering_to", clauses.lemmas[to]) and words.has("attacks", clauses.lemmas[k])
        for to in clauses.kids(index, "prep")
        for k in clauses.kids(to, "pobj")
    )
