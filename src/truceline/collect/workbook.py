"""The connector for workbooks (.xlsx): each sheet is a table, read as a CSV of it would be."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import Any

import openpyxl

from truceline.collect.decoding import check_text
from truceline.collect.extracted import whole_file
from truceline.collect.items import Context, Item, quarantined
from truceline.collect.limits import (
    OFFICE_LIMIT,
    ROW_COLUMNS_LIMIT,
    SHEET_ROWS_LIMIT,
    TABLE_LINE_LIMIT,
    WORKBOOK_TAGS_LIMIT,
)
from truceline.collect.office import check_tags, checked_office_file
from truceline.collect.rows import Row, assemble
from truceline.collect.streams import Bytes
from truceline.collect.tables import mapping_for
from truceline.ground.errors import EvidenceError, InputError, TableError
from truceline.ground.printable import printable

_MAIN = "xl/workbook.xml"
_SHEETS_LIMIT = 200
_EXACT = 2.0**53  # beyond it a float is no whole number any more
Cells = tuple[Any, ...]
_NOTHING: Cells = (None,) * (ROW_COLUMNS_LIMIT + 1)


def read_workbook(stream: Bytes, context: Context) -> Iterator[Item]:
    """Yield the items of every sheet; a sheet that no mapping fits costs only itself.

    What a formula last came to counts, as the file says; no formula is worked out here. Raises
    EvidenceError for what is no workbook.
    """
    raw = whole_file(stream)
    checked_office_file(raw, "workbook", _MAIN, OFFICE_LIMIT)
    check_tags(raw, WORKBOOK_TAGS_LIMIT)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # remarks on styles that do not matter here
            book = openpyxl.load_workbook(
                io.BytesIO(raw), read_only=True, data_only=True, keep_links=False
            )
    except Exception as error:  # the package raises far beyond its own tree on hostile bytes
        raise EvidenceError(
            f"The workbook cannot be opened: {type(error).__name__}.",
            mend="Save it anew, or as CSV.",
        ) from error
    for sheet in book.worksheets[:_SHEETS_LIMIT]:
        locator = f"{context.locator}!{printable(sheet.title[:100])}"
        try:
            yield from _sheet(sheet, locator, context)
        except InputError as error:
            yield quarantined(error, locator=locator, kept=b"")


def _sheet(sheet: Any, locator: str, context: Context) -> Iterator[Item]:  # noqa: ANN401 - untyped
    """Yield the items of one sheet; an empty one has none. Raises TableError, EvidenceError."""
    numbered = _filled(sheet)
    header = next(numbered, None)
    if header is None:
        return
    columns = _without_tail(header[1])
    mapping = mapping_for(columns, context.mapping)
    around = context.inside(
        locator.rpartition("!")[2], size=context.size, original=context.original
    )
    rows = _rows(numbered, columns, locator)
    yield from assemble(rows, mapping, around, columns)


def _filled(sheet: Any) -> Iterator[tuple[int, list[str]]]:  # noqa: ANN401 - the package is untyped
    """Yield the rows that say something, with their numbers; raises EvidenceError."""
    sheet.reset_dimensions()  # what the file says of its size is not believed
    rows = sheet.iter_rows(
        max_col=ROW_COLUMNS_LIMIT + 1, max_row=SHEET_ROWS_LIMIT, values_only=True
    )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # remarks on dates that are none; they stay as written
            blank: Cells | None = None  # the package gives one and the same for every missing row
            width = 0  # of the widest row so far; what lies behind it is mostly nothing
            for number, cells in enumerate(islice(rows, SHEET_ROWS_LIMIT), start=1):
                if cells is blank:
                    continue
                if any(cell is not None for cell in cells):
                    if cells[width:] != _NOTHING[width : len(cells)]:
                        width = max(at for at, cell in enumerate(cells, 1) if cell is not None)
                    yield number, [_cell(cell) for cell in cells[:width]]
                else:
                    blank = cells
    except Exception as error:  # the package raises far beyond its own tree on hostile bytes
        raise EvidenceError(
            f"The sheet breaks off: {type(error).__name__}.", mend="Save it anew, or as CSV."
        ) from error


def _without_tail(cells: list[str]) -> list[str]:
    """Return a header's names without the empty cells behind the last."""
    while cells and not cells[-1]:
        cells = cells[:-1]
    return [cell.strip() for cell in cells]


def _rows(
    numbered: Iterator[tuple[int, list[str]]], columns: list[str], locator: str
) -> Iterator[Row | Item]:
    """Yield the rows of a sheet, and quarantined ones for those that cannot be used."""
    for number, given in numbered:
        cells = given + [""] * (len(columns) - len(given))
        raw = _line(cells[: len(columns)])
        try:
            if any(cells[len(columns) :]):
                raise TableError(
                    f"A row with cells beyond the {len(columns)} columns of the header.",
                    mend="Name every column, or remove what stands beside the table.",
                )
            if len(raw) > TABLE_LINE_LIMIT:
                raise TableError(f"A row of {len(raw):,} bytes.", mend="Shorten its cells.")
            check_text(raw.decode("utf-8", "surrogatepass"), where="")
        except InputError as error:
            yield quarantined(error, locator=f"{locator}:{number}", kept=raw)
            continue
        yield Row(values=dict(zip(columns, cells, strict=False)), raw=raw, lines=(number,))


def _line(cells: list[str]) -> bytes:
    """Return a row as a line of CSV: these bytes are the evidence."""
    held = io.StringIO()
    csv.writer(held, lineterminator="").writerow(cells)
    return held.getvalue().encode("utf-8", "surrogatepass")


def _cell(value: Any) -> str:  # noqa: ANN401 - whatever a cell holds
    """Return a cell as CSV would write it: a day without a clock time, numbers without ".0"."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        day_only = value.time() == time()
        return value.date().isoformat() if day_only else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    return str(value)
