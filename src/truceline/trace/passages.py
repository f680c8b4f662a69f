"""Documents as columns: their sentences, and what each sentence can be recognised by."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from truceline.ground.times import TimeRange
from truceline.language.words import Word, words
from truceline.model.evidence import Document
from truceline.model.values import Span
from truceline.trace.background import Background
from truceline.trace.names import name_key
from truceline.trace.narration import QUOTED
from truceline.trace.pieces import Piece, Splitter, Text, house_of, house_text
from truceline.trace.settings import Thresholds, word_lists
from truceline.trace.tongues import languages

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_NUMBER = re.compile(r"\d{1,9}(?:[,.\u00a0\u202f ]\d{3}){0,4}(?:[.,]\d{1,4})?(?!\d)")
_GROUPING = re.compile(r"[,.\u00a0\u202f ](?=\d{3}(?!\d))")
_QUOTED = re.compile(r"[“«„\"]([^”»“„\"\n]{10,1000})[”»“\"]")
_STEM = 5  # letters that the inflected forms of a word mostly share in the languages read so far
_SHORTEST = 3
_COUNTED = ("words", "tells")  # of which a background knows how common they are
_RUN = 3  # words of a run that is looked up; longer runs are chains of these
QUOTED_RUN = 4  # words of one run of quoted words
TOLD_RUN = 4  # words in a row that two authors seldom choose alike


@dataclass(frozen=True, slots=True)
class Features:
    """One kind of feature: a row for each passage, a column for each feature, ones where it is.

    frequency: how many documents have each feature; weights: how telling it is, by how few they
    are; commonest: in how many documents it may be to look for partners by; rare: which are.
    """

    of_passage: csr_matrix
    frequency: Floats
    weights: Floats
    commonest: float
    rare: NDArray[np.bool_]

    def row(self, passage: int) -> NDArray[np.integer[Any]]:
        """Return the columns of the features that a passage has."""
        starts = self.of_passage.indptr
        return np.asarray(self.of_passage.indices[starts[passage] : starts[passage + 1]])


@dataclass(frozen=True, slots=True)
class Corpus:
    """The sentences of all documents in document order.

    documents: ids in id order, so that the order of arrival plays no part; houses: a number for
    each outlet whose pages they are, -1 if unknown; first: index of each
    document's first passage, with one more entry at the end; spans: code points of the input
    text; lengths: words of each passage; sentence: equal where the words are, -1 for what tells
    nothing; words: content words, names and numbers; tells: names
    and numbers alone, spelled alike in every alphabet; runs: three-word runs; quoted: runs of
    quoted words; told: four-word runs of what the author tells, outside of quotation marks.
    """

    documents: tuple[str, ...]
    published: tuple[TimeRange | None, ...]
    langs: tuple[str, ...]
    houses: Ints
    first: Ints
    spans: tuple[Span, ...]
    lengths: Ints
    sentence: Ints
    words: Features
    tells: Features
    runs: Features
    quoted: Features
    told: Features

    @property
    def document_of(self) -> Ints:
        """Return the index of the document of each passage."""
        return np.repeat(np.arange(len(self.documents)), np.diff(self.first)).astype(np.int64)

    def foreign(self, a: Ints, b: Ints) -> NDArray[np.bool_]:
        """Tell which pairs of documents are known to be of two languages."""
        names = {lang: number for number, lang in enumerate(dict.fromkeys(("", *self.langs)))}
        known = np.array([names[lang] for lang in self.langs], dtype=np.int64)
        first, second = known[a], known[b]
        return np.asarray((first != second) & (first > 0) & (second > 0))


class _Columns:
    """Gathers features sentence by sentence; a column is the order in which a feature was met."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}
        self.columns: list[int] = []
        self.ends: list[int] = [0]

    def add(self, features: Iterable[str]) -> None:
        known = self.known
        self.columns.extend(
            sorted(known.setdefault(each, len(known)) for each in dict.fromkeys(features))
        )
        self.ends.append(len(self.columns))

    def build(
        self,
        row_of: Ints,
        document_of: Ints,
        count: int,
        limits: Thresholds,
        background: Background | None = None,
    ) -> Features:
        """Return the features of passages; row_of: the sentence of each, the last one empty.

        How telling a feature is, its rarity among all documents says, if that is known; partners
        are looked for by what is rare among those at hand.
        """
        shape = (len(self.ends) - 1, max(1, len(self.known)))
        ones = np.ones(len(self.columns))
        sentence = csr_matrix((ones, np.array(self.columns), np.array(self.ends)), shape=shape)
        matrix = sentence[row_of]
        frequency = _document_frequency(matrix, document_of, count)
        commonest = min(limits.commonest_count, max(2.0, limits.commonest_share * count))
        among, having = count, frequency
        if background is not None and background.documents > count:
            among = background.documents
            known = background.frequency(self.known) if self.known else np.ones(1)
            having = np.maximum(frequency, known)
        weights = np.log1p(among / np.maximum(having, 1))
        rare = (frequency >= 2) & (frequency <= commonest)  # noqa: PLR2004 - shared by two
        return Features(matrix, frequency, weights, commonest, rare)


def _document_frequency(matrix: csr_matrix, document_of: Ints, count: int) -> Floats:
    """Return in how many documents each feature occurs."""
    rows = by_document(matrix, document_of, count)
    return np.asarray(rows.getnnz(axis=0), dtype=np.float64)


def by_document(matrix: csr_matrix, document_of: Ints, count: int) -> csr_matrix:
    """Return a matrix with a row for each document: the features of its passages, as ones."""
    passages = len(document_of)
    gather = csr_matrix((np.ones(passages), (document_of, np.arange(passages))), (count, passages))
    rows: csr_matrix = (gather @ matrix).tocsr()
    rows.data[:] = 1.0
    return rows


def numbers_in(text: str) -> list[str]:
    """Return the numbers written in digits, without marks of grouping: "2,935" is 2935."""
    return [_GROUPING.sub("", found.group()) for found in _NUMBER.finditer(text)]


def content_words(found: Sequence[Word]) -> list[str]:
    """Return the stems of words that tell something, in order."""
    empty = word_lists().empty
    return [
        word.folded[:_STEM]
        for word in found
        if len(word.folded) >= _SHORTEST and word.folded not in empty and not word.folded.isdigit()
    ]


def names_in(text: str, found: Sequence[Word]) -> list[str]:
    """Return the keys of words with a capital that do not merely begin the sentence."""
    empty = word_lists().empty
    keys = (
        name_key(word.folded)
        for i, word in enumerate(found)
        if text[word.start].isupper() and i > 0 and word.folded not in empty
    )
    return [key for key in keys if key]


def runs_of(folded: Sequence[str], length: int) -> list[str]:
    """Return the runs of so many words in order."""
    return [" ".join(folded[i : i + length]) for i in range(len(folded) - length + 1)]


def corpus_of(
    documents: Iterable[Document],
    limits: Thresholds,
    described: Container[str] = (),
    background: Background | None = None,
) -> Corpus:
    """Return the passages of documents as columns; typed table rows have none.

    described: ids of the sources that are known to be one outlet each; only those can have
    house text, for what many texts of unknown sources share may well be copied. background: how
    common words are among all documents, where only some are given.
    """
    kept = sorted(documents, key=lambda each: each.id)
    splitter = Splitter(limits)
    split = [splitter.split(document) for document in kept]
    houses = [house_of(each) if each.source in described else "" for each in kept]
    house = house_text(houses, [each.pieces for each in split], limits)
    starts, document_of = _layout(split)
    kinds, rows = _gathered(splitter, houses, split, house, limits)
    built = {
        kind: columns.build(
            rows[kind == "told"],
            document_of,
            len(kept),
            limits,
            background if kind in _COUNTED else None,
        )
        for kind, columns in kinds.items()
    }
    return Corpus(
        documents=tuple(each.id for each in kept),
        published=tuple(each.published for each in kept),
        houses=_numbered(houses),
        langs=languages([each.language or "" for each in kept], [each.pieces for each in split]),
        first=starts,
        spans=tuple(span for each in split for span in each.spans),
        sentence=_sentences(rows[False], splitter, split),
        lengths=np.array([len(p.words) for each in split for p in each.pieces], dtype=np.int64),
        **built,
    )


def _layout(split: Sequence[Text]) -> tuple[Ints, Ints]:
    """Return the first passage of each text, with one more at the end, and each passage's text."""
    counts = np.array([len(each.pieces) for each in split], dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    return starts, np.repeat(np.arange(len(split)), counts).astype(np.int64)


def _numbered(houses: Sequence[str]) -> Ints:
    """Return a number for each house, -1 for an unknown one."""
    known: dict[str, int] = {}
    return np.array(
        [known.setdefault(each, len(known)) if each else -1 for each in houses], dtype=np.int64
    )


def _gathered(
    splitter: Splitter,
    houses: Sequence[str],
    split: Sequence[Text],
    house: set[tuple[str, str]],
    limits: Thresholds,
) -> tuple[dict[str, _Columns], dict[bool, Ints]]:
    """Return the features of different sentences, and by passage the row of each.

    Rows: under False of the sentence, under True of the sentence as its author tells it; -1,
    the last row, for what tells nothing.
    """
    known: tuple[dict[str, int], dict[str, int]] = {}, {}
    rows: dict[bool, list[int]] = {False: [], True: []}
    for feed, text in zip(houses, split, strict=True):
        for piece, own in zip(text.pieces, text.told, strict=True):
            tells = _tells(piece, feed, house, limits)
            for narrated, key in ((False, piece.text), (True, own)):
                row = known[narrated].setdefault(key, len(known[narrated])) if tells else -1
                rows[narrated].append(row)
    kinds = _columns(map(splitter.piece, known[False]))
    kinds["told"] = _Columns()
    for own in known[True]:
        kinds["told"].add(_told_runs(own))
    kinds["told"].add(())
    return kinds, {key: np.array(each, dtype=np.int64) for key, each in rows.items()}


def _sentences(rows: Ints, splitter: Splitter, split: Sequence[Text]) -> Ints:
    """Return one number for all sentences of the same words, -1 for what tells nothing."""
    known: dict[tuple[str, ...], int] = {}
    same = np.full(len(splitter.pieces) + 1, -1, dtype=np.int64)
    every = (piece for text in split for piece in text.pieces)
    for row, piece in zip(rows.tolist(), every, strict=True):
        if row >= 0 and same[row] < 0:
            same[row] = known.setdefault(tuple(w.folded for w in piece.words), len(known))
    return np.asarray(same[rows], dtype=np.int64)


def _tells(piece: Piece, feed: str, house: set[tuple[str, str]], limits: Thresholds) -> bool:
    return len(piece.words) >= limits.fewest_words and (feed, piece.text) not in house


def _columns(pieces: Iterable[Piece]) -> dict[str, _Columns]:
    """Return the features of different sentences, and after them those of one without any."""
    kinds = {kind: _Columns() for kind in ("words", "tells", "runs", "quoted")}
    for piece in pieces:
        for kind, features in features_of(piece).items():
            kinds[kind].add(features)
    for columns in kinds.values():
        columns.add(())
    return kinds


def features_of(piece: Piece) -> dict[str, list[str]]:
    """Return the features of a sentence by kind: words, tells, runs and quoted runs."""
    tells = [f"n:{each}" for each in numbers_in(piece.text)]
    tells += [f"p:{each}" for each in names_in(piece.text, piece.words)]
    return {
        "words": [*content_words(piece.words), *tells],
        "tells": tells,
        "runs": runs_of([word.folded for word in piece.words], _RUN),
        "quoted": _quoted_runs(piece.text),
    }


def _told_runs(own: str) -> list[str]:
    """Return the runs of words that stand together outside of quotation marks."""
    return [
        run
        for part in own.split(QUOTED)
        if part
        for run in runs_of([word.folded for word in words(part)], TOLD_RUN)
    ]


def _quoted_runs(piece: str) -> list[str]:
    return [
        run
        for quoted in _QUOTED.finditer(piece)
        for run in runs_of([word.folded for word in words(quoted[1])], QUOTED_RUN)
    ]
