"""Merges in rounds: every pair of clusters that like each other best becomes one at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from truceline.fuse.likeness import Edges, State, joined, parts_of, total
from truceline.fuse.merging.edges import contracted
from truceline.fuse.settings import Settings
from truceline.model.arrow import Floats, Integers


@dataclass(frozen=True, slots=True, kw_only=True)
class Merges:
    """The merges of some rounds: clusters by their first member, a < b, with score tables.

    a, b: (k,); parts: (k, len(PARTS)), which sum to the score.
    """

    a: Integers
    b: Integers
    parts: Floats


@dataclass(slots=True, kw_only=True)
class Rounds:
    """Clusters under way; at the start every report is one.

    edges, scores: what may merge, and the log odds that it is one; home: (n,) the cluster of each
    report, which is its first member; weakest: (n,) the lowest score by which a report, with the
    smaller of two clusters, joined where it is.
    """

    state: State
    edges: Edges
    scores: Floats
    settings: Settings
    home: Integers = field(init=False)
    weakest: Floats = field(init=False)
    merges: list[Merges] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Let every report start as a cluster."""
        self.home = np.arange(len(self.state.size))
        self.weakest = np.full(len(self.home), np.inf)

    def down_to(self, threshold: float) -> None:
        """Merge until no edge scores above a threshold.

        In a round all pairs merge that are each other's best, ties by the order of edges. Unlike
        connected components no chain of neighbours can swallow a front: each merge is weighed by
        what both clusters have become.
        """
        while True:
            chosen = self._best(threshold)
            if not len(chosen):
                return
            self._merge(chosen)

    def bind(self, pairs: Sequence[tuple[int, int]]) -> None:
        """Merge what people called the same, whatever it scores."""
        for i, j in pairs:
            a, b = sorted((int(self.home[i]), int(self.home[j])))
            if a != b:
                self._join(np.array([a]), np.array([b]))

    def _best(self, threshold: float) -> Integers:
        """Return the edges whose two clusters have no better one."""
        edges, scores = self.edges, self.scores
        best = np.full(len(self.home), -np.inf)
        np.maximum.at(best, edges.a, scores)
        np.maximum.at(best, edges.b, scores)
        top = np.flatnonzero(
            (scores > threshold) & (scores >= best[edges.a]) & (scores >= best[edges.b])
        )
        first = np.full(len(self.home), len(scores))
        np.minimum.at(first, edges.a[top], top)
        np.minimum.at(first, edges.b[top], top)
        return np.asarray(top[(first[edges.a[top]] == top) & (first[edges.b[top]] == top)])

    def _merge(self, chosen: Integers) -> None:
        edges = self.edges.of(chosen)
        a, b = edges.a, edges.b
        self.merges.append(Merges(a=a, b=b, parts=parts_of(self.state, edges, self.settings)))
        self._weaken(a, b, self.scores[chosen])
        self._join(a, b)

    def _join(self, a: Integers, b: Integers) -> None:
        """Put clusters b into clusters a, and score anew what the larger ones border on."""
        self.state.put(a, joined(self.state, a, b, self.settings))
        moved = np.arange(len(self.home))
        moved[b] = a
        self.home = moved[self.home]
        changed = np.zeros(len(self.home), dtype=np.bool_)
        changed[a] = True
        self.edges, self.scores = contracted(self.edges, self.scores, moved)
        anew = changed[self.edges.a] | changed[self.edges.b]
        self.scores[anew] = total(self.state, self.edges.of(anew), self.settings)

    def _weaken(self, a: Integers, b: Integers, scores: Floats) -> None:
        """Note how surely the members of the smaller cluster of each pair belong there."""
        smaller = np.where(self.state.size[a] < self.state.size[b], a, b)
        joining = np.full(len(self.home), np.inf)
        joining[smaller] = scores
        self.weakest = np.minimum(self.weakest, joining[self.home])
