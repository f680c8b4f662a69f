"""Edges between clusters when clusters become one: the sums of all edges between them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuse.merging.made import drawn, edges_for
from truceline.fuse.merging.edges import contracted


@given(st.integers(0, 10_000), st.integers(2, 12), st.integers(1, 6))
def test_contracted_edges_are_sums_over_all_between_two_clusters(
    seed: int, number: int, clusters: int
) -> None:
    """Counted one by one: pairs, fields, origins, and whether any was held; none is within."""
    random = drawn(seed)
    edges = edges_for(random, number, share=0.7, held=0.2)
    part = np.array([random.randrange(clusters) for _ in range(number)])
    home = np.array([int(np.flatnonzero(part == each)[0]) for each in part])
    found, scores = contracted(edges, np.arange(len(edges.a)) + 0.5, home)
    ends = [tuple(sorted(each)) for each in zip(home[edges.a], home[edges.b], strict=True)]
    expected = sorted({(int(i), int(j)) for i, j in ends if i != j})
    assert list(zip(found.a.tolist(), found.b.tolist(), strict=True)) == expected
    for at, pair in enumerate(expected):
        rows = [k for k, each in enumerate(ends) if each == pair]
        assert found.pairs[at] == edges.pairs[rows].sum()
        assert found.fields[at] == pytest.approx(edges.fields[rows].sum(axis=0))
        assert found.origin[at] == edges.origin[rows].sum()
        assert found.held[at] == edges.held[rows].any()
    assert len(scores) == len(expected)


def test_edges_of_clusters_that_did_not_move_keep_their_scores() -> None:
    """They need not be scored anew."""
    edges = edges_for(drawn(1), 6, share=1.0)
    scores = np.arange(len(edges.a)) + 0.5
    home = np.array([0, 1, 2, 3, 4, 4])
    found, kept = contracted(edges, scores, home)
    before = dict(zip(zip(edges.a.tolist(), edges.b.tolist(), strict=True), scores, strict=True))
    pairs = list(zip(found.a.tolist(), found.b.tolist(), strict=True))
    untouched = [at for at, pair in enumerate(pairs) if 4 not in pair]
    assert [kept[at] for at in untouched] == [before[pairs[at]] for at in untouched]
    assert len(untouched) == 6


def test_all_in_one_cluster_leaves_no_edge() -> None:
    """An empty table comes out, not an error."""
    edges = edges_for(drawn(1), 4)
    found, scores = contracted(edges, np.zeros(len(edges.a)), np.zeros(4, dtype=np.int64))
    assert len(edges.a) > 0
    assert len(found.a) == len(scores) == 0
