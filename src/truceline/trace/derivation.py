"""Derivation between documents: which passages one took from another, and how."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from truceline.model.origin import EdgeKind
from truceline.trace.alignment import Match, aligned_passages, shared_counts
from truceline.trace.candidates import Pairs
from truceline.trace.passages import Corpus, Features
from truceline.trace.settings import Thresholds

_QUOTED_RUN = 4  # words of one looked-up run of quoted words, as in passages.py
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
    where the documents are copies as a whole, else None.
    """

    a: int
    b: int
    derived: tuple[Derivation, ...]
    related: int
    copy: float | None


def compare(corpus: Corpus, pairs: Pairs, limits: Thresholds) -> list[Comparison]:
    """Return what each of the given pairs of documents has in common, in order."""
    found = [
        _between(corpus, a, b, limits)
        for a, b in zip(pairs.a.tolist(), pairs.b.tolist(), strict=True)
    ]
    roundups = _roundups(corpus, found, limits)
    return [
        replace(one, derived=tuple(each._replace(kind="aggregation") for each in one.derived))
        if one.copy is not None and roundups & {one.a, one.b}
        else one
        for one in found
    ]


def _between(corpus: Corpus, a: int, b: int, limits: Thresholds) -> Comparison:
    """Return what one pair of documents has in common, quotations beside aligned passages."""
    matches = [
        match for match in aligned_passages(corpus, a, b, limits.aligned) if _telling(corpus, match)
    ]
    quotations = _quotations(corpus, a, b, limits) if _quoted_both(corpus, a, b) else []
    if not matches and not quotations:
        return Comparison(a, b, (), 0, None)
    shorter = min(_long_passages(corpus, a, limits), _long_passages(corpus, b, limits))
    strong = sum(match.score >= limits.strongly_aligned for match in matches)
    whole = strong >= max(limits.rewrite_passages, limits.rewrite_share * shorter)
    found = {}
    for match in matches:
        kind = _kind(corpus, match, (a, b), whole, limits)
        if kind:
            score = min(1.0, match.score)
            found[match.a, match.b] = Derivation(match.a, match.b, kind, score, whole)
    for quotation in quotations:
        found.setdefault((quotation.a, quotation.b), quotation)
    likeness = sum(match.score for match in matches) / len(matches) if whole else None
    derived = tuple(found[key] for key in sorted(found))
    return Comparison(a, b, derived, len(matches), likeness)


def _quoted_both(corpus: Corpus, a: int, b: int) -> bool:
    """Tell whether both documents quote anybody at all."""
    starts = corpus.quoted.of_passage.indptr
    return all(starts[corpus.first[each]] < starts[corpus.first[each + 1]] for each in (a, b))


def _long_passages(corpus: Corpus, document: int, limits: Thresholds) -> int:
    lengths = corpus.lengths[corpus.first[document] : corpus.first[document + 1]]
    return int(np.count_nonzero(lengths >= limits.fewest_words))


def _shared(features: Features, match: Match) -> int:
    """Return how many features the two passages of a match have in common."""
    both = np.intersect1d(features.row(match.a), features.row(match.b), assume_unique=True)
    return len(both)


def _telling(corpus: Corpus, match: Match) -> bool:
    """Tell whether a match shares a name, a number or many words; a form's button does not."""
    return _shared(corpus.tells, match) >= 1 or _shared(corpus.words, match) >= _TELLING_WORDS


def _kind(
    corpus: Corpus, match: Match, documents: tuple[int, int], whole: bool, limits: Thresholds
) -> EdgeKind | None:
    """Return how one aligned passage derives from the other, None if it need not."""
    first, second = (corpus.langs[document] for document in documents)
    if first != second and first and second:
        tells = _shared(corpus.tells, match)
        return "translation" if whole or tells >= limits.translated_tells else None
    shortest = int(min(corpus.lengths[match.a], corpus.lengths[match.b]))
    runs = _shared(corpus.runs, match) / max(1, shortest - 2)
    equal = runs == 1 and corpus.lengths[match.a] == corpus.lengths[match.b]
    if equal or (runs >= limits.verbatim and shortest >= limits.verbatim_words):
        return "verbatim"
    return "rewrite" if whole else None


def _quotations(corpus: Corpus, a: int, b: int, limits: Thresholds) -> list[Derivation]:
    """Return the passages that share a long enough run of words inside quotation marks."""
    first, second = corpus.passages_of(a), corpus.passages_of(b)
    counts = shared_counts(corpus.quoted, first, second)
    needed = limits.quoted_words - _QUOTED_RUN + 1
    return [
        Derivation(
            first.start + int(row),
            second.start + int(column),
            "quotation",
            float(min(1.0, (counts[row, column] + _QUOTED_RUN - 1) / (2 * limits.quoted_words))),
            False,
        )
        for row, column in np.argwhere(counts >= needed)
    ]


def _roundups(corpus: Corpus, compared: Sequence[Comparison], limits: Thresholds) -> set[int]:
    """Return the documents that take in several others: roundups and live blogs.

    Each of those is found in it for the most part, makes up little of it, and lies in passages
    of its own.
    """
    taken: dict[int, list[frozenset[int]]] = defaultdict(list)
    for one in compared:
        if one.copy is None:
            continue
        documents = one.a, one.b
        inside = [frozenset((each.a, each.b)[end] for each in one.derived) for end in (0, 1)]
        sizes = [max(1, _long_passages(corpus, document, limits)) for document in documents]
        for longer, shorter in ((0, 1), (1, 0)):
            of_part = len(inside[longer]) / sizes[shorter]
            of_whole = len(inside[longer]) / sizes[longer]
            if of_part >= limits.aggregated_share and of_whole <= limits.aggregating_share:
                taken[documents[longer]].append(inside[longer])
    return {document for document, parts in taken.items() if _apart(parts)}


def _apart(parts: Sequence[frozenset[int]]) -> bool:
    """Tell whether at least two of the parts lie in different passages."""
    return any(not one & other for i, one in enumerate(parts) for other in parts[:i])
