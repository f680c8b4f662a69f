"""Fits the model's heads: linear, one with trees and likeness, calibrated on files left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from truceline.lab.measures import Truths, Values
from truceline.lab.training.comparing import compared, likeness_scores, vectors_of
from truceline.lab.training.examples import Example
from truceline.lab.training.growing import grown, scores_of
from truceline.read.model.features import GRAMS, SIZE
from truceline.read.model.meanings import Meanings
from truceline.read.model.sentences import ACT, DOER, INCIDENT, TARGET
from truceline.read.model.weights import Head, Weights

LANGUAGES = ("uk", "ru")  # the languages of the labelled headlines
SOFTNESS = 3.0  # inverse strength of the L2 penalty
ACT_SOFTNESS = 10.0
DOER_SOFTNESS = 0.5
LEAST_ROWS = 2  # sentences that must hold a sequence for it to count
LEAST_ACT = 5  # rows of an act for it to be an answer
# Classes of target that sentences of many files teach; others lie in one or two files, where the
# words of the rules carry further than what is learned from them.
LEARNED = frozenset({"civilian", "military"})
GROUPS = 3  # groups of files for calibrating out of fold
STEPS = np.arange(0.30, 0.701, 0.01)  # thresholds that are tried
SEED = 7


@dataclass(frozen=True, slots=True)
class _Fitted:
    weights: NDArray[np.float32]
    bias: float


def fit(examples: Sequence[Example], meanings: Meanings | None = None) -> Weights:
    """Return the model fitted on examples; the same examples give the same weights.

    meanings: vectors of words, made from text without labels; without them the answer to
    incident or not goes by the linear part and the trees alone.
    """
    rarity = _rarity(examples)
    rows = _matrix(examples, rarity)
    told = [i for i, each in enumerate(examples) if _taught(each)]
    truth = np.array([bool(examples[i].answers.incident) for i in told], dtype=np.bool_)
    files = [examples[i].file for i in told]
    vectors = vectors_of([examples[i] for i in told], meanings)
    incident, threshold = _incident(rows[told], vectors, truth, files)
    hit = [i for i in told if examples[i].answers.incident]
    return Weights(
        heads={
            INCIDENT: incident,
            ACT: _acts(rows, examples, hit),
            TARGET: _targets(rows, examples, hit),
            DOER: _doers([examples[i] for i in hit]),
        },
        rarity=rarity,
        meanings=meanings,
        about={
            "languages": list(LANGUAGES),
            "thresholds": {INCIDENT: round(threshold, 4)},
            "sentences": dict(sorted(Counter(files).items())),
        },
    )


def _taught(example: Example) -> bool:
    """Tell whether a sentence's own answer is known: of several only the one that reports."""
    if example.answers.incident is None or example.listed:
        return False
    return not example.answers.incident or example.alone or example.reported


def _rarity(examples: Sequence[Example]) -> NDArray[np.float32]:
    """Return the inverse document frequency of each place, 0 for what is too rare to count."""
    held = np.zeros(GRAMS)
    for each in examples:
        held[each.features.grams] += 1
    weight = np.log((1 + len(examples)) / (1 + held)) + 1
    return np.where(held >= LEAST_ROWS, weight, 0.0).astype(np.float16).astype(np.float32)


def _matrix(examples: Sequence[Example], rarity: NDArray[np.float32]) -> Any:  # noqa: ANN401 - a sparse matrix
    """Return the vectors of examples as a sparse matrix, shape (examples, SIZE)."""
    vectors = [each.features.vector(rarity) for each in examples]
    ends = np.cumsum([0, *(len(places) for places, _ in vectors)])
    places = np.concatenate([places for places, _ in vectors])
    values = np.concatenate([values for _, values in vectors])
    return csr_matrix((values, places, ends), shape=(len(examples), SIZE))


def _one(
    rows: Any,  # noqa: ANN401 - a sparse matrix
    truth: Truths,
    softness: float = SOFTNESS,
    balance: float = 1.0,
) -> _Fitted:
    """Return a logistic regression of a yes-or-no answer; a constant where there is one only.

    balance: how much more a yes weighs in fitting than a no.
    """
    if truth.all() or not truth.any():
        return _Fitted(np.zeros(SIZE, dtype=np.float32), 9.0 if truth.all() else -9.0)
    model = LogisticRegression(
        C=softness,
        solver="liblinear",
        random_state=SEED,
        max_iter=300,
        class_weight={False: 1.0, True: balance},
    )
    model.fit(rows, truth)
    return _Fitted(model.coef_[0].astype(np.float32), float(model.intercept_[0]))


def _incident(
    rows: Any,  # noqa: ANN401 - a sparse matrix
    vectors: NDArray[np.float32] | None,
    truth: Truths,
    files: Sequence[str],
) -> tuple[Head, float]:
    """Return the head that tells incidents, and the log-odds from which it says yes.

    vectors: those of the words of each row, None to do without likeness.
    """
    groups = {name: number % GROUPS for number, name in enumerate(sorted(set(files)))}
    fold = np.array([groups[name] for name in files])
    held_out = np.zeros(len(truth))
    for number in range(GROUPS):
        inside, outside = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        if len(inside) and len(outside):
            fitted = _one(rows[inside], truth[inside])
            held_out[outside] = rows[outside] @ fitted.weights + fitted.bias
            held_out[outside] += scores_of(grown(rows[inside], truth[inside]), rows[outside])
            if vectors is not None:
                alike = compared(rows[inside], vectors[inside], truth[inside])
                held_out[outside] += likeness_scores(alike, rows[outside], vectors[outside])
    slope, shift = _platt(held_out, truth)
    sure = 1 / (1 + np.exp(-(slope * held_out + shift)))
    scores = [_f1(truth, sure >= step) for step in STEPS]
    best = np.flatnonzero(np.array(scores) >= max(scores) - 0.002)
    step = float(STEPS[best[len(best) // 2]])
    head = _head(("yes",), [_one(rows, truth)], np.array([slope]), np.array([shift]))
    alike = None if vectors is None else compared(rows, vectors, truth)
    head = replace(head, forest=grown(rows, truth), likeness=alike)
    return head, float(np.log(step / (1 - step)))


def _f1(truth: Truths, said: Truths) -> float:
    return float(2 * (truth & said).sum() / max(1, truth.sum() + said.sum()))


def _platt(scores: Values, truth: Truths) -> tuple[float, float]:
    """Return slope and shift that turn scores into log-odds (Platt 1999)."""
    if truth.all() or not truth.any():
        return 1.0, 0.0
    model = LogisticRegression(C=1e6).fit(scores[:, None], truth)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def _head(
    answers: Sequence[str],
    fitted: Sequence[_Fitted],
    slope: Values | None = None,
    shift: Values | None = None,
) -> Head:
    """Return a head as it is kept: weights in half precision, as they will be loaded."""
    number = len(answers)
    weights = np.stack([each.weights for each in fitted]).astype(np.float16).astype(np.float32)
    return Head(
        answers=tuple(answers),
        weights=weights,
        bias=np.array([each.bias for each in fitted], dtype=np.float32),
        slope=np.asarray(np.ones(number) if slope is None else slope, dtype=np.float32),
        shift=np.asarray(np.zeros(number) if shift is None else shift, dtype=np.float32),
    )


def _acts(rows: Any, examples: Sequence[Example], hit: Sequence[int]) -> Head:  # noqa: ANN401 - a sparse matrix
    """Return the head of acts: one against the rest, the highest wins."""
    acts = np.array([examples[i].answers.act or "" for i in hit])
    counted = Counter(each for each in acts.tolist() if each)
    answers = sorted(act for act, number in counted.items() if number >= LEAST_ACT)
    known = np.flatnonzero(acts != "")
    among = rows[np.array(hit)[known]]
    return _head(answers, [_one(among, acts[known] == act, ACT_SOFTNESS) for act in answers])


def _targets(rows: Any, examples: Sequence[Example], hit: Sequence[int]) -> Head:  # noqa: ANN401 - a sparse matrix
    """Return the head of target classes, each fitted on the files in which it is coded."""
    names = sorted({name for i in hit for name in examples[i].answers.targets} & LEARNED)
    fitted = []
    for name in names:
        known = [i for i in hit if name in examples[i].answers.targets]
        truth = np.array([examples[i].answers.targets[name] for i in known], dtype=np.bool_)
        weight = float(np.sqrt((len(truth) + 1) / (truth.sum() + 1)))
        fitted.append(_one(rows[known], truth, ACT_SOFTNESS, weight))
    return _head(names, fitted)


def _doers(examples: Sequence[Example]) -> Head:
    """Return the head that tells of a named party whether it is said to have done it."""
    places, truth = [], []
    for each in examples:
        if each.answers.perpetrator is None:
            continue
        for party, signs in each.named.items():
            right = party == each.answers.perpetrator
            if right and each.answers.stated is False:
                continue  # named, but not as the doer: neither right nor wrong
            places.append(signs)
            truth.append(right)
    ends = np.cumsum([0, *map(len, places)])
    ones = np.ones(ends[-1], dtype=np.float32)
    joined = np.concatenate(places) if places else np.zeros(0, dtype=np.int64)
    rows = csr_matrix((ones, joined, ends), shape=(len(places), SIZE))
    return _head(("yes",), [_one(rows, np.array(truth, dtype=np.bool_), DOER_SOFTNESS)])
