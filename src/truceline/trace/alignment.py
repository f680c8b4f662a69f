"""Sentences of two documents matched in the same order, by dynamic programming on arrays."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from truceline.ground.ranges import ranges
from truceline.trace.candidates import Pairs
from truceline.trace.passages import Corpus, Features, Floats, Ints

_MOST_PASSAGES = 20_000  # passages that are compared with those of one document at a time
_MOST_ROWS = 50_000  # pairs of passages whose features are held side by side at a time


class Matches(NamedTuple):
    """Pairs of passages as columns, ordered by pair of documents, then by place in both.

    pair: index of the pair of documents; a, b: index of the passage in the corpus; score: their
    likeness, or how many features they share.
    """

    pair: Ints
    a: Ints
    b: Ints
    score: Floats

    def at(self, chosen: NDArray[np.bool_] | Ints) -> Matches:
        """Return the chosen rows, by a flag for each or by their indexes."""
        return Matches(self.pair[chosen], self.a[chosen], self.b[chosen], self.score[chosen])


def aligned_passages(corpus: Corpus, pairs: Pairs, least: float) -> Matches:
    """Return the passages of each pair of documents that match in the same order.

    Their likeness (0 to 1) is the weight of what both share over the geometric mean of their
    weights, so that a short sentence inside a long one counts less than two of one length.
    Across languages only names and numbers are looked at: nothing else can be shared.
    """
    foreign = corpus.foreign(pairs.a, pairs.b)
    parts = [
        _aligned(corpus, pairs, np.flatnonzero(foreign == each), features, least)
        for each, features in ((False, corpus.words), (True, corpus.tells))
    ]
    columns = [np.concatenate(each) for each in zip(*parts, strict=True)]
    return Matches(*(each[np.argsort(columns[0], kind="stable")] for each in columns))


def _aligned(
    corpus: Corpus, pairs: Pairs, chosen: Ints, features: Features, least: float
) -> Matches:
    """Return the passages of some of the pairs that match in the same order."""
    sizes = np.asarray(features.of_passage @ features.weights, dtype=np.float64)
    some = Pairs(pairs.a[chosen], pairs.b[chosen])
    found = _common(corpus, some, features, features.weights, sizes, least)
    kept = found.at(_in_order(found, least))
    return kept._replace(pair=chosen[kept.pair])


def shared_passages(corpus: Corpus, pairs: Pairs, features: Features, least: int) -> Matches:
    """Return the passages of each pair of documents that share at least so many features."""
    return _common(corpus, pairs, features, np.ones_like(features.weights), None, least)


def shared_counts(features: Features, a: Ints, b: Ints, rows: csr_matrix | None = None) -> Ints:
    """Return how many features each passage in a shares with the one beside it in b.

    rows: the features by something else than passages, for example by documents.
    """
    rows = features.of_passage if rows is None else rows
    counts = [
        rows[a[start : start + _MOST_ROWS]].multiply(rows[b[start : start + _MOST_ROWS]]).sum(1)
        for start in range(0, len(a), _MOST_ROWS)
    ]
    return np.concatenate([np.asarray(each).ravel() for each in counts] or [np.zeros(0)]).astype(
        np.int64
    )


def _common(
    corpus: Corpus,
    pairs: Pairs,
    features: Features,
    weights: Floats,
    sizes: Floats | None,
    least: float,
) -> Matches:
    """Return the passages whose shared weight, over their sizes if given, reaches a threshold."""
    table = _Table(features, weights)
    parts = []
    for document, chosen in _blocks(corpus, pairs):
        own = np.arange(corpus.first[document], corpus.first[document + 1])
        others, owner = _passages(corpus, pairs.b[chosen])
        scores = table.shared(own, others)
        if sizes is not None:
            outer = np.outer(sizes[others], sizes[own])
            scores = scores / np.sqrt(np.maximum(outer, 1e-12))
        row, column = np.nonzero(scores >= least)
        parts.append((chosen[owner[row]], own[column], others[row], scores[row, column]))
    columns = [np.concatenate(each) for each in zip(*parts, strict=True)] or [np.zeros(0)] * 4
    pair, a, b = (each.astype(np.int64) for each in columns[:3])
    order = np.lexsort((b, a, pair))
    return Matches(pair[order], a[order], b[order], columns[3][order])


def _blocks(corpus: Corpus, pairs: Pairs) -> Iterator[tuple[int, Ints]]:
    """Yield each first document with the indexes of its pairs, a bounded number at a time."""
    order = np.argsort(pairs.a, kind="stable")
    lengths = np.diff(corpus.first)[pairs.b[order]]
    block = np.cumsum(lengths) // _MOST_PASSAGES
    starts = (np.diff(pairs.a[order], prepend=-1) != 0) | (np.diff(block, prepend=-1) != 0)
    edges = [*np.flatnonzero(starts).tolist(), len(order)]
    for start, end in pairwise(edges):
        yield int(pairs.a[order[start]]), order[start:end]


def _passages(corpus: Corpus, documents: Ints) -> tuple[Ints, Ints]:
    """Return the passages of documents, and for each the place of its document in the list."""
    begin, counts = corpus.first[documents], np.diff(corpus.first)[documents]
    owner = np.repeat(np.arange(len(documents)), counts)
    return ranges(begin, counts), owner


class _Table:
    """The passages' features, ready for comparing those of one document with many others.

    Only the columns of the one document take part, so a comparison costs what its partners'
    passages hold and not the size of the vocabulary.
    """

    def __init__(self, features: Features, weights: Floats) -> None:
        self.starts = features.of_passage.indptr.astype(np.int64)
        self.columns = features.of_passage.indices
        self.weights = weights
        self.place = np.full(features.of_passage.shape[1], -1, dtype=np.int64)

    def _entries(self, passages: Ints) -> tuple[Ints, Ints]:
        """Return the row (place in the list) and column of each feature of passages."""
        begin, counts = self.starts[passages], np.diff(self.starts)[passages]
        row = np.repeat(np.arange(len(passages)), counts)
        return row, self.columns[ranges(begin, counts)].astype(np.int64)

    def shared(self, own: Ints, others: Ints) -> Floats:
        """Return the weight that each of the others shares with each own passage."""
        row, column = self._entries(own)
        used, local = np.unique(column, return_inverse=True)
        right = np.zeros((len(used), len(own)))
        right[local, row] = self.weights[column]
        self.place[used] = np.arange(len(used))
        row, column = self._entries(others)
        at = self.place[column]
        self.place[used] = -1
        row, at = row[at >= 0], at[at >= 0]
        ends = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=len(others)))])
        left = csr_matrix((np.ones(len(at)), at, ends), shape=(len(others), len(used)))
        return np.asarray(left @ right, dtype=np.float64)


def _in_order(found: Matches, least: float) -> NDArray[np.bool_]:
    """Return which matches belong to the best alignment of their pair of documents."""
    same = np.diff(found.pair) == 0
    crossing = same & ~((np.diff(found.a) > 0) & (np.diff(found.b) > 0))
    kept = np.ones(len(found.pair), dtype=np.bool_)
    edges = np.flatnonzero(np.concatenate([[True], ~same, [True]]))
    tangled = np.unique(np.searchsorted(edges, np.flatnonzero(crossing), side="right") - 1)
    for block in tangled.tolist():
        start, end = int(edges[block]), int(edges[block + 1])
        rows, row = np.unique(found.a[start:end], return_inverse=True)
        columns, column = np.unique(found.b[start:end], return_inverse=True)
        scores = np.zeros((len(rows), len(columns)))
        scores[row, column] = found.score[start:end]
        chosen = np.zeros(scores.shape, dtype=np.bool_)
        for cell in align(scores, least):
            chosen[cell] = True
        kept[start:end] = chosen[row, column]
    return kept


def align(scores: Floats, least: float) -> list[tuple[int, int]]:
    """Return the matches (row, column) with the greatest sum whose order is the same in both.

    Only scores of at least `least` count. The recurrence is that of the longest common
    subsequence (Needleman and Wunsch 1970, gaps free), a row of the table at a time.
    """
    useful = np.where(scores >= least, scores, 0.0)
    rows, columns = useful.shape
    best = np.zeros((rows + 1, columns + 1))
    for row in range(rows):
        taken = np.maximum(best[row, 1:], best[row, :-1] + useful[row])
        best[row + 1, 1:] = np.maximum.accumulate(taken)
    matches: list[tuple[int, int]] = []
    row, column = rows, columns
    while row and column:
        if best[row, column] == best[row - 1, column]:
            row -= 1
        elif best[row, column] == best[row, column - 1]:
            column -= 1
        else:
            row, column = row - 1, column - 1
            matches.append((row, column))
    return matches[::-1]
