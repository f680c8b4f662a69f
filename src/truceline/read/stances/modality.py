"""How a report stands to what it tells: asserted, alleged by somebody, or only ordered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from truceline.model.statement import Kind, Modality
from truceline.read.events.words import event_words
from truceline.read.scenes.scene import Scene
from truceline.read.stances.clauses import DEEP, SUBJECTS, Clauses
from truceline.vocabulary.files import shipped_entries

Words = Mapping[str, frozenset[str]]
HAPPENED = ("incident_report", "tally")  # kinds that tell what was, which an order does not
_VERBS, NOUNS = ("VERB", "AUX"), ("NOUN", "PROPN")
_CLAUSES = ("ccomp", "xcomp", "csubj")
_LOOSE = ("relcl", "advcl", "appos", "parataxis")  # what hangs so is told apart
_HINTS = (
    "blaming",
    "claiming",
    "heard",
    "seeming",
    "adverbs",
    "adjectives",
    "nouns",
    "ordering",
    "orders",
    "forms",
)
_STEM = 4  # letters by which a sentence is taken for one that may hold such a word


@cache
def modal_words(lang: str) -> Words | None:
    """Return the vocabulary of modality.yaml of a language by list, None if it has none.

    "attack" holds the nouns that name an attack.
    """
    found: dict[str, Any] | None = shipped_entries("vocabulary", "modality.yaml").get(lang)
    events = event_words(lang)
    if found is None or events is None:
        return None
    return {name: frozenset(words) for name, words in found.items()} | {"attack": events["attack"]}


@cache
def _stems(lang: str) -> frozenset[str]:
    lists = {name: words for name, words in (modal_words(lang) or {}).items() if name in _HINTS}
    return frozenset(word[:_STEM] for words in lists.values() for word in words)


def modality(scene: Scene, kind: Kind, start: int, end: int) -> Modality:
    """Return the modality of a statement of a kind that stands at scene.text[start:end].

    Alleged is what somebody charges, claims or has heard without knowing it; what a party or its
    official reports as a fact is asserted. Ordered is what is commanded and not yet told as done.
    The outermost word decides ("was accused of ordering ..." is alleged). By grammar where the
    language has one here, else by words.
    """
    words = modal_words(scene.lang)
    if words is None:
        return _by_words(scene, kind, start)
    if not any(word.folded[:_STEM] in _stems(scene.lang) for word in scene.words):
        return "asserted"
    clauses = Clauses.of(scene)
    top = _top(clauses, start, end) if clauses else None
    if clauses is None or top is None:
        return _by_words(scene, kind, start)
    found: list[Modality] = [*_within(words, clauses, top), *_above(words, clauses, top)]
    told = [each for each in found if each == "alleged" or kind not in HAPPENED]
    return told[-1] if told else "asserted"


def _by_words(scene: Scene, kind: Kind, start: int) -> Modality:
    """Return the modality by the words of a sentence: an order counts only where it comes first."""
    if scene.has("doubt"):
        return "alleged"
    ordered = any(h.start <= start or not start for h in scene.of("order"))
    return "ordered" if ordered and kind not in HAPPENED else "asserted"


def _top(clauses: Clauses, start: int, end: int) -> int | None:
    """Return the token of text[start:end] from which most of it hangs, None if it has none."""
    inside = [i for i, t in enumerate(clauses.tokens) if start <= t.start and t.end <= end]
    held = set(inside)
    tops = [i for i in inside if clauses.tokens[i].head == i or clauses.tokens[i].head not in held]
    return max(tops, key=lambda i: (len(clauses.under(i)), -i), default=None)


def _within(words: Words, clauses: Clauses, top: int) -> Iterator[Modality]:
    """Yield what the words of a statement's own clause, and of those it governs, make of it.

    From within outward, so that the last is the outermost.
    """
    spine, index = [top], top
    for _ in range(DEEP):
        below = clauses.kids(index, *_CLAUSES)
        if not below:
            break
        index = max(below, key=lambda k: (len(clauses.under(k)), -k))
        spine.append(index)
    for each in reversed(spine):
        told = [each, *clauses.kids(each, "acl")]
        noun = any(_noun_of_charge(words, clauses, each, k) for k in clauses.kids(each))
        charged = any(_charges(words, clauses, k, None) for k in told)
        if noun or charged or _doubted(words, clauses, each):
            yield "alleged"
        if _orders(words, clauses, each, None):
            yield "ordered"


def _above(words: Words, clauses: Clauses, top: int) -> Iterator[Modality]:
    """Yield what the words above a statement make of it, the outermost last."""
    below = top
    for above, dep in clauses.above(top):
        if dep in _LOOSE or (dep == "conj" and clauses.kids(below, *SUBJECTS)):
            return
        if _alleges(words, clauses, above, below):
            yield "alleged"
        if _orders(words, clauses, above, below):
            yield "ordered"
        below = above


def _alleges(words: Words, clauses: Clauses, index: int, below: int) -> bool:
    """Tell whether a word above a statement makes what hangs on it a charge or hearsay."""
    if _charges(words, clauses, index, below) or _noun_of_charge(words, clauses, index, below):
        return True
    return clauses.tokens[index].pos in _VERBS and _doubted(words, clauses, index)


def _charges(words: Words, clauses: Clauses, index: int, below: int | None) -> bool:
    """Tell whether a verb charges, hears or takes to be so what hangs on it.

    below: what hangs on it and is meant, None if any clause of it may be.
    """
    lemma = clauses.lemmas[index]
    if clauses.tokens[index].pos not in _VERBS:
        return False
    deps = {clauses.tokens[k].dep for k in (clauses.kids(index) if below is None else [below])}
    clause = bool(deps & set(_CLAUSES))
    if lemma in words["seeming"] and clause:
        return True  # also "did not appear to"
    if clauses.negated(index):
        return False
    if (lemma in words["claiming"] and clause) or _accuses(words, clauses, index):
        return True
    return lemma in words["heard"] and clauses.passive(index) and _heard(words, clauses, index)


def _accuses(words: Words, clauses: Clauses, index: int) -> bool:
    """Tell whether a verb charges somebody with something, or charges that an attack was."""
    lemma = clauses.lemmas[index]
    held = clauses.kids(index, "dobj", "nsubjpass")  # "accused forces of firing": "of" hangs there
    after = {clauses.lemmas[k] for each in (index, *held) for k in clauses.kids(each, "prep")}
    objects = {clauses.lemmas[k] for k in held}
    charged = lemma in words["blaming"] and bool(after & words["charges_with"])
    attack = lemma in words["alleging"] | words["blaming"] and bool(objects & words["attack"])
    return charged or attack


def _heard(words: Words, clauses: Clauses, index: int) -> bool:
    """Tell whether a clause is what is heard, and not one set before with a subject of its own.

    In "X was hit; no losses were reported" the losses are what is reported.
    """
    if clauses.kids(index, "xcomp", "csubj"):
        return True
    subjects = clauses.kids(index, *SUBJECTS)
    empty = all(clauses.lemmas[k] in words["empty"] for k in subjects)
    return empty and bool(clauses.kids(index, "ccomp"))


def _noun_of_charge(words: Words, clauses: Clauses, index: int, below: int) -> bool:
    """Tell whether a noun of charge or hearsay says what hangs on it ("reports that ...")."""
    lemma, dep = clauses.lemmas[index], clauses.tokens[below].dep
    if clauses.tokens[index].pos != "NOUN" or lemma not in words["nouns"]:
        return False
    return dep in ("acl", "ccomp") or (dep == "prep" and lemma not in words["only_clause"])


def _doubted(words: Words, clauses: Clauses, index: int) -> bool:
    """Tell whether an adverb or adjective at a word, its doer or its source puts it in doubt."""
    own = [index, *clauses.kids(index, "acl")]
    beside = {clauses.lemmas[k] for each in own for k in clauses.kids(each, "advmod")}
    if beside & words["adverbs"]:
        return True
    doing = [index] if clauses.tokens[index].pos in NOUNS else []
    agent = clauses.agent(index)
    doing += clauses.kids(index, "nsubj", "attr") + ([agent] if agent is not None else [])
    doing += [
        k for k in clauses.kids(index, "dobj", "nsubjpass") if clauses.lemmas[k] in words["attack"]
    ]
    doing += _sources(words, clauses, index)
    marks = [k for each in doing for k in clauses.kids(each, "amod")]
    marks += clauses.kids(index, "acomp")
    return any(clauses.lemmas[k] in words["adjectives"] for k in marks)


def _sources(words: Words, clauses: Clauses, index: int) -> list[int]:
    """Return whom a clause only goes by ("according to unverified reports")."""
    found: list[int] = []
    for each in clauses.kids(index, "prep"):
        if clauses.lemmas[each] in words["carriers"]:
            inner = [each, *clauses.kids(each, "prep")]
            found += [k for at in inner for k in clauses.kids(at, "pobj")]
    return found


def _orders(words: Words, clauses: Clauses, index: int, below: int | None) -> bool:
    """Tell whether a word commands what hangs on it: "ordered X to", "gave the order to"."""
    if clauses.negated(index):
        return False
    lemma, verb = clauses.lemmas[index], clauses.tokens[index].pos in _VERBS
    deps = {clauses.tokens[k].dep for k in (clauses.kids(index) if below is None else [below])}
    if verb and lemma in words["ordering"]:
        return bool(deps & {"xcomp", "ccomp", "dobj", "nsubjpass"})
    if verb and lemma in words["giving"]:
        objects = clauses.kids(index, "dobj", "nsubjpass")
        given = [k for k in objects if clauses.lemmas[k] in words["orders"]]
        return any(not clauses.negated(k) for k in given)
    if below is None or clauses.negated(clauses.tokens[index].head):
        return False
    return lemma in words["orders"] and bool(deps & {"acl", "relcl", "prep"})
