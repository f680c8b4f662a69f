"""The texts on the topic of a pair of documents: those near enough to either of the two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, eye_array, vstack

from truceline.ground.ranges import steps
from truceline.trace.candidates import Pairs, unit_rows
from truceline.trace.passages import Corpus, Features, Ints, by_document
from truceline.trace.settings import Thresholds

_CHUNK = 1_000  # documents that are held against all others at a time


@dataclass(frozen=True, slots=True)
class Topics:
    """What the documents of pairs have near them, and what all documents hold.

    wanted: the documents that take part in pairs; near: for each of them a row over all
    documents, one where near; kinds, rows: features by name, and with a row for each document.
    """

    wanted: Ints
    near: csr_matrix
    kinds: Mapping[str, Features]
    rows: Mapping[str, csr_matrix]

    @classmethod
    def of(cls, corpus: Corpus, pairs: Pairs, limits: Thresholds) -> Topics:
        """Return what is near the documents of pairs, a bounded number of texts for each."""
        wanted = np.union1d(pairs.a, pairs.b)
        units = unit_rows(corpus, corpus.words)
        columns = units.T.tocsr()
        near = [
            _nearest((units[wanted[start : start + _CHUNK]] @ columns).tocsr(), limits)
            for start in range(0, len(wanted), _CHUNK)
        ]
        size = len(corpus.documents)
        own = csr_matrix(eye_array(size, format="csr"))[wanted]
        kinds = {"words": corpus.words, "tells": corpus.tells, "runs": corpus.runs}
        rows = {
            kind: by_document(each.of_passage, corpus.document_of, size)
            for kind, each in kinds.items()
        }
        return cls(wanted, ones(csr_matrix(vstack(near)) + own), kinds, rows)

    def members(self, pairs: Pairs) -> csr_matrix:
        """Return for each pair a row over all documents: those on its topic, both included."""
        first, second = (np.searchsorted(self.wanted, each) for each in (pairs.a, pairs.b))
        return ones(self.near[first] + self.near[second])


def ones(matrix: csr_matrix) -> csr_matrix:
    """Return a matrix in rows with each of its entries set to one."""
    found = csr_matrix(matrix)
    found.data[:] = 1.0
    return found


def _nearest(likeness: csr_matrix, limits: Thresholds) -> csr_matrix:
    """Return each row's entries that are near enough, the nearest so many of them."""
    row = np.repeat(np.arange(likeness.shape[0]), np.diff(likeness.indptr))
    kept = likeness.data >= limits.least_affinity
    row, column, score = row[kept], likeness.indices[kept], likeness.data[kept]
    order = np.lexsort((column, -score, row))
    row, column = row[order], column[order]
    counts = np.bincount(row, minlength=likeness.shape[0])
    near = steps(counts) < limits.topic_texts
    ends = np.ones(int(near.sum()))
    return csr_matrix((ends, (row[near], column[near])), shape=likeness.shape)
