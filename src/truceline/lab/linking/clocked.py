"""Scores fusing on labelled headlines with the hour of publication, where the feed tells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from truceline.ground.times import TimeRange
from truceline.lab.baselines import feed_rows, months_of
from truceline.lab.gold_sets import GOLD_SETS
from truceline.lab.headlines import ZONE, Gold, documents_of, load_gold
from truceline.lab.linking.headlines import score_headlines
from truceline.lab.rows import Row
from truceline.lab.training.folds import without
from truceline.lab.watch import UNWATCHED, Watch
from truceline.model.evidence import Document
from truceline.read import Reader

_UNKNOWN = "00:00:00"  # the feed's word for a day without an hour
_EXACT = timedelta(minutes=5)
Hours = dict[tuple[str, str], datetime]


def score_folder(data: Path, watch: Watch = UNWATCHED) -> list[Row]:
    """Return the rows of the labelled sets whose months the feed's tables hold.

    data: a folder with gold/ and viina/. The model that reads a set never saw it.
    """
    found: list[Row] = []
    for name in GOLD_SETS:
        gold = load_gold(data / "gold" / f"{name}.jsonl")
        hours = hours_of(data / "viina", months_of(row.date for row in gold))
        if hours:
            reader = Reader.load(model=without(name, data))
            found += score_headlines(name, gold, reader, watch, clocked(gold, hours))
    return found


def hours_of(folder: Path, months: Sequence[str]) -> Hours:
    """Return when headlines were published, by day and words, {} for months that are not there.

    Raises TableError for a file without the expected columns.
    """
    found: Hours = {}
    for row in feed_rows(folder, months):
        day, _, hour = row["datetime"].partition(" ")
        if hour and hour != _UNKNOWN:
            local = datetime.fromisoformat(row["datetime"])
            found[day, row["headline"].strip()] = local.replace(tzinfo=ZoneInfo(ZONE))
    return found


def clocked(gold: Sequence[Gold], hours: Hours) -> list[Document]:
    """Return headlines as documents that were published at their hour, or else on their day."""
    found = []
    for row, document in zip(gold, documents_of(gold), strict=True):
        at = hours.get((row.date, row.headline.strip()))
        published = TimeRange(earliest=at, latest=at + _EXACT, zone=ZONE) if at else None
        found.append(replace(document, published=published or document.published))
    return found
