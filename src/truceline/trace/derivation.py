"""Derivation between documents: which passages one took from another, and how."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from truceline.model.origin import EdgeKind
from truceline.trace.alignment import Match, aligned_passages, shared_counts
from truceline.trace.candidates import Pairs
from truceline.trace.passages import Corpus
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


def derivations(corpus: Corpus, pairs: Pairs, limits: Thresholds) -> list[Derivation]:
    """Return the derivations between the passages of the given pairs of documents, in order."""
    by_pair = {
        (a, b): _between(corpus, a, b, limits)
        for a, b in zip(pairs.a.tolist(), pairs.b.tolist(), strict=True)
    }
    aggregating = _aggregators(corpus, by_pair, limits)
    found: list[Derivation] = []
    for pair, each in by_pair.items():
        kind: EdgeKind | None = "aggregation" if aggregating & set(pair) else None
        found += [one._replace(kind=kind) if kind and one.whole else one for one in each]
    return found


def _between(corpus: Corpus, a: int, b: int, limits: Thresholds) -> list[Derivation]:
    """Return what one pair of documents has in common, quotations beside aligned passages."""
    matches = [
        match for match in aligned_passages(corpus, a, b, limits.aligned) if _telling(corpus, match)
    ]
    shorter = min(_long_passages(corpus, a, limits), _long_passages(corpus, b, limits))
    whole = len(matches) >= max(limits.rewrite_passages, limits.rewrite_share * shorter)
    found = {}
    for match in matches:
        kind = _kind(corpus, match, (a, b), whole, limits)
        if kind:
            found[match.a, match.b] = Derivation(
                match.a, match.b, kind, min(1.0, match.score), whole
            )
    for quotation in _quotations(corpus, a, b, limits):
        found.setdefault((quotation.a, quotation.b), quotation)
    return [found[key] for key in sorted(found)]


def _long_passages(corpus: Corpus, document: int, limits: Thresholds) -> int:
    lengths = corpus.lengths[corpus.first[document] : corpus.first[document + 1]]
    return int(np.count_nonzero(lengths >= limits.fewest_words))


def _shared(corpus: Corpus, match: Match, what: str) -> float:
    features = getattr(corpus, what)
    a, b = range(match.a, match.a + 1), range(match.b, match.b + 1)
    return float(shared_counts(features, a, b)[0, 0])


def _telling(corpus: Corpus, match: Match) -> bool:
    """Tell whether a match shares a name, a number or many words; a form's button does not."""
    return _shared(corpus, match, "tells") >= 1 or _shared(corpus, match, "words") >= _TELLING_WORDS


def _kind(
    corpus: Corpus, match: Match, documents: tuple[int, int], whole: bool, limits: Thresholds
) -> EdgeKind | None:
    """Return how one aligned passage derives from the other, None if it need not."""
    first, second = (corpus.langs[document] for document in documents)
    if first != second and first and second:
        tells = _shared(corpus, match, "tells")
        return "translation" if whole or tells >= limits.translated_tells else None
    shortest = int(min(corpus.lengths[match.a], corpus.lengths[match.b]))
    runs = _shared(corpus, match, "runs") / max(1, shortest - 2)
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


def _aggregators(
    corpus: Corpus, by_pair: dict[tuple[int, int], list[Derivation]], limits: Thresholds
) -> set[int]:
    """Return the documents that take in several others: roundups and live blogs.

    Each of those is found in it for the most part, makes up little of it, and lies in passages
    of its own.
    """
    taken: dict[int, list[frozenset[int]]] = defaultdict(list)
    for (a, b), found in by_pair.items():
        if not found:
            continue
        sizes = [_long_passages(corpus, document, limits) for document in (a, b)]
        inside = (
            frozenset(one.a for one in found if one.whole),
            frozenset(one.b for one in found if one.whole),
        )
        for longer, shorter in ((0, 1), (1, 0)):
            share_of_part = len(inside[longer]) / max(1, sizes[shorter])
            share_of_whole = len(inside[longer]) / max(1, sizes[longer])
            if (
                share_of_part >= limits.aggregated_share
                and share_of_whole <= limits.aggregating_share
            ):
                taken[(a, b)[longer]].append(inside[longer])
    return {document for document, parts in taken.items() if _apart(parts)}


def _apart(parts: Sequence[frozenset[int]]) -> bool:
    """Tell whether at least two of the parts lie in different passages."""
    return any(not one & other for i, one in enumerate(parts) for other in parts[:i])
