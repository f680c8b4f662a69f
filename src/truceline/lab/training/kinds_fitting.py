"""Fits the model of kinds of statements: a linear answer per kind and per stance of a piece."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from truceline.lab.training.written import Piece, Sentence
from truceline.read.model.features import GRAMS, SIZE, Values
from truceline.read.model.kinds import KIND, STANCES
from truceline.read.model.meanings import Meanings, keys_of
from truceline.read.model.told import KINDS
from truceline.read.model.weights import Head, Weights

LANGUAGES = ("en",)
SOFTNESS = 3.0  # inverse strength of the L2 penalty
# From which probability a statement of the model counts. Of those added to the development articles
# from 0.3, 0.4 and 0.5 on, the latter leave the balance of found and right best; on invented
# articles left out a lower one would find more.
LEAST = 0.5
RARE_AT_LEAST, COMMON = 0.3, 5  # the least weight of a word; sentences that hold a frequent one
SEED = 7
_WORD = re.compile(r"[a-z]+")


def fit_kinds(pieces: Sequence[Piece], meanings: Meanings) -> Weights:
    """Return the model fitted on pieces; the same pieces give the same weights."""
    rows = _rows(pieces, meanings)
    truths = [np.array([each.told[kind] is True for each in pieces]) for kind in KINDS]
    clear = [np.array([each.told[kind] is not None for each in pieces]) for kind in KINDS]
    fitted = [_one(rows[c], t[c]) for t, c in zip(truths, clear, strict=True)]
    heads = {KIND: _head(KINDS, fitted)}
    for kind, name in STANCES.items():
        mine = [i for i, each in enumerate(pieces) if each.told[kind] is True and each.stance]
        stances = [pieces[i].stance for i in mine]
        answers = tuple(sorted(set(stances)))
        told = [np.array([each == answer for each in stances]) for answer in answers]
        heads[name] = _head(answers, [_one(rows[mine], each) for each in told])
    return Weights(
        heads=heads,
        rarity=np.ones(GRAMS, dtype=np.float32),
        meanings=meanings,
        about={
            "languages": list(LANGUAGES),
            "thresholds": {KIND: LEAST},
            "pieces": len(pieces),
            "articles": len({each.article for each in pieces}),
            "stated": {k: int(t.sum()) for k, t in zip(KINDS, truths, strict=True)},
        },
    )


def _rows(pieces: Sequence[Piece], meanings: Meanings) -> Any:  # noqa: ANN401 - a sparse matrix
    """Return the vectors of pieces and of their words, shape (pieces, SIZE + numbers)."""
    ends = np.cumsum([0, *(len(each.places) for each in pieces)])
    places = np.concatenate([each.places for each in pieces])
    values = np.concatenate([each.values for each in pieces])
    table = csr_matrix((values, places, ends), shape=(len(pieces), SIZE))
    meant = np.stack([meanings.of(each.words) for each in pieces])
    return hstack([table, csr_matrix(meant)]).tocsr()


def _one(rows: Any, truth: NDArray[np.bool_]) -> tuple[Values, float]:  # noqa: ANN401 - a sparse matrix
    model = LogisticRegression(C=SOFTNESS, solver="liblinear", random_state=SEED, max_iter=300)
    model.fit(rows, truth)
    return model.coef_[0].astype(np.float32), float(model.intercept_[0])


def _head(answers: Sequence[str], fitted: Sequence[tuple[Values, float]]) -> Head:
    count = len(answers)
    return Head(
        answers=tuple(answers),
        weights=np.stack([weights[:SIZE] for weights, _ in fitted]),
        meant=np.stack([weights[SIZE:] for weights, _ in fitted]),
        bias=np.array([bias for _, bias in fitted], dtype=np.float32),
        slope=np.ones(count, dtype=np.float32),
        shift=np.zeros(count, dtype=np.float32),
    )


def meanings_from(
    words: Sequence[str], vectors: NDArray[np.float32], sentences: Sequence[Sentence]
) -> Meanings:
    """Return vectors of words and stems, longer the rarer a word is in the sentences.

    vectors: shape (words, numbers), one of each word; a stem has the mean of its words'.
    """
    often = Counter(w for each in sentences for w in set(_WORD.findall(each.text.casefold())))
    count = len(sentences)
    rare = [max(RARE_AT_LEAST, np.log(count / (COMMON + often[word]))) for word in words]
    scaled = vectors * np.array(rare, dtype=np.float32)[:, None]
    held: dict[int, list[NDArray[np.float32]]] = defaultdict(list)
    for word, vector in zip(words, scaled, strict=True):
        for key in set(keys_of([word])[0].tolist()):
            held[key].append(vector)
    keys = np.array(sorted(held), dtype=np.uint32)
    means = np.stack([np.mean(held[int(key)], axis=0) for key in keys])
    return Meanings(keys=keys, vectors=means.astype(np.float16).astype(np.float32))
