"""Records as JSON lines with `type` and `schema`, validated on the way in; their JSON Schemas."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from truceline.ground.canonical import json_line
from truceline.ground.errors import InputError, UsageError
from truceline.model.agreement import Agreement
from truceline.model.columns import adapter
from truceline.model.detection import Coverage, Detection
from truceline.model.evidence import Document, Evidence, Rejected
from truceline.model.finding import Binding, Finding
from truceline.model.incident import Group, Incident, Link
from truceline.model.origin import Contradiction, Origin
from truceline.model.review import Review
from truceline.model.source import Source
from truceline.model.statement import Statement
from truceline.model.tally import TallyAccount, TallyComparison

VERSION = 1
RECORDS: dict[str, type] = {
    "source": Source,
    "evidence": Evidence,
    "rejected": Rejected,
    "document": Document,
    "statement": Statement,
    "detection": Detection,
    "coverage": Coverage,
    "origin": Origin,
    "contradiction": Contradiction,
    "incident": Incident,
    "link": Link,
    "group": Group,
    "tally_account": TallyAccount,
    "tally_comparison": TallyComparison,
    "agreement": Agreement,
    "binding": Binding,
    "finding": Finding,
    "review": Review,
}
NAMES = {record: name for name, record in RECORDS.items()}


def to_json(record: object) -> dict[str, Any]:
    """Return a record as JSON values, led by its type and schema."""
    kind: Any = type(record)
    name = NAMES[kind]
    body: dict[str, Any] = adapter(kind).dump_python(record, mode="json", by_alias=True)
    return {"type": name, "schema": f"truceline/{name}/{VERSION}", **body}


def to_line(record: object) -> str:
    """Return a record as one JSON line."""
    return json_line(to_json(record))


def from_json(value: Any, *, where: str = "") -> Any:  # noqa: ANN401 - any record is meant
    """Return the record that a JSON object with `type` holds.

    Raises InputError naming the field and the mend if the object is none.
    """
    if not isinstance(value, dict) or value.get("type") not in RECORDS:
        raise InputError(
            "A line that is no Truceline record.",
            where=where,
            mend=f"Give a JSON object whose “type” is one of: {', '.join(RECORDS)}.",
        )
    name = value["type"]
    body = {key: each for key, each in value.items() if key not in ("type", "schema")}
    try:
        return adapter(RECORDS[name]).validate_python(body, strict=False)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or name
        raise InputError(
            f"A {name} whose “{field}” does not fit: {first['msg']}.",
            where=where,
            mend=f"`truceline schema {name}` prints what a {name} looks like.",
        ) from error


def json_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of a record by name; raises UsageError for an unknown name."""
    if name not in RECORDS:
        raise UsageError(
            f"There is no schema named “{name}”.", mend=f"Choose one of: {', '.join(RECORDS)}."
        )
    schema = adapter(RECORDS[name]).json_schema(mode="serialization", by_alias=True)
    schema["properties"] = {
        "type": {"const": name},
        "schema": {"const": f"truceline/{name}/{VERSION}"},
        **schema["properties"],
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"truceline/{name}/{VERSION}",
        **schema,
    }
