"""The clause of an event: how far it reaches, and whether it is told as real."""

from __future__ import annotations

from truceline.model.values import Span
from truceline.read.events.words import EventWords
from truceline.read.stances.clauses import SUBJECTS, Clauses

VERBAL = ("VERB", "AUX")
NOMINAL = ("NOUN", "PROPN")
_APART = ("conj", "parataxis", "dep")
_HUNG = ("advcl", "ccomp", "relcl")
_OPENS = ("punct", "cc", "mark", "preconj")
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
            kid in events or (token.pos in VERBAL and is_verb(clauses, kid))
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
        if dep in ("pcomp", "pobj") and words.among(clauses, above, "after"):
            return True
        shared = dep == "conj" and not clauses.kids(below, *SUBJECTS)
        if shared and clauses.tokens[above].dep != "ROOT" and _wanted(words, clauses, above):
            return is_real(words, clauses, above)
        if _makes_unreal(words, clauses, below, above, shared=shared):
            return False
        if dep in ("ccomp", "relcl", "advcl") and is_verb(clauses, above):
            break
        below = above
    return True


def _wanted(words: EventWords, clauses: Clauses, index: int) -> bool:
    """Tell whether a verb is, or stands beside, one that somebody is to do ("to do and do")."""
    infinitive = words["infinitive"]
    for _ in range(LOOKS_UP):
        if clauses.auxiliaries(index) & infinitive:
            return True
        if clauses.tokens[index].dep != "conj":
            return False
        index = clauses.tokens[index].head
    return False


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
    if wished and not (
        _as_agent(words, clauses, below, dep) or _claimed(words, clauses, below, above)
    ):
        return True
    hung = dep in ("xcomp", "acl", "dobj", "pobj") or (
        dep == "pcomp" and words.among(clauses, above, "within")
    )
    if (shared or hung) and _hedged(words, clauses, above):
        return True
    if dep == "ccomp" and _hedged(words, clauses, above) and _bare(clauses, below):
        return True
    return dep == "xcomp" and _purpose(words, clauses, below, above)


def _bare(clauses: Clauses, index: int) -> bool:
    """Tell whether a verb has no tense of its own ("it would see the troops leave")."""
    plain = clauses.word(index).casefold() == clauses.lemmas[index].split()[0]
    return plain and not clauses.kids(index, "aux", "auxpass", "mark")


def _claimed(words: EventWords, clauses: Clauses, below: int, above: int) -> bool:
    """Tell whether a clause in the past says what was, under a verb that can also wish or fear."""
    told = words.among(clauses, above, "claims") and clauses.tokens[below].dep == "ccomp"
    return told and words.past(clauses, below)


def _as_agent(words: EventWords, clauses: Clauses, below: int, dep: str) -> bool:
    """Tell whether what hangs on a word of wish only says by whom or when."""
    aimed = clauses.auxiliaries(below) & words["infinitive"]
    finite = bool(clauses.kids(below, *SUBJECTS)) and not aimed
    return dep == "agent" or (dep == "advcl" and finite)


def _hedged(words: EventWords, clauses: Clauses, index: int) -> bool:
    modal = clauses.auxiliaries(index) & words["modal"]
    opened = clauses.marks(index) & words["if"]
    aimed = clauses.auxiliaries(index) & words["infinitive"] and clauses.tokens[index].dep in (
        "advcl",
        "acl",
        "relcl",
        "ROOT",
    )
    return bool(modal or opened or aimed) or (is_verb(clauses, index) and clauses.negated(index))


def _purpose(words: EventWords, clauses: Clauses, below: int, above: int) -> bool:
    """Tell whether "to do" hangs on a verb that doesn't say that it was done."""
    aimed = bool(clauses.auxiliaries(below) & words["infinitive"])
    return aimed and is_verb(clauses, above) and not words.among(clauses, above, "real")
