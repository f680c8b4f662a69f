"""The score of merging two clusters: named parts that sum to it, bounded, the same both ways."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from tests.fuse.likeness.made import SETTINGS
from tests.fuse.records import SOUTHTOWN, hours, report, tables
from tests.fuse.reported.batches import batches
from truceline.fuse.likeness.fields import FIELDS
from truceline.fuse.likeness.scoring import PARTS, Edges, coincidence, parts_of, total
from truceline.fuse.likeness.state import State, state_of
from truceline.fuse.reported import Reports, reports_of
from truceline.model.stage import Tables

BOUNDS = SETTINGS.score["coincidence"]


def alone(reports: Reports) -> State:
    """Return each report as a cluster."""
    number = len(reports.row)
    return state_of(reports, np.arange(number), np.full(number, -13.5), SETTINGS)


def edges(pairs: np.ndarray) -> Edges:
    """Return edges that say nothing by themselves but for the words of every second."""
    number = len(pairs)
    said = np.zeros((number, len(FIELDS)))
    said[::2, FIELDS.index("text")] = 2.0
    return Edges(
        a=pairs[:, 0],
        b=pairs[:, 1],
        pairs=np.ones(number),
        fields=said,
        origin=np.zeros(number),
        held=np.zeros(number, dtype=np.bool_),
    )


@given(batches())
def test_parts_sum_to_the_score_and_no_order_of_a_pair_matters(batch: Tables) -> None:
    """The table is all there is to a score."""
    reports = reports_of(batch)
    pairs = np.stack(np.triu_indices(len(reports.row), 1), axis=1)
    state = alone(reports)
    table = parts_of(state, edges(pairs), SETTINGS)
    assert table.shape == (len(pairs), len(PARTS))
    assert total(state, edges(pairs), SETTINGS) == pytest.approx(table.sum(axis=1), abs=1e-5)
    turned = parts_of(state, edges(pairs[:, ::-1]), SETTINGS)
    assert turned == pytest.approx(table, abs=2e-6)


@given(batches())
def test_place_time_and_background_together_stay_within_bounds(batch: Tables) -> None:
    """None says more than the gazetteer and reporters' clocks are worth."""
    reports = reports_of(batch)
    pairs = np.stack(np.triu_indices(len(reports.row), 1), axis=1)
    found = coincidence(alone(reports), pairs[:, 0], pairs[:, 1], SETTINGS)
    whole = sum(found.values(), np.zeros(len(pairs)))
    assert (whole >= BOUNDS["lowest"] - 1e-9).all()
    assert (whole <= BOUNDS["highest"] + 1e-9).all()


def test_what_happens_often_anyway_binds_less() -> None:
    """The same two reports score lower the more incidents there are around them."""
    reports = reports_of(tables([report(n, time=hours(0, 20)) for n in "ab"]))
    pair = edges(np.array([[0, 1]]))
    scores = [
        total(state_of(reports, np.arange(2), np.full(2, rate), SETTINGS), pair, SETTINGS)[0]
        for rate in (-12.0, -11.0, -10.0)
    ]
    assert np.diff(scores) == pytest.approx([-1.0, -1.0])


def test_edges_count_by_their_mean_and_held_ones_not_at_all() -> None:
    """Ten pairs that say the same say it once; a pair held apart scores minus infinity."""
    reports = reports_of(tables([report("a"), report("b"), report("c", places=(SOUTHTOWN,))]))
    state, one = alone(reports), edges(np.array([[0, 1]]))
    ten = replace(one, pairs=one.pairs * 10, fields=one.fields * 10)
    assert total(state, ten, SETTINGS) == pytest.approx(total(state, one, SETTINGS))
    held = replace(one, held=np.ones(1, dtype=np.bool_))
    assert total(state, held, SETTINGS).tolist() == [-np.inf]
