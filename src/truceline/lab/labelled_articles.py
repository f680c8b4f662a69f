"""Full articles that a person labelled: each statement with its exact quote, kind and fields."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from truceline.ground.errors import InputError, TimeError
from truceline.ground.times import TimeRange, parse_range
from truceline.model.evidence import Document
from truceline.model.values import Bounds, Span
from truceline.vocabulary.files import shipped_entries

# What the kind alone tells of how a statement is told.
MODALITY_OF_KIND = {"threat": "threatened", "denial": "denied"}
KINDS = ("incident_report", "tally", "posture", "position", "undertaking", "threat", "denial")
LABELS, TEXTS = "gold/articles_en.jsonl", "news_2025/dedupe0521.jsonl.gz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One labelled statement: its span in the article (code points) and what it says.

    date: ISO day of the event, "" if the text leaves it open; killed, injured: None if not stated;
    modality: by modality_labels.yaml, denied and threatened by the kind.
    """

    span: Span
    kind: str
    act: str
    perpetrator: str
    speaker: str
    background: bool
    relays: tuple[str, ...]
    date: str
    killed: Bounds | None
    injured: Bounds | None
    modality: str = "asserted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One labelled article, its text as a document, and every statement that it makes."""

    id: str
    document: Document
    told: tuple[Told, ...]


def load_labelled(data: Path) -> list[Article]:
    """Return the labelled articles of a data folder, texts joined by link, in file order.

    Raises InputError for a missing or broken file, and for a label whose article or quote is
    not there.
    """
    try:
        lines = (data / LABELS).read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines if line.strip()]
        items = items_of(data / TEXTS, {row["link"] for row in rows})
        return [_article(row, items) for row in rows]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"The labelled articles cannot be read: {error}.",
            where=str(data / LABELS),
            mend="Give the folder that holds the labels and the texts they quote with --data.",
        ) from error


def items_of(path: Path, links: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return the first item of each link that is asked for; raises OSError and ValueError."""
    wanted = set(links)
    held: dict[str, dict[str, Any]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for item in map(json.loads, lines):
            if item["link"] in wanted:
                held.setdefault(item["link"], item)
    return held


def document_of(name: str, text: str, told: Mapping[str, Any]) -> Document:
    """Return a text as a document; told: whoever names its source and when it appeared."""
    return Document(
        id=name,
        evidence=name,
        source=told["source"],
        media_type="text/plain",
        text=text,
        published=published_of(told["published"]),
    )


def _article(row: dict[str, Any], items: Mapping[str, Mapping[str, Any]]) -> Article:
    text = items[row["link"]]["text"]
    return Article(
        id=row["id"],
        document=document_of(row["id"], text, row),
        told=tuple(
            replace(_told(each, text), modality=_modality(row["id"], number, each["kind"]))
            for number, each in enumerate(row["statements"])
        ),
    )


def _modality(article: str, number: int, kind: str) -> str:
    """Return the modality of an article's statement, asserted where no label says otherwise."""
    labels = shipped_entries("modality_labels.yaml")
    told = (name for name, rows in labels.items() if number in rows.get(article, ()))
    return MODALITY_OF_KIND.get(kind) or next(told, "asserted")


def _told(row: dict[str, Any], text: str) -> Told:
    start = text.find(row["quote"])
    if start < 0:
        raise ValueError(f"the quote “{row['quote'][:60]}” is not in its article")
    return Told(
        span=Span(start, start + len(row["quote"])),
        kind=row["kind"],
        act=row["act"] or "",
        perpetrator=row["perpetrator"] or "",
        speaker=row["speaker"] or "",
        background=bool(row["background"]),
        relays=tuple(row.get("relays") or ()),
        date=row["date"] or "",
        killed=Bounds(*row["killed"]) if row["killed"] else None,
        injured=Bounds(*row["injured"]) if row["injured"] else None,
    )


def published_of(text: str) -> TimeRange | None:
    """Return when a feed says that an item appeared (RFC 2822 or RFC 3339), None if unreadable."""
    try:
        moment = parsedate_to_datetime(text)
        if moment.tzinfo is not None:
            return TimeRange(earliest=moment, latest=moment, zone="UTC")
    except (ValueError, TypeError):
        pass
    try:
        return parse_range(text)
    except TimeError:
        return None
