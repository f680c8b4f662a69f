"""Alignment keeps the order of both texts and finds the greatest sum."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from truceline.trace.alignment import align

SCORES = arrays(
    np.float64,
    st.tuples(st.integers(1, 4), st.integers(1, 4)),
    elements=st.sampled_from([0.0, 0.2, 0.4, 0.5, 0.9]),
)


def best_by_trying_all(scores: np.ndarray, least: float) -> float:
    """Return the greatest sum over every set of cells that ascends in both directions."""
    cells = [tuple(cell) for cell in np.argwhere(scores >= least)]
    best = 0.0
    for size in range(1, min(scores.shape) + 1):
        for chosen in combinations(cells, size):
            if all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(chosen)):
                best = max(best, sum(float(scores[cell]) for cell in chosen))
    return best


@given(SCORES)
def test_the_alignment_is_the_best_of_all(scores: np.ndarray) -> None:
    """Matches ascend in both texts, reach the threshold, and no other choice sums to more."""
    found = align(scores, 0.3)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(found))
    assert all(scores[cell] >= 0.3 for cell in found)
    total = sum(float(scores[cell]) for cell in found)
    assert np.isclose(total, best_by_trying_all(scores, 0.3))
