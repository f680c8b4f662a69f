"""What is kept of earlier documents: an index of fixed size that finds those near a new one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from truceline.model.evidence import Document
from truceline.model.statement import Statement
from truceline.trace.background import count, counted, no_words
from truceline.trace.fingerprints import Fingerprint, fingerprint
from truceline.trace.passages import Floats, Ints
from truceline.trace.pieces import Splitter
from truceline.trace.settings import Thresholds

_SLOTS = 1 << 20  # of the index; a key has the slot of its remainder
_DEPTH = 32  # latest documents that are kept in each slot
_DAY = 86_400.0
_LEAST_KEYS = 2  # that a document must share with a new one


class Memory:
    """Finds earlier documents that a new one may repeat, at a cost that does not grow.

    Each slot holds the latest documents that have one of its keys, so that keeping a document
    and looking for its neighbours cost what the document holds, however many were kept; what is
    common forgets soonest. Copies are published within days, so the latest are the right ones.
    Takes about 150 MB, whatever is kept, and 12 bytes and an id for each document.
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

    def __len__(self) -> int:
        """Return how many documents are kept."""
        return len(self._ids)

    def keep(self, documents: Iterable[Document], statements: Iterable[Statement] = ()) -> None:
        """Keep documents with their statements; one that is kept already changes nothing."""
        said = _by_document(statements)
        splitter = Splitter(self._limits)
        for document in sorted(documents, key=lambda each: each.id):
            if document.id not in self._known:
                self._add(document, fingerprint(document, said[document.id], splitter))

    def _add(self, document: Document, found: Fingerprint) -> None:
        place = len(self._ids)
        self._ids.append(document.id)
        self._known.add(document.id)
        if place >= len(self._published):
            more = np.full_like(self._published, np.nan)
            self._published = np.concatenate([self._published, more])
        self._published[place] = _days(document)
        slots = np.unique(found.keys % _SLOTS)
        self._slots[slots, self._counts[slots] % _DEPTH] = place
        self._counts[slots] += 1
        count(self._words, found.words)

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
        shared = np.bincount(at, minlength=len(places))
        first, last = self._published[places].T
        gap = np.maximum(first - days[1], days[0] - last)
        close = (shared >= _LEAST_KEYS) & ~(gap > self._limits.days_apart)
        places, score = places[close], score[close]
        best = np.lexsort((-places, -score))[: self._limits.neighbours]
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
