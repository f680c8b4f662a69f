"""Simulated worlds as JSON Lines in a folder: what stages take, and the truth beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TextIO

import pyarrow as pa

from truceline.ground.canonical import json_line
from truceline.ground.errors import UsageError
from truceline.lab.simulate.truth import RECORDS, World
from truceline.model.columns import from_table
from truceline.model.doors import to_line

# Names of files, by table.
GIVEN: Mapping[str, str] = {
    "source": "sources.jsonl",
    "document": "documents.jsonl",
    "statement": "statements.jsonl",
    "origin": "origins.jsonl",
    "detection": "detections.jsonl",
    "coverage": "coverage.jsonl",
}
TRUTH: Mapping[str, str] = {
    "happened": "happened.jsonl",
    "told": "told.jsonl",
    "sensed": "sensed.jsonl",
}


def fresh_folder(folder: Path) -> Path:
    """Return a folder made for a world; raises UsageError if it holds anything already."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(
            "There is something already.",
            where=str(folder),
            mend="Name a folder that does not exist or is empty; nothing is overwritten.",
        )
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def write_worlds(days: Iterable[World], folder: Path) -> Iterable[Mapping[str, int]]:
    """Write days to files as they come; yield after each how many lines of each kind it had.

    The sources, the same every day, are written once. Raises UsageError if the folder is not empty.
    """
    names = {**GIVEN, **TRUTH}
    fresh_folder(folder)
    with ExitStack() as stack:
        files = {
            name: stack.enter_context((folder / file).open("x", encoding="utf-8", newline="\n"))
            for name, file in names.items()
        }
        for number, world in enumerate(days):
            yield {
                name: _write(files[name], name, _table(world, name))
                for name in names
                if number == 0 or name != "source"
            }


def _table(world: World, name: str) -> pa.Table:
    found: pa.Table = world.tables[name] if name in GIVEN else getattr(world, name)
    return found


def _write(file: TextIO, name: str, table: pa.Table) -> int:
    """Write the rows of a table as lines with type and schema; return how many."""
    if name in RECORDS:
        kind: type[Any] = RECORDS[name]
        file.writelines(f"{to_line(each)}\n" for each in from_table(kind, table))
    else:
        head = {"type": name, "schema": f"truceline/{name}/1"}
        file.writelines(f"{json_line({**head, **row})}\n" for row in table.to_pylist())
    return table.num_rows
