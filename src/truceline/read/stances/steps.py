"""How far what is given or withheld has come: asked, promised, begun, done, refused, suspended."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.read.stances.accords import Accords, Goods, Step, climb
from truceline.read.stances.clauses import SUBJECTS, Clauses

LOOSE = ("advcl", "relcl")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A step with its goods: tokens of the goods, the step and what decides how far it is."""

    goods: int
    name: str
    step: int
    top: int
    stance: str


def how_far(
    words: Accords, clauses: Clauses, goods_at: int, goods: Goods, index: int, value: str
) -> Deed | None:
    """Return a step with what decides how far it has come, None if it is only spoken of."""
    if _in_custody(words, clauses, goods, index) or _listed(words, clauses, index):
        return None
    told = _begun(words, clauses, goods, index, value)
    if told is None:
        return None
    for step in climb(clauses, index):
        if not _raised(words, clauses, goods, told, step):
            break
    noun = clauses.tokens[told.top].pos == "NOUN"
    if told.dropped or told.bare or (noun and not _standing(words, clauses, told.top)):
        return None
    return Deed(goods=goods_at, name=goods.name, step=index, top=told.top, stance=told.stance)


def _in_custody(words: Accords, clauses: Clauses, goods: Goods, index: int) -> bool:
    """Tell whether a step is one of courts or hospitals, not of those held "in X's jails".

    Patients are evacuated from and aid is brought to hospitals.
    """
    treated = words.hospitals if goods.name in words.to_hospitals else frozenset()
    for each in clauses.under(index):
        if clauses.lemmas[each] in words.custody - treated:
            at = clauses.tokens[each].head
            held = clauses.lemmas[each] in words.jailed and clauses.lemmas[at] == "in"
            if not held or clauses.tokens[clauses.tokens[at].head].pos == "VERB":
                return True
    return False


@dataclass(slots=True, kw_only=True)
class _Told:
    """How far a step has come as far as the words above it were read.

    bare: whether it is only an infinitive so far; nominal: only a noun; dropped: spoken of only.
    """

    top: int
    stance: str
    bare: bool
    nominal: bool
    dropped: bool = False


def _begun(words: Accords, clauses: Clauses, goods: Goods, index: int, value: str) -> _Told | None:
    """Return how far a step has come by its own words, None if it is only possible."""
    nominal, auxiliaries = clauses.tokens[index].pos == "NOUN", clauses.auxiliaries(index)
    fares = goods.name in words.only_by_corridor  # what is told of a corridor: how it fared
    if not nominal and auxiliaries & words.possible and not (fares and _denied(clauses, index)):
        return None
    token = clauses.tokens[index]
    if token.dep == "relcl" and words.topics.get(clauses.lemmas[token.head]) not in (None, "terms"):
        return None  # what a deal does belongs to the stance on the deal
    if not nominal and auxiliaries & words.third:
        bidden = not clauses.negated(index) and clauses.tokens[index].dep not in LOOSE
        return _Told(top=index, stance="asked", bare=False, nominal=False) if bidden else None
    stance = "promised" if not nominal and auxiliaries & words.foretold else value
    if _denied(clauses, index):
        if clauses.passive(index) and goods.name not in words.by_aid and not fares:
            return None  # what did not come about was refused by nobody named
        stance = "refused"
    bare = "to" in auxiliaries or clauses.tokens[index].dep == "pcomp"
    bare = bare or (fares and not nominal and _planned(clauses, index, auxiliaries))
    return _Told(top=index, stance=stance, bare=bare, nominal=nominal)


def _denied(clauses: Clauses, index: int) -> bool:
    """Tell whether a verb or its subject says no ("did not leave", "nobody left")."""
    subjects = clauses.kids(index, *SUBJECTS)
    if clauses.negated(index) or any(clauses.negated(k) for k in subjects):
        return True
    return any(clauses.lemmas[k] in ("nobody", "none") for k in subjects)


def _planned(clauses: Clauses, index: int, auxiliaries: set[str]) -> bool:
    """Tell whether a verb is a participle without a tense ("with buses leaving at noon")."""
    return clauses.word(index).casefold().endswith("ing") and not auxiliaries


def _raised(words: Accords, clauses: Clauses, goods: Goods, told: _Told, step: Step) -> bool:
    """Take one step up; return whether to go on."""
    lemma, verb = clauses.lemmas[step.index], clauses.tokens[step.index].pos in ("VERB", "AUX")
    if step.dep == "advcl":
        told.dropped = bool(clauses.marks(step.below) & words.conditions)
        return False
    if verb and (step.dep == "nsubj" or (step.dep == "nsubjpass" and lemma not in words.steps)):
        return False
    if words.topics.get(lemma) not in (None, "terms"):
        told.dropped = True  # what a deal provides for belongs to the stance on the deal
        return False
    above = goods.steps.get(lemma) or words.steps.get(lemma)
    if above is None:
        told.dropped = told.nominal and step.dep == "dobj"
        return not (verb or step.dep == "ccomp")
    if lemma in words.wanting and clauses.kids(step.below, *SUBJECTS):
        above = "asked"  # "wants X to withdraw"
    told.top, told.stance = step.index, _above(above, told.stance)
    told.bare = told.nominal = False
    be = clauses.tokens[step.index].dep == "acomp"  # "were not able to", "will be able to"
    at = clauses.tokens[step.index].head if be else step.index
    if clauses.auxiliaries(at) & words.foretold and told.stance != "asked":
        told.stance = "promised"
    if _denied(clauses, step.index) or _denied(clauses, at):
        told.stance = "refused"
    return True


def _listed(words: Accords, clauses: Clauses, index: int) -> bool:
    """Tell whether a step is one of conditions listed after a colon ("on these terms: ...")."""
    start = clauses.tokens[index].start
    colon = clauses.text.rfind(":", 0, start)
    before = clauses.text[max(0, colon - 60) : max(0, colon)].casefold()
    return colon >= 0 and any(each in before for each in words.conditional)


def _above(outer: str, inner: str) -> str:
    """Return how far a step is under a word above it: "agreed to free" is promised."""
    if outer in ("begun", "done") and inner in ("promised", "refused", "suspended"):
        return inner
    return outer


def _standing(words: Accords, clauses: Clauses, index: int) -> bool:
    """Tell whether a noun tells of a deed by itself: "after the release of ...", "their return"."""
    token = clauses.tokens[index]
    if token.dep in ("nsubj", "nsubjpass", "ROOT"):
        return "no" not in {clauses.lemmas[k] for k in clauses.kids(index, "det")}
    if token.dep == "dobj":
        return True
    return token.dep == "pobj" and clauses.lemmas[token.head] in words.told_after
