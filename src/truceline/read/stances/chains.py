"""What stands above a truce, talks or a deal in a sentence, and the stance that comes of it."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.read.stances.accords import Accords, Step, climb, stance_of
from truceline.read.stances.clauses import Clauses

_VERBS = ("VERB", "AUX")
_THAT = ("it", "that", "this", "one", "them")


@dataclass(slots=True, kw_only=True)
class Chain:
    """What stands above a topic: the outermost word of stance, and the stance that comes out."""

    topic: int
    value: str = ""
    top: int = -1
    course: bool = False
    passive: bool = False
    hung: bool = False
    dropped: bool = False

    def strong(self, words: Accords, clauses: Clauses) -> bool:
        """Tell whether the topic is a truce itself, not what only proposes one."""
        return words.topics.get(clauses.lemmas[self.topic]) == "truce"


def topics_of(words: Accords, clauses: Clauses, war: bool) -> list[int]:
    """Return the tokens that a stance can be about: truces, talks, deals, "end the war"."""
    found: list[int] = []
    for index, lemma in enumerate(clauses.lemmas):
        token = clauses.tokens[index]
        if token.pos not in ("NOUN", "PROPN", "VERB"):
            continue
        if lemma in words.topics and _is_topic(words, clauses, index, war):
            found.append(index)
        elif lemma in words.fighting and token.pos != "VERB":
            ended = _ended(words, clauses, index)
            if ended is not None:
                found.append(ended)
    return list(dict.fromkeys(found))


def _is_topic(words: Accords, clauses: Clauses, index: int, war: bool) -> bool:
    token, lemma = clauses.tokens[index], clauses.lemmas[index]
    if token.pos == "VERB" or _other_sense(words, clauses, index):
        return False
    if token.dep in ("compound", "nmod", "amod"):
        head = clauses.lemmas[token.head]
        return head in words.carries and head not in words.topics
    around = {clauses.lemmas[k] for k in clauses.under(index)}
    near = clauses.lemmas if words.topics[lemma] == "talks" else around
    told = war or any(words.topics.get(each) == "truce" for each in near)
    return told and not around & words.elsewhere


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
    """Return the word of ending whose object a word of fighting is, None if there is none."""
    for step in (Step(index=h, below=index, dep=d) for h, d in clauses.above(index)):
        lemma = clauses.lemmas[step.index]
        if lemma in words.ending and clauses.tokens[step.index].pos in ("VERB", "NOUN"):
            return step.index if step.dep in ("dobj", "pobj", "prep", "nsubjpass") else None
        plain = clauses.tokens[step.index].pos in ("ADP", "PART")
        if not plain and step.dep not in ("conj", "compound"):
            return None
    return None


def chain_of(words: Accords, clauses: Clauses, topic: int) -> Chain:
    """Return the stance that the words above a topic make of it."""
    chain = Chain(topic=topic)
    if _hung(words, clauses, chain):
        return chain
    for step in climb(clauses, topic):
        if not _taken(words, clauses, chain, step):
            break
    return chain


def _hung(words: Accords, clauses: Clauses, chain: Chain) -> bool:
    """Take a topic that is a condition: of a readiness ("if there is a truce, we accept"), or not.

    What somebody does if there is a truce, or if another accepts it, is no stance of theirs.
    """
    below = chain.topic
    for index, dep in clauses.above(chain.topic):
        marks = clauses.marks(below) | {clauses.lemmas[index]}
        if dep == "advcl" and marks & words.conditions:
            ready = [index, *clauses.kids(index, "acomp", "xcomp")]
            accepting = [k for k in ready if _accepts_that(words, clauses, k)]
            chain.hung, chain.dropped = True, not accepting
            chain.value, chain.top = "accepts", (accepting or [index])[0]
            return True
        below = index
    return False


def _accepts_that(words: Accords, clauses: Clauses, index: int) -> bool:
    """Tell whether a word accepts what was just spoken of ("we are ready for it")."""
    if stance_of(words, clauses, index) != "accepts":
        return False
    objects = clauses.kids(index, "dobj")
    for each in clauses.kids(index, "prep"):
        objects += clauses.kids(each, "pobj")
    doing = [k for k in clauses.kids(index, "xcomp") if clauses.lemmas[k] == "do"]
    return bool(doing) or any(clauses.lemmas[k] in _THAT for k in objects)


def _taken(words: Accords, clauses: Clauses, chain: Chain, step: Step) -> bool:
    """Take one step up; return whether to go on."""
    verb = clauses.tokens[step.index].pos in _VERBS
    if step.dep == "nsubj" and verb and not chain.value:
        return _ran(words, clauses, chain, step.index)
    if step.dep == "advcl" or (step.dep == "nsubj" and verb):
        return False
    if _wished(words, clauses, step):
        chain.dropped = True
        return False
    turned = _turned(words, clauses, chain, step)
    value = turned or _value(words, clauses, chain, step)
    if value is None:
        return step.dep != "ccomp" or chain.top < 0
    if step.dep == "ccomp" and chain.top >= 0 and value not in ("proposes", "accepts", "rejects"):
        return False
    denied = not turned and clauses.negated(step.index)
    chain.value = turned or _over(_denied(value) if denied else value, chain.value)
    chain.top, chain.passive = step.index, step.dep == "nsubjpass"
    return True


def _turned(words: Accords, clauses: Clauses, chain: Chain, step: Step) -> str | None:
    """Return what a stance becomes under "no plan to", "not decided" or "against", else None."""
    if not chain.value:
        return None
    lemma, index = clauses.lemmas[step.index], step.index
    if lemma in words.against:
        return _denied(chain.value)
    held = step.dep in ("acl", "prep", "xcomp", "ccomp", "advcl")
    verb = clauses.tokens[index].head if clauses.tokens[index].dep in ("dobj", "attr") else index
    denied = clauses.negated(index) or clauses.negated(verb)
    if not (held and denied):
        return None
    if lemma in words.decides:
        return "undecided"
    return _denied(chain.value) if lemma in words.minds else None


def _value(words: Accords, clauses: Clauses, chain: Chain, step: Step) -> str | None:
    """Return the stance of the word that a step leads to, None if it has none there."""
    value = stance_of(words, clauses, step.index)
    if value and clauses.lemmas[step.index] in words.near_only:
        at = clauses.tokens[step.below]
        offers = clauses.lemmas[step.index] in words.offering and step.dep == "xcomp"
        if offers and chain.value == "accepts":
            return value
        near = step.below == chain.topic or (at.pos == "ADP" and step.dep in ("prep", "agent"))
        return value if near and step.dep in ("dobj", "nsubjpass", "prep") else None
    if value is None and clauses.tokens[step.index].pos in _VERBS:
        beside = clauses.kids(step.index, "dobj", "nsubjpass", "nsubj")
        held = [stance_of(words, clauses, k) for k in beside if k != step.below]
        return "undecided" if "undecided" in held else None
    return value


def _wished(words: Accords, clauses: Clauses, step: Step) -> bool:
    """Tell whether a clause is what somebody only hopes ("our hope is that ...")."""
    if step.dep not in ("ccomp", "acl"):
        return False
    said = {clauses.lemmas[step.index]}
    if said & {"be"}:
        said = {clauses.lemmas[k] for k in clauses.kids(step.index, "nsubj", "nsubjpass")}
    return bool(said & words.wish)


def _ran(words: Accords, clauses: Clauses, chain: Chain, index: int) -> bool:
    """Take what a truce or talks do themselves ("talks broke down")."""
    value = words.course.get(clauses.lemmas[index])
    if value is None:
        return False
    if value == "accepts" and clauses.negated(index):
        value = "ends"
    if value == "undecided" and clauses.lemmas[index] in ("be", "have", "make"):
        under = clauses.under(index)
        held = [stance_of(words, clauses, k) for k in under if k != chain.topic]
        value = "undecided" if "undecided" in held else ""
    chain.value, chain.top, chain.course = value, index, True
    return False


def _denied(value: str) -> str:
    """Return what a stance word means under "not"."""
    if value == "rejects":
        return "undecided"
    return {"accepts": "rejects", "proposes": "rejects", "undecided": "undecided"}.get(
        value, "accepts"
    )


def _over(outer: str, inner: str) -> str:
    """Return the stance of one word over another: "refused to rule out", "urged to accept"."""
    if outer == "rejects" and inner == "rejects":
        return "undecided"
    if outer == "accepts" and inner in ("rejects", "ends", "suspends", "undecided"):
        return inner
    return outer
