"""The file of what is remembered: it comes back whole, and what anybody else wrote does no harm."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trace.build import PARAMS, exactly, report
from truceline.trace.memory import Memory
from truceline.trace.remembered import Remembered, from_bytes, to_bytes
from truceline.trace.settings import thresholds

LIMITS = thresholds(PARAMS)


def remembered() -> Remembered:
    """Return what is remembered of four documents."""
    memory = Memory(LIMITS)
    for name in "abcd":
        document, said = report(name, exactly(2935))
        memory.keep([document], said)
    return memory.remembered()


KEPT = remembered()
FILE = to_bytes(KEPT, "now")


def packed(method: int, **members: bytes) -> bytes:
    """Return the file with some members of another content, all of them packed by one method."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(FILE)) as file, zipfile.ZipFile(out, "w", method) as other:
        for name in file.namelist():
            other.writestr(name, members.get(name, file.read(name)))
    return out.getvalue()


def test_it_comes_back_whole() -> None:
    """The same columns give the same bytes, and the bytes the same columns."""
    kept = from_bytes(FILE, "now")
    assert kept is not None
    again = Memory.restored(LIMITS, kept).remembered()
    assert to_bytes(again, "now") == FILE
    assert len(Memory.restored(LIMITS, kept)) == 4


def test_nothing_comes_back_too() -> None:
    """A memory without documents is one."""
    kept = from_bytes(to_bytes(Memory(LIMITS).remembered(), "now"), "now")
    assert kept is not None
    assert len(Memory.restored(LIMITS, kept)) == 0


def test_another_version_is_of_no_use() -> None:
    """Made for other words or another program, it is not taken."""
    assert from_bytes(FILE, "then") is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK",
        FILE[:-30],
        packed(zipfile.ZIP_DEFLATED),
        packed(zipfile.ZIP_STORED, about=b"[" * 9_000),
        packed(zipfile.ZIP_STORED, about=b" " * 20_000),
        packed(zipfile.ZIP_STORED, ids=b"{}"),
        packed(zipfile.ZIP_STORED, ids=b"[1]"),
        packed(zipfile.ZIP_STORED, ids=b"[" * 100_000),
        packed(zipfile.ZIP_STORED, held=b"123"),
    ],
)
def test_what_is_no_such_file_is_not_taken(data: bytes) -> None:
    """Cut, packed (so that it could be a bomb), nested or of odd length: nothing is taken."""
    assert from_bytes(data, "now") is None


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(FILE) - 1), st.integers(1, 255))
def test_any_byte_changed_does_no_harm(place: int, by: int) -> None:
    """Nothing else than no result, a refusal or a memory comes of a file with a wrong byte."""
    data = bytearray(FILE)
    data[place] ^= by
    kept = from_bytes(bytes(data), "now")
    if kept is not None:
        try:
            Memory.restored(LIMITS, kept)
        except ValueError:
            return


@pytest.mark.parametrize(
    "change",
    [
        {"ids": ("a", "a", "b", "c")},
        {"ids": ("a", "b", "c")},
        {"published": np.full(8, np.inf)},
        {"published": np.zeros(7)},
        {"rows": KEPT.rows[::-1]},
        {"rows": KEPT.rows - KEPT.rows[0] - 1},
        {"rows": KEPT.rows + (1 << 20)},
        {"counts": KEPT.counts * 0},
        {"counts": KEPT.counts + 4},
        {"counts": KEPT.counts[1:]},
        {"held": KEPT.held + 4},
        {"held": KEPT.held - 5},
        {"held": KEPT.held[1:]},
        {"word_places": KEPT.word_places + (1 << 22)},
        {"word_counts": KEPT.word_counts - 5},
        {"word_counts": KEPT.word_counts[1:]},
    ],
)
def test_columns_that_no_index_has_are_refused(change: dict[str, Any]) -> None:
    """Numbers that lead out of the index, or do not belong together, never get into it."""
    with pytest.raises(ValueError, match="no index"):
        Memory.restored(LIMITS, replace(KEPT, **change))
