"""The scoreboards of triage and of relevance: what is missing is named, and real rows are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lab.boards import scored
from truceline.ground.errors import InputError
from truceline.lab import relevance, triage


@pytest.mark.parametrize("board", [relevance, triage])
def test_a_missing_set_is_named(board: object, tmp_path: Path) -> None:
    """Without the labelled rows the error says where they should be."""
    with pytest.raises(InputError, match="cannot be read"):
        board.score_folder(tmp_path)  # type: ignore[attr-defined] # both modules have it


@pytest.mark.shared
def test_triage_loses_few_incidents_and_no_sides(shared_data: Path) -> None:
    """At most 3 % of incident reports are lost, alike for all sides, and far from all is kept."""
    rows = scored("triage", shared_data)
    kept = {row.name: row.figure for row in rows if row.set == "headlines"}
    assert kept.pop("other news let go") > 0.5
    assert min(kept.values()) >= 0.97
    assert max(kept.values()) - min(kept.values()) <= 0.05
    articles = next(row for row in rows if row.set == "articles")
    assert articles.figure >= 0.97


@pytest.mark.shared
def test_relevance_beats_always_yes(shared_data: Path) -> None:
    """On texts of other wars it is better than both baselines."""
    figures = [row for row in scored("ceha", shared_data) if row.name == "relevance F1"]
    assert len(figures) == 2
    for row in figures:
        assert row.baseline_figure is not None
        assert row.figure > row.baseline_figure
