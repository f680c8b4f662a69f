"""What stands above a truce, talks or a deal in a sentence, and the stance that comes of it."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.read.stances.accords import Accords, Step, climb, stance_of
from truceline.read.stances.clauses import Clauses

_VERBS = ("VERB", "AUX")
_THAT = ("it", "that", "this", "one", "them")


@dataclass(slots=True, kw_only=True)
class Chain:
    """What stands above a topic: the outermost word of stance, and the stance that comes out.

    settled: whether the stance is told by itself, so that "must" or "will" make no other of it.
    """

    topic: int
    value: str = ""
    top: int = -1
    course: bool = False
    judged: bool = False
    moved: bool = False
    passive: bool = False
    hung: bool = False
    dropped: bool = False
    settled: bool = False

    def strong(self, words: Accords, clauses: Clauses) -> bool:
        """Tell whether the topic is a truce itself, not what only proposes one."""
        return words.topics.get(clauses.lemmas[self.topic]) == "truce"


def chain_of(words: Accords, clauses: Clauses, topic: int) -> Chain:
    """Return the stance that the words above a topic make of it."""
    chain = Chain(topic=topic)
    if clauses.lemmas[topic] in words.opposing:
        chain.value, chain.top = "rejects", topic
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
    bare = clauses.tokens[index].pos == "ADJ" and not (objects or clauses.kids(index, "xcomp"))
    return bare or bool(doing) or any(clauses.lemmas[k] in _THAT for k in objects)


def _taken(words: Accords, clauses: Clauses, chain: Chain, step: Step) -> bool:
    """Take one step up; return whether to go on."""
    verb = clauses.tokens[step.index].pos in _VERBS
    if _judges(words, clauses, chain, step):
        return False
    if step.dep == "nsubj" and verb and not chain.value:
        return _ran(words, clauses, chain, step.index)
    timely = step.dep == "prep" and clauses.lemmas[step.below] in words.timely
    if step.dep == "advcl" or timely or (step.dep == "nsubj" and verb):
        return False
    if _wished(words, clauses, step) or _charged(words, clauses, step):
        chain.dropped = True
        return False
    marks = {clauses.lemmas[k] for k in clauses.kids(step.below, "mark")}
    if chain.value and marks & words.whether:
        chain.value = "undecided"
        return False
    return _valued(words, clauses, chain, step)


def _valued(words: Accords, clauses: Clauses, chain: Chain, step: Step) -> bool:
    """Take what a step makes of the stance; return whether to go on."""
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


def _judges(words: Accords, clauses: Clauses, chain: Chain, step: Step) -> bool:
    """Take a word by which something is called (un)acceptable; return whether there is one."""
    if chain.value or step.dep not in ("nsubj", "nsubjpass", "dobj"):
        return False
    judged = _judged(words, clauses, step.index)
    if judged is None:
        return False
    chain.value, chain.top, chain.judged = *judged, True
    return True


def _judged(words: Accords, clauses: Clauses, index: int) -> tuple[str, int] | None:
    """Return the stance of who calls something (un)acceptable, and the word that tells it."""
    for each in (index, *clauses.kids(index, "acomp", "oprd", "xcomp")):
        value = words.judging.get(clauses.lemmas[each])
        if value is not None and clauses.tokens[each].pos == "ADJ":
            denied = clauses.negated(each) or clauses.negated(index)
            return (_denied(value) if denied else value), index
    return None


def _turned(words: Accords, clauses: Clauses, chain: Chain, step: Step) -> str | None:
    """Return what a stance becomes under "no plan to", "not decided" or "against", else None."""
    lemma, index = clauses.lemmas[step.index], step.index
    if lemma in words.against and chain.value:
        return _denied(chain.value)
    held = step.dep in ("acl", "prep", "xcomp", "ccomp", "advcl") or lemma in words.minds
    inner = clauses.tokens[index].dep in ("dobj", "attr", "acomp")
    verb = clauses.tokens[index].head if inner else index
    denied = clauses.negated(index) or clauses.negated(verb)
    if not denied or not (held or (step.dep == "nsubjpass" and lemma in words.decides)):
        return None
    if lemma in words.decides:
        return "undecided" if chain.value or step.dep == "nsubjpass" else None
    return _denied(chain.value or "accepts") if lemma in words.minds else None


def _value(words: Accords, clauses: Clauses, chain: Chain, step: Step) -> str | None:
    """Return the stance of the word that a step leads to, None if it has none there."""
    value = stance_of(words, clauses, step.index)
    if value and clauses.lemmas[step.index] in words.direct_only:
        direct = chain.topic in (step.below, *clauses.kids(step.below, "pobj"))
        return value if direct and step.dep in ("dobj", "nsubjpass", "prep") else None
    if value and clauses.lemmas[step.index] in words.near_only:
        at = clauses.tokens[step.below]
        offers = clauses.lemmas[step.index] in words.offering and step.dep == "xcomp"
        if offers and chain.value == "accepts":
            return value
        fought = clauses.lemmas[step.below] in words.fighting  # "want the fighting to end"
        near = (
            fought
            or step.below == chain.topic
            or (at.pos == "ADP" and step.dep in ("prep", "agent"))
        )
        return value if near and step.dep in ("dobj", "nsubjpass", "prep") else None
    if value is None and clauses.tokens[step.index].pos in _VERBS:
        beside = clauses.kids(step.index, "dobj", "nsubjpass", "nsubj")
        beside += clauses.kids(step.index, "acomp", "advmod") if step.dep == "prep" else []
        held = [stance_of(words, clauses, k) for k in beside if k != step.below]
        if "undecided" in held or _afar(words, clauses, step.index):
            return "undecided"
        return _sided(words, clauses, step) or _lent(words, clauses, step)
    return value


def _afar(words: Accords, clauses: Clauses, index: int) -> bool:
    """Tell whether sides are said to be far from one another ("remain far apart on ...")."""
    beside = clauses.kids(index, "acomp", "advmod", "oprd", "attr")
    return any(clauses.lemmas[k] in words.afar for k in beside)


def _sided(words: Accords, clauses: Clauses, step: Step) -> str | None:
    """Return the stance of who is "for" or "against" something, None without such a word."""
    if clauses.lemmas[step.index] != "be" or clauses.tokens[step.below].pos != "ADP":
        return None
    value = words.siding.get(clauses.lemmas[step.below])
    held = clauses.kids(step.index, "acomp", "attr", "advmod", "expl")
    return value if value and not held else None


def _lent(words: Accords, clauses: Clauses, step: Step) -> str | None:
    """Return the stance of a noun that a light verb carries ("gave its backing to ...")."""
    if step.dep not in ("prep", "dative") or clauses.lemmas[step.index] not in words.light:
        return None
    held = [stance_of(words, clauses, k) for k in clauses.kids(step.index, "dobj")]
    return next((each for each in held if each in ("accepts", "rejects")), None)


def _wished(words: Accords, clauses: Clauses, step: Step) -> bool:
    """Tell whether a clause is what somebody only hopes ("our hope is that ...")."""
    if step.dep not in ("ccomp", "acl"):
        return False
    said = {clauses.lemmas[step.index]}
    if said & {"be"}:
        said = {clauses.lemmas[k] for k in clauses.kids(step.index, "nsubj", "nsubjpass")}
    return bool(said & words.wish)


def _charged(words: Accords, clauses: Clauses, step: Step) -> bool:
    """Tell whether a stance is what somebody is accused of ("blamed X for blocking talks")."""
    clause = step.dep in ("prep", "pcomp") and clauses.tokens[step.index].pos in _VERBS
    return clause and clauses.lemmas[step.index] in words.accusing


def _ran(words: Accords, clauses: Clauses, chain: Chain, index: int) -> bool:
    """Take what a truce or talks do themselves ("talks broke down")."""
    value = words.course.get(clauses.lemmas[index])
    if value is None or words.topics.get(clauses.lemmas[chain.topic]) == "terms":
        return False
    if value == "accepts" and clauses.negated(index):
        value = "ends"
    if {clauses.lemmas[k] for k in clauses.kids(index, "prep")} & words.lacking:
        value = "undecided"  # "ended without result"
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
