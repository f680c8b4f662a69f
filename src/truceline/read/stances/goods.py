"""What sides give or withhold, as a sentence tells it: the goods, and the step with them."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.read.scenes.drafts import Carried
from truceline.read.scenes.scene import Actor, Scene
from truceline.read.stances.accords import Accords, Goods, Step, climb
from truceline.read.stances.clauses import SUBJECTS, Clauses, named, party_of
from truceline.read.stances.pledges import RESTRAINT, pledged, spared
from truceline.read.stances.steps import Deed, how_far

HALT = "halt of operations"
RAISED = 3  # verbs between goods and a step of their own at most ("is able to begin to cross")
NEAR = 4  # words between goods and the step that concerns them at most, upwards


def deeds(words: Accords, clauses: Clauses, scene: Scene, carried: Carried) -> list[Deed]:
    """Return the steps that a sentence tells of, in text order."""
    found: list[Deed | None] = []
    for index, token in enumerate(clauses.tokens):
        if carried.war:
            found.append(_own_step(words, clauses, scene, index))
        aside = token.dep == "compound" and not _of_compound(words, clauses, index)
        noun = token.pos in ("NOUN", "PROPN", "PRON", "NUM") or token.dep == "compound"
        if noun and not aside:
            found += _given(words, clauses, scene, carried, index)
    if carried.war:
        found += [
            Deed(goods=at, name=RESTRAINT.name, step=at, top=top, stance="promised")
            for at, top in spared(words, clauses, scene)
        ]
    kept: dict[tuple[int, str], Deed] = {}
    for deed in found:
        if deed is not None and not any(_same(clauses, deed, each) for each in kept.values()):
            kept.setdefault((deed.top, deed.name), deed)
    return [kept[each] for each in sorted(kept)]


def _same(clauses: Clauses, deed: Deed, other: Deed) -> bool:
    """Tell whether a step tells of the same goods once more, or of what they are of.

    "People" freed may be of two classes; of "the bodies of soldiers" the bodies are handed over.
    """
    if deed.top != other.top:
        return False
    of = clauses.tokens[clauses.tokens[deed.goods].head].head
    return other.goods in (deed.goods, of)


def _given(
    words: Accords, clauses: Clauses, scene: Scene, carried: Carried, index: int
) -> Iterator[Deed | None]:
    """Yield what is told of a noun: goods given, people freed, an own campaign ended."""
    for goods in _classes(words, clauses, index):
        if _spoken_of(words, carried, goods):
            yield _deed(words, clauses, index, goods)
    if carried.war:
        yield _freed(words, clauses, scene, index)
        if clauses.lemmas[index] in words.fighting:
            yield _halted(words, clauses, scene, index)


def _spoken_of(words: Accords, carried: Carried, goods: Goods) -> bool:
    """Tell whether a report is one that can tell of a class of goods."""
    if carried.corridor and goods.name in words.by_corridor:
        return True
    if goods.name in words.only_by_corridor:
        return False
    return carried.war or goods.name in words.by_itself


def _of_compound(words: Accords, clauses: Clauses, index: int) -> bool:
    """Tell whether goods stand before the noun of their own step ("the prisoner swap")."""
    head, lemma = clauses.lemmas[clauses.tokens[index].head], clauses.lemmas[index]
    return any(lemma in goods.of and head in goods.steps for goods in words.goods)


def _own_step(words: Accords, clauses: Clauses, scene: Scene, index: int) -> Deed | None:
    """Return what armed people do with themselves, where another word makes it an undertaking."""
    found = pledged(words, clauses, scene, index)
    if found is None:
        return None
    goods, bound = found
    deed = how_far(words, clauses, index, goods, index, "begun")
    if deed is None or (bound and deed.top == index and deed.stance in ("begun", "done")):
        return None
    return deed


def _classes(words: Accords, clauses: Clauses, index: int) -> list[Goods]:
    """Return the classes of goods that a word with what goes with it can be of."""
    lemma = clauses.lemmas[index]
    beside = {clauses.lemmas[k] for k in clauses.kids(index, "amod", "compound", "nmod")}
    special = [g for g in words.goods if lemma in g.of and g.beside & beside]
    return special or [g for g in words.goods if lemma in g.of and not g.beside]


def _freed(words: Accords, clauses: Clauses, scene: Scene, index: int) -> Deed | None:
    """Return that named persons, or a number of them, were set free, whatever they are called."""
    token = clauses.tokens[index]
    at = token.head
    if token.dep == "pobj" and clauses.lemmas[token.head] == "of":
        at = clauses.tokens[token.head].head
        fits = clauses.tokens[at].pos == "NOUN" and clauses.lemmas[at] in words.freeing
    else:
        verb = clauses.tokens[at].pos == "VERB" and clauses.lemmas[at] in words.freed
        fits = verb and token.dep in ("dobj", "nsubjpass")
    if not fits or named(scene, token.start, token.end):
        return None
    if not clauses.is_person(index) and clauses.lemmas[index] not in words.persons:
        return None
    return how_far(words, clauses, index, words.goods_named("prisoner exchange"), at, "done")


def _halted(words: Accords, clauses: Clauses, scene: Scene, index: int) -> Deed | None:
    """Return that a party ended its own strikes or campaign, None if no party did."""
    token = clauses.tokens[index]
    verb = token.head
    if token.dep != "dobj" or clauses.lemmas[verb] not in words.own_halt:
        return None
    goods = Goods(name=HALT, of=words.fighting, beside=frozenset(), steps={})
    deed = how_far(words, clauses, index, goods, verb, "done")
    noun = deed is not None and clauses.tokens[deed.top].pos == "NOUN"
    if deed is None or not (noun or deed.stance in ("done", "suspended", "promised")):
        return None
    if deed.stance == "promised" and not noun and not _own(words, clauses, index):
        return None  # a readiness to end a war is a stance on the war
    owner = owner_of(clauses, scene, deed.top) or party_of(
        scene, clauses, clauses.subject(deed.top)
    )
    return deed if owner else None


def _own(words: Accords, clauses: Clauses, index: int) -> bool:
    """Tell whether a noun is called the subject's own ("its campaign")."""
    return bool({clauses.word(k).casefold() for k in clauses.kids(index, "poss")} & words.own)


def owner_of(clauses: Clauses, scene: Scene, index: int) -> Actor | None:
    """Return the party that owns a noun ("X's decision"), None if none does."""
    if clauses.tokens[index].pos != "NOUN":
        return None
    held = clauses.kids(index, "poss", "amod", "compound", "nmod")
    owners = (party_of(scene, clauses, k) for k in held)
    return next((each for each in owners if each), None)


def _deed(words: Accords, clauses: Clauses, index: int, goods: Goods) -> Deed | None:
    """Return the step above goods that concerns them, None if none does."""
    for number, step in enumerate(climb(clauses, index)):
        wordings = clauses.wordings(step.index)
        value = next((goods.steps[each] for each in wordings if each in goods.steps), None)
        if value is not None and _concerns(clauses, step.index, step.dep):
            return how_far(words, clauses, index, goods, step.index, value)
        asking = _asks(words, clauses, step.index)
        if asking and number <= 1 and step.dep == "prep" and goods.name in words.by_aid:
            return how_far(words, clauses, index, goods, step.index, "asked")
        verb = clauses.tokens[step.index].pos in ("VERB", "AUX")
        raised = _raised(words, clauses, step, goods) if _moves(words, goods, step) else None
        if raised is not None:
            return how_far(words, clauses, index, goods, *raised)
        if number >= NEAR or (verb and step.dep in ("advcl", "nsubj")):
            return None
    return _carrying(words, clauses, index, goods)


def _moves(words: Accords, goods: Goods, step: Step) -> bool:
    """Tell whether goods are the subject of a verb, and such as go or are let go."""
    return step.dep in SUBJECTS and goods.name in words.moving


def _raised(words: Accords, clauses: Clauses, step: Step, goods: Goods) -> tuple[int, str] | None:
    """Return the step whose doer is the goods by another verb ("aid needs to get in"), if any."""
    at = step.index
    for _ in range(RAISED):
        if at == step.index and clauses.lemmas[at] not in words.raising:
            return None
        at = next(iter(clauses.kids(at, "xcomp", "acomp")), -1)
        if at < 0:
            return None
        told = (goods.steps[each] for each in clauses.wordings(at) if each in goods.steps)
        value = next(told, None)
        if value is not None:
            return at, value
    return None


def _asks(words: Accords, clauses: Clauses, index: int) -> bool:
    """Tell whether a word asks for something in public, not of somebody at hand ("ask her for")."""
    persons = [k for k in clauses.kids(index, "dobj", "dative") if clauses.tokens[k].pos == "PRON"]
    return words.steps.get(clauses.lemmas[index]) == "asked" and not persons


def _carrying(words: Accords, clauses: Clauses, index: int, goods: Goods) -> Deed | None:
    """Return a step told of goods in a clause of their own ("trucks which had been cleared")."""
    measured = clauses.tokens[clauses.tokens[index].head].head  # "a quantity of food to enter"
    of = clauses.lemmas[clauses.tokens[index].head] == "of"
    held = clauses.kids(measured, "relcl", "acl") if of else []
    for each in [*clauses.kids(index, "relcl", "acl"), *held]:
        value = goods.steps.get(clauses.lemmas[each])
        if value is not None:
            return how_far(words, clauses, index, goods, each, value)
    return None


def _concerns(clauses: Clauses, index: int, dep: str) -> bool:
    pos = clauses.tokens[index].pos
    if pos in ("VERB", "AUX"):
        return dep not in ("advcl", "agent", "relcl")
    return pos == "NOUN" and dep in ("prep", "compound", "acl", "poss", "nmod", "amod")
