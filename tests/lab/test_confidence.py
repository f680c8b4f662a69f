"""The scoreboard of P(occurred) on small simulated fronts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from truceline.lab import confidence
from truceline.lab.calibration.flood import flood_moves
from truceline.lab.calibration.samples import Sample, joined, sample_of, simulated
from truceline.lab.simulate.world import simulate


@pytest.fixture(scope="module")
def quiet() -> Sample:
    """Return a month of a quiet front."""
    return simulated("quiet", "a", seed=8, days=30)


def test_a_sample_holds_each_alleged_incident_once(quiet: Sample) -> None:
    """Every incident has somebody who tells of it, and a truth."""
    told = quiet.accounts.incident[quiet.accounts.denies == 0]
    assert set(told.tolist()) == set(range(quiet.number))
    assert 0 < (~quiet.occurred).sum() < quiet.number / 2
    assert (quiet.outlets >= 1).all() and (quiet.origins >= 1).all()
    assert len(np.unique(quiet.day)) > 20


def test_joined_samples_stay_apart(quiet: Sample) -> None:
    """Two samples as one give each incident the probability that it had alone."""
    both = joined([quiet, quiet])
    p, one = confidence.our_p(both), confidence.our_p(quiet)
    assert p == pytest.approx(np.concatenate([one, one]), abs=1e-12)
    assert both.day.max() == 2 * quiet.day.max() + 1


def test_ours_is_ahead_of_every_baseline_on_the_law_that_it_was_fitted_on(quiet: Sample) -> None:
    """On another month of family a, the Brier score beats the counts and the base rate."""
    other = simulated("quiet", "a", seed=9, days=60)
    rows = confidence.score_rows(
        "x", other, confidence.our_p(other), confidence.rivals(quiet, other)
    )
    brier = [each for each in rows if each.name.startswith("Brier score (")]
    assert len(brier) == 3
    assert all(each.figure < (each.baseline_figure or 0) for each in brier)


def test_band_rows_count_every_incident_once(quiet: Sample) -> None:
    """The bands and what lies beyond them hold all incidents; the last two rows sum them up."""
    rows = confidence.band_rows("x", confidence.bins_of(quiet, confidence.our_p(quiet)))
    assert sum(each.n for each in rows[:-2]) == quiet.number
    assert {each.n for each in rows[-2:]} == {len(rows) - 2}


def test_a_flood_of_copies_does_not_move_p() -> None:
    """1,000 rewrites of one false report move P by at most 0.01 once traced."""
    world = next(iter(simulate("quiet", "b", seed=6, days=1, texts=False, account="flood")))
    assert world.told.num_rows > 1000
    traced, blind = flood_moves(world)
    assert traced <= 0.01 < blind
    assert not sample_of(world).occurred[-1]


def test_the_board_has_rows_for_both_families(
    monkeypatch: pytest.MonkeyPatch, quiet: Sample
) -> None:
    """All rows belong to the verb fuse and say under which law they were measured."""
    monkeypatch.setattr(confidence, "samples", lambda: (quiet, quiet))
    monkeypatch.setattr(confidence, "flood_rows", lambda _family, _where: [])
    monkeypatch.setattr(confidence, "chain_rows", lambda trace: [])  # noqa: ARG005 - called by name
    rows = confidence.score_folder(Path("unused"))
    assert {each.set for each in rows} == set(confidence.WHERE.values())
    assert {each.stage for each in rows} == {"fuse"}
