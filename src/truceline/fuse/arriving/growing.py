"""Arrays and tables that grow at the end without being copied each time."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from truceline.model.arrow import Integers, of_rows

_COMBINE = 5_000  # recent rows that are put with the others


class Growing:
    """Named arrays of one length, with room for more rows behind them."""

    def __init__(self, **columns: NDArray[Any]) -> None:
        """Hold columns, of whose arrays nothing is copied until they must grow."""
        self._held = dict(columns)
        self._length = len(next(iter(columns.values())))

    def __len__(self) -> int:
        """Return how many rows there are."""
        return self._length

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        return tuple(self._held)

    def __getitem__(self, name: str) -> NDArray[Any]:
        """Return a column; what is written into it is kept."""
        return self._held[name][: self._length]

    def append(self, **rows: NDArray[Any]) -> None:
        """Put rows behind the others; all columns must be given."""
        more = len(next(iter(rows.values())))
        for name, column in self._held.items():
            if len(column) < self._length + more:
                room = np.empty((self._length // 4 + more + 64, *column.shape[1:]), column.dtype)
                self._held[name] = np.concatenate([column[: self._length], room])
            self._held[name][self._length : self._length + more] = rows[name]
        self._length += more


class Rows:
    """A table that grows: the rows of long ago in one piece, the recent ones in another."""

    def __init__(self, table: pa.Table) -> None:
        """Hold a table."""
        self._old = table.combine_chunks()
        self._new = table.slice(0, 0)

    @property
    def whole(self) -> pa.Table:
        """Return all rows."""
        return pa.concat_tables([self._old, self._new])

    def __len__(self) -> int:
        """Return how many rows there are."""
        return int(self._old.num_rows + self._new.num_rows)

    def append(self, table: pa.Table) -> None:
        """Put rows behind the others."""
        self._new = pa.concat_tables([self._new, table.select(self._old.column_names)])
        self._new = self._new.combine_chunks()
        if self._new.num_rows > _COMBINE + self._old.num_rows // 8:
            self._old = pa.concat_tables([self._old, self._new]).combine_chunks()
            self._new = self._old.slice(0, 0)

    def of(self, rows: Integers) -> pa.Table:
        """Return rows by number, ascending."""
        split = np.searchsorted(rows, self._old.num_rows)
        old, new = rows[:split], rows[split:] - self._old.num_rows
        return pa.concat_tables([of_rows(self._old, old), of_rows(self._new, new)])
