"""Places in hand-labelled headlines: how many are found, and how many confident ones are wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from truceline.geography import Gazetteer
from truceline.lab.places import score_places


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """Return the shipped gazetteer."""
    return Gazetteer.load()


def test_counts_of_a_small_example(gazetteer: Gazetteer) -> None:
    """A hit, a miss and a wrong place are counted as what they are."""
    town = {"lat": 49.98, "lon": 36.25, "level": "settlement"}
    rows = [
        {"incident_row": True, "headline": "Удар по Харкову", "places": [town]},
        {"incident_row": True, "headline": "Удар по складу", "places": [town]},
        {"incident_row": True, "headline": "Удар по Одесі", "places": [town]},
        {"incident_row": False, "headline": "Концерт в Одесі", "places": [town]},
    ]
    score = score_places(rows, gazetteer)
    assert (score.settlements, score.found, score.close) == (3, 1, 1)
    assert (score.named, score.wrong) == (2, 1)


@pytest.mark.shared
@pytest.mark.parametrize("period", ["easter", "winter", "belgorod"])
def test_floor_on_gold_headlines(gazetteer: Gazetteer, shared_data: Path, period: str) -> None:
    """At least 85 % of event settlements lie within 25 km, at most 6 % of named ones are wrong."""
    lines = (shared_data / "gold" / f"{period}.jsonl").read_text(encoding="utf-8").splitlines()
    score = score_places((json.loads(line) for line in lines), gazetteer)
    assert score.found >= 0.85 * score.settlements
    assert score.wrong <= 0.06 * score.named
    assert score.areas_found >= 0.8 * score.areas
