"""The connector for tables: each row, group of rows or pair of snapshots becomes evidence."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field

from truceline.collect import mapping as mappings
from truceline.collect.decoding import check_text
from truceline.collect.items import Context, Item, quarantined
from truceline.collect.limits import (
    LONG_LINE_HEAD,
    ROW_COLUMNS_LIMIT,
    ROW_LINES_LIMIT,
    TABLE_LINE_LIMIT,
)
from truceline.collect.mapping import Mapping
from truceline.collect.rows import Row, assemble
from truceline.collect.streams import Bytes, Line, lines
from truceline.ground.errors import InputError, TableError

_BOM = b"\xef\xbb\xbf"


@dataclass(slots=True)
class _Physical:
    """The lines of a table as the csv module asks for them, remembered row by row.

    Lines of a row that did not parse are given back, so that an unclosed quotation mark costs
    its own line and not what follows.
    """

    source: Iterator[Line]
    taken: list[Line] = field(default_factory=list)
    again: list[Line] = field(default_factory=list)

    def __iter__(self) -> _Physical:
        return self

    def __next__(self) -> str:
        line = self.again.pop(0) if self.again else next(self.source)
        self.taken.append(line)
        if line.sha256:
            raise TableError(
                f"A line of {line.size:,} bytes; a row may have {TABLE_LINE_LIMIT:,}.",
                mend="Split the table or shorten the cell.",
            )
        if len(self.taken) > ROW_LINES_LIMIT:
            raise TableError(
                f"A row that goes on for over {ROW_LINES_LIMIT} lines.",
                mend="Close the quotation mark that opens in its first line.",
            )
        try:
            return line.raw.decode("utf-8")
        except UnicodeDecodeError as error:
            raise TableError(
                f"The line is not UTF-8 (byte {error.start}).",
                mend="Save the table again as UTF-8.",
            ) from error

    def begin(self) -> None:
        """Forget the lines of the row before."""
        self.taken = []

    def give_back(self) -> list[Line]:
        """Return the first line taken and keep the others to be read again."""
        first, rest = self.taken[:1], self.taken[1:]
        self.again = rest + self.again
        return first


def read_csv(stream: Bytes, context: Context) -> Iterator[Item]:
    """Yield the items of a CSV table; a row that does not fit is quarantined by itself.

    Raises TableError for a table without mapping or with other columns, EvidenceError where the
    file breaks off.
    """
    physical = _Physical(_without_bom(lines(stream, TABLE_LINE_LIMIT, LONG_LINE_HEAD)))
    header_line = next(physical, None)
    if header_line is None or not header_line.strip():
        raise TableError("The table is empty.", mend="Give a table with a header line.")
    mapping, columns = _header(header_line, context.mapping)
    physical.begin()
    rows = _rows(physical, columns, mapping.delimiter, context)
    yield from assemble(rows, mapping, context, columns)


def _without_bom(found: Iterator[Line]) -> Iterator[Line]:
    for line in found:
        marked = line.number == 1 and line.raw.startswith(_BOM)
        yield line._replace(raw=line.raw[len(_BOM) :]) if marked else line


def _header(line: str, given: str | None) -> tuple[Mapping, list[str]]:
    """Return the mapping and the column names, or raise TableError."""
    columns = _cut(line, mappings.load(given).delimiter if given else ",")
    return mapping_for(columns, given), columns


def mapping_for(columns: list[str], given: str | None) -> Mapping:
    """Return the mapping that was given, or the one ready mapping that fits; raises TableError."""
    if given:
        mapping = mappings.load(given)
        check_columns(columns, mapping)
        return mapping
    fitting = [
        name for name in mappings.ready() if set(mappings.load(name).required) <= set(columns)
    ]
    if len(fitting) != 1:
        raise TableError(
            f"A table without a mapping; its columns are: {', '.join(columns)[:500]}.",
            mend=f"Name a mapping: one of {', '.join(mappings.ready())}, or a YAML file.",
        )
    return mappings.load(fitting[0])


def _cut(line: str, delimiter: str) -> list[str]:
    try:
        return [name.strip() for name in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error as error:
        raise TableError(
            f"The header cannot be read: {error}.", mend="Save the table again as CSV."
        ) from error


def check_columns(columns: list[str], mapping: Mapping) -> None:
    """Raise TableError naming the columns that a mapping needs and a table lacks."""
    missing = [name for name in mapping.required if name not in columns]
    if missing:
        raise TableError(
            f"The table lacks the columns {', '.join(missing)}; "
            f"it has: {', '.join(columns)[:500] or 'none'}.",
            mend="Choose the mapping that belongs to this table, or rename its columns.",
        )
    if len(set(columns)) < len(columns) or len(columns) > ROW_COLUMNS_LIMIT:
        raise TableError(
            f"The table has {len(columns)} columns, some of the same name or too many.",
            mend=f"Give every column a name of its own, at most {ROW_COLUMNS_LIMIT}.",
        )


def _rows(
    physical: _Physical, columns: list[str], delimiter: str, context: Context
) -> Iterator[Row | Item]:
    """Yield the rows that parse, and quarantined lines for what does not."""
    reader = csv.reader(physical, delimiter=delimiter, strict=True)
    while True:
        physical.begin()
        try:
            cells = next(reader, None)
            if cells is None and not physical.taken:
                return
            if not cells:
                continue
            yield _row(cells, columns, physical.taken)
        except (csv.Error, InputError) as error:
            for line in physical.give_back():
                yield _bad_line(line, error, context)


def _row(cells: list[str], columns: list[str], taken: list[Line]) -> Row:
    if len(cells) != len(columns):
        raise TableError(
            f"A row of {len(cells)} cells in a table of {len(columns)} columns.",
            mend="Check its quotation marks and separators.",
        )
    check_text("\n".join(cells), where="")
    return Row(
        values=dict(zip(columns, cells, strict=True)),
        raw=b"".join(line.raw for line in taken).rstrip(b"\r\n"),
        lines=(taken[0].number,),
    )


def _bad_line(line: Line, error: Exception, context: Context) -> Item:
    known = (
        error
        if isinstance(error, InputError)
        else TableError(
            f"The row cannot be parsed: {error}.", mend="Check its quotation marks and separators."
        )
    )
    return quarantined(
        known,
        locator=f"{context.locator}:{line.number}",
        kept=line.raw,
        size=line.size,
        sha256=line.sha256 or None,
    )
