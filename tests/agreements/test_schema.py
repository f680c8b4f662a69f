"""The JSON Schema of agreement files is sound and says what the model says."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator

from truceline.agreements.shape import validator
from truceline.model.agreement import InstrumentAct, Standing
from truceline.model.terms import ObligationKind, Scope


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    """Return the schema that ships."""
    found = validator().schema
    assert isinstance(found, dict)
    return found


def test_the_schema_is_a_valid_schema(schema: dict[str, Any]) -> None:
    """It follows draft 2020-12."""
    Draft202012Validator.check_schema(schema)


def test_its_choices_are_the_models(schema: dict[str, Any]) -> None:
    """Standings, acts and scopes are the model's, in the file, in the hint, in the same order."""
    parts = schema["$defs"]
    for part, choices in (
        (schema["properties"]["standing"], get_args(Standing)),
        (parts["instrument"]["properties"]["act"], get_args(InstrumentAct)),
        (parts["clause"]["properties"]["scope"], get_args(Scope)),
        (parts["obligation"]["properties"]["kind"], get_args(ObligationKind)),
    ):
        assert tuple(part["enum"]) == choices
        assert ", ".join(choices) in part["description"]


def test_everything_in_it_has_a_mend(schema: dict[str, Any]) -> None:
    """Every shape carries the description that becomes the mend of a problem."""
    for part in schema["$defs"].values():
        assert part["description"]
