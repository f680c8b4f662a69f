"""Undertakings read by grammar: who gives, frees, withdraws or lifts what, and how far it is."""

from __future__ import annotations

from truceline.model.statement import Kind, Statement
from truceline.model.values import Amount, Place, Span
from truceline.read.events.spots import places_of, spots_of
from truceline.read.scenes.drafts import Carried, draft, time_of
from truceline.read.scenes.scene import Scene
from truceline.read.stances.accords import Accords, accords_of
from truceline.read.stances.clauses import Clauses, party_of
from truceline.read.stances.goods import deeds, owner_of
from truceline.read.stances.modality import modality
from truceline.read.stances.position_clauses import voice_of
from truceline.read.stances.steps import Deed

UNKNOWN = "unknown"
MOST = 4  # undertakings read in one sentence at most
_NOMINAL = ("nsubj", "nsubjpass", "ROOT", "pobj", "appos")


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
    for deed in deeds(words, clauses, scene, carried):
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
        places=_route(scene, span) if carried.corridor else (),
        count=_how_many(clauses, scene, deed) if carried.corridor else None,
    )


def _route(scene: Scene, span: Span) -> tuple[Place, ...]:
    """Return the places named in an undertaking: which corridor of several it tells of."""
    return places_of(
        [
            each
            for each in spots_of(scene)
            if span.start <= each.mention.start and each.mention.end <= span.end
        ]
    )


def _how_many(clauses: Clauses, scene: Scene, deed: Deed) -> Amount | None:
    """Return how many the goods of a deed are, None where the words give no number."""
    for each in clauses.kids(deed.goods, "nummod"):
        token = clauses.tokens[each]
        for number in scene.numbers:
            if number.start <= token.start < number.end and not number.percent:
                unit = clauses.lemmas[deed.goods]
                return Amount(min=number.bounds.min, max=number.bounds.max, unit=unit)
    return None


def _actor(clauses: Clauses, scene: Scene, carried: Carried, deed: Deed) -> tuple[str, bool]:
    """Return the party whose undertaking it is, and whether the words name it."""
    top = deed.top
    if deed.stance == "asked" and _must(scene, clauses, top):
        return voice_of(clauses, scene, carried, None), False
    subject = clauses.agent(top) if clauses.passive(top) else clauses.subject(top)
    owner = owner_of(clauses, scene, top)
    if owner is None and subject == deed.goods:
        beside = clauses.tokens[deed.goods].head  # "X's aid and intelligence": both are X's
        owner = owner_of(clauses, scene, deed.goods) or owner_of(clauses, scene, beside)
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
