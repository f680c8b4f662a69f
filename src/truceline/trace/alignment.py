"""Sentences of two documents matched in the same order, by dynamic programming on arrays."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from truceline.trace.passages import Corpus, Features, Floats


class Match(NamedTuple):
    """Two passages, by index in the corpus, and the weighted share of what they have in common."""

    a: int
    b: int
    score: float


def similarity(features: Features, a: range, b: range) -> Floats:
    """Return the likeness (0 to 1) of each passage in a to each in b, shape (len(a), len(b)).

    The weight of what two passages share over the geometric mean of their weights, so that a
    short sentence inside a long one counts less than two of one length.
    """
    first = features.of_passage[a.start : a.stop]
    second = features.of_passage[b.start : b.stop]
    shared = np.asarray((first.multiply(features.weights[None, :]) @ second.T).todense())
    sizes = np.outer(first @ features.weights, second @ features.weights)
    return np.asarray(shared / np.sqrt(np.maximum(sizes, 1e-12)), dtype=np.float64)


def shared_counts(features: Features, a: range, b: range) -> Floats:
    """Return how many features each passage in a shares with each in b."""
    first = features.of_passage[a.start : a.stop]
    second = features.of_passage[b.start : b.stop]
    return np.asarray((first @ second.T).todense(), dtype=np.float64)


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


def aligned_passages(corpus: Corpus, a: int, b: int, least: float) -> list[Match]:
    """Return the passages of two documents that match in the same order."""
    first, second = corpus.passages_of(a), corpus.passages_of(b)
    scores = similarity(corpus.words, first, second)
    return [
        Match(first.start + row, second.start + column, float(scores[row, column]))
        for row, column in align(scores, least)
    ]
