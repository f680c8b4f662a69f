"""What is to become of a war, and how a truce or talks stand, told with them as the subject."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.read.stances.accords import Accords
from truceline.read.stances.chains import Chain
from truceline.read.stances.clauses import SUBJECTS, Clauses

_VERBS, _NOUNS = ("VERB", "AUX"), ("NOUN", "PROPN")
_AFTER_BE = ("acomp", "attr", "oprd", "advmod", "prt", "prep", "xcomp")


def outcomes_of(words: Accords, clauses: Clauses, topics: list[int]) -> Iterator[Chain]:
    """Yield what a sentence says must become of a war, and how a truce or talks stand.

    topics: tokens that a stance can be about.
    """
    for index, lemma in enumerate(clauses.lemmas):
        pos = clauses.tokens[index].pos
        if pos in _NOUNS and lemma in words.fighting:
            yield from _bidden_to_end(words, clauses, index)
        elif pos in _NOUNS and index in topics and words.topics.get(lemma) not in (None, "terms"):
            yield from _standing(words, clauses, index)
        elif pos == "NOUN" and lemma in words.due:
            yield from _due(words, clauses, index)


def _bidden_to_end(words: Accords, clauses: Clauses, index: int) -> Iterator[Chain]:
    """Yield that fighting must end ("the war has to stop", "the siege must be lifted")."""
    token = clauses.tokens[index]
    verb = token.head
    if token.dep not in SUBJECTS or clauses.tokens[verb].pos not in _VERBS:
        return
    ends = [verb, *clauses.kids(verb, "xcomp")]
    obliged = clauses.lemmas[verb] in words.obliging and len(ends) > 1
    if not (obliged or clauses.auxiliaries(verb) & words.third) or clauses.negated(verb):
        return
    if any(_ends(words, clauses, each) for each in ends):
        yield Chain(topic=index, value="proposes", top=verb, settled=True)


def _ends(words: Accords, clauses: Clauses, index: int) -> bool:
    """Tell whether a verb is one of ending, by itself or by its noun ("come to an end")."""
    if clauses.lemmas[index] in words.ending:
        return True
    nouns = [k for each in clauses.kids(index, "prep") for k in clauses.kids(each, "pobj")]
    return any(clauses.lemmas[k] in words.ending for k in nouns)


def _standing(words: Accords, clauses: Clauses, index: int) -> Iterator[Chain]:
    """Yield how a truce, talks or a deal stand ("the talks are on hold", "there is no deal")."""
    token = clauses.tokens[index]
    verb = token.head
    if clauses.tokens[verb].pos not in _VERBS:
        return
    if clauses.kids(verb, "expl"):
        if token.dep in ("attr", "nsubj", "dobj") and clauses.negated(index):
            yield _without_end(words, clauses, index, verb)
        return
    if _provides(words, clauses, index):
        yield Chain(topic=index, value="proposes", top=verb, judged=True, settled=True)
        return
    idle = clauses.lemmas[verb] not in words.being or "to" in clauses.auxiliaries(verb)
    if token.dep not in SUBJECTS or idle:
        return
    value = next((v for k in _told(clauses, verb) if (v := _state(words, clauses, k))), None)
    if value is not None:
        if clauses.negated(verb):
            value = "undecided"
        yield Chain(topic=index, value=value, top=verb, judged=True, settled=True)


def _provides(words: Accords, clauses: Clauses, index: int) -> bool:
    """Tell whether a deal or plan is told by what it sets between sides."""
    token = clauses.tokens[index]
    if words.topics.get(clauses.lemmas[index]) not in ("deal", "terms") or token.dep != "nsubj":
        return False
    if not words.providing & set(clauses.wordings(token.head)):
        return False
    around = {clauses.lemmas[k] for k in clauses.under(token.head) if k > token.head}
    return bool(around & (words.at_stake | words.stakes | words.ending))


def _told(clauses: Clauses, verb: int) -> Iterator[int]:
    """Yield the words that tell how the subject of a verb stands."""
    for each in clauses.kids(verb, *_AFTER_BE):
        yield each
        for inner in clauses.kids(each, "pobj", "prep", "conj"):
            yield inner
            yield from clauses.kids(inner, "pobj")


def _state(words: Accords, clauses: Clauses, index: int) -> str | None:
    return words.states_of_talks.get(clauses.lemmas[index])


def _without_end(words: Accords, clauses: Clauses, index: int, verb: int) -> Chain:
    """Return that there is or can be none: on a condition, or not so far."""
    beside = [*clauses.kids(verb, "prep", "advcl"), *clauses.kids(index, "prep", "advcl", "relcl")]
    marks = {clauses.lemmas[k] for k in beside}
    marks |= {mark for k in beside for mark in clauses.marks(k)}
    to_come = bool(clauses.auxiliaries(verb) & (words.possible | words.foretold))
    if to_come and marks & words.lacking_then:
        return Chain(topic=index, value="rejects", top=verb, settled=True)
    return Chain(topic=index, value="undecided", top=verb, judged=True, settled=True)


def _due(words: Accords, clauses: Clauses, index: int) -> Iterator[Chain]:
    """Yield that it is time to end a war or to talk."""
    token = clauses.tokens[index]
    if token.dep not in ("attr", "ROOT") or clauses.negated(token.head):
        return
    for each in clauses.kids(index, "acl", "relcl", "prep"):
        infinitive = "to" in clauses.auxiliaries(each)
        if not infinitive and clauses.lemmas[each] != "for":
            continue
        below = {clauses.lemmas[k] for k in clauses.under(each)}
        if below & set(words.topics) or (
            below & words.fighting and below & (words.ending | words.laying_down)
        ):
            yield Chain(topic=index, value="proposes", top=token.head, settled=True)
            return
