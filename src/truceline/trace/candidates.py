"""Which pairs of documents are worth comparing: those that share rare words, runs or quotes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags_array

from truceline.ground.times import TimeRange
from truceline.trace.passages import Corpus, Features, by_document
from truceline.trace.settings import Thresholds

_CHUNK = 2000  # rows of the product that are in memory at a time
_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of documents by index, the lesser first, in order."""

    a: NDArray[np.int64]
    b: NDArray[np.int64]


def candidate_pairs(corpus: Corpus, limits: Thresholds) -> Pairs:
    """Return the pairs that share enough rare features and were published close together.

    The features are looked up by column (an inverted index as a sparse product), so the work
    grows with the number of shared rare features and not with the square of the documents. What
    very many texts share, as in a flood of copies, is followed from each text to the next.
    """
    affinity = _product(_unit_rows(corpus, corpus.words), limits.least_affinity)
    affinity |= _product(_unit_rows(corpus, corpus.tells), limits.least_affinity)
    affinity |= _product(_rare_rows(corpus, corpus.runs), limits.shared_runs)
    affinity |= _product(_rare_rows(corpus, corpus.quoted), limits.shared_quotes)
    affinity |= _chained(corpus, corpus.runs, limits.chained_runs)
    affinity |= _chained(corpus, corpus.words, limits.chained_words)
    near = sorted(pair for pair in affinity if _close(corpus, *pair, limits.days_apart))
    columns = np.array(near, dtype=np.int64).reshape(-1, 2)
    return Pairs(columns[:, 0], columns[:, 1])


def _chained(corpus: Corpus, features: Features, least: int) -> set[tuple[int, int]]:
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
    kept = pairs[counts >= least]
    return set(zip((kept // max(1, size)).tolist(), (kept % max(1, size)).tolist(), strict=True))


def _rare_rows(corpus: Corpus, features: Features) -> csr_matrix:
    rows = by_document(features.of_passage, corpus.document_of, len(corpus.documents))
    return rows[:, np.flatnonzero(features.rare)]


def _unit_rows(corpus: Corpus, features: Features) -> csr_matrix:
    """Return the documents' rare features, weighted, each row of length one."""
    weighted = _rare_rows(corpus, features) @ diags_array(features.weights[features.rare])
    lengths = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    return csr_matrix(diags_array(1.0 / np.maximum(lengths, 1e-9)) @ weighted)


def _product(rows: csr_matrix, least: float) -> set[tuple[int, int]]:
    """Return the pairs of rows whose product reaches a threshold."""
    found: set[tuple[int, int]] = set()
    columns = rows.T.tocsr()
    for start in range(0, rows.shape[0], _CHUNK):
        block = (rows[start : start + _CHUNK] @ columns).tocoo()
        kept = (block.data >= least) & (block.row + start < block.col)
        found.update(zip((block.row[kept] + start).tolist(), block.col[kept].tolist(), strict=True))
    return found


def days_between(a: TimeRange | None, b: TimeRange | None) -> float | None:
    """Return the days between two publications (0 if they overlap), None if one is unknown."""
    if a is None or b is None:
        return None
    gap = max(a.earliest - b.latest, b.earliest - a.latest)
    return max(0.0, gap.total_seconds() / _DAY)


def _close(corpus: Corpus, a: int, b: int, days: float) -> bool:
    apart = days_between(corpus.published[a], corpus.published[b])
    return apart is None or apart <= days
