"""Files given on the command line as records and documents, bad lines kept apart."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from truceline.collect import CollectInput, Quarantined, collect
from truceline.ground.errors import InputError, UsageError
from truceline.model.doors import RECORDS, from_json
from truceline.model.evidence import Document
from truceline.read import open_document

LINES = (".jsonl", ".ndjson", ".json")
LONGEST_LINE = 10 * 1024 * 1024


@dataclass(slots=True)
class Given:
    """What the files held: records by type, documents to read, and what could not be used."""

    records: dict[str, list[Any]] = field(default_factory=dict)
    documents: list[Document] = field(default_factory=list)
    problems: list[InputError] = field(default_factory=list)

    def of(self, name: str) -> list[Any]:
        """Return the records of one type, in the order in which they came."""
        return self.records.get(name, [])


def gather(files: Sequence[Path]) -> Given:
    """Return all that files hold; "-" or no file at all means JSON Lines on standard input."""
    given = Given()
    with tempfile.TemporaryDirectory() as folder:
        raw_items = Path(folder) / "stdin.jsonl"
        for file in files or [Path("-")]:
            if str(file) == "-":
                raw_items.write_bytes(sys.stdin.buffer.read())
                _take_lines(raw_items, "stdin", given)
            elif not file.exists():
                raise UsageError("There is no such file.", where=str(file), mend="Check the path.")
            elif file.suffix in LINES:
                _take_lines(file, str(file), given)
            else:
                _take_documents(file, given)
    return given


def _take_lines(file: Path, name: str, given: Given) -> None:
    """Sort a JSON Lines file into records (lines with a type) and items to read."""
    if not _holds_records(file):
        _take_documents(file, given)
        return
    with file.open("rb") as stream:
        for number, line in enumerate(iter(lambda: stream.readline(LONGEST_LINE), b""), start=1):
            if not line.strip():
                continue
            where = f"{name}:{number}"
            try:
                record = from_json(_parsed(line, where), where=where)
            except InputError as error:
                given.problems.append(error)
                continue
            given.records.setdefault(_name(record), []).append(record)


def _holds_records(file: Path) -> bool:
    """Tell whether the first line that is JSON carries a record's type."""
    with file.open("rb") as stream:
        for line in iter(lambda: stream.readline(LONGEST_LINE), b""):
            try:
                value = json.loads(line)
            except (ValueError, RecursionError):
                continue
            return isinstance(value, dict) and value.get("type") in RECORDS
    return False


def _parsed(line: bytes, where: str) -> Any:  # noqa: ANN401 - any JSON value is meant
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(
            "A line that is not JSON.", where=where, mend="Write one JSON object on each line."
        ) from error


def _name(record: object) -> str:
    return next(name for name, kind in RECORDS.items() if kind is type(record))


def _take_documents(file: Path, given: Given) -> None:
    for item in collect([CollectInput(path=file)], now=datetime.now(UTC)):
        if isinstance(item, Quarantined):
            given.problems.append(
                InputError(item.rejected.what, where=item.rejected.locator, mend=item.rejected.mend)
            )
        else:
            given.documents.append(open_document(item.evidence, item.raw, naming="given"))


def documents_of(given: Given) -> Iterator[Document]:
    """Return the documents given as items and those given as records."""
    yield from given.documents
    yield from given.of("document")
