"""The scoreboard "swap": with the parties of a text exchanged, the same is read, exchanged."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from truceline.ground.canonical import sha256_hex
from truceline.lab.gold_sets import GOLD_SETS
from truceline.lab.headlines import documents_of, load_gold
from truceline.lab.intervals import share
from truceline.lab.origins import load_articles
from truceline.lab.rows import Row, row_of
from truceline.lab.swapping import parties, swap_of
from truceline.lab.watch import UNWATCHED, Watch
from truceline.language.identify import language_of
from truceline.language.words import sentences
from truceline.model.doors import to_json
from truceline.model.evidence import Document
from truceline.model.statement import Statement
from truceline.read import Reader
from truceline.read.scenes.drafts import Carried

NEWS = Path("news_2025") / "dedupe0521.jsonl.gz"
LONGEST, MOST = 400, 800  # code points of an English sentence; sentences at most
# What the swap itself changes: words, what is counted in them, and whom they name.
_WORDS = ("id", "document", "span", "quote", "about", "speaker", "relays", "target", "weapon")
_INFERRED = "one of the two"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A text and the same with the parties exchanged."""

    text: Document
    swapped: Document


def _headlines(data: Path) -> list[Document]:
    rows = [row for name in GOLD_SETS for row in load_gold(data / "gold" / f"{name}.jsonl")]
    return documents_of(list({row.headline: row for row in rows}.values()))


def _sentences(data: Path) -> list[Document]:
    """Return the sentences of English articles that name one of the parties, each alone."""
    swap = swap_of("en")
    found: dict[str, Document] = {}
    for article in load_articles(data / NEWS):
        for span in sentences(article.text):
            text = article.text[span.start : span.end]
            if swap and len(text) <= LONGEST and swap.pattern.search(text):
                found.setdefault(text, _with(article, text, "en"))
    return _mixed(found.values())[:MOST]


def _mixed(documents: Iterable[Document]) -> list[Document]:
    """Return documents in an order that nobody chose."""
    return sorted(documents, key=lambda each: sha256_hex(each.text.encode()))


def _pairs(documents: Sequence[Document], reader: Reader) -> Iterator[Pair]:
    """Yield the texts that name a party and all of whose namings can be exchanged."""
    for document in documents:
        swap = swap_of(document.language or language_of(document.text))
        text, spans = swap.swapped(document.text) if swap else ("", [])
        if spans and not _left_over(reader, document.text, [(s.start, s.end) for s in spans]):
            yield Pair(text=document, swapped=_with(document, text, document.language))


def _left_over(reader: Reader, text: str, changed: list[tuple[int, int]]) -> bool:
    """Tell whether a text names one of the parties with words that were not exchanged."""
    scene = reader.scene(text, 0, language_of(text), Carried())
    named = [
        (scene.words[a.first].start, scene.words[a.last].end)
        for a in scene.actors
        if a.party in parties()
    ]
    return any(all(end <= s or e <= start for s, e in changed) for start, end in named)


def _with(document: Document, text: str, language: str | None) -> Document:
    return replace(document, text=text, language=language, media_type="text/plain")


def _exchanged(party: str | None) -> str | None:
    one, other = parties()
    return {one: other, other: one}.get(party or "", party)


def _bare(statement: Statement, *, exchange: bool) -> str:
    """Return all of a statement that the words of the parties' names are not part of.

    Of a doer who is not stated it tells only that one of the two was inferred: from words that
    were exchanged ("he"), or from a place or a feed that were not.
    """
    values: dict[str, Any] = to_json(statement)
    values = {key: each for key, each in values.items() if key not in _WORDS}
    values["places"] = _likeliest(values["places"])
    if not statement.perpetrator_stated and values["perpetrator"] in parties():
        values["perpetrator"] = _INFERRED
    if exchange:
        values["authority"] = _exchanged(values["authority"])
        values["perpetrator"] = _exchanged(values["perpetrator"])
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def _likeliest(places: Sequence[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return the likeliest place of each mention with its role, countries left out.

    A party's name is its country's too, and which country a text speaks of bears on how likely
    each of several places of one name is.
    """
    best: dict[int, dict[str, Any]] = {}
    for each in places:
        if each["mention"] not in best or each["p"] > best[each["mention"]]["p"]:
            best[each["mention"]] = each
    return [(each["name"], each["role"]) for each in best.values() if each["level"] != "country"]


def mirrored(reader: Reader) -> Reader:
    """Return a reader to whom either party's clock and languages are the other's.

    "Yesterday" is a day on the clock of who says it: when the speakers are exchanged, so are
    their clocks.
    """
    known = reader.parties
    by_id = {
        name: replace(party, zone=known.by_id[_exchanged(name) or name].zone)
        for name, party in known.by_id.items()
    }
    sides = {lang: _exchanged(party) or party for lang, party in known.viewpoints.items()}
    return replace(reader, parties=replace(known, by_id=by_id, viewpoints=sides))


def compared(reader: Reader, other: Reader, pair: Pair) -> list[bool]:
    """Return for each statement of either text whether it has its like in the other.

    other: the reader of the swapped text, `mirrored`.
    """
    mine = [_bare(each, exchange=True) for each in reader.read(pair.text).statements]
    theirs = [_bare(each, exchange=False) for each in other.read(pair.swapped).statements]
    same = []
    for each in mine:
        same.append(each in theirs)
        if each in theirs:
            theirs.remove(each)
    return same + [False] * len(theirs)


def score_folder(data: Path, watch: Watch = UNWATCHED) -> list[Row]:
    """Return the share of statements, and of texts, that change in nothing but the parties."""
    reader = Reader.load()
    other = mirrored(reader)
    rows = []
    for name, documents in (("headlines", _headlines(data)), ("sentences", _sentences(data))):
        watch.start(f"swap {name}", None)
        statements: list[bool] = []
        texts: list[bool] = []
        for pair in _pairs(documents, reader):
            found = compared(reader, other, pair)
            statements += found
            texts.append(all(found))
            watch.advance(f"swap {name}")
        rows += [_row("statements", name, statements), _row("texts", name, texts)]
    return rows


def _row(what: str, where: str, hits: Sequence[bool]) -> Row:
    one = np.ones(len(hits), dtype=np.bool_)
    found = share(np.array(hits, dtype=np.bool_), one)
    return replace(row_of(f"{what} that only swap", where, len(hits), found), stage="read")
