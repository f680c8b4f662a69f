"""An index finds what a plain dictionary of lists finds, however its rows came."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import truceline.fuse.arriving.index as module
from truceline.fuse.arriving.index import Index

_CODES = st.lists(st.integers(0, 9), max_size=12)


@given(st.lists(_CODES, min_size=1, max_size=6), _CODES, st.sampled_from((0, 5, 5_000)))
def test_rows_are_those_of_a_dictionary(
    parts: list[list[int]], wanted: list[int], room: int
) -> None:
    """Whatever came at once, waits, or was sorted since."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_RECENT", room)
        index = Index(np.array(parts[0], dtype=np.int64))
        plain: dict[int, list[int]] = {}
        row = 0
        for number, part in enumerate(parts):
            rows = row + np.arange(len(part))
            if number:
                index.add(np.array(part, dtype=np.int64), rows)
            for code in part:
                plain.setdefault(code, []).append(row)
                row += 1
        codes = np.array(wanted, dtype=np.int64)
        assert index.of(codes).tolist() == sorted({r for c in wanted for r in plain.get(c, [])})
        assert index.last(codes).dtype == index.of(codes).dtype == np.int64
        assert index.last(codes).tolist() == [plain.get(c, [-1])[-1] for c in wanted]
        again = Index.sorted(*index.arrays())
        assert again.of(codes).tolist() == index.of(codes).tolist()
        assert again.last(codes).tolist() == index.last(codes).tolist()
