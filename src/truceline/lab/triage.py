"""The scoreboard of triage: incidents that it keeps, other news that it lets go, alike by side."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from truceline.ground.errors import InputError
from truceline.lab.gold_sets import GOLD_SETS
from truceline.lab.intervals import paired_bootstrap
from truceline.lab.measures import Values, ratio
from truceline.lab.rows import Row, row_of
from truceline.lab.watch import UNWATCHED, Watch
from truceline.language.words import words
from truceline.read.scenes.lexicon import Lexicon, load_lexicon
from truceline.read.triage import Triage

BASELINE = "words of attack and harm"
_LANGUAGES = ("en", "uk", "ru")
_ARMED = frozenset({"act", "attack", "killed", "injured"})
_LEAST = 20  # rows of a side whose share is told apart


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A labelled text: how many incident reports it holds, whose, and whether it is other news."""

    text: str
    reports: int
    side: str
    other: bool


def _headlines(data: Path) -> list[_Text]:
    found = []
    for name in GOLD_SETS:
        with (data / "gold" / f"{name}.jsonl").open(encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                incident = bool(row.get("incident_row", row.get("kind") == "incident"))
                side = str(row.get("perpetrator") or "")
                other = not incident and row.get("kind") == "other"
                found.append(_Text(text=row["headline"], reports=incident, side=side, other=other))
    return found


def _articles(data: Path) -> list[_Text]:
    with (data / "gold" / "articles_en.jsonl").open(encoding="utf-8") as lines:
        labels: dict[str, dict[str, Any]] = {row["link"]: row for row in map(json.loads, lines)}
    found = []
    with gzip.open(data / "news_2025" / "dedupe0521.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            label = labels.get(row["link"])
            if label is not None:
                kinds = [each["kind"] for each in label["statements"]]
                reports = kinds.count("incident_report")
                other = not label["relevant"] and not kinds
                text = f"{row['title']}\n{row['text']}"
                found.append(_Text(text=text, reports=reports, side="", other=other))
    return found


def _by_words(lexicon: Lexicon, text: str) -> bool:
    """Tell whether a text holds a word of attack or harm, as a simple first filter would."""
    found = words(text)
    hits = (hit for lang in _LANGUAGES for hit in lexicon.find(found, lang))
    return any(hit.group in _ARMED for hit in hits)


def _rows(where: str, texts: Sequence[_Text], watch: Watch) -> list[Row]:
    triage, lexicon = Triage.load(), load_lexicon()
    watch.start(where, len(texts))
    kept, plain = [], []
    for each in texts:
        kept.append(float(triage.worth(each.text)))
        plain.append(float(_by_words(lexicon, each.text)))
        watch.advance(where)
    ours, theirs = np.array(kept), np.array(plain)
    reports = np.array([float(each.reports) for each in texts])
    others = np.array([float(each.other) for each in texts])
    found = [
        _row("incident reports kept", where, ours, theirs, reports),
        _row("other news let go", where, 1 - ours, 1 - theirs, others),
    ]
    for side in sorted({each.side for each in texts if each.reports and each.side}):
        of_side = reports * np.array([float(each.side == side) for each in texts])
        if of_side.sum() >= _LEAST:
            found.append(_row(f"incident reports kept, by {side}", where, ours, theirs, of_side))
    return found


def _row(name: str, where: str, ours: Values, theirs: Values, among: Values) -> Row:
    compared = paired_bootstrap(ratio(ours * among, among), ratio(theirs * among, among))
    row = row_of(name, where, int((among > 0).sum()), compared, BASELINE)
    return replace(row, stage="read")


def score_folder(data: Path, watch: Watch = UNWATCHED) -> list[Row]:
    """Return what triage keeps of all labelled headlines and articles.

    Raises InputError where the labels cannot be read.
    """
    try:
        headlines, articles = _headlines(data), _articles(data)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"The labelled headlines and articles cannot be read: {error!r}.",
            where=str(data / "gold"),
            mend="Give the folder that holds gold/ and news_2025/.",
        ) from error
    return [*_rows("headlines", headlines, watch), *_rows("articles", articles, watch)]
