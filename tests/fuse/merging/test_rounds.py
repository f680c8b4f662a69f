"""Merges in rounds: who is bound comes together, who is held never does, in any order."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuse.merging.made import SETTINGS, drawn, edges_for, front, state_for
from tests.fuse.records import tables
from truceline.fuse.likeness import Edges
from truceline.fuse.likeness.scoring import total
from truceline.fuse.merging.rounds import Rounds
from truceline.fuse.reported import reports_of

SEEDS, NUMBERS = st.integers(0, 100_000), st.integers(2, 14)


def rounds_of(seed: int, number: int, held: float = 0.0, turn: int | None = None) -> Rounds:
    """Return rounds that have not begun; turn: a seed to shuffle the edges by."""
    random = drawn(seed)
    reports = reports_of(tables(front(random, number)))
    edges = edges_for(random, number, held=held)
    order = list(range(len(edges.a)))
    if turn is not None:
        drawn(turn).shuffle(order)
    state, edges = state_for(reports), edges.of(np.array(order, dtype=np.int64))
    return Rounds(state=state, edges=edges, scores=total(state, edges, SETTINGS), settings=SETTINGS)


@settings(deadline=None)
@given(SEEDS, NUMBERS, SEEDS)
def test_the_order_of_edges_does_not_matter(seed: int, number: int, turn: int) -> None:
    """Where no two scores are equal, shuffled edges end in the same clusters and certainty."""
    one, other = rounds_of(seed, number), rounds_of(seed, number, turn=turn)
    for each in (one, other):
        each.down_to(0.0)
    assert one.home.tolist() == other.home.tolist()
    assert one.weakest == pytest.approx(other.weakest, abs=1e-5)


@settings(deadline=None)
@given(SEEDS, NUMBERS)
def test_held_pairs_never_come_together(seed: int, number: int) -> None:
    """Not even by way of others who like both, down to any threshold."""
    rounds = rounds_of(seed, number, held=0.3)
    edges = rounds.edges
    rounds.down_to(-1e6)
    assert (rounds.home[edges.a[edges.held]] != rounds.home[edges.b[edges.held]]).all()


@settings(deadline=None)
@given(SEEDS, NUMBERS, st.data())
def test_bound_pairs_always_come_together(seed: int, number: int, data: st.DataObject) -> None:
    """Whatever they score, and nothing parts them later."""
    rows = st.integers(0, number - 1)
    pairs = data.draw(st.lists(st.tuples(rows, rows), max_size=5))
    rounds = rounds_of(seed, number)
    rounds.bind(pairs)
    assert all(rounds.home[i] == rounds.home[j] for i, j in pairs)
    rounds.down_to(0.0)
    assert all(rounds.home[i] == rounds.home[j] for i, j in pairs)


@settings(deadline=None)
@given(SEEDS, NUMBERS)
def test_each_merge_is_scored_above_the_threshold_and_none_is_left(seed: int, number: int) -> None:
    """Parts sum to scores; clusters are named by first members; merges and clusters add up."""
    rounds = rounds_of(seed, number)
    rounds.down_to(0.5)
    scores = [float(each) for merge in rounds.merges for each in merge.parts.sum(axis=1)]
    assert all(score > 0.5 - 1e-5 for score in scores)
    assert len(scores) == number - len(set(rounds.home.tolist()))
    assert (rounds.home <= np.arange(number)).all()
    assert (rounds.home[rounds.home] == rounds.home).all()
    assert (rounds.scores <= 0.5).all()
    sizes = np.bincount(rounds.home, minlength=number)
    firsts = np.flatnonzero(sizes)
    assert (rounds.state.size[firsts] == sizes[firsts]).all()


@settings(deadline=None)
@given(SEEDS, NUMBERS)
def test_scores_kept_between_rounds_are_those_of_scoring_anew(seed: int, number: int) -> None:
    """Only what borders on a merged cluster is scored again: nothing else may have changed."""
    rounds = rounds_of(seed, number)
    rounds.down_to(1.0)
    anew = total(rounds.state, rounds.edges, SETTINGS)
    assert rounds.scores == pytest.approx(anew, abs=1e-5)


def test_a_merge_notes_how_surely_the_smaller_side_joined() -> None:
    """The report that another joined has no doubt noted, the one that joined has its score."""
    rounds = rounds_of(3, 2)
    one: Edges = rounds.edges
    assert len(one.a) == 1
    score = float(rounds.scores[0])
    rounds.down_to(score - 1.0)
    assert sorted(rounds.weakest.tolist()) == [pytest.approx(score), np.inf]
