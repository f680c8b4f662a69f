"""How much two texts share that others on their topic do not: whether one origin is behind both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags_array

from truceline.trace.candidates import Pairs, unit_rows
from truceline.trace.passages import Corpus, Features, Floats, Ints, by_document
from truceline.trace.settings import Thresholds, measures

_CLOSEST = 5  # passages of each text that are held against each other
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


def _log(share: float, least: float) -> float:
    """Return the log of a share; below the least one, differences tell nothing."""
    return float(np.log(share + least))


def kinship(corpus: Corpus, pairs: Pairs, limits: Thresholds) -> Kinship:
    """Return what each pair shares beyond what the other texts on its topic share.

    On one event everybody writes the same names; what only two texts have tells of a common
    origin. So each feature weighs the log of how few of the topic's texts have it.
    """
    size = len(corpus.documents)
    kinds = {"words": corpus.words, "tells": corpus.tells, "runs": corpus.runs}
    rows = {
        kind: by_document(each.of_passage, corpus.document_of, size) for kind, each in kinds.items()
    }
    near = _Topics(corpus, pairs, limits)
    columns = np.zeros((5, len(pairs.a)))
    for i, (a, b) in enumerate(zip(pairs.a.tolist(), pairs.b.tolist(), strict=True)):
        topic = near.of(a, b)
        for j, kind in enumerate(("words", "tells", "runs")):
            common = _Common(rows[kind], topic, a, b)
            columns[j, i] = _log(common.overlap(), _LEAST_RUNS if kind == "runs" else _LEAST_WORDS)
            if kind != "runs":
                columns[3 + j, i] = common.closest(corpus, kinds[kind])
    return Kinship(
        words=columns[0],
        tells=columns[1],
        runs=columns[2],
        closest=columns[3],
        closest_tells=columns[4],
        foreign=corpus.foreign(pairs.a, pairs.b),
    )


class _Topics:
    """Looks up the texts on the topic of a pair: those near enough to either."""

    def __init__(self, corpus: Corpus, pairs: Pairs, limits: Thresholds) -> None:
        rows = unit_rows(corpus, corpus.words)
        self.wanted = np.union1d(pairs.a, pairs.b)
        likeness = (rows[self.wanted] @ rows.T).tocsr()
        likeness.data[likeness.data < limits.least_affinity] = 0.0
        likeness.eliminate_zeros()
        self.near: csr_matrix = likeness

    def of(self, a: int, b: int) -> Ints:
        """Return the indexes of the documents near either of two, both of them included."""
        held = [self.near[[int(np.searchsorted(self.wanted, each))]].indices for each in (a, b)]
        return np.union1d(np.concatenate(held), [a, b]).astype(np.int64)


class _Common:
    """The features of two documents, weighed by how few texts on their topic have them."""

    def __init__(self, rows: csr_matrix, topic: Ints, a: int, b: int) -> None:
        first, second = rows[[a]].indices, rows[[b]].indices
        self.ends = a, b
        self.used = np.union1d(first, second)
        having = np.asarray(rows[topic][:, self.used].sum(axis=0)).ravel()
        self.weights = np.log((len(topic) + 1) / np.maximum(having, 1.0))
        self.whole = self._weight(first) * self._weight(second)
        self.shared = self._weight(np.intersect1d(first, second))

    def _weight(self, features: NDArray[np.integer[Any]]) -> float:
        return float(self.weights[np.searchsorted(self.used, features)].sum())

    def overlap(self) -> float:
        """Return the shared weight, for the weight of both."""
        return self.shared / self.whole**_BY_LENGTH if self.whole > 0 else 0.0

    def closest(self, corpus: Corpus, features: Features) -> float:
        """Return the log weight that the closest passages share, each passage taken once."""
        passages = [
            features.of_passage[corpus.first[end] : corpus.first[end + 1]][:, self.used]
            for end in self.ends
        ]
        left, right = passages
        shared = np.asarray((left @ diags_array(self.weights) @ right.T).todense())
        number, total = shared.size, 0.0
        for _ in range(min(_CLOSEST, *shared.shape)):
            row, column = np.unravel_index(int(shared.argmax()), shared.shape)
            total += float(shared[row, column])
            shared[row, :] = 0.0
            shared[:, column] = 0.0
        return float(np.log1p(total) - _BY_PASSAGES * np.log(max(1, number)))
