"""Arrow schemas derived from the records, and the way between rows and records."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cache
from operator import attrgetter
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import pyarrow as pa
from pydantic import TypeAdapter

Record = TypeVar("Record")
Convert = Callable[[Any], Any]

_PLAIN: dict[Any, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    datetime: pa.timestamp("us", tz="UTC"),
    date: pa.date32(),
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


def _each(hint: Any) -> tuple[tuple[str, Any], ...]:  # noqa: ANN401 - a type is meant
    """Return the named parts of a type that becomes a struct, () for any other."""
    if _is_named_tuple(hint) or dataclasses.is_dataclass(hint):
        return tuple(_hints(hint).items())
    return ()


def _inner(hint: Any) -> Any:  # noqa: ANN401 - a type is meant
    """Return what a type may be besides None."""
    if get_origin(hint) in (Union, types.UnionType):
        return next(each for each in get_args(hint) if each is not type(None))
    return hint


@cache
def _writer(hint: Any) -> Convert | None:  # noqa: ANN401 - a type is meant
    """Return what turns a field's value into what its column takes; None if it is that already.

    Converters are made once for a type: at a million rows, asking each value for its type costs
    more than the work itself.
    """
    hint = _inner(hint)
    kind, parts = get_origin(hint), get_args(hint)
    if kind is dict:
        return _unless_none(_entries(_writer(parts[1]), dict.items, list))
    if kind is tuple and len(parts) == 2 and parts[1] is Ellipsis:  # noqa: PLR2004 - tuple[X, ...]
        return _unless_none(_many(_writer(parts[0]), list))
    if kind is tuple:
        named = [(str(i), _writer(each)) for i, each in enumerate(parts)]
        return _unless_none(lambda value: _struct_of(named, value))
    fields = [(name, _writer(each)) for name, each in _each(hint)]
    if not fields:
        return None
    if _is_named_tuple(hint):
        return _unless_none(lambda value: _struct_of(fields, value))
    values = attrgetter(*(name for name, _ in fields), "__class__")  # two names make a tuple
    return _unless_none(lambda value: _struct_of(fields, values(value)[:-1]))


@cache
def _reader(hint: Any) -> Convert | None:  # noqa: ANN401 - a type is meant
    """Return what turns what Arrow gives back into what a hint names; None if it is that."""
    hint = _inner(hint)
    kind, parts = get_origin(hint), get_args(hint)
    if kind is dict:
        return _unless_none(_entries(_reader(parts[1]), iter, dict))
    if kind is tuple and len(parts) == 2 and parts[1] is Ellipsis:  # noqa: PLR2004 - tuple[X, ...]
        return _unless_none(_many(_reader(parts[0]), tuple))
    if kind is tuple:
        each = [_reader(part) for part in parts]
        return _unless_none(
            lambda row: tuple(r(v) if r else v for r, v in zip(each, row.values(), strict=True))
        )
    fields = [(name, _reader(part)) for name, part in _each(hint)]
    if not fields:
        return None
    return _unless_none(
        lambda row: hint(**{name: r(row[name]) if r else row[name] for name, r in fields})
    )


def _struct_of(fields: list[tuple[str, Convert | None]], values: Any) -> dict[str, Any]:  # noqa: ANN401 - any field values are meant
    pairs = zip(fields, values, strict=True)
    return {name: write(value) if write else value for (name, write), value in pairs}


def _many(each: Convert | None, gather: Callable[[Any], Any]) -> Convert:
    return (lambda values: gather(map(each, values))) if each else gather


def _entries(each: Convert | None, pairs: Convert, gather: Convert) -> Convert:
    if each is None:
        return lambda value: gather(pairs(value))
    return lambda value: gather((key, each(item)) for key, item in pairs(value))


def _unless_none(convert: Convert) -> Convert:
    return lambda value: None if value is None else convert(value)


def to_table(record: type[Record], records: Iterable[Record]) -> pa.Table:
    """Return records as an Arrow table with the record's schema."""
    kind: Any = record
    write = _writer(kind)
    rows: list[Any] = [write(each) if write else each for each in records]
    return pa.Table.from_pylist(rows, schema=schema_of(kind))


def from_table(record: type[Record], table: pa.Table) -> list[Record]:
    """Return the rows of a table as records, without validating them again."""
    kind: Any = record
    read = _reader(kind)
    rows: list[Any] = table.to_pylist()
    return [read(row) if read else row for row in rows]


@cache
def adapter(record: type) -> TypeAdapter[Any]:
    """Return the validator of a record type; it is used at doors only."""
    return TypeAdapter(record)
