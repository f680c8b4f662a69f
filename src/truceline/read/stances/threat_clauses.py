"""Threats read by grammar: who says, plans or is feared to do violence that has not happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from truceline.model.statement import Statement
from truceline.model.values import Span
from truceline.read.events.incidents import act_of, cues_of
from truceline.read.events.spots import places_of, spots_of
from truceline.read.scenes.drafts import Carried, draft, time_of
from truceline.read.scenes.scene import Scene
from truceline.read.stances.accords import ADJECTIVES, NOUNS, VERBS, climb
from truceline.read.stances.clauses import SUBJECTS, Clauses, party_of
from truceline.read.stances.menaces import Menaces, menaces_of
from truceline.read.stances.modality import modality
from truceline.read.stances.vows import answers_attack, foretells_price, goes_on, takes_place

UNKNOWN = "unknown"
FAR = 3  # words between a deed and the intention above it at most
MOST = 3  # threats read in one sentence at most
_PARTS = {"VERB": VERBS, "AUX": VERBS, "NOUN": NOUNS, "PROPN": NOUNS, "ADJ": ADJECTIVES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Menace:
    """A deed to come: the token that tells it, and the word that makes it one to come."""

    deed: int
    top: int


def threat_clauses(scene: Scene, carried: Carried) -> list[Statement]:
    """Return the threats of a sentence, in text order."""
    words = menaces_of(scene.lang)
    if words is None or not _hinted(words, scene):
        return []
    clauses = Clauses.of(scene)
    if clauses is None or _harmless(words, clauses, carried):
        return []
    kept: list[tuple[Span, Menace]] = []
    for menace in _menaces(words, clauses, scene, carried):
        span = _span(clauses, menace)
        if not any(_meet(span, other) for other, _ in kept):
            kept.append((span, menace))
    return [_threat(scene, clauses, carried, span, menace) for span, menace in kept[:MOST]]


def _harmless(words: Menaces, clauses: Clauses, carried: Carried) -> bool:
    """Tell whether a sentence is of what threatens nobody with arms; a war has its prices too."""
    listed = (
        words.sets["harmless"] if carried.war else words.sets["harmless"] | words.sets["business"]
    )
    return any(lemma in listed for lemma in clauses.lemmas)


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _hinted(words: Menaces, scene: Scene) -> bool:
    """Tell whether a sentence has a word of violence or menace, before it is parsed."""
    for word in scene.words:
        plain = word.folded
        forms = {plain, plain.removesuffix("s"), plain.removesuffix("es"), plain[:-3] + "y"}
        forms |= {plain.removesuffix("ing"), plain.removesuffix("ing") + "e"}
        forms |= {plain.removesuffix("d"), plain.removesuffix("ed")}
        if words.hints & forms:
            return True
    return False


def _menaces(words: Menaces, clauses: Clauses, scene: Scene, carried: Carried) -> Iterator[Menace]:
    for index, lemma in enumerate(clauses.lemmas):
        pos = clauses.tokens[index].pos
        if pos == "VERB":
            sworn = carried.war or _sworn(words, clauses, index)
            found = _vowed(words, clauses, index) or _ordered(words, clauses, index)
            found = found or _to_come(words, clauses, index, sworn)
            if found and _by_somebody(words, clauses, scene, found):
                yield found
        elif pos == "NOUN" and words.has("attacks", lemma):
            feared = _feared(words, clauses, scene, index)
            feared = feared or (_unending(words, clauses, scene, index) if carried.war else None)
            if feared:
                yield feared
        elif pos in ("AUX", "NOUN") and carried.war:
            ruled = _ruled(words, clauses, scene, index)
            ruled = ruled or _foretold(words, clauses, scene, index)
            if ruled:
                yield ruled


def _unending(words: Menaces, clauses: Clauses, scene: Scene, index: int) -> Menace | None:
    """Return strikes of a party that are to go on, None if a noun tells of none."""
    verb = goes_on(words, clauses, scene, index)
    return None if verb is None else Menace(deed=index, top=verb)


def _vowed(words: Menaces, clauses: Clauses, index: int) -> Menace | None:
    """Return a threat that names what it is of ("threatened sanctions", "warned of ...")."""
    if clauses.lemmas[index] not in words.menacing[VERBS] or clauses.negated(index):
        return None
    for each in clauses.under(index):
        token = clauses.tokens[each]
        if not words.has("of", clauses.lemmas[each]) or token.pos != "NOUN":
            continue
        direct = token.dep == "dobj" and token.head == index
        of = token.dep == "pobj" and clauses.tokens[token.head].head == index
        if (direct or (of and clauses.lemmas[token.head] in ("of", "with"))) and not _mild(
            words, clauses, each
        ):
            return Menace(deed=each, top=index)
    return None


def _ordered(words: Menaces, clauses: Clauses, index: int) -> Menace | None:
    """Return an attack that is ordered ("ordered strikes on ...")."""
    if not words.has("ordering", clauses.lemmas[index]) or clauses.negated(index):
        return None
    for each in clauses.kids(index, "dobj", "nsubjpass"):
        if words.has("attacks", clauses.lemmas[each]) and not clauses.negated(each):
            return Menace(deed=each, top=index)
    return None


def _sworn(words: Menaces, clauses: Clauses, index: int) -> bool:
    """Tell whether a deed hangs on a word of menace or order ("threatened to strike")."""
    above = clauses.tokens[index].head
    aimed = clauses.tokens[index].dep in ("xcomp", "ccomp") and "to" in clauses.auxiliaries(index)
    if aimed and words.has("ordering", clauses.lemmas[above]):
        return True
    return clauses.tokens[index].dep == "xcomp" and clauses.lemmas[above] in words.menacing[VERBS]


def _mild(words: Menaces, clauses: Clauses, index: int) -> bool:
    """Tell whether a step or measure is not said to be a serious one."""
    beside = {clauses.lemmas[k] for k in clauses.under(index)}
    return words.has("mild", clauses.lemmas[index]) and not beside & words.sets["serious"]


def _to_come(words: Menaces, clauses: Clauses, index: int, war: bool) -> Menace | None:
    """Return a deed of violence to come, None if a verb tells of none."""
    if not _violent(words, clauses, index, war):
        return None
    if _conditional(clauses, index) or (
        clauses.negated(index) and not _unrelenting(words, clauses, index)
    ):
        return None
    auxiliaries = clauses.auxiliaries(index)
    top = _intended(words, clauses, index)
    if top is not None:
        return Menace(deed=index, top=top)
    if auxiliaries & words.sets["will"]:
        return Menace(deed=index, top=index)
    return None


def _unrelenting(words: Menaces, clauses: Clauses, index: int) -> bool:
    return words.has("unrelenting", clauses.lemmas[index])


def _violent(words: Menaces, clauses: Clauses, index: int, war: bool) -> bool:
    """Tell whether a verb tells of violence: by itself, by its "not", or by its object."""
    lemma = clauses.lemmas[index]
    if not war or clauses.passive(index):
        return False
    if words.has("violent", lemma) or (
        _unrelenting(words, clauses, index) and clauses.negated(index)
    ):
        return True
    if words.has("responding", lemma):
        return _harshly(words, clauses, index)
    if takes_place(words, clauses, index):
        return True
    return words.has("neutral", lemma) and _armed(words, clauses, index)


def _harshly(words: Menaces, clauses: Clauses, index: int) -> bool:
    """Tell whether an answer is to be a hard one ("respond with force", "the right to respond")."""
    above = clauses.tokens[index].head
    if clauses.tokens[index].dep in ("acl", "relcl") and words.has("rights", clauses.lemmas[above]):
        return True
    if answers_attack(words, clauses, index):
        return True
    beside = clauses.kids(index, "advmod")
    for each in clauses.kids(index, "prep"):
        if clauses.lemmas[each] == "with":
            beside += [k for at in clauses.kids(each, "pobj") for k in (at, *clauses.kids(at))]
    return any(words.has("harsh", clauses.lemmas[k]) for k in beside)


def _foretold(words: Menaces, clauses: Clauses, scene: Scene, index: int) -> Menace | None:
    """Return an answer of which it is said that it will be a hard one ("will be crushing")."""
    if clauses.lemmas[index] != "be" or not clauses.auxiliaries(index) & words.sets["will"]:
        return None
    price = foretells_price(words, clauses, scene, index)
    if price is not None:
        return Menace(deed=price, top=index)
    hard = [k for k in clauses.kids(index, "acomp") if words.has("harsh", clauses.lemmas[k])]
    subjects = [
        k for k in clauses.kids(index, "nsubj") if words.has("reactions", clauses.lemmas[k])
    ]
    owned = [o for k in subjects for o in clauses.kids(k, "poss", "amod")]
    ours = any(clauses.tokens[k].pos == "PRON" or party_of(scene, clauses, k) for k in owned)
    return Menace(deed=subjects[0], top=index) if hard and subjects and ours else None


def _armed(words: Menaces, clauses: Clauses, index: int) -> bool:
    """Tell whether the object of a verb makes it violent ("expand the offensive")."""
    for each in clauses.kids(index, "dobj", "xcomp", "prep"):
        for at in (each, *clauses.kids(each, "pobj")):
            lemma = clauses.lemmas[at]
            if words.has("objects", lemma) and not _mild(words, clauses, at):
                return True
            if words.has("violent", lemma) and clauses.tokens[at].dep == "xcomp":
                return True
            if _under_control(words, clauses, at):
                return True
    return False


def _under_control(words: Menaces, clauses: Clauses, index: int) -> bool:
    """Tell whether what is taken is the control of something ("take control of ...")."""
    of = [clauses.lemmas[k] for k in clauses.kids(index, "prep")]
    return words.has("control", clauses.lemmas[index]) and bool({"of", "over"} & set(of))


def _intended(words: Menaces, clauses: Clauses, index: int) -> int | None:
    """Return the word above a deed that makes it intended ("plans to", "ready to")."""
    by = clauses.tokens[index].dep == "pcomp" and clauses.lemmas[clauses.tokens[index].head] == "by"
    for number, step in enumerate(climb(clauses, index)):
        if by or number > FAR or step.dep in ("advcl", "nsubj", "nsubjpass", "dobj", "pobj"):
            return None
        if _reserved(words, clauses, step.index):
            return step.index
        beside = clauses.kids(step.index, "dobj", "acomp") if step.dep in ("prep", "ccomp") else []
        meant = [k for k in (step.index, *beside) if _means(words, clauses, k)]
        if meant:
            denied = clauses.negated(step.index) or _conditional(clauses, step.index)
            return None if denied else meant[0]
    return None


def _reserved(words: Menaces, clauses: Clauses, index: int) -> bool:
    """Tell whether a right is one that somebody reserves."""
    above = clauses.lemmas[clauses.tokens[index].head]
    return words.has("rights", clauses.lemmas[index]) and words.has("keeping", above)


def _means(words: Menaces, clauses: Clauses, index: int) -> bool:
    part = _PARTS.get(clauses.tokens[index].pos)
    return part is not None and clauses.lemmas[index] in words.intent[part]


def _conditional(clauses: Clauses, index: int) -> bool:
    """Tell whether a clause is only a condition or a purpose of what another does."""
    for _ in range(6):
        token = clauses.tokens[index]
        if token.dep == "advcl":
            marks = clauses.marks(index)
            return bool(marks & {"if", "unless", "whether", "before", "once", "when"}) or (
                "to" in clauses.auxiliaries(index)
            )
        if token.dep in ("relcl", "ccomp", "conj") or token.head == index:
            return False
        index = token.head
    return False


def _feared(words: Menaces, clauses: Clauses, scene: Scene, index: int) -> Menace | None:
    """Return an attack that is only feared or prepared ("the risk of an X strike")."""
    for number, step in enumerate(climb(clauses, index)):
        if number >= FAR:
            return None
        if clauses.tokens[step.index].pos == "NOUN" and words.has(
            "chance", clauses.lemmas[step.index]
        ):
            owners = clauses.kids(index, "poss", "amod", "compound", "prep")
            known = any(party_of(scene, clauses, k) for k in owners)
            return Menace(deed=index, top=step.index) if known else None
    return None


def _ruled(words: Menaces, clauses: Clauses, scene: Scene, index: int) -> Menace | None:
    """Return that land is to be under a party's control."""
    if clauses.lemmas[index] != "be" or not clauses.auxiliaries(index) & words.sets["will"]:
        return None
    for under in clauses.kids(index, "prep"):
        for each in clauses.kids(under, "pobj"):
            if words.has("control", clauses.lemmas[each]) and party_of(scene, clauses, each):
                return Menace(deed=each, top=index)
    return None


def _by_somebody(words: Menaces, clauses: Clauses, scene: Scene, menace: Menace) -> bool:
    """Tell whether who is said to do it could: a party, its forces, or who speaks for it."""
    for at in (menace.top, menace.deed):
        subject = clauses.subject(at)
        if subject is None:
            continue
        if clauses.tokens[subject].pos == "PRON":
            return clauses.lemmas[subject] not in ("you", "it", "that", "which", "this") or bool(
                _own_party(scene)
            )
        if party_of(scene, clauses, subject) or clauses.is_person(subject):
            return True
        if (
            clauses.lemmas[subject] in words.sets["bodies"]
            or clauses.tokens[subject].pos == "PROPN"
        ):
            return True
    noun = clauses.tokens[menace.top].pos == "NOUN"
    owners = clauses.kids(menace.top, "poss", "amod", "compound") if noun else []
    return any(party_of(scene, clauses, k) for k in owners)


def _own_party(scene: Scene) -> bool:
    return any(a.role != "objects" for a in scene.actors)


def _span(clauses: Clauses, menace: Menace) -> Span:
    """Return the clause in which a threat is told, without what only says who told it."""
    index = menace.top
    for _ in range(6):
        token = clauses.tokens[index]
        if token.pos in ("VERB", "AUX") and token.dep not in ("xcomp", "pcomp", "acl"):
            return clauses.span(index)
        if token.dep == "acl" or token.head == index:
            break
        index = token.head
    return clauses.span(index)


def _threat(
    scene: Scene, clauses: Clauses, carried: Carried, span: Span, menace: Menace
) -> Statement:
    doer, stated = _doer(scene, clauses, carried, menace)
    told = modality(scene, "threat", span.start, span.end)
    armed = cues_of(scene)
    act = act_of(scene, 0, len(scene.words) - 1, tuple(armed)) if armed else ""
    return draft(
        scene,
        "threat",
        span.start,
        span.end,
        modality="ordered" if told == "ordered" else "threatened",
        act=act,
        perpetrator=doer,
        perpetrator_stated=stated,
        about=clauses.lemmas[menace.deed],
        places=places_of([s for s in spots_of(scene) if s.role == "event"]),
        time=time_of(scene),
    )


def _doer(scene: Scene, clauses: Clauses, carried: Carried, menace: Menace) -> tuple[str, bool]:
    """Return who is said to do it, and whether the words name the party."""
    for at in (menace.deed, menace.top):
        if clauses.tokens[at].pos == "NOUN":
            for each in clauses.kids(at, "poss", "amod", "compound"):
                owner = party_of(scene, clauses, each)
                if owner:
                    return owner.party, True
        for subject in [*clauses.kids(at, *SUBJECTS), clauses.subject(at)]:
            found = party_of(scene, clauses, subject)
            if found:
                return found.party, True
    voices = [s.party for s in scene.speakers if s.party and not s.relay]
    said = voices[0] if voices else carried.speaker[1] if carried.speaker else None
    return (said, False) if said else (UNKNOWN, False)
