"""Which pairs of documents are worth comparing: those that share rare words, runs or quotes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags_array

from truceline.trace.passages import Corpus, Features, Ints, by_document
from truceline.trace.settings import Thresholds

_CHUNK = 2000  # rows of the product that are in memory at a time
_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of documents by index, the lesser first, in order.

    Inside this file a pair is one number: the first index times the number of documents, plus
    the second.
    """

    a: Ints
    b: Ints


def candidate_pairs(corpus: Corpus, limits: Thresholds) -> Pairs:
    """Return the pairs that share enough rare features and were published close together.

    The features are looked up by column (an inverted index as a sparse product), so the work
    grows with the number of shared rare features and not with the square of the documents. What
    very many texts share, as in a flood of copies, is followed from each text to the next.
    """
    size = len(corpus.documents)
    codes = np.unique(
        np.concatenate(
            [
                _product(unit_rows(corpus, corpus.words), limits.least_affinity),
                _product(unit_rows(corpus, corpus.tells), limits.least_affinity),
                _product(_rare_rows(corpus, corpus.runs), limits.shared_runs),
                _product(_rare_rows(corpus, corpus.quoted), limits.shared_quotes),
                _chained(corpus, corpus.runs, limits.chained_runs),
                _chained(corpus, corpus.words, limits.chained_words),
            ]
        )
    )
    near = codes[_close(corpus, codes, limits.days_apart)]
    again = _repeated(corpus)
    again = again[_close(corpus, again, limits.statement_days)]
    a, b = np.divmod(np.union1d(near, again), max(1, size))
    return Pairs(a, b)


def _repeated(corpus: Corpus) -> Ints:
    """Return each document with the next one to be published that has a sentence word for word.

    A headline of everyday words has nothing rare, and nothing else around it to go by.
    """
    size = len(corpus.documents)
    document = corpus.document_of
    published = [each.earliest.timestamp() if each else np.inf for each in corpus.published]
    order = np.lexsort((document, np.array(published)[document], corpus.sentence))
    order = order[corpus.sentence[order] >= 0]
    before, after = order[:-1], order[1:]
    same = corpus.sentence[before] == corpus.sentence[after]
    first, second = document[before[same]], document[after[same]]
    codes = np.minimum(first, second) * size + np.maximum(first, second)
    return np.unique(codes[first != second])


def _chained(corpus: Corpus, features: Features, least: int) -> Ints:
    """Return each document with the next one that shares enough features too common to join by."""
    size = len(corpus.documents)
    common = ~features.rare & (features.frequency > features.commonest)
    rows = by_document(features.of_passage, corpus.document_of, size)
    columns = rows[:, np.flatnonzero(common)].tocsc()
    columns.sort_indices()
    document = columns.indices.astype(np.int64)
    column = np.repeat(np.arange(columns.shape[1]), np.diff(columns.indptr))
    following = column[:-1] == column[1:]
    links = document[:-1][following] * size + document[1:][following]
    pairs, counts = np.unique(links, return_counts=True)
    return np.asarray(pairs[counts >= least], dtype=np.int64)


def _rare_rows(corpus: Corpus, features: Features) -> csr_matrix:
    rows = by_document(features.of_passage, corpus.document_of, len(corpus.documents))
    return rows[:, np.flatnonzero(features.rare)]


def unit_rows(corpus: Corpus, features: Features) -> csr_matrix:
    """Return the documents' rare features, weighted, each row of length one."""
    weighted = _rare_rows(corpus, features) @ diags_array(features.weights[features.rare])
    lengths = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    return csr_matrix(diags_array(1.0 / np.maximum(lengths, 1e-9)) @ weighted)


def _product(rows: csr_matrix, least: float) -> Ints:
    """Return the pairs of rows whose product reaches a threshold."""
    found = [np.empty(0, dtype=np.int64)]
    columns = rows.T.tocsr()
    for start in range(0, rows.shape[0], _CHUNK):
        block = (rows[start : start + _CHUNK] @ columns).tocoo()
        row, column = block.row.astype(np.int64) + start, block.col.astype(np.int64)
        kept = (block.data >= least) & (row < column)
        found.append(row[kept] * rows.shape[0] + column[kept])
    return np.concatenate(found)


def _close(corpus: Corpus, codes: Ints, days: float) -> NDArray[np.bool_]:
    """Return which pairs were published so many days apart at most, or may have been."""
    ends = [
        (each.earliest.timestamp(), each.latest.timestamp()) if each else (np.nan, np.nan)
        for each in corpus.published
    ]
    first, last = np.array(ends, dtype=np.float64).reshape(-1, 2).T
    a, b = np.divmod(codes, max(1, len(ends)))
    gap = np.maximum(first[a] - last[b], first[b] - last[a]) / _DAY
    return np.asarray(np.isnan(gap) | (gap <= days))
