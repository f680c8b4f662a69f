"""The fit of belief finds the weights that made the data, and keeps what it was not shown."""

from __future__ import annotations

import numpy as np
import pytest

from truceline.fuse.belief.columns import Accounts, no_watch
from truceline.fuse.belief.voices import voices_of
from truceline.fuse.belief.weighing import weigh
from truceline.fuse.belief.weights import load_kinds, load_weights, weights_from
from truceline.lab.training.belief_fitting import fit_belief
from truceline.vocabulary.files import shipped_entries

KINDS = load_kinds()
UNSEEN = KINDS.number("social")


def telling(incidents: int) -> Accounts:
    """Return random accounts in which one kind of voice never speaks."""
    dice = np.random.default_rng(11)
    rows = incidents * 3
    kind = dice.integers(0, len(KINDS.names) - 1, rows)
    kind[kind == UNSEEN] = 0
    return Accounts(
        incident=dice.integers(0, incidents, rows),
        origin=np.arange(rows),
        side=dice.integers(-1, 2, rows),
        voice=np.full(rows, -1),
        kind=kind,
        independent=np.ones(rows),
        denies=dice.choice([0, 0, 0, 1], rows),
        said=np.full(rows, np.nan),
    )


def test_the_fit_recovers_the_law_behind_the_data() -> None:
    """Outcomes drawn under other weights than the assumed: the fitted P is near the true one."""
    number = 4000
    voices = voices_of(telling(number), no_watch(), number, KINDS)
    assumed = shipped_entries("vocabulary", "belief.yaml")["assumed"]
    truth = {
        **assumed,
        "pi": 0.35,
        "says": {**assumed["says"], "monitor": 4.0, "partisan": 0.1, "accusation": 2.0},
        "phi": {**assumed["phi"], "accusing": 0.25},
    }
    p = weigh(voices, weights_from(truth, KINDS)).p
    section = fit_belief(voices, np.random.default_rng(2).random(number) < p)
    fitted = weigh(voices, weights_from(section, KINDS)).p
    before = weigh(voices, load_weights("assumed")).p
    assert np.abs(fitted - p).mean() < 0.03 < np.abs(before - p).mean()
    assert section["says"]["social"] == assumed["says"]["social"]
    assert section["pi"] == pytest.approx(0.35, abs=0.06)
    assert min(section["says"].values()) >= 0
