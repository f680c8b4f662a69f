"""How talks stand, told by who comes to them and goes, or by how far they have got."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.read.stances.accords import Accords
from truceline.read.stances.chains import Chain
from truceline.read.stances.clauses import Clauses

_OBJECTS = ("dobj", "nsubjpass")


def standing_of(words: Accords, clauses: Clauses) -> Iterator[Chain]:
    """Yield what the coming and going of negotiators says, and that talks have got (no)where."""
    talking = bool(set(clauses.lemmas) & words.negotiators)
    for index, lemma in enumerate(clauses.lemmas):
        if clauses.tokens[index].pos not in ("NOUN", "PROPN"):
            continue
        if lemma == "side" and _apart(words, clauses, index):
            yield Chain(topic=index, value="undecided", top=clauses.tokens[index].head, course=True)
        if lemma in words.teams and _sent_to_talk(words, clauses, index):
            moved = _moved(words, clauses, index)
            if moved is not None:
                yield moved
        elif lemma in words.standing_off and talking:
            yield Chain(topic=index, value="undecided", top=_told_by(clauses, index), course=True)


def _apart(words: Accords, clauses: Clauses, index: int) -> bool:
    """Tell whether the sides are said to be far from one another, talks named or not."""
    token = clauses.tokens[index]
    if token.dep != "nsubj" or clauses.lemmas[token.head] not in words.being:
        return False
    told = clauses.kids(token.head, "advmod", "acomp", "oprd")
    return any(clauses.lemmas[k] in words.afar for k in told)


def _sent_to_talk(words: Accords, clauses: Clauses, index: int) -> bool:
    """Tell whether a team is one of negotiators: by its words or its sentence."""
    if clauses.lemmas[index] == "negotiator":
        return True
    return any(
        each in words.topics or each in words.negotiators for each in _others(clauses, index)
    )


def _others(clauses: Clauses, index: int) -> Iterator[str]:
    for each, lemma in enumerate(clauses.lemmas):
        if each != index:
            yield "talk" if lemma == "negotiating" else lemma


def _moved(words: Accords, clauses: Clauses, index: int) -> Chain | None:
    """Return what the move of a team says, None if it makes none."""
    token = clauses.tokens[index]
    verb = token.head
    if clauses.tokens[verb].pos != "VERB" or token.dep not in ("nsubj", *_OBJECTS):
        return None
    value = next((v for each in clauses.wordings(verb) if (v := words.moves.get(each))), None)
    if value is None:
        return None
    if clauses.negated(verb):
        value = {"accepts": "rejects", "suspends": "accepts"}[value]
    return Chain(topic=index, value=value, top=verb, moved=True)


def _told_by(clauses: Clauses, index: int) -> int:
    """Return the verb of the clause in which a state of talks is told, else the word itself."""
    at = index
    for _ in range(6):
        token = clauses.tokens[at]
        if token.pos in ("VERB", "AUX"):
            return at
        if token.head == at:
            break
        at = token.head
    return index
