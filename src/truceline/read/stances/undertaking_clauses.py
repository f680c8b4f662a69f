"""Undertakings read by grammar: who gives, frees, withdraws or lifts what, and how far it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from truceline.model.statement import Kind, Statement
from truceline.model.values import Span
from truceline.read.scenes.drafts import Carried, draft, time_of
from truceline.read.scenes.scene import Actor, Scene
from truceline.read.stances.accords import Accords, Goods, Step, accords_of, climb
from truceline.read.stances.clauses import SUBJECTS, Clauses, named, party_of
from truceline.read.stances.modality import modality
from truceline.read.stances.pledges import RESTRAINT, pledged, spared
from truceline.read.stances.position_clauses import voice_of

UNKNOWN = "unknown"
HALT = "halt of operations"
MOST = 4  # undertakings read in one sentence at most
LOOSE = ("advcl", "relcl")
NEAR = 4  # words between goods and the step that concerns them at most, upwards
_NOMINAL = ("nsubj", "nsubjpass", "ROOT", "pobj", "appos")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A step with its goods: tokens of the goods, the step and what decides how far it is."""

    goods: int
    name: str
    step: int
    top: int
    stance: str


def undertaking_clauses(scene: Scene, carried: Carried) -> tuple[list[Statement], list[Statement]]:
    """Return the undertakings of a sentence, and the positions of who asks for one."""
    words = accords_of(scene.lang)
    if words is None or not _hinted(words, scene):
        return [], []
    clauses = Clauses.of(scene)
    if clauses is None:
        return [], []
    found: dict[tuple[int, str], Statement] = {}
    asked: dict[tuple[int, str], Statement] = {}
    for deed in _deeds(words, clauses, scene, carried):
        made = _undertaking(clauses, scene, carried, deed)
        into = asked if deed.stance == "asked" else found
        into.setdefault((deed.top, deed.name), made)
    return list(found.values())[:MOST], list(asked.values())[:MOST]


def _hinted(words: Accords, scene: Scene) -> bool:
    """Tell whether a sentence has a word of goods or of freeing, before it is parsed."""
    known = words.hints
    for word in scene.words:
        plain = word.folded
        stems = (plain, plain.removesuffix("s"), plain.removesuffix("es"), plain[:-3] + "y")
        if known & {*stems, plain.removesuffix("d"), plain.removesuffix("ed")}:
            return True
    return False


def _deeds(words: Accords, clauses: Clauses, scene: Scene, carried: Carried) -> list[Deed]:
    """Return the steps that a sentence tells of, in text order."""
    found: list[Deed | None] = []
    for index, token in enumerate(clauses.tokens):
        if carried.war:
            found.append(_own_step(words, clauses, scene, index))
        aside = token.dep == "compound" and not _of_compound(words, clauses, index)
        if token.pos in ("NOUN", "PROPN", "PRON", "NUM") and not aside:
            found += _given(words, clauses, scene, carried, index)
    if carried.war:
        found += [
            Deed(goods=at, name=RESTRAINT.name, step=at, top=top, stance="promised")
            for at, top in spared(words, clauses, scene)
        ]
    kept: dict[tuple[int, str], Deed] = {}
    for deed in found:
        if deed is not None:
            kept.setdefault((deed.top, deed.name), deed)
    return [kept[each] for each in sorted(kept)]


def _given(
    words: Accords, clauses: Clauses, scene: Scene, carried: Carried, index: int
) -> Iterator[Deed | None]:
    """Yield what is told of a noun: goods given, people freed, an own campaign ended."""
    for goods in _classes(words, clauses, index):
        if carried.war or goods.name in words.by_itself:
            yield _deed(words, clauses, index, goods)
    if carried.war:
        yield _freed(words, clauses, scene, index)
        if clauses.lemmas[index] in words.fighting:
            yield _halted(words, clauses, scene, index)


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
    deed = _told(words, clauses, index, goods, index, "begun")
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
    return _told(words, clauses, index, words.goods_named("prisoner exchange"), at, "done")


def _halted(words: Accords, clauses: Clauses, scene: Scene, index: int) -> Deed | None:
    """Return that a party ended its own strikes or campaign, None if no party did."""
    token = clauses.tokens[index]
    verb = token.head
    if token.dep != "dobj" or clauses.lemmas[verb] not in words.own_halt:
        return None
    goods = Goods(name=HALT, of=words.fighting, beside=frozenset(), steps={})
    deed = _told(words, clauses, index, goods, verb, "done")
    noun = deed is not None and clauses.tokens[deed.top].pos == "NOUN"
    if deed is None or not (noun or deed.stance in ("done", "suspended", "promised")):
        return None
    if deed.stance == "promised" and not noun and not _own(words, clauses, index):
        return None  # a readiness to end a war is a stance on the war
    owner = _owner(clauses, scene, deed.top) or party_of(scene, clauses, clauses.subject(deed.top))
    return deed if owner else None


def _own(words: Accords, clauses: Clauses, index: int) -> bool:
    """Tell whether a noun is called the subject's own ("its campaign")."""
    return bool({clauses.word(k).casefold() for k in clauses.kids(index, "poss")} & words.own)


def _owner(clauses: Clauses, scene: Scene, index: int) -> Actor | None:
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
            return _told(words, clauses, index, goods, step.index, value)
        asking = _asks(words, clauses, step.index)
        if asking and number <= 1 and step.dep == "prep" and goods.name in words.by_aid:
            return _told(words, clauses, index, goods, step.index, "asked")
        verb = clauses.tokens[step.index].pos in ("VERB", "AUX")
        if number >= NEAR or (verb and step.dep in ("advcl", "nsubj")):
            return None
    return _carrying(words, clauses, index, goods)


def _asks(words: Accords, clauses: Clauses, index: int) -> bool:
    """Tell whether a word asks for something in public, not of somebody at hand ("ask her for")."""
    persons = [k for k in clauses.kids(index, "dobj", "dative") if clauses.tokens[k].pos == "PRON"]
    return words.steps.get(clauses.lemmas[index]) == "asked" and not persons


def _carrying(words: Accords, clauses: Clauses, index: int, goods: Goods) -> Deed | None:
    """Return a step told of goods in a clause of their own ("trucks which had been cleared")."""
    for each in clauses.kids(index, "relcl", "acl"):
        value = goods.steps.get(clauses.lemmas[each])
        if value is not None:
            return _told(words, clauses, index, goods, each, value)
    return None


def _concerns(clauses: Clauses, index: int, dep: str) -> bool:
    pos = clauses.tokens[index].pos
    if pos in ("VERB", "AUX"):
        return dep not in ("advcl", "agent", "relcl")
    return pos == "NOUN" and dep in ("prep", "compound", "acl", "poss", "nmod", "amod")


def _told(
    words: Accords, clauses: Clauses, goods_at: int, goods: Goods, index: int, value: str
) -> Deed | None:
    """Return a step with what decides how far it has come, None if it is only spoken of."""
    if _in_custody(words, clauses, index) or _listed(words, clauses, index):
        return None
    told = _begun(words, clauses, index, value)
    if told is None:
        return None
    for step in climb(clauses, index):
        if not _raised(words, clauses, goods, told, step):
            break
    noun = clauses.tokens[told.top].pos == "NOUN"
    if told.dropped or told.bare or (noun and not _standing(words, clauses, told.top)):
        return None
    return Deed(goods=goods_at, name=goods.name, step=index, top=told.top, stance=told.stance)


def _in_custody(words: Accords, clauses: Clauses, index: int) -> bool:
    """Tell whether a step is one of courts or hospitals, not of those held "in X's jails"."""
    for each in clauses.under(index):
        if clauses.lemmas[each] in words.custody:
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


def _begun(words: Accords, clauses: Clauses, index: int, value: str) -> _Told | None:
    """Return how far a step has come by its own words, None if it is only possible."""
    nominal, auxiliaries = clauses.tokens[index].pos == "NOUN", clauses.auxiliaries(index)
    if not nominal and auxiliaries & words.possible:
        return None
    token = clauses.tokens[index]
    if token.dep == "relcl" and words.topics.get(clauses.lemmas[token.head]) not in (None, "terms"):
        return None  # what a deal does belongs to the stance on the deal
    if not nominal and auxiliaries & words.third:
        bidden = not clauses.negated(index) and clauses.tokens[index].dep not in LOOSE
        return _Told(top=index, stance="asked", bare=False, nominal=False) if bidden else None
    stance = "promised" if not nominal and auxiliaries & words.foretold else value
    if clauses.negated(index) or any(clauses.negated(k) for k in clauses.kids(index, *SUBJECTS)):
        if clauses.passive(index):
            return None  # what did not come about was refused by nobody named
        stance = "refused"
    bare = "to" in auxiliaries or clauses.tokens[index].dep == "pcomp"
    return _Told(top=index, stance=stance, bare=bare, nominal=nominal)


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
    above = words.steps.get(lemma) or goods.steps.get(lemma)
    if above is None:
        told.dropped = told.nominal and step.dep == "dobj"
        return not (verb or step.dep == "ccomp")
    told.top, told.stance = step.index, _above(above, told.stance)
    told.bare = told.nominal = False
    if clauses.auxiliaries(step.index) & words.foretold and told.stance != "asked":
        told.stance = "promised"
    if clauses.negated(step.index):
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


def _undertaking(clauses: Clauses, scene: Scene, carried: Carried, deed: Deed) -> Statement:
    span = _span(clauses, deed)
    actor, stated = _actor(clauses, scene, carried, deed)
    asked = deed.stance == "asked"
    kind: Kind = "position" if asked else "undertaking"
    return draft(
        scene,
        kind,
        span.start,
        span.end,
        modality=modality(scene, kind, span.start, span.end),
        stance="proposes" if asked else deed.stance,
        perpetrator=actor,
        perpetrator_stated=stated,
        about=deed.name,
        time=time_of(scene),
    )


def _actor(clauses: Clauses, scene: Scene, carried: Carried, deed: Deed) -> tuple[str, bool]:
    """Return the party whose undertaking it is, and whether the words name it."""
    top = deed.top
    if deed.stance == "asked" and _must(scene, clauses, top):
        return voice_of(clauses, scene, carried, None), False
    subject = clauses.agent(top) if clauses.passive(top) else clauses.subject(top)
    owner = _owner(clauses, scene, top)
    if owner is None and subject == deed.goods:
        beside = clauses.tokens[deed.goods].head  # "X's aid and intelligence": both are X's
        owner = _owner(clauses, scene, deed.goods) or _owner(clauses, scene, beside)
    owner = owner or party_of(scene, clauses, None if subject == deed.goods else subject)
    if owner:
        return owner.party, True
    spoken = subject is not None and clauses.tokens[subject].pos == "PRON"
    return (voice_of(clauses, scene, carried, subject) if spoken else UNKNOWN), False


def _must(scene: Scene, clauses: Clauses, index: int) -> bool:
    """Tell whether a verb tells what another must do, which its speaker asks."""
    words = accords_of(scene.lang)
    return words is not None and bool(clauses.auxiliaries(index) & words.third)


def _span(clauses: Clauses, deed: Deed) -> Span:
    """Return the words of an undertaking: its clause, or the noun phrase that tells of it."""
    index = deed.top
    for _ in range(6):
        token = clauses.tokens[index]
        if token.pos in ("VERB", "AUX"):
            if token.dep in ("relcl", "acl") and token.head == deed.goods:
                return _clause_of(clauses, deed.goods)
            if token.dep not in ("xcomp", "pcomp", "acl"):
                return clauses.span(index)
        elif token.pos == "NOUN" and index == deed.top and token.dep in _NOMINAL:
            return clauses.covering(clauses.under(index))
        if token.head == index:
            break
        index = token.head
    return clauses.span(index)


def _clause_of(clauses: Clauses, index: int) -> Span:
    """Return the clause in which goods stand that a relative clause tells of."""
    start = index
    for _ in range(4):
        token = clauses.tokens[index]
        if token.pos in ("VERB", "AUX"):
            return clauses.span(index)
        if token.head == index:
            break
        index = token.head
    return clauses.covering(clauses.under(start))
