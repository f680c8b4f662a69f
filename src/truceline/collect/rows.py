"""From parsed rows to items: one by one, grouped, or as pairs of snapshots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from truceline.collect.capture import Said, capture, checked
from truceline.collect.cells import Values, fields_of, series_window, time_of, value_of
from truceline.collect.items import Context, Item, quarantined
from truceline.collect.limits import (
    COLUMNS_NOTE_LIMIT,
    GROUPED_BYTES_LIMIT,
    GROUPED_ROWS_LIMIT,
)
from truceline.collect.mapping import Cell, Mapping
from truceline.collect.moments import range_of
from truceline.ground.errors import InputError, TableError
from truceline.ground.printable import shortened

_LISTED_LINES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row: values by column, its bytes without the last line's end, and its line numbers."""

    values: Values
    raw: bytes
    lines: tuple[int, ...]


def assemble(
    rows: Iterator[Row | Item], mapping: Mapping, context: Context, columns: list[str]
) -> Iterator[Item]:
    """Yield an item for each row, group or pair of snapshots, in the order of first lines.

    What is quarantined already passes through.
    """
    if mapping.series:
        yield from _pairs(rows, mapping, context, columns)
        return
    together = _grouped(rows, mapping) if mapping.group_by else rows
    for row in together:
        yield _item(row, mapping, context, columns) if isinstance(row, Row) else row


def _item(
    row: Row, mapping: Mapping, context: Context, columns: list[str], before: Values | None = None
) -> Item:
    """Return the evidence that a row is, or its quarantine."""
    locator = _locator(context, row)
    try:
        said = _said(row, mapping, before)
    except InputError as error:
        return quarantined(error, locator=locator, kept=row.raw)
    return capture(
        row.raw,
        media_type="text/csv-row",
        locator=locator,
        context=context,
        said=said,
        note=shortened(f"columns: {', '.join(columns)}", COLUMNS_NOTE_LIMIT),
    )


def _said(row: Row, mapping: Mapping, before: Values | None) -> Said:
    cells = mapping.item
    constant = cells.source.value if cells.source else None
    named = _text(cells.source, row.values) if constant is None else None
    said = Said(
        given_id=_text(cells.given_id, row.values),
        source=named,
        usual_source=constant,
        url=_text(cells.url, row.values),
        title=_text(cells.title, row.values),
        language=_text(cells.language, row.values),
        published=time_of(cells.published, row.values) if cells.published else None,
        fields=fields_of(mapping, row.values, before),
    )
    return checked(said)


def _text(cell: Cell | None, values: Values) -> str | None:
    return (value_of(cell, values) or None) if cell else None


def _locator(context: Context, row: Row) -> str:
    listed = ",".join(str(number) for number in row.lines[:_LISTED_LINES])
    more = f",+{len(row.lines) - _LISTED_LINES}" if len(row.lines) > _LISTED_LINES else ""
    return f"{context.locator}:{listed}{more}"


def _grouped(rows: Iterator[Row | Item], mapping: Mapping) -> Iterator[Row | Item]:
    """Yield one row for all that agree in the mapping's group columns, values of the first.

    Raises TableError for a table with too many rows to be held together.
    """
    groups: dict[tuple[str, ...], list[Row]] = {}
    held = size = 0
    for row in rows:
        if not isinstance(row, Row):
            yield row
            continue
        held += 1
        size += len(row.raw)
        if held > GROUPED_ROWS_LIMIT or size > GROUPED_BYTES_LIMIT:
            raise TableError(
                f"A table of over {GROUPED_ROWS_LIMIT:,} rows, or of too many bytes, that have to "
                "be grouped.",
                mend="Split it, by month for example.",
            )
        key = tuple(row.values.get(name, "") for name in mapping.group_by)
        groups.setdefault(key, []).append(row)
    for alike in groups.values():
        yield Row(
            values=alike[0].values,
            raw=b"\n".join(row.raw for row in alike),
            lines=tuple(number for row in alike for number in row.lines),
        )


def _pairs(
    rows: Iterator[Row | Item], mapping: Mapping, context: Context, columns: list[str]
) -> Iterator[Item]:
    """Yield an item for each two snapshots in a row; one out of order costs only itself."""
    before: Row | None = None
    pairs = 0
    for row in rows:
        if not isinstance(row, Row):
            yield row
            continue
        try:
            if before is not None:
                series_window(mapping, before.values, row.values)
            elif mapping.series:
                _check_time(mapping, row)
        except InputError as error:
            yield quarantined(error, locator=_locator(context, row), kept=row.raw)
            continue
        if before is not None:
            pairs += 1
            both = Row(
                values=row.values,
                raw=before.raw + b"\n" + row.raw,
                lines=before.lines + row.lines,
            )
            yield _item(both, mapping, context, columns, before.values)
        before = row
    if before is not None and pairs == 0:
        alone = TableError(
            "A single snapshot says nothing about what happened between two.",
            mend="Add the snapshot before it or after it.",
        )
        yield quarantined(alone, locator=_locator(context, before), kept=before.raw)


def _check_time(mapping: Mapping, row: Row) -> None:
    """Raise an InputError if a series begins with a row that has no time."""
    if mapping.series is None:
        return
    column, zone = mapping.series.column, mapping.series.zone
    if range_of(row.values.get(column, ""), zone) is None:
        raise TableError("A snapshot without a time.", mend=f"Fill in “{column}”.")
