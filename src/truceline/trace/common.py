"""What pairs of documents have in common, weighed by how few texts on their topic have it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from truceline.ground.ranges import ranges
from truceline.trace.alignment import Matches
from truceline.trace.candidates import Pairs
from truceline.trace.passages import Corpus, Features, Floats, Ints
from truceline.trace.topics import ones

_CLOSEST = 5  # passages of each text that are held against each other


@dataclass(frozen=True, slots=True)
class Common:
    """The features that both of a pair's documents have, and what the documents weigh.

    keys: pair times the number of features, plus the feature, in order; weights: of each key;
    width: the number of features; whole: product of both documents' weights; shared: weight of
    what both have; each of the last two a column over pairs.
    """

    keys: Ints
    weights: Floats
    width: int
    whole: Floats
    shared: Floats

    def closest(self, corpus: Corpus, features: Features, pairs: Pairs) -> tuple[Floats, Ints]:
        """Return by pair what the closest passages share, and how many pairs of passages it has.

        Each passage is taken once, the pair of passages that shares most first.
        """
        first, left = self._passages(corpus, features, pairs.a)
        _, right = self._passages(corpus, features, pairs.b)
        found = (left @ right.T).tocoo()
        row, column = found.row.astype(np.int64), found.col.astype(np.int64)
        total = _taken_once(Matches(first[row], row, column, found.data), len(pairs.a))
        counts = np.diff(corpus.first)
        return total, np.maximum(1, counts[pairs.a] * counts[pairs.b])

    def _passages(
        self, corpus: Corpus, features: Features, documents: Ints
    ) -> tuple[Ints, csr_matrix]:
        """Return the pair of each passage of one end, and a row for each: the shared features.

        Every pair has columns of its own, so that passages of different pairs share nothing. Each
        entry is the root of its weight: the product of two passages is the weight they share.
        """
        begin, counts = corpus.first[documents], np.diff(corpus.first)[documents]
        pair = np.repeat(np.arange(len(documents)), counts)
        rows = features.of_passage[ranges(begin, counts)]
        row = np.repeat(np.arange(len(pair)), np.diff(rows.indptr))
        keys = pair[row] * self.width + rows.indices
        at = np.minimum(np.searchsorted(self.keys, keys), max(0, len(self.keys) - 1))
        held = self.keys[at] == keys if len(self.keys) else np.zeros(len(keys), dtype=np.bool_)
        shape = len(pair), max(1, len(self.keys))
        entries = np.sqrt(self.weights[at[held]])
        return pair, csr_matrix((entries, (row[held], at[held])), shape=shape)


def common_of(rows: csr_matrix, topic: csr_matrix, pairs: Pairs) -> Common:
    """Return what pairs have in common; rows: features by document, topic: documents by pair.

    A feature weighs the log of how few of the topic's texts have it.
    """
    first, second = rows[pairs.a], rows[pairs.b]
    either = ones(first + second)
    having = (topic @ rows).multiply(either).tocsr()
    having.sort_indices()
    size = np.diff(topic.indptr)
    row = np.repeat(np.arange(len(pairs.a)), np.diff(having.indptr))
    weights = csr_matrix(
        (np.log((size[row] + 1) / having.data), having.indices, having.indptr), having.shape
    )
    both = first.multiply(second).multiply(weights).tocsr()
    both.sort_indices()
    width = rows.shape[1]
    pair = np.repeat(np.arange(len(pairs.a), dtype=np.int64), np.diff(both.indptr))
    return Common(
        keys=pair * width + both.indices,
        weights=both.data,
        width=width,
        whole=_sums(first.multiply(weights)) * _sums(second.multiply(weights)),
        shared=_sums(both),
    )


def _sums(matrix: csr_matrix) -> Floats:
    return np.asarray(matrix.sum(axis=1), dtype=np.float64).ravel()


def _taken_once(found: Matches, number: int) -> Floats:
    """Return by pair of documents the sum of its best pairs of passages, each passage once."""
    alive = found.at(np.lexsort((found.b, found.a, -found.score, found.pair)))
    total = np.zeros(number)
    for _ in range(_CLOSEST):
        if not len(alive.pair):
            break
        best = np.flatnonzero(np.diff(alive.pair, prepend=-1))
        total[alive.pair[best]] += alive.score[best]
        taken = np.isin(alive.a, alive.a[best]) | np.isin(alive.b, alive.b[best])
        alive = alive.at(np.flatnonzero(~taken))
    return total
