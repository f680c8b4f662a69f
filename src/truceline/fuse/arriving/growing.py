"""Arrays that grow at the end without being copied each time."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


class Growing:
    """Named arrays of one length, with room for more rows behind them."""

    def __init__(self, **columns: NDArray[Any]) -> None:
        """Hold columns, of whose arrays nothing is copied until they must grow."""
        self._held = dict(columns)
        self._length = len(next(iter(columns.values())))

    def __len__(self) -> int:
        """Return how many rows there are."""
        return self._length

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
