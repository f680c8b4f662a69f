"""The clause of an event: how far it reaches, whether it is told as real, and who did it."""

from __future__ import annotations

from truceline.model.values import Span
from truceline.read.events.words import EventWords
from truceline.read.scenes.drafts import Carried
from truceline.read.scenes.scene import Scene
from truceline.read.stances.clauses import DEEP, SUBJECTS, Clauses, party_of

VERBAL = ("VERB", "AUX")
NOMINAL = ("NOUN", "PROPN")
_APART = ("conj", "parataxis", "dep")
_HUNG = ("advcl", "ccomp", "relcl")
_OPENS = ("punct", "cc", "mark", "preconj")
_BY = ("by", "from")
_SUFFERED = ("under",)  # before what the subject of a verb comes under
_FEWEST = 5  # words of a clause that can stand alone
LOOKS_UP = 6  # steps above an event within which a word can make it unreal


def is_verb(clauses: Clauses, index: int) -> bool:
    """Tell whether a token is a verb that tells something."""
    return clauses.tokens[index].pos in VERBAL and clauses.tokens[index].dep not in (
        "aux",
        "auxpass",
    )


def clause_span(
    clauses: Clauses,
    index: int,
    events: frozenset[int] = frozenset(),
    along: frozenset[int] = frozenset(),
) -> Span:
    """Return the span of a verb's clause or of a noun with what hangs on it.

    Clauses beside it are left out, and those hung on it that tell an event of their own (in
    events), except those that go along with it. A clause that tells more of a noun begins at the
    noun.
    """
    token = clauses.tokens[index]
    without = [*clauses.kids(index, *_OPENS)]
    for kid in clauses.kids(index):
        apart = clauses.tokens[kid].dep in _APART and (
            is_verb(clauses, kid) if token.pos in VERBAL else kid in events
        )
        own = clauses.tokens[kid].dep in _HUNG and _tells(clauses, kid, events)
        said = clauses.tokens[kid].dep == "ccomp" and kid < index
        leads = clauses.tokens[kid].dep == "advcl" and kid < index
        if kid not in along and (apart or own or said or leads or _long(clauses, index, kid)):
            without.append(kid)
    without += [i for i in clauses.under(index) if i != index and _loose(clauses, i)]
    found = clauses.under(index, without=tuple(without))
    if token.dep in ("relcl", "acl") and token.pos in VERBAL:
        found = sorted({*found, *_noun_above(clauses, token.head, index)})
    return clauses.covering(found)


def _long(clauses: Clauses, index: int, kid: int) -> bool:
    """Tell whether a clause after a verb, with a subject of its own, is longer than the rest."""
    if clauses.tokens[kid].dep != "advcl" or not clauses.kids(kid, *SUBJECTS) or kid < index:
        return False
    whole, part = clauses.under(index), clauses.under(kid)
    return len(part) > len(whole) - len(part) >= _FEWEST


def _loose(clauses: Clauses, index: int) -> bool:
    """Tell whether a clause with a subject of its own hangs loosely, after a comma."""
    if clauses.tokens[index].dep not in ("relcl", "advcl") or not clauses.kids(index, *SUBJECTS):
        return False
    left = clauses.under(index)[0]
    return left > 0 and clauses.word(left - 1) == ","


def _tells(clauses: Clauses, index: int, events: frozenset[int]) -> bool:
    """Tell whether a clause that hangs on another has a subject and an event of its own."""
    if not events & set(clauses.under(index)):
        return False
    return bool(clauses.kids(index, *SUBJECTS)) or clauses.tokens[index].dep == "relcl"


def _noun_above(clauses: Clauses, head: int, below: int) -> list[int]:
    without = tuple(k for k in clauses.kids(head) if k >= below or clauses.tokens[k].dep in _HUNG)
    return [i for i in clauses.under(head, without=without) if i < below]


def is_real(words: EventWords, clauses: Clauses, index: int) -> bool:
    """Tell whether an event is told as one that was or is, not as wished, feared or denied."""
    if _hedged(words, clauses, index) or only_named(words, clauses, index):
        return False
    below = index
    for step, (above, dep) in enumerate(clauses.above(index)):
        if step >= LOOKS_UP or (dep in ("nsubj", "nsubjpass", "relcl") and step == 0):
            break
        shared = dep == "conj" and not clauses.kids(below, *SUBJECTS)
        if shared and "to" in clauses.auxiliaries(above) and clauses.tokens[above].dep != "ROOT":
            return is_real(words, clauses, above)
        if _makes_unreal(words, clauses, below, above, shared=shared):
            return False
        if dep in ("ccomp", "relcl", "advcl") and is_verb(clauses, above):
            break
        below = above
    return True


def only_named(words: EventWords, clauses: Clauses, index: int) -> bool:
    """Tell whether a noun's own words say that it never was ("planned attack", "no attack")."""
    if clauses.tokens[index].pos not in NOMINAL:
        return False
    mods = clauses.kids(index, "amod", "compound", "nmod")
    return bool(words.held_by(clauses, mods, "unreal")) or clauses.negated(index)


def _makes_unreal(
    words: EventWords, clauses: Clauses, below: int, above: int, *, shared: bool
) -> bool:
    """Tell whether a word makes what hangs on it wished, feared, planned or denied."""
    dep = clauses.tokens[below].dep
    wished = words.among(clauses, above, "unreal") and dep not in ("conj", "nsubj", "parataxis")
    if wished and not _as_agent(clauses, below, dep):
        return True
    if (shared or dep in ("xcomp", "acl", "dobj", "pobj")) and _hedged(words, clauses, above):
        return True
    return dep == "xcomp" and _purpose(words, clauses, below, above)


def _as_agent(clauses: Clauses, below: int, dep: str) -> bool:
    """Tell whether what hangs on a word of wish only says by whom or when."""
    finite = bool(clauses.kids(below, *SUBJECTS)) and not clauses.auxiliaries(below) & {"to"}
    return dep == "agent" or (dep == "advcl" and finite)


def _hedged(words: EventWords, clauses: Clauses, index: int) -> bool:
    modal = clauses.auxiliaries(index) & words["modal"]
    opened = clauses.marks(index) & words["if"]
    aimed = "to" in clauses.auxiliaries(index) and clauses.tokens[index].dep in (
        "advcl",
        "acl",
        "relcl",
        "ROOT",
    )
    return bool(modal or opened or aimed) or (is_verb(clauses, index) and clauses.negated(index))


def _purpose(words: EventWords, clauses: Clauses, below: int, above: int) -> bool:
    """Tell whether "to do" hangs on a verb that doesn't say that it was done."""
    aimed = "to" in clauses.auxiliaries(below)
    return aimed and is_verb(clauses, above) and not words.among(clauses, above, "real")


def doer(
    scene: Scene, clauses: Clauses, index: int, carried: Carried, *, accused: bool = False
) -> tuple[str | None, int | None]:
    """Return the party that does an event, None if no known one, and the token of who does it.

    accused: whether it is a verb of blame, whose object did it.
    """
    token = clauses.tokens[index]
    if token.pos in NOMINAL:
        return _owner(scene, clauses, index)
    told_of = token.dep == "acl" and not clauses.word(index).endswith("ing")
    if any(clauses.lemmas[k] in _SUFFERED for k in clauses.kids(index, "prep")):
        return None, None
    if clauses.passive(index) or (told_of and not clauses.kids(index, "dobj", "conj")):
        agent = clauses.agent(index)
        return _party(scene, clauses, agent), agent
    if accused:
        return _accused(scene, clauses, index)
    subject = _antecedent(clauses, index, clauses.subject(index))
    found = _party(scene, clauses, subject)
    if found is None and subject is not None and clauses.tokens[subject].pos == "PRON":
        return _meant(scene, clauses, index, subject, carried), subject
    return found, subject


def _accused(scene: Scene, clauses: Clauses, index: int) -> tuple[str | None, int | None]:
    objects = clauses.kids(index, "dobj", "nsubjpass")
    for prep in clauses.kids(index, "prep", "dative"):
        objects += clauses.kids(prep, "pobj")
    for each in objects:
        found = _party(scene, clauses, each)
        if found is not None:
            return found, each
    return None, None


def _party(scene: Scene, clauses: Clauses, index: int | None) -> str | None:
    found = party_of(scene, clauses, index)
    return found.party if found is not None else None


def _meant(
    scene: Scene, clauses: Clauses, index: int, subject: int, carried: Carried
) -> str | None:
    """Return whom a pronoun means: the subject above it, else who was told of or spoke before."""
    for above, _ in clauses.above(index):
        held = clauses.kids(above, *SUBJECTS)
        found = _party(scene, clauses, held[-1]) if held and held[-1] < subject else None
        if found is not None:
            return found
    if carried.report is not None and carried.report.perpetrator_stated:
        return carried.report.perpetrator
    return carried.speaker[1] if carried.speaker else None


def _antecedent(clauses: Clauses, index: int, subject: int | None) -> int | None:
    """Return for "who" or "which" the noun that it stands for."""
    if subject is None or clauses.lemmas[subject] not in ("who", "which", "that"):
        return subject
    at = index
    for _ in range(DEEP):
        token = clauses.tokens[at]
        if token.dep == "relcl":
            return token.head
        if token.head == at:
            break
        at = token.head
    return subject


def _owner(scene: Scene, clauses: Clauses, index: int) -> tuple[str | None, int | None]:
    """Return whose attack a noun's is: "X's attack", "the X attack", "attack by X"."""
    held = clauses.kids(index, "poss", "compound", "amod", "nmod")
    for kid in clauses.kids(index, "prep", "agent"):
        held += clauses.kids(kid, "pobj") if clauses.lemmas[kid] in _BY else []
    for kid in held:
        found = _party(scene, clauses, kid)
        if found is not None:
            return found, kid
    return None, None
