"""Labelled headlines with the hour of the feed, joined by day and words; others stay as is."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.lab.test_easter import label
from truceline.ground.errors import TableError
from truceline.lab.headlines import documents_of, load_gold
from truceline.lab.linking.clocked import clocked, hours_of

FEED = """datetime,lon,lat,place_name,event_type,headline
2025-04-20 18:30:00,30,50,Alpha,artillery,shelling of Alpha
2025-04-20 00:00:00,30,50,Beta,artillery,shelling of Beta
2025-04-21 07:00:00,30,50,Gamma,artillery,shelling of Gamma
"""


def test_only_headlines_whose_hour_the_feed_tells_get_one(tmp_path: Path) -> None:
    """Midnight means that the hour is not known; the same words on another day are no match."""
    with gzip.open(tmp_path / "viina_202504.csv.gz", "wt", encoding="utf-8") as lines:
        lines.write(FEED)
    told = ["shelling of Alpha", "shelling of Beta", "shelling of Gamma"]
    rows = [label(f"H{i}", words, True, date="2025-04-20") for i, words in enumerate(told)]
    path = tmp_path / "labels.jsonl"
    path.write_text("\n".join(json.dumps(each) for each in rows), encoding="utf-8")
    gold = load_gold(path)
    found = clocked(gold, hours_of(tmp_path, ["202504", "202505"]))
    published = found[0].published
    assert published
    assert published.earliest == datetime(2025, 4, 20, 15, 30, tzinfo=UTC)
    assert published.latest - published.earliest == timedelta(minutes=5)
    assert found[1:] == documents_of(gold)[1:]


def test_a_table_that_lacks_columns_of_the_feed_is_named(tmp_path: Path) -> None:
    """It is another table: its hours are not used."""
    path = tmp_path / "viina_202504.csv.gz"
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.write(FEED.replace("event_type", "kind"))
    with pytest.raises(TableError, match="lacks columns") as caught:
        hours_of(tmp_path, ["202504"])
    assert caught.value.where == str(path)
