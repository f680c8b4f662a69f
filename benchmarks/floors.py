"""Writes the floors: `python -m benchmarks.floors --data ../shared/data [NAME ...]`.

Run it on a clean checkout, say in the commit's message why a figure fell or rose, and commit the
files with it: the test in tests/lab compares every later run with them, row by row.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.stamp import commit
from truceline.lab.board import BOARDS, labels_digest, scoreboard
from truceline.lab.floors import FOLDER, floors_text
from truceline.lab.rows import Row


def write(name: str, data: Path, folder: Path = FOLDER) -> Path:
    """Write the floors of one scoreboard and return the file's path."""
    return write_rows(name, scoreboard(BOARDS[name], data), data, folder)


def write_rows(name: str, rows: Sequence[Row], data: Path, folder: Path = FOLDER) -> Path:
    """Write what one scoreboard has shown just now as its floors and return the file's path."""
    text = floors_text(
        name,
        rows,
        commit=commit(),
        command=f"python -m benchmarks.floors --data DATA {name}",
        labels=labels_digest(BOARDS[name], data),
    )
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.json"
    path.write_text(text, encoding="utf-8")
    return path


def main(words: Sequence[str] | None = None) -> None:
    """Write the floors of the scoreboards named, of all if none is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("names", nargs="*", default=list(BOARDS))
    given = parser.parse_args(words)
    for name in given.names:
        sys.stdout.write(f"{write(name, given.data)}\n")


if __name__ == "__main__":
    main()
