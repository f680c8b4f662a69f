"""Rows under a mapping: what a row says, as typed fields for the reader."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping as Row
from typing import Any

from truceline.collect.mapping import (
    Cell,
    Cells,
    Mapping,
    PlaceCells,
    Quantity,
    Reading,
    TimeCell,
    WhenCells,
    WindowCells,
)
from truceline.collect.measured import estimated, happened, minute_of, position
from truceline.collect.moments import range_of
from truceline.collect.number_forms import bounds_of
from truceline.ground.errors import TableError
from truceline.ground.times import TimeRange, rfc3339
from truceline.model.values import Bounds, plain_number

Values = Row[str, str]

_BRACKETS = re.compile(r"\(([^()]{0,200})\)\s*$")


def value_of(cell: Cell, row: Values) -> str:
    """Return the value of a cell in a row, "" if it says nothing."""
    if cell.value is not None:
        return cell.value
    text = next((row[name].strip() for name in cell.columns if row.get(name, "").strip()), "")
    if cell.before:
        text = text.partition(cell.before)[0].strip()
    if cell.drop_brackets:
        text = _BRACKETS.sub("", text).strip()
    if text in cell.map:
        text = cell.map[text]
    elif cell.map and cell.unmapped == "empty":
        text = ""
    if cell.slug:
        text = re.sub(r"[\W_]+", "-", text.casefold()).strip("-")
    return text


def first_value(cells: Cells, row: Values) -> str:
    """Return the first cell's value that says something, "" if none does."""
    return next((value for cell in cells if (value := value_of(cell, row))), "")


def time_of(cell: TimeCell, row: Values) -> TimeRange | None:
    """Return the time that a row states, None if none; raises TimeError."""
    text = value_of(Cell(columns=cell.columns), row)
    return range_of(text, cell.zone, cell.unknown_time)


def fields_of(mapping: Mapping, row: Values, before: Values | None = None) -> str:
    """Return what a row says as one JSON object (sorted keys).

    The first reading that applies gives the object's own fields; further ones stand in a list
    under "also", each with fields of its own. A row that says nothing reads as an empty text.
    before: the row before it, in a series. Raises TableError or TimeError.
    """
    found = [_fields(reading, mapping, row, before) for reading in _applying(mapping, row)]
    said = [each for each in found if each is not None]
    first = said[0] if said else {"as": "text", "text": ""}
    if said[1:]:
        first = {**first, "also": said[1:]}
    return json.dumps(first, ensure_ascii=False, sort_keys=True)


def _applying(mapping: Mapping, row: Values) -> list[Reading]:
    return [
        reading
        for reading in mapping.readings
        if all(row.get(name, "").strip() in values for name, values in reading.when.items())
        and not any(row.get(name, "").strip() in values for name, values in reading.unless.items())
        and all(row.get(name, "").strip() for name in reading.has)
    ]


def _fields(
    reading: Reading, mapping: Mapping, row: Values, before: Values | None
) -> dict[str, Any] | None:
    """Return the fields of one reading; None for a number that turned out unknown."""
    fields: dict[str, Any] = {"as": reading.kind}
    for name, cells in reading.values.items():
        value = first_value(cells, row)
        if value or name == "text":
            fields[name] = value
    if reading.relays:
        fields["relays"] = _relays(reading.relays, row)
    if reading.quantity:
        bounds = _quantity(reading.quantity, row, before)
        if bounds is None:
            return None
        fields["quantity"] = [
            plain_number(bounds.min),
            None if bounds.max is None else plain_number(bounds.max),
        ]
    if reading.window:
        fields["window"] = _window(reading.window, row)
    elif mapping.series and before is not None:
        fields["window"] = series_window(mapping, before, row)
    if reading.places:
        fields["places"] = [_place(place, row) for place in reading.places]
    return {**fields, **_event(reading, row)}


def _event(reading: Reading, row: Values) -> dict[str, Any]:
    """Return what a reading says of an incident: when it happened, whom it killed and injured."""
    fields: dict[str, Any] = {}
    if reading.when_happened:
        fields["time"] = _when(reading.when_happened, row)
    if reading.killed:
        fields |= estimated("killed", reading.killed, row)
    if reading.injured:
        fields |= estimated("injured", reading.injured, row)
    return fields


def _relays(cell: Cell, row: Values) -> list[str]:
    """Return who carried it, each once, in the order of the table."""
    text = value_of(cell, row)
    parts = text.split(cell.split) if cell.split else [text]
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _place(place: PlaceCells, row: Values) -> dict[str, Any]:
    """Return a place by its name, and its position where the table gives one."""
    name, level = value_of(place.name, row), value_of(place.level, row)
    lat, lon, radius = (
        value_of(cell, row) if cell else "" for cell in (place.lat, place.lon, place.radius_m)
    )
    return {"name": name, "level": level, **position(lat, lon, radius)}


def _when(cells: WhenCells, row: Values) -> dict[str, str | None] | None:
    start, end, zone, give = (
        value_of(cell, row) if cell else ""
        for cell in (cells.start, cells.end, cells.zone, cells.give)
    )
    return happened(start, end, zone or None, give)


def _quantity(quantity: Quantity, row: Values, before: Values | None) -> Bounds | None:
    if quantity.difference:
        return _difference(quantity.column, row, before or {})
    if quantity.value:
        return bounds_of(quantity.value)
    found = _BRACKETS.search(row.get(quantity.qualifier_column, ""))
    bounds = bounds_of(row.get(quantity.column, ""), found[1] if found else "")
    if bounds is None and quantity.stated_by:
        stated = quantity.stated_by.map.get(row.get(quantity.stated_by.column, "").strip(), "")
        return bounds_of(stated)
    return bounds


def _difference(column: str, row: Values, before: Values) -> Bounds | None:
    now, then = bounds_of(row.get(column, "")), bounds_of(before.get(column, ""))
    if now is None or then is None:
        return None
    if now.max != now.min or then.max != then.min or now.min < then.min:
        raise TableError(
            f"“{column}” goes from {before.get(column)} to {row.get(column)}: a count that only "
            "grows cannot do that.",
            mend="Correct the number, or begin a new table where the count began anew.",
        )
    return Bounds(now.min - then.min, now.min - then.min)


def _window(cells: WindowCells, row: Values) -> dict[str, str | None]:
    if cells.clock:
        return minute_of(value_of(cells.start, row), value_of(cells.clock, row), cells.zone)
    start = range_of(value_of(cells.start, row), cells.zone)
    end = range_of(value_of(cells.end, row), cells.zone)
    if start and end and end.latest < start.earliest:
        raise TableError(
            f"The window ends ({rfc3339(end.latest)}) before it begins "
            f"({rfc3339(start.earliest)}).",
            mend="Swap the two ends or correct the wrong one.",
        )
    return {
        "start": rfc3339(start.earliest) if start else None,
        "end": rfc3339(end.latest) if end else None,
    }


def series_window(mapping: Mapping, before: Values, row: Values) -> dict[str, str | None]:
    """Return the window between two snapshots of a series; raises TableError, TimeError."""
    if mapping.series is None:
        return {"start": None, "end": None}
    column, zone = mapping.series.column, mapping.series.zone
    start, end = (range_of(each.get(column, ""), zone) for each in (before, row))
    if start is None or end is None or end.earliest <= start.earliest:
        raise TableError(
            f"A snapshot ({row.get(column) or 'no time'}) that is not later than the one before "
            f"it ({before.get(column) or 'no time'}).",
            mend="Put the rows in order of time and remove repeated ones.",
        )
    return {"start": rfc3339(start.earliest), "end": rfc3339(end.earliest)}
