"""The scoreboard "swap": with the parties of a text exchanged, the same is read, exchanged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from truceline.ground.canonical import sha256_hex
from truceline.lab.headlines import documents_of, load_gold
from truceline.lab.intervals import share
from truceline.lab.rows import Row, row_of
from truceline.lab.swapping import parties, swap_of
from truceline.lab.watch import UNWATCHED, Watch
from truceline.language.identify import language_of
from truceline.model.doors import to_json
from truceline.model.evidence import Document
from truceline.model.statement import Statement
from truceline.read import Reader
from truceline.read.drafts import Carried

SETS = ("easter", "energy", "winter", "summer", "belgorod", "kursk", "spring", "april")
# What the swap itself changes: words, what is counted in them, and whom they name.
_WORDS = ("id", "document", "span", "quote", "about", "speaker", "relays", "target", "weapon")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A text and the same with the parties exchanged."""

    text: Document
    swapped: Document


def _pairs(data: Path, reader: Reader) -> Iterator[Pair]:
    """Yield headlines that name a party, all namings exchanged, in an order that none chose."""
    rows = [row for name in SETS for row in load_gold(data / "gold" / f"{name}.jsonl")]
    first = {row.headline: row for row in rows}
    ranked = sorted(documents_of(list(first.values())), key=lambda d: sha256_hex(d.text.encode()))
    for document in ranked:
        swap = swap_of(language_of(document.text))
        text, spans = swap.swapped(document.text) if swap else ("", [])
        if spans and not _left_over(reader, document.text, [(s.start, s.end) for s in spans]):
            yield Pair(text=document, swapped=_with(document, text))


def _left_over(reader: Reader, text: str, changed: list[tuple[int, int]]) -> bool:
    """Tell whether a text names one of the parties with words that were not exchanged."""
    scene = reader.scene(text, 0, language_of(text), Carried())
    named = [
        (scene.words[a.first].start, scene.words[a.last].end)
        for a in scene.actors
        if a.party in parties()
    ]
    return any(all(end <= s or e <= start for s, e in changed) for start, end in named)


def _with(document: Document, text: str) -> Document:
    values = {name: getattr(document, name) for name in document.__dataclass_fields__}
    return Document(**{**values, "text": text})


def _exchanged(party: str | None) -> str | None:
    one, other = parties()
    return {one: other, other: one}.get(party or "", party)


def _bare(statement: Statement, *, exchange: bool) -> str:
    """Return all of a statement that the words of the parties' names are not part of."""
    values: dict[str, Any] = to_json(statement)
    values = {key: each for key, each in values.items() if key not in _WORDS}
    values["places"] = [
        each for each in values["places"] if each["level"] != "country"
    ]  # a party's name is its country's too
    if exchange:
        values["authority"] = _exchanged(values["authority"])
        if statement.perpetrator_stated:
            values["perpetrator"] = _exchanged(statement.perpetrator)
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def compared(reader: Reader, pair: Pair) -> list[bool]:
    """Return for each statement of either text whether it has its like in the other."""
    mine = [_bare(each, exchange=True) for each in reader.read(pair.text).statements]
    theirs = [_bare(each, exchange=False) for each in reader.read(pair.swapped).statements]
    same = []
    for each in mine:
        same.append(each in theirs)
        if each in theirs:
            theirs.remove(each)
    return same + [False] * len(theirs)


def score_folder(data: Path, watch: Watch = UNWATCHED) -> list[Row]:
    """Return the share of statements, and of texts, that change in nothing but the parties."""
    reader = Reader.load()
    watch.start("swap", None)
    statements: list[bool] = []
    texts: list[bool] = []
    for pair in _pairs(data, reader):
        found = compared(reader, pair)
        statements += found
        texts.append(all(found))
        watch.advance("swap")
    return [
        row_of(name, "headlines", len(hits), share(np.array(hits), np.ones(len(hits), dtype=bool)))
        for name, hits in (
            ("statements that only swap", statements),
            ("texts that only swap", texts),
        )
    ]
