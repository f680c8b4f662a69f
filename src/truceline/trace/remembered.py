"""What is kept of earlier documents as the bytes of one file, and back from bytes of anybody's."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from truceline.trace.passages import Floats, Ints

_SCHEMA = "truceline/traced/1"
_MEMBERS = {
    "published": "<f8",
    "rows": "<i8",
    "counts": "<i8",
    "held": "<i4",
    "word_places": "<i8",
    "word_counts": "<i4",
}
_MOST_ABOUT = 10_000  # bytes of the member that says what the file is
_BROKEN = (
    ValueError,
    TypeError,
    KeyError,
    EOFError,
    OverflowError,
    RecursionError,
    RuntimeError,
    NotImplementedError,
    zipfile.BadZipFile,
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Remembered:
    """An index of documents in columns.

    ids: of the documents; published: first and last day of each in turn (days since 1970, nan
    if unknown); rows, counts: slots that hold something, and how many documents had their keys;
    held: the documents (places in ids) of each of these slots in turn, at most the index's depth;
    word_places, word_counts: the counters of words that are not 0.
    """

    ids: tuple[str, ...]
    published: Floats
    rows: Ints
    counts: Ints
    held: NDArray[np.int32]
    word_places: Ints
    word_counts: NDArray[np.int32]

    def check(self, *, slots: int, depth: int, counters: int) -> None:
        """Raise ValueError if no index of this size can hold these columns."""
        number = len(self.ids)
        fits = (
            len(set(self.ids)) == number
            and len(self.published) == 2 * number
            and not np.isinf(self.published).any()
            and _ascending(self.rows, slots)
            and len(self.rows) == len(self.counts)
            and _within(self.counts, 1, number + 1)
            and len(self.held) == np.minimum(self.counts, depth).sum()
            and _within(self.held, 0, number)
            and _ascending(self.word_places, counters)
            and len(self.word_places) == len(self.word_counts)
            and _within(self.word_counts, 1, number + 1)
        )
        if not fits:
            raise ValueError("the columns are no index of documents")


def _within(values: NDArray[Any], least: int, end: int) -> bool:
    return not len(values) or bool(values.min() >= least and values.max() < end)


def _ascending(values: Ints, end: int) -> bool:
    return _within(values, 0, end) and bool((np.diff(values) > 0).all())


def to_bytes(kept: Remembered, version: str) -> bytes:
    """Return columns as a file; version: what they hold for. The same columns, the same bytes."""
    about = {"schema": _SCHEMA, "version": version}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as file:
        file.writestr(zipfile.ZipInfo("about"), json.dumps(about))
        file.writestr(zipfile.ZipInfo("ids"), json.dumps(kept.ids))
        for name, kind in _MEMBERS.items():
            file.writestr(zipfile.ZipInfo(name), getattr(kept, name).astype(kind).tobytes())
    return out.getvalue()


def from_bytes(data: bytes, version: str) -> Remembered | None:
    """Return the columns of a file; None if it is damaged, or holds for another version.

    Nothing is unpacked that is larger than the file itself, and no member is a program.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            if file.getinfo("about").file_size > _MOST_ABOUT:
                return None
            if json.loads(_member(file, "about")) != {"schema": _SCHEMA, "version": version}:
                return None
            ids = json.loads(_member(file, "ids"))
            if not (isinstance(ids, list) and all(isinstance(each, str) for each in ids)):
                return None
            columns: dict[str, Any] = {
                name: np.frombuffer(_member(file, name), dtype=kind)
                for name, kind in _MEMBERS.items()
            }
            return Remembered(ids=tuple(ids), **columns)
    except _BROKEN:
        return None


def _member(file: zipfile.ZipFile, name: str) -> bytes:
    """Return a member's bytes; raises ValueError for one that is packed, as none of ours is."""
    if file.getinfo(name).compress_type != zipfile.ZIP_STORED:
        raise ValueError("a packed member")
    return file.read(name)
