"""Invented articles with labelled sentences, as pieces to train on: what each piece states."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from truceline.ground.errors import InputError
from truceline.lab.labelled_articles import document_of
from truceline.lab.training.recording import Recorder, reading_all
from truceline.model.statement import Statement
from truceline.model.values import Span, overlap
from truceline.read import Reader
from truceline.read.model.features import Places, Values
from truceline.read.model.meanings import Keys
from truceline.read.model.piece_signs import Seen, vector_of
from truceline.read.model.pieces import pieces
from truceline.read.scenes.scene import Scene

BETWEEN = "\n\n"  # sentences stand as paragraphs of their own
TOLD_AT, CLOSE_AT = 0.5, 0.3  # share of a label from which a piece states it; is too near to call
_WHEN = {"source": "written", "published": "2025-05-21T08:00:00+00:00"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of an invented article; told: span, kind and stance of what it states."""

    article: str
    text: str
    told: tuple[tuple[Span, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of a sentence as the model sees it.

    told: by kind whether the piece states it, None where it is too near a label to call;
    stance: of the label that it states, "" if none.
    """

    article: str
    places: Places
    values: Values
    words: Keys
    told: Mapping[str, bool | None]
    stance: str


def load_written(path: Path) -> list[Sentence]:
    """Return the sentences of a file in order.

    Raises InputError for a line that is no sentence or whose quote is not in its text.
    """
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        try:
            found.append(_sentence(json.loads(line)))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InputError(
                f"Not a labelled sentence: {error!r}.",
                where=f"{path.name} line {number}",
                mend="Give article, text and statements, each with kind and a quote of the text.",
            ) from error
    return found


def _sentence(row: Mapping[str, Any]) -> Sentence:
    told = []
    for each in row["statements"]:
        if not each["quote"]:
            raise ValueError("an empty quote")
        start = row["text"].index(each["quote"])
        span = Span(start, start + len(each["quote"]))
        told.append((span, str(each["kind"]), str(each.get("stance", ""))))
    return Sentence(article=str(row["article"]), text=str(row["text"]), told=tuple(told))


def pieces_of(sentences: Sequence[Sentence], kinds: Sequence[str]) -> list[Piece]:
    """Return the pieces of all sentences, read as the articles that they make, in order."""
    recorder = Recorder()
    reader = reading_all(Reader.load(model=recorder))
    found: list[Piece] = []
    for article, held in groupby(sentences, key=lambda each: each.article):
        told = list(held)
        recorder.seen.clear()
        reader.read(document_of(article, BETWEEN.join(each.text for each in told), _WHEN))
        at = 0
        for each in told:
            end = at + len(each.text)
            for scene, statements in recorder.seen:
                if at <= scene.start < end:
                    found += _of_scene(each, at, scene, statements, kinds)
            at = end + len(BETWEEN)
    return found


def _of_scene(
    sentence: Sentence,
    begins: int,
    scene: Scene,
    statements: Sequence[Statement],
    kinds: Sequence[str],
) -> list[Piece]:
    """Return the pieces of what the reader takes for a sentence within a labelled one."""
    seen, moved = Seen.of(scene, statements), scene.start - begins
    if seen is None:
        return []
    labels = [(Span(s.start - moved, s.end - moved), k, stance) for s, k, stance in sentence.told]
    made = []
    for piece in pieces(seen.text, seen.tree):
        places, values, words = vector_of(seen, piece)
        near = [(overlap(span, piece), kind, stance) for span, kind, stance in labels]
        best = max(near, default=(0.0, "", ""))
        made.append(
            Piece(
                article=sentence.article,
                places=places,
                values=values,
                words=words,
                told={kind: _states(near, kind) for kind in kinds},
                stance=best[2] if best[0] >= TOLD_AT else "",
            )
        )
    return made


def _states(near: Sequence[tuple[float, str, str]], kind: str) -> bool | None:
    most = max((share for share, each, _ in near if each == kind), default=0.0)
    return None if CLOSE_AT <= most < TOLD_AT else most >= TOLD_AT
