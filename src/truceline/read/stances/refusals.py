"""What a side says that it will or won't concede, and what it will do if the other side does."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.read.stances.accords import Accords
from truceline.read.stances.chains import Chain
from truceline.read.stances.clauses import SUBJECTS, Clauses

_OBJECTS = ("dobj", "nsubjpass")


def conceded(words: Accords, clauses: Clauses) -> list[int]:
    """Return the verbs of giving up what a war is about ("cede land", "halt enrichment")."""
    found = []
    for index, lemma in enumerate(clauses.lemmas):
        if clauses.tokens[index].pos != "VERB":
            continue
        told = {lemma, *clauses.wordings(index)}
        if told & words.conceding and _at_stake(words, clauses, index):
            found.append(index)
    return found


def _at_stake(words: Accords, clauses: Clauses, index: int) -> bool:
    """Tell whether the object of a verb is what a war is about."""
    held = list(clauses.kids(index, *_OBJECTS))
    if clauses.lemmas[index] in words.ending and any(
        clauses.lemmas[k] in words.fighting for k in held
    ):
        return False  # "end the blockade": a stance on the fighting itself
    preps = {clauses.lemmas[k] for k in clauses.kids(index, "prep")}
    if clauses.lemmas[index] in words.recognizing and "as" in preps:
        return True
    for each in clauses.kids(index, "prep"):
        held += clauses.kids(each, "pobj")
    around = [k for each in held for k in (each, *clauses.kids(each, "compound", "amod", "conj"))]
    around += [
        k
        for each in held
        for of in clauses.kids(each, "prep")
        if clauses.lemmas[of] == "of"
        for k in clauses.kids(of, "pobj")
    ]
    return any(clauses.lemmas[k] in words.stakes for k in around)


def vowed(words: Accords, clauses: Clauses, topic: int) -> str:
    """Return the stance of a verb of talking or conceding told as to come ("will never cede").

    Empty where it is not told so.
    """
    token = clauses.tokens[clauses.first(topic)]
    if token.pos != "VERB" or token.dep in ("advcl", "relcl", "acl", "xcomp", "pcomp"):
        return ""
    subject = clauses.subject(topic)
    if subject is None or not clauses.auxiliaries(topic) & words.foretold:
        return ""
    if clauses.lemmas[subject] in words.fighting:
        return ""  # "the war will not end soon" is a forecast
    return "rejects" if clauses.negated(topic) else "accepts"


def meeting_due(words: Accords, clauses: Clauses) -> Iterator[Chain]:
    """Yield that sides are to meet ("the government and the rebels are to meet in X")."""
    for index, lemma in enumerate(clauses.lemmas):
        token = clauses.tokens[index]
        if token.pos != "VERB" or lemma not in words.meeting or clauses.negated(index):
            continue
        above = clauses.lemmas[token.head]
        planned = token.dep == "xcomp" and above in words.scheduled
        if not planned and not clauses.auxiliaries(index) & words.foretold:
            continue
        subject = clauses.subject(index)
        if subject is None or clauses.lemmas[subject] not in words.sides | words.armed:
            continue
        if clauses.kids(subject, "conj", "nummod") or clauses.kids(index, "prep"):
            top = token.head if planned else index
            yield Chain(topic=index, value="accepts", top=top, settled=True)


def exchanged(words: Accords, clauses: Clauses) -> Iterator[Chain]:
    """Yield what a side will do if another does the like ("if X stops, Y will stop too")."""
    halting = words.own_halt | words.laying_down | words.pulling_back | words.settled_by
    for index, token in enumerate(clauses.tokens):
        if token.pos != "VERB" or token.dep != "advcl":
            continue
        marks = {clauses.lemmas[k] for k in clauses.kids(index, "mark", "advmod")}
        if not marks & words.meanwhile or not set(clauses.wordings(index)) & halting:
            continue
        main = token.head
        ready = clauses.auxiliaries(main) & words.foretold
        like = set(clauses.wordings(main)) & (words.own_halt | words.laying_down | words.alike)
        if ready and like and not clauses.negated(main) and clauses.kids(main, *SUBJECTS):
            yield Chain(topic=main, value="accepts_conditionally", top=main, settled=True)
