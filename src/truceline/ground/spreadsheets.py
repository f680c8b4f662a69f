"""The one writer of CSV files: whole or not at all, and nothing in them runs in a spreadsheet."""

from __future__ import annotations

import csv
import os
import re
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

# What makes a spreadsheet program take a cell for a formula (OWASP, "CSV Injection"), full-width
# forms included; after any apostrophes, so that marking can be undone exactly.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_MARK = "'"

Cell = str | int | float


def guarded(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet program runs: such text gets an apostrophe in front.

    Numbers of our own (int, float) stay as they are, -5 included; text that looks like a number
    may be a stranger's and is marked. `unguarded` undoes it.
    """
    if isinstance(cell, str) and _FORMULA.match(cell):
        return _MARK + cell
    return cell


def unguarded(cell: str) -> str:
    """Return the text that a marked cell stands for, and any other as it is."""
    return cell[1:] if cell.startswith(_MARK) and _FORMULA.match(cell) else cell


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write a table as a whole or not at all, every cell guarded; makes the folder.

    Raises OSError. Whatever interrupts it, Ctrl-C too, leaves the old file and no draft.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as opened:
            writer = csv.writer(opened, lineterminator="\r\n")  # RFC 4180
            writer.writerow([guarded(each) for each in header])
            writer.writerows([guarded(each) for each in row] for row in rows)
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
