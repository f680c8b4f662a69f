"""Grows the small trees that stand beside the linear model: gradient boosting over signs."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # it ships no types

from truceline.lab.measures import Truths, Values
from truceline.read.model.features import GRAMS
from truceline.read.model.trees import LEAF, Forest, forest_of

LEAST_HELD = 8  # sentences that must hold a sign for a tree to ask for it
TREES, LEAVES, LEAST_IN_LEAF = 150, 15, 15
RATE, SHARE, SHRINKING = 0.08, 0.3, 1.0  # share: of the signs that one question chooses among
SEED = 7


def grown(rows: Any, truth: Truths) -> Forest | None:  # noqa: ANN401 - a sparse matrix
    """Return boosted trees for a yes-or-no answer; None where there is one answer or no sign.

    rows: vectors of sentences, shape (sentences, SIZE). Friedman 2001; scikit-learn's growing by
    histograms. Leaves are kept in half precision, as they will be loaded.
    """
    signs = rows[:, GRAMS:] != 0
    asked = np.flatnonzero(np.asarray(signs.sum(axis=0)).ravel() >= LEAST_HELD)
    if truth.all() or not truth.any() or not len(asked):
        return None
    model = HistGradientBoostingClassifier(
        max_iter=TREES,
        learning_rate=RATE,
        max_leaf_nodes=LEAVES,
        min_samples_leaf=LEAST_IN_LEAF,
        l2_regularization=SHRINKING,
        max_features=SHARE,
        early_stopping=False,
        random_state=SEED,
    )
    with threadpool_limits(1):  # on cores that others share, threads mostly wait for each other
        model.fit(signs[:, asked].toarray().astype(np.float32), truth)
    return _forest(model, asked)


def scores_of(forest: Forest | None, rows: Any) -> Values:  # noqa: ANN401 - a sparse matrix
    """Return what trees add to the score of each row, shape (sentences,)."""
    if forest is None:
        return np.zeros(rows.shape[0])
    held = [rows.indices[a:b] for a, b in zip(rows.indptr[:-1], rows.indptr[1:], strict=True)]
    return np.array([forest.score(np.asarray(places, dtype=np.int64)) for places in held])


def _forest(model: HistGradientBoostingClassifier, asked: NDArray[np.int64]) -> Forest:
    """Return fitted trees as plain arrays, every child after its parent."""
    parts: dict[str, list[Any]] = {key: [] for key in ("roots", "sign", "yes", "no", "value")}
    number = 0
    for (tree,) in model._predictors:  # scikit-learn shows its trees nowhere else
        nodes = tree.nodes
        leaf = nodes["is_leaf"].astype(np.bool_)
        parts["roots"].append([number])
        parts["sign"].append(np.where(leaf, LEAF, asked[nodes["feature_idx"] * ~leaf]))
        # A sign that is not there is 0 and goes left.
        parts["no"].append(nodes["left"].astype(np.int64) + number)
        parts["yes"].append(nodes["right"].astype(np.int64) + number)
        parts["value"].append(np.where(leaf, nodes["value"], 0.0).astype(np.float16))
        number += len(nodes)
    return forest_of({key: np.concatenate(each) for key, each in parts.items()})
