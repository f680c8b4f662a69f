"""Greedy merges by the agreement of whole clusters, cut at three heights of one tree."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from truceline.fuse.decisions import Bonds
from truceline.fuse.reports import Floats, Integers
from truceline.fuse.settings import Settings

Partition = tuple[tuple[int, ...], ...]
_Entry = tuple[float, int, int, int, int]  # minus the mean, two clusters, their two sizes


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """One partition of the reports into incidents, with the stricter and the more lenient one.

    Each partition lists clusters of report numbers, ascending, in the order of their first.
    """

    strict: Partition
    decided: Partition
    lenient: Partition


@dataclass(slots=True)
class _Forest:
    """Clusters under way: members, and sum and number of the scored pairs to their neighbours."""

    apart: float
    members: dict[int, list[int]]
    sums: dict[int, dict[int, tuple[float, int]]] = field(default_factory=lambda: defaultdict(dict))
    held: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def mean(self, a: int, b: int) -> float:
        """Return the mean score of all pairs across two clusters, unscored ones counted apart."""
        total, scored = self.sums[a].get(b, (0.0, 0))
        pairs = len(self.members[a]) * len(self.members[b])
        return (total + self.apart * (pairs - scored)) / pairs

    def join(self, a: int, b: int) -> int:
        """Merge two clusters into the one of the smaller number; return that number."""
        a, b = min(a, b), max(a, b)
        self.members[a] = sorted(self.members[a] + self.members.pop(b))
        for other, (total, scored) in sorted(self.sums.pop(b, {}).items()):
            self.sums[other].pop(b, None)
            if other == a:
                continue
            mine = self.sums[a].get(other, (0.0, 0))
            both = (mine[0] + total, mine[1] + scored)
            self.sums[a][other] = both
            self.sums[other][a] = both
        self.sums[a].pop(b, None)
        for other in sorted(self.held.pop(b, set())):
            self.held[other].discard(b)
            self.held[other].add(a)
            self.held[a].add(other)
        return a

    def partition(self) -> Partition:
        """Return the clusters as they stand."""
        return tuple(sorted(tuple(each) for each in self.members.values()))


def _bound(forest: _Forest, bonds: Bonds) -> None:
    """Join what people called the same; hold apart what they called different."""
    home = {i: i for i in forest.members}
    for i, j in sorted(bonds.different):
        forest.held[i].add(j)
        forest.held[j].add(i)
    for i, j in bonds.same:
        a, b = home[i], home[j]
        if a != b:
            kept = forest.join(a, b)
            for member in forest.members[kept]:
                home[member] = kept


def _queue(forest: _Forest, a: int, above: float) -> list[_Entry]:
    """Return heap entries for a cluster and the neighbours that it could merge with.

    Sizes in an entry tell a stale one: clusters only grow.
    """
    entries = []
    for b in forest.sums[a]:
        mean = forest.mean(a, b)
        if mean > above and b not in forest.held[a]:
            sizes = (len(forest.members[a]), len(forest.members[b]))
            entries.append((-mean, min(a, b), max(a, b), *sizes))
    return entries


def _fresh(forest: _Forest, entry: _Entry) -> bool:
    _, a, b, one, two = entry
    if a not in forest.members or b not in forest.members or b in forest.held[a]:
        return False
    return {len(forest.members[a]), len(forest.members[b])} == {one, two}


def cut_clusters(
    number: int, pairs: Integers, scores: Floats, bonds: Bonds, settings: Settings
) -> Cut:
    """Return the partition of `number` reports by average linkage (Sokal and Michener 1958).

    pairs: (k, 2), i < j; scores: (k,). The best pair of clusters merges first, ties in report
    order, while the mean over all their pairs exceeds the threshold. Unlike connected components
    no chain of neighbours can swallow a front.
    """
    rule = settings.cluster
    forest = _Forest(rule["apart"], {i: [i] for i in range(number)})
    for (i, j), score in zip(pairs.tolist(), scores.tolist(), strict=True):
        forest.sums[i][j] = forest.sums[j][i] = (score, 1)
    _bound(forest, bonds)
    lowest = rule["lenient"]
    heap = [e for a in sorted(forest.members) for e in _queue(forest, a, lowest) if a == e[1]]
    heapq.heapify(heap)
    cuts: list[Partition] = []
    thresholds = (rule["strict"], rule["merge"], rule["lenient"])
    while heap and len(cuts) < len(thresholds):
        if -heap[0][0] <= thresholds[len(cuts)]:
            cuts.append(forest.partition())
            continue
        entry = heapq.heappop(heap)
        if _fresh(forest, entry):
            for new in _queue(forest, forest.join(entry[1], entry[2]), lowest):
                heapq.heappush(heap, new)
    while len(cuts) < len(thresholds):
        cuts.append(forest.partition())
    return Cut(strict=cuts[0], decided=cuts[1], lenient=cuts[2])


def cluster_of(partition: Sequence[Sequence[int]], number: int) -> list[int]:
    """Return, for each of `number` reports, the position of its cluster in a partition."""
    found = [0] * number
    for position, members in enumerate(partition):
        for member in members:
            found[member] = position
    return found
