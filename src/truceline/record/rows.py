"""Between Arrow tables and what the database keeps: an id and canonical JSON for each row."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import rfc8785

from truceline.ground.canonical import canonical_bytes, digest
from truceline.ground.errors import CaseError
from truceline.ground.times import rfc3339
from truceline.model.columns import schema_of
from truceline.model.doors import RECORDS
from truceline.model.keys import key_of


def row_id(table: str, row: dict[str, Any]) -> str:
    """Return what a row is known by: its id, its key columns, or else its content."""
    return key_of(table, row) or digest(row)


def encoded(table: str, rows: pa.Table) -> list[tuple[str, str]]:
    """Return the (id, canonical JSON) of each row; raises CaseError for what JSON cannot hold.

    Times become RFC 3339 texts; what the schema calls a map becomes a list of pairs.
    """
    found = []
    for row in rows.to_pylist():
        plain = _plain(row)
        try:
            found.append((row_id(table, plain), canonical_bytes(plain).decode("utf-8")))
        except (rfc8785.CanonicalizationError, UnicodeEncodeError) as error:
            raise CaseError(
                f"A row of “{table}” holds what cannot be kept: {error}.",
                where=str(row.get("id", "")),
                mend="Report this: a stage made a value that is not a number or not a text.",
            ) from error
    return found


def _plain(value: Any) -> Any:  # noqa: ANN401 - any column value is meant
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, datetime):
        return rfc3339(value if value.tzinfo else value.replace(tzinfo=UTC))
    return value


def schema_for(table: str, kept: bytes | None) -> pa.Schema | None:
    """Return a table's schema: that of its record, else the one that was kept with its rows."""
    if table in RECORDS:
        return schema_of(RECORDS[table])
    try:
        return pa.ipc.read_schema(pa.py_buffer(kept)) if kept else None
    except (ValueError, OSError) as error:
        raise damaged(table, error) from error


def decoded(table: str, bodies: list[str], schema: pa.Schema | None) -> pa.Table:
    """Return kept rows as a table; without a schema, as columns of whatever JSON holds.

    Raises CaseError for a row that is not as it was kept: a case may come from a stranger.
    """
    rows = [read_object(body, table) for body in bodies]
    try:
        if schema is None:
            return pa.Table.from_pylist(rows)
        kind = pa.struct(list(schema))
        return pa.Table.from_pylist([_typed(row, kind) for row in rows], schema=schema)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
        raise damaged(table, error) from error


def read_object(body: str, table: str) -> dict[str, Any]:
    """Return a kept row as a JSON object; raises CaseError if it is none."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise damaged(table, error) from error
    if not isinstance(found, dict):
        raise damaged(table, TypeError("no JSON object"))
    return found


def damaged(table: str, error: Exception) -> CaseError:
    """Return the error for a row that is not as it was kept."""
    return CaseError(
        f"A row of the table “{table}” is damaged: {type(error).__name__}.",
        mend="`truceline verify` tells what was changed; restore the case from a copy.",
    )


def _typed(value: Any, kind: pa.DataType) -> Any:  # noqa: ANN401 - any column value is meant
    if value is None:
        return None
    if pa.types.is_timestamp(kind):
        return datetime.fromisoformat(value)
    if pa.types.is_map(kind):
        return [(key, _typed(each, kind.item_type)) for key, each in value]
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return [_typed(each, kind.value_type) for each in value]
    if pa.types.is_struct(kind):
        fields = [kind.field(i) for i in range(kind.num_fields)]
        return {field.name: _typed(value.get(field.name), field.type) for field in fields}
    return value
