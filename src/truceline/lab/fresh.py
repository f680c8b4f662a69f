"""The scoreboard of fresh labels: articles that were not labelled when reading was written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from truceline.ground.canonical import sha256_hex
from truceline.ground.errors import InputError
from truceline.lab.articles import Found, Read, match, read_articles, score
from truceline.lab.board import FRESH
from truceline.lab.intervals import paired_bootstrap
from truceline.lab.labelled_articles import (
    KINDS,
    MODALITY_OF_KIND,
    TEXTS,
    Article,
    Told,
    document_of,
    items_of,
)
from truceline.lab.measures import ratio
from truceline.lab.rows import Row, row_of
from truceline.lab.watch import UNWATCHED, Watch
from truceline.model.values import Bounds, Span
from truceline.read import Reader
from truceline.vocabulary.files import load_yaml

SET = "fresh"
LABELS = FRESH
SECOND = FRESH.with_name("fresh_second.yaml")  # another coder's labels of the same articles
READER = "this reader"
_DIGITS = 16  # of a text's hash, which tell its versions apart


def score_folder(data: Path, watch: Watch = UNWATCHED) -> list[Row]:
    """Return the rows that "articles" has, of the freshly labelled articles of a data folder.

    The matching and every figure are those of that scoreboard; see there. The last rows say how
    far another coder's labels agree with these, beside how far the reader does: nobody can be
    asked for more.
    """
    reader = Reader.load()
    done = read_articles(load_fresh(data), reader, watch)
    coded = {each.id: each.told for each in load_fresh(data, SECOND)}
    rows = [replace(row, set=SET) for row in score(done, reader)]
    return [*rows, _coders(done, coded, KINDS), *(_coders(done, coded, (k,)) for k in KINDS)]


def _coders(
    done: Sequence[Read], coded: Mapping[str, tuple[Told, ...]], kinds: Sequence[str]
) -> Row:
    """Return the F1 of another coder's statements of some kinds against the labels."""
    counted = []
    for read in done:
        told = [each for each in read.article.told if each.kind in kinds]
        other = [Found(each.span, each.kind) for each in coded[read.article.id]]
        other = [each for each in other if each.kind in kinds]
        ours = [each for each in read.ours if each.kind in kinds]
        hits, mine = len(match(told, other)), len(match(told, ours))
        counted.append((len(told), len(other), hits, len(ours), mine))
    gold, theirs, hits, ours, mine = np.array(counted, dtype=np.float64).T
    found = paired_bootstrap(ratio(2 * hits, gold + theirs), ratio(2 * mine, gold + ours))
    name = "statement" if len(kinds) > 1 else kinds[0].replace("_", " ")
    return row_of(f"second coder, {name} F1", SET, int(gold.sum()), found, READER)


def load_fresh(data: Path, labels: Path = LABELS) -> list[Article]:
    """Return the freshly labelled articles, texts joined by link, in the order of the labels.

    Raises VocabularyError if the labels are no YAML, InputError if they have another shape or
    an article is missing from the data folder or has another text than the labelled one.
    """
    content = load_yaml(labels)
    try:
        rows = content["articles"]
        held = items_of(data / TEXTS, {row["link"] for row in rows})
        return [_article(row, held[row["link"]]) for row in rows]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"The freshly labelled articles cannot be read: {error!r}.",
            where=f"{labels} and {data / TEXTS}",
            mend="Give the folder that holds the labelled articles' texts with --data.",
        ) from error


def _article(row: Mapping[str, Any], item: Mapping[str, Any]) -> Article:
    text = item["text"]
    if sha256_hex(text.encode())[:_DIGITS] != row["text"]:
        raise ValueError(f"the text of {row['id']} is not the one that was labelled")
    return Article(
        id=row["id"],
        document=document_of(row["id"], text, item),
        told=tuple(_told(each, len(text)) for each in row["statements"]),
    )


def _told(row: Mapping[str, Any], length: int) -> Told:
    span, kind = Span(*row["span"]), row["kind"]
    if kind not in KINDS or not 0 <= span.start < span.end <= length:
        raise ValueError(f"no statement of its article: {dict(row)}")
    return Told(
        span=span,
        kind=kind,
        act=row.get("act", ""),
        perpetrator=row.get("perpetrator", ""),
        speaker=row.get("speaker", ""),
        background=row.get("background", False),
        relays=tuple(row.get("relays", ())),
        date=row.get("date", ""),
        killed=_bounds(row.get("killed")),
        injured=_bounds(row.get("injured")),
        modality=MODALITY_OF_KIND.get(kind, row.get("modality", "asserted")),
    )


def _bounds(pair: Sequence[Any] | None) -> Bounds | None:
    return Bounds(*pair) if pair else None
