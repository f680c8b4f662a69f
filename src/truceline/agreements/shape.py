"""Checks an agreement file's values against the JSON Schema that ships with the agreements."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from truceline.agreements.source import Source, shown
from truceline.vocabulary.files import DATA

MOST_PROBLEMS = 50  # a file of nothing but mistakes need not be listed to the last one


@cache
def validator() -> Draft202012Validator:
    """Return the validator of agreement files."""
    return Draft202012Validator(file_schema())


def file_schema() -> dict[str, Any]:
    """Return the JSON Schema of agreement files, as editors take it."""
    text = (DATA / "agreements" / "schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def check_shape(source: Source) -> bool:
    """Note what does not fit the schema, in the file's order; tell whether all fits."""
    errors = list(validator().iter_errors(source.value))
    placed = [(_place(error), error) for error in errors]
    ordered = sorted(placed, key=lambda each: (_line(source, each[0]), [str(p) for p in each[0]]))
    for at, error in ordered[:MOST_PROBLEMS]:
        source.add(at, _what(error), _mend(error))
    return not errors


def _line(source: Source, at: tuple[str | int, ...]) -> int:
    return int(source.where(at).rsplit(":", 1)[1])


def _place(error: ValidationError) -> tuple[str | int, ...]:
    at = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        extra = _extra(error)
        return (*at, extra[0]) if extra else at
    return at


def _schema(error: ValidationError) -> dict[str, Any]:
    """Return the part of the schema that did not fit; ours are all mappings."""
    return dict(error.schema) if isinstance(error.schema, Mapping) else {}


def _extra(error: ValidationError) -> list[str]:
    instance: Any = error.instance
    return [key for key in instance if key not in _schema(error).get("properties", {})]


def _what(error: ValidationError) -> str:
    name = ".".join(str(part) for part in error.absolute_path) or "the agreement"
    instance: Any = error.instance
    wanted: Any = error.validator_value
    if error.validator == "additionalProperties":
        return f"Unknown key “{shown(_extra(error)[0])}” in {shown(name)}."
    if error.validator == "required":
        missing = [key for key in wanted if key not in instance]
        return f"{shown(name)} lacks {', '.join(f'“{key}”' for key in missing)}."
    if error.validator in ("oneOf", "not") and isinstance(instance, dict):
        return f"{shown(name)} {_alternatives(wanted, instance)}."
    if isinstance(error.instance, dict | list):
        kind = "mapping" if isinstance(error.instance, dict) else "list"
        return f"{shown(name)} does not fit: a {kind} of {len(error.instance)}."
    return f"{shown(name)} does not fit: {shown(error.instance)!r}."


def _alternatives(wanted: Any, instance: Mapping[str, Any]) -> str:  # noqa: ANN401 - a part of a schema
    """Return what is wrong with keys of which there has to be one, or may be one only."""
    parts = wanted if isinstance(wanted, list) else [wanted]
    keys = [key for part in parts for key in part.get("required", ())]
    given = [key for key in keys if key in instance]
    if given:
        return f"has {' and '.join(f'“{key}”' for key in given)}, of which one may stand"
    return f"lacks {' or '.join(f'“{key}”' for key in keys)}"


def _mend(error: ValidationError) -> str:
    if error.validator == "additionalProperties":
        return f"Remove it, or write one of: {', '.join(_schema(error)['properties'])}."
    if error.validator == "uniqueItems":
        return "Remove the repeated entry."
    if error.validator == "pattern" and not isinstance(error.instance, str):
        return "Put it in quotation marks."
    quoted = isinstance(error.instance, int | float) and error.validator == "type"
    advice = " Put it in quotation marks." if quoted else ""
    return f"{_schema(error).get('description', 'Follow the schema.')}{advice}"
