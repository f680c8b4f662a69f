"""Edges between units: what is worth comparing, and what is kept of it."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuse.merging.made import SETTINGS, batch_of_front
from tests.fuse.records import SOUTHTOWN, hours, origin, report, tables
from tests.fuse.reported.batches import batches
from truceline.fuse.likeness.scoring import total
from truceline.fuse.merging.fusing import pairing_of
from truceline.fuse.merging.pairing import Pairing, candidates, edges_of
from truceline.fuse.reported import reports_of
from truceline.model.stage import Tables

NOBODY = np.empty(0, dtype=np.int64)


def pairing(batch: Tables) -> Pairing:
    """Return the reports of a batch, each as a unit."""
    reports = reports_of(batch)
    return pairing_of(reports, np.arange(len(reports.row)), SETTINGS)


def every(found: Pairing) -> np.ndarray:
    """Return all pairs of units."""
    return np.stack(np.triu_indices(len(found.lead), 1), axis=1)


@settings(deadline=None)
@given(batches())
def test_the_past_and_denials_are_compared_with_nobody_of_their_kind(batch: Tables) -> None:
    """A past event and a present one are no pair, two denials neither; each pair comes once."""
    found = pairing(batch)
    pairs = candidates(found)
    reports = found.reports
    told = len(reports.row) - reports.denials
    assert (reports.background[pairs[:, 0]] == reports.background[pairs[:, 1]]).all()
    assert ((pairs < told).any(axis=1)).all()
    assert (pairs[:, 0] < pairs[:, 1]).all()
    assert len(np.unique(pairs, axis=0)) == len(pairs)


@settings(deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 25))
def test_what_would_be_an_edge_in_one_village_is_a_candidate(seed: int, number: int) -> None:
    """Of all pairs within twelve kilometres that score above `edge`, none is left uncompared."""
    found = pairing(batch_of_front(seed, number))
    pairs = every(found)
    rows = found.state.places
    north = (rows.lat[pairs[:, 0], 0] - rows.lat[pairs[:, 1], 0]) * 111.2
    east = (rows.lon[pairs[:, 0], 0] - rows.lon[pairs[:, 1], 0]) * 71.5
    time = found.state.times
    hull = time.begin.min(axis=1), time.end.max(axis=1)
    overlap = np.maximum(hull[0][pairs[:, 0]], hull[0][pairs[:, 1]]) <= np.minimum(
        hull[1][pairs[:, 0]], hull[1][pairs[:, 1]]
    )
    near = pairs[(np.hypot(north, east) < 11.9) & overlap]
    wanted, _ = edges_of(found, near, NOBODY)
    # What fields say beyond `allowance` is for words, origins and tolls to bring together.
    said = wanted.fields.sum(axis=1) <= 0
    compared = {tuple(pair) for pair in candidates(found).tolist()}
    ends = list(zip(wanted.a[said].tolist(), wanted.b[said].tolist(), strict=True))
    assert set(ends) <= compared


def test_one_origin_and_rare_words_bring_together_what_place_does_not() -> None:
    """Far apart, of other days, or placed nowhere."""
    far = {"places": (SOUTHTOWN,), "time": hours(200, 1)}
    quote = "the boiler house on Harbour Lane"
    said = [report("a", quote="one"), report("b", **far, quote="two")]
    assert candidates(pairing(tables(said))).tolist() == []
    assert candidates(pairing(tables(said, [origin("x", "ab")]))).tolist() == [[0, 1]]
    worded = [report("a", quote=quote), report("b", places=(), quote=quote, time=hours(200, 1))]
    assert candidates(pairing(tables(worded))).tolist() == [[0, 1]]


@settings(deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 20))
def test_edges_are_ascending_and_those_above_the_least_score_or_held(
    seed: int, number: int
) -> None:
    """Whoever asks for a pair twice or the other way round gets one edge; held ones come along."""
    found = pairing(batch_of_front(seed, number))
    pairs = every(found)
    doubled = np.concatenate([pairs[::-1, ::-1], pairs])
    held = np.unique(pairs[:: max(1, len(pairs) // 3)] @ np.array([number, 1]))
    edges, _ = edges_of(found, doubled, held)
    codes = edges.a * number + edges.b
    assert (np.diff(codes) > 0).all()
    assert set(codes[edges.held].tolist()) == set(held.tolist())
    plain, scores = edges_of(found, pairs, NOBODY)
    assert scores.tolist() == total(found.state, plain, SETTINGS).tolist()
    assert (scores > SETTINGS.cluster["edge"]).all()
    assert set((plain.a * number + plain.b).tolist()) <= set(codes.tolist())


def test_an_origin_binds_only_across_documents() -> None:
    """Two events told in one breath share an origin too."""
    said = [report("a", document="one"), report("b", document="one"), report("c")]
    found = pairing(tables(said, [origin("x", "abc")]))
    edges, _ = edges_of(found, every(found), NOBODY)
    document = found.reports.document
    across = document[edges.a] != document[edges.b]
    assert sorted(across.tolist()) == [False, True, True]
    assert (edges.origin == across).all()
