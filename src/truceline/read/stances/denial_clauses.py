"""Denials read by grammar: what somebody says did not happen, or was not their doing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from truceline.model.statement import Denies, Statement
from truceline.read.scenes.drafts import Carried, draft
from truceline.read.scenes.scene import Scene
from truceline.read.stances.clauses import Clauses, party_of
from truceline.read.stances.denied import denied_event
from truceline.vocabulary.files import shipped_entries

UNKNOWN = "unknown"
MOST = 2  # denials read in one sentence at most
_THINGS = ("attr", "dobj", "nsubj", "nsubjpass")
_SAID = ("dobj", "ccomp", "xcomp")  # how what is said hangs on a verb
Words = Mapping[str, frozenset[str]]


@cache
def denying_words(lang: str) -> Words | None:
    """Return the vocabulary of denials.yaml of a language by list, None if it has none."""
    found: dict[str, Any] | None = shipped_entries("vocabulary", "denials.yaml").get(lang)
    return {name: frozenset(words) for name, words in found.items()} if found else None


def denial_clauses(scene: Scene, carried: Carried) -> list[Statement]:
    """Return the denials of a sentence, in text order."""
    words = denying_words(scene.lang)
    if words is None or not _hinted(words, scene):
        return []
    clauses = Clauses.of(scene)
    if clauses is None or set(clauses.lemmas) & words["traps"]:
        return []
    found: list[Statement] = []
    for index in range(len(clauses.tokens)):
        made = _denial(words, clauses, scene, carried, index)
        if made is not None:
            found.append(made)
    return found[:MOST]


def denied_words(scene: Scene, clauses: Clauses) -> frozenset[int]:
    """Return the tokens that tell events which their sentence says did not happen."""
    words = denying_words(scene.lang)
    if words is None or not _hinted(words, scene):
        return frozenset()
    found = set[int]()
    for index in range(len(clauses.tokens)):
        top = _top(words, clauses, index)
        if top is not None and not {clauses.lemmas[k] for k in clauses.under(top)} & words["doer"]:
            found.update(i for k in _told(clauses, index, top) for i in clauses.under(k))
    return frozenset(found)


def _hinted(words: Words, scene: Scene) -> bool:
    """Tell whether a sentence has a word of denial, before it is parsed."""
    for word in scene.words:
        plain = word.folded
        forms = {plain, plain[:-1], plain[:-2], plain[:-3], plain[:-3] + "y", plain[:-3] + "e"}
        if forms & (words["denying"] | words["rejecting"] | words["untrue"]):
            return True
        if plain in words["negations"] or plain.endswith(tuple(words["contracted"])):
            return True
    return False


def _denial(
    words: Words, clauses: Clauses, scene: Scene, carried: Carried, index: int
) -> Statement | None:
    top = _top(words, clauses, index)
    if top is None:
        return None
    holder, stated = _holder(clauses, scene, carried, index)
    known = carried.war or carried.report is not None
    if not (known or stated or scene.has("act") or scene.has("attack")):
        return None
    about = clauses.kids(index, "dobj", "nsubjpass", "attr")
    doer = {clauses.lemmas[k] for k in clauses.under(index)} & words["doer"]
    span = clauses.span(top)
    roots = _told(clauses, index, top)
    told = [clauses.covering(clauses.under(k)) for k in roots]
    since = len(scene.text) if clauses.passive(index) else max((s.end for s in told), default=0)
    return draft(
        scene,
        "denial",
        span.start,
        span.end,
        modality="denied",
        perpetrator=holder,
        perpetrator_stated=stated,
        denies=_denied(scene, doer=bool(doer), harm=_of_harm(words, clauses, roots)),
        about=" ".join(clauses.lemmas[k] for k in about),
        **denied_event(scene, carried, told, since),
    )


def _told(clauses: Clauses, index: int, top: int) -> list[int]:
    """Return the tokens whose branches tell what is denied by a verb, whose clause is that of top.

    The clause that is said not to be; else the subject of "was denied" and "is untrue", else what
    the verb has as object or says.
    """
    if top != index:
        return [top]
    subjects = clauses.kids(index, "nsubjpass") or (
        [] if clauses.kids(index, *_SAID) else clauses.kids(index, "nsubj")
    )
    return subjects or clauses.kids(index, *_SAID)


def _top(words: Words, clauses: Clauses, index: int) -> int | None:
    """Return the token whose clause denies, if a verb is one of denial, else None."""
    if clauses.tokens[index].pos != "VERB":
        return index if _called_untrue(words, clauses, index) else None
    lemma = clauses.lemmas[index]
    named = {clauses.lemmas[k] for k in clauses.kids(index, "dobj", "nsubjpass", "attr")}
    if lemma in words["denying"]:
        withheld = named & words["withheld"] or clauses.kids(index, "dative")
        return None if withheld or clauses.negated(index) else index
    if lemma in words["rejecting"]:
        return index if named & words["said"] else None
    if lemma in words["calling"] and named & words["said"]:
        return (
            index if _untrue(words, clauses, index) or _ends_untrue(words, clauses, index) else None
        )
    if lemma in words["speech"]:
        return next((k for k in clauses.kids(index, "ccomp") if _undone(words, clauses, k)), None)
    return None


def _called_untrue(words: Words, clauses: Clauses, index: int) -> bool:
    """Tell whether a charge is said to be untrue ("the allegations are baseless")."""
    if clauses.lemmas[index] != "be" or clauses.negated(index):
        return False
    charged = any(clauses.lemmas[k] in words["said"] for k in clauses.kids(index, "nsubj"))
    return charged and _untrue(words, clauses, index)


def _untrue(words: Words, clauses: Clauses, index: int) -> bool:
    """Tell whether what is said of something is that it is not true."""
    told = clauses.kids(index, "acomp", "attr", "oprd", "prep", "ccomp", "xcomp")
    told += [k for each in told for k in clauses.kids(each, "pobj", "amod", "acomp", "pcomp")]
    return any(clauses.lemmas[k] in words["untrue"] for k in told)


def _ends_untrue(words: Words, clauses: Clauses, index: int) -> bool:
    """Tell whether the object of a verb ends in a word for what is not true ("... on X baseless").

    So the parser takes it that reads a name before such a word as part of it.
    """
    return any(
        clauses.lemmas[clauses.under(k)[-1]] in words["untrue"] for k in clauses.kids(index, "dobj")
    )


def _of_harm(words: Words, clauses: Clauses, roots: list[int]) -> bool:
    """Tell whether only harm is denied ("denied any losses", "there was no damage")."""
    held = [k for r in roots for k in clauses.kids(r, *_THINGS) if clauses.negated(k)]
    return any(clauses.lemmas[each] in words["harm"] for each in (*roots, *held))


def _denied(scene: Scene, *, doer: bool, harm: bool) -> Denies:
    if harm:
        return "count"
    blamed = scene.has("doubt", "alleged") and len({a.party for a in scene.actors}) > 1
    return "author" if doer or blamed else "event"


def _undone(words: Words, clauses: Clauses, index: int) -> bool:
    """Tell whether a clause says that a deed of war did not happen, or was not done."""
    if clauses.lemmas[index] in words["deeds"] and clauses.negated(index):
        own = {clauses.word(k).casefold() for k in clauses.kids(index, "aux")}
        return bool(own & words["past"])
    for each in clauses.kids(index, *_THINGS):
        if clauses.lemmas[each] in words["things"] | words["doer"] and clauses.negated(each):
            return clauses.lemmas[index] in words["being"]
    for each in clauses.kids(index, "dobj"):
        if clauses.lemmas[each] in words["nothing"] and clauses.lemmas[index] in words["concerned"]:
            return True  # "had nothing to do with the blast"
    behind = [clauses.lemmas[k] for k in clauses.kids(index, "prep", "acomp")]
    return clauses.negated(index) and bool(words["blamed"] & set(behind))


def _holder(clauses: Clauses, scene: Scene, carried: Carried, index: int) -> tuple[str, bool]:
    """Return the party that denies, and whether the words name it."""
    at = clauses.agent(index) if clauses.passive(index) else clauses.subject(index)
    found = party_of(scene, clauses, at)
    if found is not None:
        return found.party, True
    voices = [s.party for s in scene.speakers if s.party and not s.relay]
    if voices:
        return voices[0], True
    if at is not None and clauses.tokens[at].pos == "PRON" and carried.speaker:
        return carried.speaker[1] or UNKNOWN, False
    return UNKNOWN, False
