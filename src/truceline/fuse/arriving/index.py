"""Which rows have a code: many rows to a code, and more of both at any time."""

from __future__ import annotations

import numpy as np

from truceline.ground.ranges import ranges
from truceline.model.arrow import Integers

_RECENT = 5_000  # rows that wait to be sorted with the others


class Index:
    """Rows by code. Those of long ago are sorted, recent ones wait; nothing ever leaves."""

    def __init__(self, codes: Integers, rows: Integers | None = None) -> None:
        """Hold codes with their rows; without rows each stands for its own number."""
        order = np.argsort(codes, kind="stable")
        self._codes = np.asarray(codes, dtype=np.int64)[order]
        self._rows = order if rows is None else rows[order]
        self._recent: dict[int, list[int]] = {}
        self._waiting = 0

    @classmethod
    def sorted(cls, codes: Integers, rows: Integers) -> Index:
        """Return an index of what `arrays` gave, without sorting it again."""
        if len(codes) != len(rows):
            raise ValueError(len(rows))
        found = cls(codes[:0], rows[:0])
        found._codes, found._rows = codes, rows
        return found

    def arrays(self) -> tuple[Integers, Integers]:
        """Return all codes, ascending, and the row of each."""
        self._settle()
        return self._codes, self._rows

    def add(self, codes: Integers, rows: Integers) -> None:
        """Put rows behind the others."""
        for code, row in zip(codes.tolist(), rows.tolist(), strict=True):
            self._recent.setdefault(code, []).append(row)
        self._waiting += len(codes)
        if self._waiting > _RECENT + len(self._codes) // 8:
            self._settle()

    def of(self, codes: Integers) -> Integers:
        """Return the rows of any of some codes, ascending, each once; shape (k,)."""
        wanted = np.unique(codes)
        first = np.searchsorted(self._codes, wanted, side="left")
        many = np.searchsorted(self._codes, wanted, side="right") - first
        found = self._rows[ranges(first, many)]
        late = [row for code in wanted.tolist() for row in self._recent.get(code, ())]
        return np.unique(np.concatenate([found, np.array(late, dtype=np.int64)]))

    def last(self, codes: Integers) -> Integers:
        """Return the row that came last of each code, -1 for none; shape (k,)."""
        at = np.searchsorted(self._codes, codes, side="right") - 1
        found = np.full(len(codes), -1, dtype=np.int64)
        if len(self._codes):
            there = (at >= 0) & (self._codes[np.maximum(at, 0)] == codes)
            found[there] = self._rows[at[there]]
        if self._recent:
            recent = [self._recent.get(code, (-1,))[-1] for code in codes.tolist()]
            late = np.array(recent, dtype=np.int64)
            found = np.where(late >= 0, late, found)
        return found

    def _settle(self) -> None:
        if not self._recent:
            return
        many = [len(rows) for rows in self._recent.values()]
        codes = np.repeat(np.array(list(self._recent), dtype=np.int64), many)
        rows = [row for each in self._recent.values() for row in each]
        codes = np.concatenate([self._codes, codes])
        order = np.argsort(codes, kind="stable")
        self._codes = codes[order]
        self._rows = np.concatenate([self._rows, np.array(rows, dtype=np.int64)])[order]
        self._recent, self._waiting = {}, 0
