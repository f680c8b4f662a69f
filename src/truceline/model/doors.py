"""Records as JSON lines with `type` and `schema`, validated on the way in; their JSON Schemas."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from truceline.ground.canonical import json_line
from truceline.ground.errors import InputError, UsageError
from truceline.model.agreement import Agreement
from truceline.model.columns import adapter
from truceline.model.completing import FILLED, completed
from truceline.model.detection import Coverage, Detection
from truceline.model.doubt import Doubt
from truceline.model.evidence import Document, Evidence, Rejected
from truceline.model.exclusion import Exclusion
from truceline.model.finding import Binding, Finding
from truceline.model.impossible import refuse_impossible
from truceline.model.incident import Group, Incident, Link, Weighing
from truceline.model.origin import Contradiction, Origin
from truceline.model.performance import Performance
from truceline.model.review import Review
from truceline.model.source import Source
from truceline.model.standing import Standing, StandingChange
from truceline.model.statement import Statement
from truceline.model.tally import TallyAccount, TallyComparison
from truceline.model.totals import BreachTotal, StepReached
from truceline.model.values import Mention, plain_number
from truceline.model.withdrawal import Withdrawal

VERSION = 1
_OURS = "truceline/"
_EXACT = 2**53  # from here on a float no longer names one whole number
RECORDS: dict[str, type] = {
    "source": Source,
    "evidence": Evidence,
    "rejected": Rejected,
    "document": Document,
    "statement": Statement,
    "detection": Detection,
    "coverage": Coverage,
    "doubt": Doubt,
    "origin": Origin,
    "contradiction": Contradiction,
    "incident": Incident,
    "link": Link,
    "weighing": Weighing,
    "group": Group,
    "tally_account": TallyAccount,
    "tally_comparison": TallyComparison,
    "agreement": Agreement,
    "binding": Binding,
    "finding": Finding,
    "exclusion": Exclusion,
    "standing": Standing,
    "standing_change": StandingChange,
    "performance": Performance,
    "breach_total": BreachTotal,
    "step_reached": StepReached,
    "review": Review,
    "mention": Mention,
    "withdrawal": Withdrawal,
}
NAMES = {record: name for name, record in RECORDS.items()}


def to_json(record: object) -> dict[str, Any]:
    """Return a record as JSON values, led by its type and schema."""
    kind: Any = type(record)
    name = NAMES[kind]
    body: dict[str, Any] = adapter(kind).dump_python(record, mode="json", by_alias=True)
    return {"type": name, "schema": f"truceline/{name}/{VERSION}", **body}


def to_line(record: object) -> str:
    """Return a record as one JSON line; whole numbers print without a point."""
    return json_line(_plain(to_json(record)))


def _plain(value: Any) -> Any:  # noqa: ANN401 - any JSON value is meant
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, float) and abs(value) < _EXACT:
        return plain_number(value)
    return value


def is_record(value: object) -> bool:
    """Tell whether a JSON value names itself as one of the records."""
    name = value.get("type") if isinstance(value, dict) else None
    return isinstance(name, str) and name in RECORDS


def from_json(value: Any, *, where: str = "") -> Any:  # noqa: ANN401 - any record is meant
    """Return the record that a JSON object with `type` holds.

    What the command line's contract does not ask for is filled in (model/completing.py). Raises
    InputError naming the field and the mend if the object is none.
    """
    if not is_record(value):
        raise InputError(
            "A line that is no Truceline record.",
            where=where,
            mend=f"Give a JSON object whose “type” is one of: {', '.join(RECORDS)}.",
        )
    name = value["type"]
    body = {key: each for key, each in value.items() if key not in ("type", "schema")}
    try:
        _same_version(name, value.get("schema"))
        body = completed(name, RECORDS[name], body)
        record = adapter(RECORDS[name]).validate_python(body, strict=False)
        refuse_impossible(record)
        return record
    except InputError as error:
        raise InputError(error.what, where=error.where or where, mend=error.mend) from error
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or name
        raise InputError(
            f"A {name} whose “{field}” does not fit: {first['msg']}.",
            where=where,
            mend=f"`truceline schema {name}` prints what a {name} looks like.",
        ) from error


def _same_version(name: str, schema: object) -> None:
    """Raise InputError for a schema of ours that is another record's or of another version."""
    mine = f"{_OURS}{name}/{VERSION}"
    if isinstance(schema, str) and schema.startswith(_OURS) and schema != mine:
        raise InputError(
            f"A {name} by the schema “{schema}”, which is not read here.",
            mend=f"Give it as “{mine}” has it: `truceline schema {name}` prints that.",
        )


def json_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of a record by name; raises UsageError for an unknown name."""
    if name not in RECORDS:
        raise UsageError(
            f"There is no schema named “{name}”.", mend=f"Choose one of: {', '.join(RECORDS)}."
        )
    schema = adapter(RECORDS[name]).json_schema(mode="serialization", by_alias=True)
    schema["required"] = [e for e in schema.get("required", ()) if e not in FILLED.get(name, ())]
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
