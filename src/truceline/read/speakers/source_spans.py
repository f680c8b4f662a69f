"""Which words of a parsed sentence are a source, a cue, and what is attributed."""

from __future__ import annotations

from itertools import pairwise

from truceline.language.grammar import Tree
from truceline.model.values import Span
from truceline.read.speakers.attribution_words import load_words

_EDGES = frozenset(",;:–—-―“”\"«»„'’‘(.!?…")
_BREAKS = frozenset({"–", "—", "-", "--", "―", ";"})
_LONGEST = 45  # tokens of a source
_TOLD = ("ccomp", "parataxis")
_OBJECTS = ("xcomp", "dobj", "oprd")
_RELATIVES = ("who", "which", "that", "whom")
_NOUNS = ("NOUN", "PROPN")
_CLOSED = frozenset({",", "”", '"', "»"})


def noun_span(tree: Tree, noun: int, cue: int) -> Span:
    """Return the words of a noun with all that belongs to it, up to the cue."""
    tokens = tree.tokens
    first, last = tree.left[noun], tree.right[noun]
    if first <= cue <= last:
        first, last = (first, cue - 1) if cue > noun else (cue + 1, last)
    last = min(last, noun + _LONGEST)
    first = _after_break(tree, first, noun)
    while first < noun and (_bare(tree, first) or tokens[first].dep in ("cc", "punct", "mark")):
        first += 1
    while last > noun and _bare(tree, last):
        last -= 1
    apposed = any(tree.text_of(i) == "," for i in range(first, last))
    end = tokens[last].end
    if apposed and cue > last and tree.text_of(last + 1) == ",":
        end = tokens[last + 1].end
    return Span(tokens[first].start, end)


_RELATIVE = ("relcl", "acl", "appos", "punct", "cc", "conj", "parataxis", "advcl")


def core_span(tree: Tree, noun: int) -> Span:
    """Return a noun's own words: no clauses, appositions or others joined to it.

    For a relative pronoun those of whom it stands for; for an office with a name in apposition
    ("the mayor, Anna Berg,") those of the name.
    """
    tokens = tree.tokens
    clause = tokens[tokens[noun].head]
    relative = tree.text_of(noun).casefold() in _RELATIVES
    if relative and tokens[noun].pos == "PRON" and clause.dep == "relcl":
        noun = clause.head
    for each in tree.children[noun]:
        named = tokens[each].dep == "appos" and tokens[each].pos == "PROPN" and each > noun
        if named and (tokens[noun].pos == "NOUN" or tree.left[each] == noun + 1):
            return _core(tree, each)
    return _core(tree, noun)


def _core(tree: Tree, noun: int) -> Span:
    tokens = tree.tokens
    last = noun
    for each in tree.children[noun]:
        if each > last and tokens[each].dep in _RELATIVE:
            break
        if each > noun:
            last = tree.right[each]
    first = _after_break(tree, tree.left[noun], noun)
    while first < noun and _bare(tree, first):
        first += 1
    for inner in range(noun + 1, last + 1):
        if tokens[inner].dep in ("relcl", "acl", "appos") or tree.text_of(inner) in ",;(":
            last = inner - 1
            break
    while last > noun and _bare(tree, last):
        last -= 1
    return Span(tokens[first].start, tokens[max(last, noun)].end)


def _after_break(tree: Tree, first: int, noun: int) -> int:
    """Return where a noun's words begin behind a dash, colon or dateline that it was joined to."""
    for place in range(noun - 1, first - 1, -1):
        if tree.text_of(place) in _BREAKS and tree.apart(place):
            return place + 1
    return first


def _bare(tree: Tree, place: int) -> bool:
    text = tree.text_of(place)
    return not text.strip() or all(mark in _EDGES for mark in text)


def cue_span(tree: Tree, verb: int) -> Span:
    """Return a verb with its helpers, particles and adverbs that stand next to it."""
    tokens = tree.tokens
    first = last = verb
    near = set(tree.children[verb])
    while first - 1 in near and tokens[first - 1].dep in ("aux", "auxpass", "neg", "advmod"):
        first -= 1
    while last + 1 in near and tokens[last + 1].dep in ("prt",):
        last += 1
    return Span(tokens[first].start, tokens[last].end)


def around(tree: Tree, verb: int, noun: int, source: Span, cue: Span) -> Span:
    """Return what is attributed: the clause that the verb governs, else the longer side."""
    tokens = tree.tokens
    told = [i for i in tree.children[verb] if tokens[i].dep in _TOLD]
    told = told or ([] if _told_before(tree, verb, noun) else _acted_on(tree, verb, noun))
    opening, closing = min(source.start, cue.start), max(source.end, cue.end)
    if told and noun not in told:
        first = min(tree.left[i] for i in told)
        last = max(tree.right[i] for i in told)
        start, end = tokens[first].start, tokens[last].end
        if start < opening < end:
            end = opening
        elif start < closing < end:
            start = closing
        return Span(start, end)
    if tokens[verb].dep == "relcl":
        return Span(cue.end, cue.end)
    whole = tokens[-1].end
    before = opening > whole - closing or _told_before(tree, verb, noun)
    return Span(tokens[0].start, opening) if before else Span(closing, whole)


def _acted_on(tree: Tree, verb: int, noun: int) -> list[int]:
    """Return the objects of a verb, with what they are blamed, praised or asked for."""
    tokens, children = tree.tokens, tree.children[verb]
    told = [i for i in children if tokens[i].dep in _OBJECTS and i != noun]
    return told + [i for i in children if told and tokens[i].dep == "prep" and i > told[0]]


def _told_before(tree: Tree, verb: int, noun: int) -> bool:
    """Tell whether the objects of a verb are who is told: "..., X told reporters in Lisk"."""
    first = tree.left[noun]
    closed = first > 1 and tree.text_of(first - 1) in _CLOSED
    late = 2 * first > len(tree.tokens)
    heard = tree.tokens[verb].lemma in load_words().hearers
    return heard and verb > noun and (closed or late)


def stray_subject(tree: Tree, verb: int) -> int | None:
    """Return the noun that stands before a verb like a subject, cut off by commas; None for none.

    Either nothing stands between the two ("..., aid groups say"), or an apposition in commas does
    ("..., Anna Berg, a nurse, told"): then whichever of both is a name, the first before the last.
    """
    ends = [i for i in range(verb - 1, max(-1, verb - _LONGEST), -1) if tree.text_of(i) == ","]
    if not ends:
        return None
    if ends[0] < verb - 1:
        return _head_within(tree, ends[0] + 1, verb)
    parts = [(after + 1, before) for before, after in pairwise(ends[:3])]
    heads = [head for first, last in parts if (head := _head_within(tree, first, last)) is not None]
    names = [head for head in heads if tree.tokens[head].pos == "PROPN"]
    return names[-1] if names and len(heads) > 1 else None


def _head_within(tree: Tree, first: int, last: int) -> int | None:
    """Return the noun that a stretch of tokens hangs on, None if it is no noun's own words."""
    tokens = tree.tokens
    while first < last and tokens[first].pos in ("CCONJ", "ADV", "SCONJ"):
        first += 1
    tops = [i for i in range(first, last) if not first <= tokens[i].head < last]
    verbs = any(tokens[i].pos in ("VERB", "AUX") for i in range(first, last))
    whole = bool(tops) and not verbs and tokens[tops[0]].pos in _NOUNS
    return tops[0] if whole and tokens[first].pos in (*_NOUNS, "DET", "ADJ", "NUM") else None
