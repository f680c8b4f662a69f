"""Labelled headlines as read beside every way of linking, with a reader of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

import pytest

from tests.lab.test_easter import Parrot, label
from truceline.lab.headlines import load_gold
from truceline.lab.linking.headlines import FIGURE, score_headlines
from truceline.lab.linking.ways import WAYS
from truceline.read import Reader


def test_every_way_is_scored_on_the_same_reading(tmp_path: Path) -> None:
    """Two headlines of one incident that all ways join score 1; an unread one costs recall."""
    rows = [
        label("H1", "shelling in the town of Alpha, east", True),
        label("H2", "shelling in the town of Alpha, west", True),
    ]
    unread = label("H3", "a quiet strike", True, cluster_a="I2", cluster_b="I2")
    figures = [_figures(tmp_path, each) for each in (rows, [*rows, unread])]
    assert {name.removesuffix(" (not installed)") for name in figures[0]} == set(WAYS)
    day = figures[0]["place, act and day"]
    assert day == pytest.approx(1.0)
    assert figures[1]["place, act and day"] < day


def _figures(folder: Path, rows: list[dict[str, Any]]) -> dict[str, float]:
    path = folder / "labels.jsonl"
    path.write_text("\n".join(json.dumps(each) for each in rows), encoding="utf-8")
    found = score_headlines("small", load_gold(path), cast("Reader", Parrot()))
    assert {row.name for row in found} == {FIGURE}
    nothing = float("nan")
    return {
        row.baseline: nothing if row.baseline_figure is None else row.baseline_figure
        for row in found
    }
