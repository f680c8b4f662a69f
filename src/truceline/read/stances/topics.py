"""What a stance can be about: truces, talks, deals, terms, the end of the fighting."""

from __future__ import annotations

from truceline.read.stances.accords import Accords, Step
from truceline.read.stances.clauses import Clauses
from truceline.read.stances.refusals import conceded

_NOUNS = ("NOUN", "PROPN")
_SAID = ("ccomp", "xcomp", "acl")  # clauses that are what somebody wants or promises


def topics_of(words: Accords, clauses: Clauses, war: bool) -> list[int]:
    """Return the tokens that a stance can be about: truces, talks, deals, "end the war"."""
    found: list[int] = []
    for index, lemma in enumerate(clauses.lemmas):
        token = clauses.tokens[index]
        if token.pos == "VERB" and war and lemma in words.parleying | words.meeting:
            met = lemma in words.meeting
            if met or not clauses.kids(index, "dobj"):
                found.append(index)
        elif token.pos not in _NOUNS:
            continue
        elif lemma in words.meeting:
            if war and _sought(words, clauses, index):
                found.append(index)
        elif _is_topic(words, clauses, index, war):
            found.append(index)
        elif lemma in words.fighting and war:
            ended = _ended(words, clauses, index)
            if ended is not None:
                found.append(ended)
    return list(dict.fromkeys(found + (conceded(words, clauses) if war else [])))


def _sought(words: Accords, clauses: Clauses, index: int) -> bool:
    """Tell whether a meeting is what somebody does something about, not where it is done."""
    token = clauses.tokens[index]
    if token.dep == "pobj":
        return clauses.lemmas[token.head] in words.towards
    return token.dep in ("dobj", "nsubjpass", "conj")


def _peaceful(words: Accords, clauses: Clauses, index: int) -> bool:
    """Tell whether a way out is one by words and not by arms ("a negotiated solution")."""
    return bool({clauses.lemmas[k] for k in clauses.kids(index, "amod")} & words.peaceful)


def _is_topic(words: Accords, clauses: Clauses, index: int, war: bool) -> bool:
    token, lemma = clauses.tokens[index], clauses.lemmas[index]
    if lemma in words.settling and lemma not in words.topics:
        return war and _peaceful(words, clauses, index)
    if lemma not in words.topics or _other_sense(words, clauses, index):
        return False
    if token.dep in ("compound", "nmod", "amod"):
        head = clauses.lemmas[token.head]
        return head in words.carries and head not in words.topics
    around = {clauses.lemmas[k] for k in clauses.under(index)}
    if words.topics[lemma] == "terms":
        return war and not around & words.elsewhere and not _armed_plan(words, clauses, index)
    if words.topics[lemma] == "deal" and not _known_deal(words, clauses, index):
        return False
    near = clauses.lemmas if words.topics[lemma] == "talks" else around
    told = war or any(words.topics.get(each) == "truce" for each in near)
    return told and not around & words.elsewhere


def _armed_plan(words: Accords, clauses: Clauses, index: int) -> bool:
    """Tell whether a plan, offer or demand says by itself what it is for ("a plan to storm X").

    What is planned then tells what it is; terms bare, or of a truce, are terms between parties.
    """
    held = clauses.kids(index, "acl", "ccomp", "relcl")
    told = [k for k in held if "to" in clauses.auxiliaries(k) or clauses.tokens[k].dep == "ccomp"]
    if clauses.lemmas[index] not in words.addressed:
        return bool(told)
    return any(not _of_peace(words, clauses, k) for k in told)


def _of_peace(words: Accords, clauses: Clauses, index: int) -> bool:
    """Tell whether what is planned or demanded is no violence, but a matter between sides."""
    if clauses.lemmas[index] in words.assailing | words.fighting:
        return False
    around = {clauses.lemmas[k] for k in clauses.under(index)}
    return bool(around & (words.at_stake | words.stakes | words.ending | set(words.topics)))


def _known_deal(words: Accords, clauses: Clauses, index: int) -> bool:
    """Tell whether a deal can be one about the war: a certain one, or one with a word of war."""
    fixed = clauses.kids(index, "det", "poss")
    certain = any(clauses.lemmas[k] not in words.any_one for k in fixed)
    if certain or _peaceful(words, clauses, index):
        return True
    known = {each for each, kind in words.topics.items() if kind in ("truce", "talks")}
    known |= words.negotiators
    return bool((known | words.fighting | words.at_stake) & set(clauses.lemmas))


def _other_sense(words: Accords, clauses: Clauses, index: int) -> bool:
    """Tell whether a word of peace means another thing here ("a talk", "live in peace")."""
    token, lemma = clauses.tokens[index], clauses.lemmas[index]
    several = clauses.word(index).casefold().endswith("s")
    alone = token.dep == "pobj" and not clauses.kids(index)
    return (
        (lemma in words.plural_only and not several)
        or (lemma in words.singular_only and several)
        or (alone and clauses.lemmas[token.head] == "in")
    )


def _ended(words: Accords, clauses: Clauses, index: int) -> int | None:
    """Return the word of ending or opposing whose object a word of fighting is, None if none.

    What only says how far it goes may stand between ("an end to the expansion of the war").
    """
    for each in clauses.kids(index, "acl", "relcl"):
        if clauses.lemmas[each] in words.ending and "to" in clauses.auxiliaries(each):
            return each
    for step in (Step(index=h, below=index, dep=d) for h, d in clauses.above(index)):
        lemma, pos = clauses.lemmas[step.index], clauses.tokens[step.index].pos
        object_of = step.dep in ("dobj", "pobj", "prep", "nsubjpass")
        if lemma in words.ending and pos in ("VERB", "NOUN"):
            itself = step.dep == "nsubj" and clauses.tokens[step.index].dep in _SAID
            return step.index if object_of or itself else None
        if lemma in words.opposing and pos in ("VERB", "NOUN", "ADJ"):
            return step.index if object_of else None
        plain = pos in ("ADP", "PART") or (pos == "NOUN" and lemma in words.extent)
        if not plain and step.dep not in ("conj", "compound", "amod"):
            return None
    return None
