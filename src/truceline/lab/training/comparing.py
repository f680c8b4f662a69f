"""Fits likeness: a support vector machine over vectors of words and signs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags
from sklearn.svm import SVC
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # it ships no types

from truceline.lab.measures import Truths, Values
from truceline.lab.training.examples import Example
from truceline.read.model.features import GRAMS
from truceline.read.model.likeness import Likeness, likeness
from truceline.read.model.meanings import Meanings

SOFTNESS = 3.0  # how much a sentence on the wrong side costs
# What the machine's answer weighs beside the sum of the linear part and the trees. Fitted to
# log-odds alone, either comes out about as steep as the other at seven times the machine's.
WEIGHT = 7.0
SEED = 7


def vectors_of(examples: Sequence[Example], meanings: Meanings | None) -> NDArray[Any] | None:
    """Return the vectors of the words of examples, shape (examples, numbers), as they are kept."""
    if meanings is None or not examples:
        return None
    found = np.stack([meanings.of(each.features.words) for each in examples])
    return found.astype(np.float16).astype(np.float32)


def compared(rows: Any, vectors: NDArray[Any], truth: Truths) -> Likeness | None:  # noqa: ANN401 - a sparse matrix
    """Return the sentences that tell yes from no; None where there is one answer only.

    rows: vectors of sentences, shape (sentences, SIZE), of which the signs are taken; vectors:
    those of their words, shape (sentences, numbers). Cortes and Vapnik 1995, by scikit-learn.
    """
    if truth.all() or not truth.any():
        return None
    signs = _signs(rows)
    with threadpool_limits(1):  # the same sums in the same order on every machine
        alike = likeness(vectors @ vectors.T, (signs @ signs.T).toarray())
        model = SVC(C=SOFTNESS, kernel="precomputed", random_state=SEED).fit(alike, truth)
    held = rows[model.support_][:, GRAMS:].tocsr()
    held.sort_indices()
    return Likeness(
        meanings=vectors[model.support_],
        signs=held.indices.astype(np.int32),
        ends=held.indptr[1:].astype(np.int32),
        worth=(WEIGHT * model.dual_coef_[0]).astype(np.float32),
        bias=float(np.float32(WEIGHT * model.intercept_[0])),
    )


def likeness_scores(alike: Likeness | None, rows: Any, vectors: NDArray[Any]) -> Values:  # noqa: ANN401 - a sparse matrix
    """Return what likeness adds to the score of each row, shape (sentences,)."""
    if alike is None:
        return np.zeros(rows.shape[0])
    held = [rows.indices[a:b] for a, b in zip(rows.indptr[:-1], rows.indptr[1:], strict=True)]
    asked = zip(held, vectors, strict=True)
    return np.array([alike.score(places.astype(np.int64), each) for places, each in asked])


def _signs(rows: Any) -> csr_matrix:  # noqa: ANN401 - a sparse matrix
    """Return the signs of rows, each row of length 1."""
    there = (rows[:, GRAMS:] != 0).astype(np.float32).tocsr()
    number = np.asarray(there.sum(axis=1)).ravel()
    return csr_matrix(diags(1 / np.sqrt(np.maximum(number, 1))) @ there)
