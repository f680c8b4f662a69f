"""JSON Lines in which records and items to read may stand mixed, sorted line by line."""

from __future__ import annotations

import gzip
import json
import math
import os
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, BinaryIO

from truceline.cli.sense import check_sense
from truceline.collect import Quarantined
from truceline.collect.items import Context, Item
from truceline.collect.json_lines import read_json_lines
from truceline.collect.limits import RATIO_FREE, RATIO_LIMIT
from truceline.collect.streams import BoundedReader, Budget
from truceline.ground.errors import InputError
from truceline.model.doors import from_json, is_record
from truceline.model.evidence import Document
from truceline.read import open_document

PACKED = ".gz"
Entry = Any  # a record (an item to read is a Document), or the InputError of a line that is none


@dataclass(slots=True)
class SortingReader:
    """An open file that keeps its records for itself and hands on all other lines.

    A line that holds a record is handed on as an empty one, so that lines keep their numbers.
    assumed: the type of lines that name none, None where those are items to read.
    """

    stream: BoundedReader
    name: str
    assumed: str | None
    found: deque[Entry] = field(default_factory=deque)
    _number: int = 0
    _within: bool = False

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes as they stand."""
        return self.stream.read(size)

    def readline(self, size: int, /) -> bytes:
        """Return up to `size` bytes of a line, an empty one in place of a record."""
        piece = self.stream.readline(size)
        begins, self._within = not self._within, not piece.endswith(b"\n")
        if not begins or not piece.strip():
            self._number += begins
            return piece
        self._number += 1
        where = f"{self.name}:{self._number}"
        try:
            value = _value(piece)
        except InputError as error:
            self.found.append(InputError(error.what, where=where, mend=error.mend))
            return b"\n"
        if self.assumed and isinstance(value, dict) and "type" not in value:
            value = {"type": self.assumed, **value}
        if not _names_record(value):
            return piece
        self.found.append(_record(value, where))
        return b"\n"


def _value(line: bytes) -> Any:  # noqa: ANN401 - any JSON value is meant
    """Return the JSON value of a line, None if there is none; raises InputError for a NaN."""
    try:
        return json.loads(line, parse_constant=_finite, parse_float=_finite)
    except (ValueError, RecursionError):
        return None


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise InputError(f"{text[:20]} is no number.", mend="Write null for unknown.")
    return number


def _names_record(value: object) -> bool:
    """Tell whether a line means to be a record, if only a broken one.

    A document that lacks what only Truceline gives it is an item to read, as is whatever has a
    text; a type of somebody else's does not change that.
    """
    if not isinstance(value, dict) or "type" not in value:
        return False
    if not is_record(value):
        return not {"text", "html"} & set(value)
    return value["type"] != "document" or "evidence" in value


def _record(value: dict[str, Any], where: str) -> Entry:
    try:
        record = from_json(value, where=where)
        check_sense(record, where=where)
    except InputError as error:
        return error
    return record


def entries(stream: BinaryIO, name: str, assumed: str | None = None) -> Iterator[Entry]:
    """Yield what an open file of JSON Lines holds, in its order.

    name: how messages call the file; one that ends in .gz is unpacked on the way.
    """
    reader = SortingReader(_unpacked(stream, name), name, assumed)
    context = Context(
        locator=name, name=name, size=0, now=datetime.now(UTC), original=lambda _: b""
    )
    try:
        for item in read_json_lines(reader, context):
            yield from _drained(reader.found)
            yield entry_of(item)
    except InputError as error:
        yield error
    yield from _drained(reader.found)


def _unpacked(stream: BinaryIO, name: str) -> BoundedReader:
    if not name.endswith(PACKED):
        return BoundedReader(stream, name, ())
    size = os.fstat(stream.fileno()).st_size
    budget = Budget(
        max(RATIO_FREE, RATIO_LIMIT * size),
        f"The file unfolds to over {RATIO_LIMIT} times its size (a bomb).",
        "Unpack it yourself if you trust it.",
    )
    opened: Any = gzip.GzipFile(fileobj=stream)  # its type asks for more than is called
    return BoundedReader(opened, name, (budget,))


def _drained(found: deque[Entry]) -> Iterator[Entry]:
    while found:
        yield found.popleft()


def entry_of(item: Item) -> Document | InputError:
    """Return what was collected as a document, or the error that says why it cannot be one."""
    if isinstance(item, Quarantined):
        rejected = item.rejected
        return InputError(rejected.what, where=rejected.locator, mend=rejected.mend)
    try:
        return open_document(item.evidence, item.raw, naming="given")
    except InputError as error:
        where = error.where or item.evidence.locator
        return InputError(error.what, where=where, mend=error.mend)
