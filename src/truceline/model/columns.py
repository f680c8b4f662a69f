"""Arrow schemas derived from the records, and the way between rows and records."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import pyarrow as pa
from pydantic import TypeAdapter

Record = TypeVar("Record")

_PLAIN: dict[Any, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    datetime: pa.timestamp("us", tz="UTC"),
}


def _is_named_tuple(hint: object) -> bool:
    return isinstance(hint, type) and issubclass(hint, tuple) and hasattr(hint, "_fields")


def _struct(hint: Any) -> pa.DataType:  # noqa: ANN401 - a type is meant
    return pa.struct([pa.field(name, arrow_type(each)) for name, each in _hints(hint).items()])


def _hints(hint: Any) -> dict[str, Any]:  # noqa: ANN401 - a type is meant
    names = (
        hint._fields if _is_named_tuple(hint) else tuple(f.name for f in dataclasses.fields(hint))
    )
    hints = get_type_hints(hint)
    return {name: hints[name] for name in names}


def _tuple_type(hint: Any) -> pa.DataType:  # noqa: ANN401 - a type is meant
    parts = get_args(hint)
    if len(parts) == 2 and parts[1] is Ellipsis:  # noqa: PLR2004 - tuple[X, ...]
        return pa.list_(arrow_type(parts[0]))
    return pa.struct([pa.field(str(i), arrow_type(each)) for i, each in enumerate(parts)])


def arrow_type(hint: Any) -> pa.DataType:  # noqa: ANN401 - a type is meant
    """Return the Arrow type of a field's type hint; raises TypeError for one that has none."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    kind = get_origin(hint)
    if kind is Literal:
        return pa.string()
    if kind in (Union, types.UnionType):
        inner = [each for each in get_args(hint) if each is not type(None)]
        if len(inner) == 1:
            return arrow_type(inner[0])
    if kind is tuple:
        return _tuple_type(hint)
    if kind is dict:
        return pa.map_(pa.string(), arrow_type(get_args(hint)[1]))
    if _is_named_tuple(hint) or dataclasses.is_dataclass(hint):
        return _struct(hint)
    raise TypeError(f"no column type for {hint!r}")


@cache
def schema_of(record: type) -> pa.Schema:
    """Return the Arrow schema of a record type, a column for each field."""
    return pa.schema([pa.field(name, arrow_type(each)) for name, each in _hints(record).items()])


def _row(value: Any) -> Any:  # noqa: ANN401 - any field value is meant
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _row(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return {name: _row(each) for name, each in zip(value._fields, value, strict=True)}
    if isinstance(value, tuple):
        return [_row(each) for each in value]
    return value


def _as_typed(row: Any, hint: Any) -> Any:  # noqa: ANN401, PLR0911 - mirrors arrow_type
    """Turn what Arrow gives back into what the record's type hint names."""
    if row is None:
        return None
    kind = get_origin(hint)
    if kind in (Union, types.UnionType):
        return _as_typed(row, next(h for h in get_args(hint) if h is not type(None)))
    if kind is tuple:
        parts = get_args(hint)
        if len(parts) == 2 and parts[1] is Ellipsis:  # noqa: PLR2004 - tuple[X, ...]
            return tuple(_as_typed(each, parts[0]) for each in row)
        values = row.values() if isinstance(row, dict) else row
        return tuple(_as_typed(v, p) for v, p in zip(values, parts, strict=True))
    if kind is dict:
        return dict(row)
    if _is_named_tuple(hint) or dataclasses.is_dataclass(hint):
        built: Any = hint
        return built(**{n: _as_typed(row[n], h) for n, h in _cached_hints(hint).items()})
    return row


@cache
def _cached_hints(hint: Any) -> dict[str, Any]:  # noqa: ANN401 - a type is meant
    return _hints(hint)


def _flat_tuples(row: Any, kind: pa.DataType) -> Any:  # noqa: ANN401 - any field value is meant
    """Give fixed tuples the struct shape that their column has."""
    if row is None:
        return None
    if pa.types.is_map(kind):
        return list(row.items())
    if pa.types.is_struct(kind):
        fields = [kind.field(i) for i in range(kind.num_fields)]
        values = row.values() if isinstance(row, dict) else row
        return {f.name: _flat_tuples(v, f.type) for f, v in zip(fields, values, strict=True)}
    if pa.types.is_list(kind):
        return [_flat_tuples(each, kind.value_type) for each in row]
    return row


def to_table(record: type[Record], records: Iterable[Record]) -> pa.Table:
    """Return records as an Arrow table with the record's schema."""
    kind: Any = record
    schema = schema_of(kind)
    rows = [_flat_tuples(_row(each), pa.struct(list(schema))) for each in records]
    return pa.Table.from_pylist(rows, schema=schema)


def from_table(record: type[Record], table: pa.Table) -> list[Record]:
    """Return the rows of a table as records, without validating them again."""
    return [_as_typed(row, record) for row in table.to_pylist()]


@cache
def adapter(record: type) -> TypeAdapter[Any]:
    """Return the validator of a record type; it is used at doors only."""
    return TypeAdapter(record)
