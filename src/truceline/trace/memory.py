"""What is kept of earlier documents: an index of fixed size that finds those near a new one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from truceline.ground.canonical import sha256_hex
from truceline.model.evidence import Document
from truceline.model.statement import Statement
from truceline.trace.background import count, counted, no_words
from truceline.trace.fingerprints import Fingerprint, fingerprint
from truceline.trace.passages import Floats, Ints
from truceline.trace.pieces import Splitter
from truceline.trace.remembered import Remembered
from truceline.trace.settings import Thresholds

_SLOTS = 1 << 20  # of the index; a key has the slot of its remainder
_DEPTH = 32  # latest documents that are kept in each slot
_DAY = 86_400.0
_LEAST_KEYS = 2  # that a document must share with a new one; a claim counts for so many
_LAST = np.iinfo(np.uint64).max


class Memory:
    """Finds earlier documents that a new one may repeat, at a cost that does not grow.

    Each slot holds the documents published last that have one of its keys, so that keeping a
    document and looking for its neighbours cost what the document holds, however many were kept;
    what is common forgets soonest. Copies are published within days, so the last are the right
    ones; those of unknown day give way first. Nothing depends on the order in which documents
    were kept: of one day, a hash of the id decides. Takes about 150 MB, whatever is kept, and
    24 bytes and an id for each document.
    """

    def __init__(self, limits: Thresholds) -> None:
        """Begin without documents."""
        self._limits = limits
        self._slots: NDArray[np.int32] = np.full((_SLOTS, _DEPTH), -1, dtype=np.int32)
        self._counts = np.zeros(_SLOTS, dtype=np.int64)
        self._words = no_words()
        self._ids: list[str] = []
        self._known: set[str] = set()
        self._published = np.full((1_024, 2), np.nan)
        self._turns = np.zeros(1_024, dtype=np.uint64)

    @classmethod
    def restored(cls, limits: Thresholds, kept: Remembered) -> Memory:
        """Return the memory that `remembered` was taken of; raises ValueError if it is none."""
        kept.check(slots=_SLOTS, depth=_DEPTH, counters=len(no_words()))
        memory = cls(limits)
        memory._ids = list(kept.ids)
        memory._known = set(kept.ids)
        if len(kept.ids):
            memory._published = kept.published.reshape(-1, 2).copy()
            memory._turns = np.array([_turn(each) for each in kept.ids], dtype=np.uint64)
        memory._counts[kept.rows] = kept.counts
        filled = np.arange(_DEPTH) < kept.counts[:, None]
        held = np.full(filled.shape, -1, dtype=np.int32)
        held[filled] = kept.held
        memory._slots[kept.rows] = held
        memory._words[kept.word_places] = kept.word_counts
        return memory

    def remembered(self) -> Remembered:
        """Return what is kept as plain columns, for a file."""
        rows = np.flatnonzero(self._counts)
        counts = self._counts[rows]
        filled = np.arange(_DEPTH) < counts[:, None]
        places = np.flatnonzero(self._words)
        return Remembered(
            ids=tuple(self._ids),
            published=self._published[: len(self._ids)].ravel(),
            rows=rows,
            counts=counts,
            held=self._slots[rows][filled],
            word_places=places,
            word_counts=self._words[places],
        )

    def __len__(self) -> int:
        """Return how many documents are kept."""
        return len(self._ids)

    def __contains__(self, document: str) -> bool:
        """Tell whether a document of this id is kept."""
        return document in self._known

    @property
    def ids(self) -> frozenset[str]:
        """Return the ids of all documents that are kept."""
        return frozenset(self._known)

    def keep(self, documents: Iterable[Document], statements: Iterable[Statement] = ()) -> None:
        """Keep documents with their statements; one that is kept already changes nothing."""
        said = _by_document(statements)
        splitter = Splitter(self._limits)
        for document in documents:
            if document.id not in self._known:
                self._add(document, fingerprint(document, said[document.id], splitter))

    def _add(self, document: Document, found: Fingerprint) -> None:
        place = len(self._ids)
        self._ids.append(document.id)
        self._known.add(document.id)
        if place >= len(self._published):
            self._published = np.concatenate([self._published, np.full((place, 2), np.nan)])
            self._turns = np.concatenate([self._turns, np.zeros(place, dtype=np.uint64)])
        self._published[place] = _days(document)
        self._turns[place] = _turn(document.id)
        slots = np.unique(found.keys % _SLOTS)
        self._enter(slots[self._counts[slots] >= _DEPTH], place)
        free = slots[self._counts[slots] < _DEPTH]
        self._slots[free, self._counts[free]] = place
        self._counts[slots] += 1
        count(self._words, found.words)

    def _enter(self, full: Ints, place: int) -> None:
        """Put a document into full slots, each in place of the one that gives way first."""
        held = self._slots[full]
        days = self._last_day(held)
        first = days == days.min(axis=1, keepdims=True)
        out = np.argmin(np.where(first, self._turns[held], _LAST), axis=1)
        row = np.arange(len(full))
        ours, theirs = self._last_day(np.int64(place)), days[row, out]
        later = (ours > theirs) | (
            (ours == theirs) & (self._turns[place] > self._turns[held[row, out]])
        )
        self._slots[full[later], out[later]] = place

    def _last_day(self, places: NDArray[np.integer[Any]] | np.int64) -> Floats:
        """Return the last day on which documents may have been published; unknown is before."""
        last: Floats = np.asarray(self._published[places, 1])
        return np.where(np.isnan(last), -np.inf, last)

    def around(
        self, documents: Iterable[Document], statements: Iterable[Statement] = ()
    ) -> tuple[str, ...]:
        """Return the ids of earlier documents near the given ones, a bounded number for each."""
        said = _by_document(statements)
        splitter = Splitter(self._limits)
        near: set[int] = set()
        for document in documents:
            found = fingerprint(document, said[document.id], splitter)
            near.update(self._nearest(found, _days(document)).tolist())
        return tuple(sorted(self._ids[each] for each in near))

    def _nearest(self, found: Fingerprint, days: Floats) -> Ints:
        """Return the documents that share most, by how few documents have what they share."""
        slots = np.unique(found.keys % _SLOTS)
        held = self._slots[slots]
        weight = np.log1p(len(self._ids) / np.maximum(self._counts[slots], 1))
        row, column = np.nonzero(held >= 0)
        places, at = np.unique(held[row, column], return_inverse=True)
        score = np.bincount(at, weights=weight[row], minlength=len(places))
        claimed = np.isin(slots, found.claims % _SLOTS)
        worth = np.where(claimed, _LEAST_KEYS, 1)
        shared = np.bincount(at, weights=worth[row], minlength=len(places))
        first, last = self._published[places].T
        gap = np.maximum(first - days[1], days[0] - last)
        close = (shared >= _LEAST_KEYS) & ~(gap > self._limits.days_apart)
        places, score = places[close], score[close]
        last = (~self._turns[places], -self._last_day(places), -score)
        best = np.lexsort(last)[: self._limits.neighbours]
        return np.asarray(places[best], dtype=np.int64)

    def words(self) -> pa.Table:
        """Return in how many documents each word was, for `step` (table "words")."""
        return counted(self._words)


def _by_document(statements: Iterable[Statement]) -> Mapping[str, Sequence[Statement]]:
    held: dict[str, list[Statement]] = defaultdict(list)
    for each in statements:
        held[each.document].append(each)
    return held


def _days(document: Document) -> Floats:
    """Return the first and last day of a document's publication, nan if unknown."""
    told = document.published
    ends: Sequence[Any] = (told.earliest, told.latest) if told else ()
    return np.array([each.timestamp() / _DAY for each in ends] or [np.nan, np.nan])


def _turn(document: str) -> int:
    """Return a number by which documents of one day are put in order: 64 bits of a hash."""
    return int(sha256_hex(document.encode())[:16], 16)
