"""How much two texts share that others on their topic do not: whether one origin is behind both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truceline.trace.candidates import Pairs
from truceline.trace.common import common_of
from truceline.trace.passages import Corpus, Floats
from truceline.trace.settings import Thresholds, measures
from truceline.trace.topics import Topics

_BLOCK = 256  # pairs whose features are held side by side at a time
# Two texts share more by chance the longer they are. Vocabulary grows slower than length, so the
# shared weight is set against less than the product of both: between its root (what one text
# holds of the other) and itself (chance alone), nearer to the first.
_BY_LENGTH = 0.6
_LEAST_WORDS, _LEAST_RUNS = 0.02, 0.005  # shares that any two texts on one topic may have
_BY_PASSAGES = 0.25  # the closest of many pairs of passages are closer by chance: log weight


@dataclass(frozen=True, slots=True)
class Kinship:
    """What two texts share, each a column over pairs of documents, higher for more.

    words, tells, runs: log weight of shared words, of shared names and numbers, and of shared
    three-word runs, for the lengths of both texts; closest, closest_tells: log weight that the
    closest passages share, by words and by names and numbers; foreign: of two languages.
    """

    words: Floats
    tells: Floats
    runs: Floats
    closest: Floats
    closest_tells: Floats
    foreign: NDArray[np.bool_]


def dependence(corpus: Corpus, pairs: Pairs, limits: Thresholds) -> Floats:
    """Return how strongly each pair looks like one origin; 0 is the middle, 1 a spread above.

    The mean of three standard scores: whole texts by words, by runs, and the closest passages,
    all weighed by rarity among the texts on the pair's topic. Names and numbers stand in for
    words between two languages, where runs tell nothing. The middle and spread of each are data;
    the constants of this file were chosen by looking at the labelled pairs.
    """
    found = kinship(corpus, pairs, limits)
    words = np.where(found.foreign, _scored(found.tells, "tells"), _scored(found.words, "words"))
    runs = np.where(found.foreign, 0.0, _scored(found.runs, "runs"))
    closest = np.where(
        found.foreign,
        _scored(found.closest_tells, "closest_tells"),
        _scored(found.closest, "closest"),
    )
    return np.asarray((words + runs + closest) / 3)


def probability(score: Floats) -> Floats:
    """Return the chance of one origin at a score of `dependence`, as fitted on labelled pairs."""
    curve = measures()["one_origin"]
    return np.asarray(1.0 / (1.0 + np.exp(-(curve["base"] + curve["slope"] * score))))


def _scored(values: Floats, name: str) -> Floats:
    held = measures()[name]
    return np.asarray((values - held["middle"]) / held["spread"])


def _log(share: Floats, least: float) -> Floats:
    """Return the log of shares; below the least one, differences tell nothing."""
    return np.asarray(np.log(share + least))


def kinship(corpus: Corpus, pairs: Pairs, limits: Thresholds) -> Kinship:
    """Return what each pair shares beyond what the other texts on its topic share.

    On one event everybody writes the same names; what only two texts have tells of a common
    origin. So each feature weighs the log of how few of the topic's texts have it.
    """
    columns = np.zeros((5, len(pairs.a)))
    if len(pairs.a):
        topics = Topics.of(corpus, pairs, limits)
        for start in range(0, len(pairs.a), _BLOCK):
            block = slice(start, start + _BLOCK)
            columns[:, block] = _block(corpus, Pairs(pairs.a[block], pairs.b[block]), topics)
    words, tells, runs, closest, closest_tells = columns
    return Kinship(words, tells, runs, closest, closest_tells, corpus.foreign(pairs.a, pairs.b))


def _block(corpus: Corpus, pairs: Pairs, topics: Topics) -> Floats:
    """Return the five measures of some pairs, a row each."""
    topic = topics.members(pairs)
    parts: dict[str, Floats] = {}
    for kind, features in topics.kinds.items():
        common = common_of(topics.rows[kind], topic, pairs)
        overlap = np.zeros(len(pairs.a))
        told = common.whole > 0
        overlap[told] = common.shared[told] / common.whole[told] ** _BY_LENGTH
        parts[kind] = _log(overlap, _LEAST_RUNS if kind == "runs" else _LEAST_WORDS)
        if kind != "runs":
            total, number = common.closest(corpus, features, pairs)
            parts[f"closest {kind}"] = np.log1p(total) - _BY_PASSAGES * np.log(number)
    return np.array(
        [parts[k] for k in ("words", "tells", "runs", "closest words", "closest tells")]
    )
