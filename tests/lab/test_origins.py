"""The scoreboard of origins: its statistic is right, and it stands on real pairs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.lab.boards import scored
from truceline.ground.errors import InputError
from truceline.lab.origins import COSINE, auc, load_pairs


@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), min_size=2, max_size=12))
def test_auc_is_the_chance_of_the_right_order(rows: list[tuple[int, bool]]) -> None:
    """The statistic equals counting pairs one by one; without pairs it is undefined."""
    scores = np.array([float(value) for value, _ in rows])
    positive = np.array([each for _, each in rows])
    found = auc(scores, positive)(np.arange(len(rows))[None, :])[0]
    pairs = [(a > b) + (a == b) / 2 for a in scores[positive] for b in scores[~positive]]
    assert np.isnan(found) if not pairs else np.isclose(found, np.mean(pairs))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """Without the labelled pairs the error says which folder to give."""
    with pytest.raises(InputError, match=r"lineage\.jsonl"):
        load_pairs(tmp_path / "gold" / "lineage.jsonl")


@pytest.mark.shared
def test_tracing_beats_the_baselines_on_real_pairs(shared_data: Path) -> None:
    """Above word trigrams and far above vectors in telling one origin from two."""
    rows = [row for row in scored("lineage", shared_data) if row.name.endswith("(AUC)")]
    baselines = {row.baseline: row.baseline_figure or 0.0 for row in rows}
    assert len(baselines) == 5
    assert rows[0].figure > max(baselines.values()) + 0.05
    assert rows[0].figure > baselines[COSINE] + 0.4


@pytest.mark.shared
def test_copies_and_shared_statements_are_found_on_real_pairs(shared_data: Path) -> None:
    """Copies are told from what outlets quote alike, and more of them than by MinHash."""
    rows = {row.name: row for row in scored("lineage", shared_data)}
    assert rows["copies precision"].figure > 0.8
    recall = rows["copies recall"]
    assert recall.baseline_figure is not None
    assert recall.figure > recall.baseline_figure + 0.4
    shared = rows["shared statements F1, cut fitted on other articles"]
    assert shared.baseline_figure is not None
    assert shared.figure > shared.baseline_figure
