"""The scoreboard of times: the day and part of the day that words name, apart from all the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np

from truceline.ground.times import TimeRange, day_range, parse_instant, zone_of
from truceline.lab.articles import read_articles
from truceline.lab.gold_sets import GOLD_SETS
from truceline.lab.headlines import ZONE, Gold, load_gold
from truceline.lab.intervals import paired_bootstrap
from truceline.lab.labelled_articles import load_labelled
from truceline.lab.measures import ratio
from truceline.lab.rows import Row, row_of
from truceline.lab.watch import UNWATCHED, Watch
from truceline.language.identify import language_of
from truceline.language.words import fold
from truceline.read import Reader
from truceline.read.moments.calendar import PARTS
from truceline.read.moments.time_words import either
from truceline.read.moments.times import find_times
from truceline.vocabulary.files import shipped_entries

HEADLINES, ARTICLES = "all headline sets", "articles"
PRINTED = "the day of publication"
MOST = 0.5  # share of a time told that must lie in the labelled part of the day


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A labelled incident whose words name a time; told: the first time found, None for none."""

    gold: Gold
    told: TimeRange | None


def names_a_time(text: str) -> bool:
    """Tell whether a text has a word that begins as words of time do, or a clock."""
    return _cues().search(fold(text)) is not None


@cache
def _cues() -> re.Pattern[str]:
    stems = [f"{each}*" for each in shipped_entries("vocabulary", "times.yaml")["cues"]]
    return re.compile(rf"\b{either(stems)}|\b\d{{1,2}}:\d{{2}}\b")


def score_folder(data: Path, watch: Watch = UNWATCHED) -> list[Row]:
    """Return the rows of the scoreboard of times from a folder of labelled data."""
    gold = [row for name in GOLD_SETS for row in load_gold(data / "gold" / f"{name}.jsonl")]
    rows = headline_rows(
        [_dated(row) for row in gold if row.incident and names_a_time(row.headline)]
    )
    return [replace(each, stage="read") for each in [*rows, *_article_rows(data, watch)]]


def _dated(row: Gold) -> Dated:
    lang = language_of(row.headline)
    found = find_times(row.headline, lang, published=_printed(row), zone=ZONE)
    return Dated(gold=row, told=next((each.range for each in found if each.range), None))


def _printed(row: Gold) -> TimeRange:
    return day_range(date.fromisoformat(row.date), ZONE)


def headline_rows(rows: Sequence[Dated]) -> list[Row]:
    """Return how often the day is right, of all, of those told and by language, and the hours.

    Where no time is found the answer is the day of publication, which is also the baseline.
    """
    dated = [row for row in rows if row.gold.day]
    told = [row for row in dated if row.told]
    found = [_days("day of a time named", dated), _days("day, where a time is found", told)]
    for lang in sorted({language_of(row.gold.headline) for row in dated}):
        among = [row for row in dated if language_of(row.gold.headline) == lang]
        found.append(_days(f"day of a time named, {lang}", among))
    return [*found, _hours([row for row in dated if _labelled(row.gold)])]


def middle_day(time: TimeRange, zone: str) -> str:
    """Return the local day on which the middle of a time lies: a night's is its morning's."""
    middle = time.earliest + (time.latest - time.earliest) / 2
    return middle.astimezone(zone_of(zone)).date().isoformat()


def _days(name: str, rows: Sequence[Dated]) -> Row:
    ours = [middle_day(row.told or _printed(row.gold), ZONE) == row.gold.day for row in rows]
    printed = [row.gold.date == row.gold.day for row in rows]
    return _share(name, HEADLINES, ours, printed)


def _share(name: str, where: str, ours: Sequence[bool], other: Sequence[bool]) -> Row:
    one = np.ones(len(ours))
    mine, theirs = (ratio(np.array(each, dtype=np.float64), one) for each in (ours, other))
    return row_of(name, where, len(ours), paired_bootstrap(mine, theirs), PRINTED)


def _labelled(row: Gold) -> TimeRange | None:
    """Return the stretch that a labelled part of the day or clock means, None for neither.

    A clock stands for the minute; the parts have the hours of times.yaml.
    """
    day, hours = day_range(date.fromisoformat(row.day), ZONE), row.hours.split("/")[0]
    named = {"daytime": "day"}.get(hours, hours)
    if re.fullmatch(r"\d{2}:\d{2}", hours):
        at = parse_instant(f"{row.day}T{hours}:00", ZONE)
        return TimeRange(earliest=at, latest=at, zone=ZONE)
    if named not in PARTS:
        return None
    midnight = day.earliest
    first, last = (midnight + (day.latest - midnight) * each / 24 for each in PARTS[named])
    return TimeRange(earliest=first, latest=last, zone=ZONE)


def _hours(rows: Sequence[Dated]) -> Row:
    ours = [_within(row.gold, row.told or _printed(row.gold)) for row in rows]
    printed = [_within(row.gold, _printed(row.gold)) for row in rows]
    return _share("hours of the day, where labelled", HEADLINES, ours, printed)


def _within(row: Gold, told: TimeRange) -> bool:
    """Tell whether a time lies for the most part in the labelled hours, or round their minute."""
    label = _labelled(row)
    if label is None:
        return False
    if not label.seconds:
        return label.share_inside(told) == 1.0 and told.seconds <= 3600  # noqa: PLR2004 - an hour
    return told.share_inside(label) >= MOST


def _article_rows(data: Path, watch: Watch) -> list[Row]:
    """Return how often the day is right of labelled events in articles that reading found."""
    done = read_articles(load_labelled(data), Reader.load(), watch)
    ours, printed = [], []
    for read in done:
        published = read.article.document.published
        for told, said in read.matched():
            if told.kind != "incident_report" or not told.date or published is None:
                continue
            at = said.time or published
            ours.append(middle_day(at, at.zone or "UTC") == told.date)
            printed.append(middle_day(published, "UTC") == told.date)
    return [_share("day of an event found", ARTICLES, ours, printed)]
