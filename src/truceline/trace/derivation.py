"""Derivation between documents: which passages one took from another, and how."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isnan
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from truceline.model.origin import EdgeKind
from truceline.trace.alignment import Matches, aligned_passages, shared_counts, shared_passages
from truceline.trace.candidates import Pairs
from truceline.trace.dependence import dependence, probability
from truceline.trace.passages import QUOTED_RUN, TOLD_RUN, Corpus, Floats, Ints, by_document
from truceline.trace.settings import Thresholds

Flags = NDArray[np.bool_]

_TELLING_WORDS = 6  # words that two sentences share tell of a copy even without a name or number


class Derivation(NamedTuple):
    """Two passages, by index in the corpus, one of which derives from the other or from a third.

    whole: the two documents have enough passages in the same order to be copies as a whole, so
    that a number or name that differs was changed on the way.
    """

    a: int
    b: int
    kind: EdgeKind
    score: float
    whole: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two documents, by index in the corpus, have in common.

    derived: passages of which one derives from the other; related: how many passages say
    related things in the same order, derived or not; copy: mean likeness of those passages
    where the documents are copies as a whole, else None; one_origin: the chance that one origin
    is behind both, None where a text is too short to tell.
    """

    a: int
    b: int
    derived: tuple[Derivation, ...]
    related: int
    copy: float | None
    one_origin: float | None = None

    @property
    def copied(self) -> bool:
        """Tell whether one article is a copy of the other, or a translation at least in part.

        A sentence that two articles share word for word is derived, but may be all they share.
        """
        return self.copy is not None or any(each.kind == "translation" for each in self.derived)


def compare(corpus: Corpus, pairs: Pairs, limits: Thresholds) -> list[Comparison]:
    """Return what each of the given pairs of documents has in common, in order."""
    aligned = aligned_passages(corpus, pairs, limits.aligned)
    matches = aligned.at(_telling(corpus, aligned))
    chance = chance_of_one(corpus, pairs, limits)
    whole = _whole(corpus, pairs, matches, limits) & ~_own_pages(
        corpus, pairs, matches, chance, limits
    )
    derived = _derived(corpus, pairs, matches, whole, limits)
    number = len(pairs.a)
    related = np.bincount(matches.pair, minlength=number)
    likeness = np.bincount(matches.pair, matches.score, minlength=number) / np.maximum(related, 1)
    columns = (pairs.a, pairs.b, related, likeness, whole, chance)
    rows = zip(*(each.tolist() for each in columns), strict=True)
    found = [
        Comparison(
            a, b, derived.get(i, ()), count, mean if copy else None, None if isnan(one) else one
        )
        for i, (a, b, count, mean, copy, one) in enumerate(rows)
    ]
    roundups = _roundups(corpus, found, limits)
    return [
        replace(one, derived=tuple(each._replace(kind="aggregation") for each in one.derived))
        if one.copy is not None and roundups & {one.a, one.b}
        else one
        for one in found
    ]


def _telling(corpus: Corpus, found: Matches) -> Flags:
    """Tell which matches share a name, a number or many words; a form's button does not."""
    names = shared_counts(corpus.tells, found.a, found.b)
    words = shared_counts(corpus.words, found.a, found.b)
    return np.asarray((names >= 1) | (words >= _TELLING_WORDS))


def _whole(corpus: Corpus, pairs: Pairs, matches: Matches, limits: Thresholds) -> Flags:
    """Tell which pairs are copies: enough strongly alike passages in the same order, or words.

    The words that count are those of four-word runs that an author tells, outside of quotation
    marks: what a speaker said, two authors may have heard each.
    """
    long = _long_passages(corpus, limits)
    shorter = np.minimum(long[pairs.a], long[pairs.b])
    strong = np.bincount(
        matches.pair[matches.score >= limits.strongly_aligned], minlength=len(pairs.a)
    )
    ordered = strong >= np.maximum(limits.rewrite_passages, limits.rewrite_share * shorter)
    told = by_document(corpus.told.of_passage, corpus.document_of, len(corpus.documents))
    shared, own = shared_counts(corpus.told, pairs.a, pairs.b, told), told.getnnz(axis=1)
    fewest = np.minimum(own[pairs.a], own[pairs.b])
    worded = shared >= np.maximum(limits.told_runs, limits.told_share * fewest)
    return np.asarray(ordered | worded)


def chance_of_one(corpus: Corpus, pairs: Pairs, limits: Thresholds) -> Floats:
    """Return the chance that one origin is behind both texts of each pair; nan for short texts.

    What two texts share beyond their topic was measured on articles: a headline has too little.
    """
    enough = _long_passages(corpus, limits) >= limits.dependent_passages
    told = np.flatnonzero(enough[pairs.a] & enough[pairs.b])
    chance = np.full(len(pairs.a), np.nan)
    some = Pairs(pairs.a[told], pairs.b[told])
    chance[told] = probability(dependence(corpus, some, limits))
    return chance


def _own_pages(
    corpus: Corpus, pairs: Pairs, matches: Matches, chance: Floats, limits: Thresholds
) -> Flags:
    """Tell which pairs are two pages of one outlet on different news.

    An outlet repeats its own background, and teasers of its other pages. Two pages that tell the
    same news share what they begin with (news is told first), and more than their topic.
    """
    house = corpus.houses[pairs.a]
    own = (house == corpus.houses[pairs.b]) & (house >= 0)
    first = [
        ends - corpus.first[documents[matches.pair]]
        for ends, documents in ((matches.a, pairs.a), (matches.b, pairs.b))
    ]
    leading = matches.pair[np.minimum(*first) < limits.leading_passages]
    led = np.bincount(leading, minlength=len(pairs.a)) > 0
    return np.asarray(own & (~led | (chance < limits.own_pages)))


def _derived(
    corpus: Corpus, pairs: Pairs, matches: Matches, whole: Flags, limits: Thresholds
) -> dict[int, tuple[Derivation, ...]]:
    """Return the derived passages of each pair that has any, quoted words beside aligned ones."""
    kinds = _kinds(corpus, pairs, matches, whole, limits)
    found: dict[int, dict[tuple[int, int], Derivation]] = defaultdict(dict)
    rows = zip(*(each.tolist() for each in matches), kinds, strict=True)
    for pair, a, b, score, kind in rows:
        if kind is not None:
            found[pair][a, b] = Derivation(a, b, kind, min(1.0, score), bool(whole[pair]))
    for pair, a, b, score in zip(*_quotations(corpus, pairs, limits), strict=True):
        found[pair].setdefault((a, b), Derivation(a, b, "shared_statement", score, False))
    return {pair: tuple(each[key] for key in sorted(each)) for pair, each in found.items()}


def _long_passages(corpus: Corpus, limits: Thresholds) -> Ints:
    """Return how many passages of each document are long enough to tell anything."""
    long = np.concatenate([[0], np.cumsum(corpus.lengths >= limits.fewest_words)])
    return np.asarray(np.diff(long[corpus.first]), dtype=np.int64)


def _kinds(
    corpus: Corpus, pairs: Pairs, matches: Matches, whole: Flags, limits: Thresholds
) -> list[EdgeKind | None]:
    """Return how one passage of each match derives from the other, None if it need not.

    A sentence that is worded alike only inside of quotation marks is the speaker's, and neither
    text need have it from the other: a shared statement.
    """
    foreign = corpus.foreign(pairs.a, pairs.b)[matches.pair]
    copy = whole[matches.pair]
    tells = shared_counts(corpus.tells, matches.a, matches.b)
    told = shared_counts(corpus.told, matches.a, matches.b)
    first, second = corpus.lengths[matches.a], corpus.lengths[matches.b]
    shortest = np.minimum(first, second)
    kept = shared_counts(corpus.runs, matches.a, matches.b) / np.maximum(1, shortest - 2)
    equal = (kept == 1) & (first == second)
    worded = equal | ((kept >= limits.verbatim) & (shortest >= limits.verbatim_words))
    own = copy | (told > limits.told_words - TOLD_RUN) | (equal & (told > 0))
    carried = foreign & (copy | (tells >= limits.translated_tells))
    kinds: list[EdgeKind | None] = [None, "rewrite", "verbatim", "translation", "shared_statement"]
    same = np.where(worded, np.where(own, 2, 4), np.where(copy, 1, 0))
    code = np.where(foreign, np.where(carried, 3, 0), same)
    return [kinds[each] for each in code.tolist()]


def _quotations(
    corpus: Corpus, pairs: Pairs, limits: Thresholds
) -> tuple[list[int], list[int], list[int], list[float]]:
    """Return pair, passages and score where a long enough run of quoted words is shared."""
    starts = corpus.quoted.of_passage.indptr[corpus.first]
    quotes = starts[:-1] < starts[1:]
    both = np.flatnonzero(quotes[pairs.a] & quotes[pairs.b])
    needed = limits.quoted_words - QUOTED_RUN + 1
    found = shared_passages(corpus, Pairs(pairs.a[both], pairs.b[both]), corpus.quoted, needed)
    scores = np.minimum(1.0, (found.score + QUOTED_RUN - 1) / (2 * limits.quoted_words))
    return both[found.pair].tolist(), found.a.tolist(), found.b.tolist(), scores.tolist()


def _roundups(corpus: Corpus, compared: Sequence[Comparison], limits: Thresholds) -> set[int]:
    """Return the documents that take in several others: roundups and live blogs.

    Each of those is found in it for the most part, makes up little of it, and lies in passages
    of its own.
    """
    taken: dict[int, list[frozenset[int]]] = defaultdict(list)
    long = _long_passages(corpus, limits)
    for one in compared:
        if one.copy is None:
            continue
        documents = one.a, one.b
        inside = [frozenset((each.a, each.b)[end] for each in one.derived) for end in (0, 1)]
        sizes = [max(1, int(long[document])) for document in documents]
        for longer, shorter in ((0, 1), (1, 0)):
            of_part = len(inside[longer]) / sizes[shorter]
            of_whole = len(inside[longer]) / sizes[longer]
            if of_part >= limits.aggregated_share and of_whole <= limits.aggregating_share:
                taken[documents[longer]].append(inside[longer])
    return {document for document, parts in taken.items() if _apart(parts)}


def _apart(parts: Sequence[frozenset[int]]) -> bool:
    """Tell whether at least two of the parts lie in different passages."""
    return any(not one & other for i, one in enumerate(parts) for other in parts[:i])
