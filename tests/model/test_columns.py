"""Columns and doors: every record survives the way into a table, into JSON, and back."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from truceline.ground.errors import InputError, UsageError
from truceline.ground.times import TimeRange
from truceline.model import doors
from truceline.model.columns import from_table, schema_of, to_table
from truceline.model.doors import RECORDS, from_json, json_schema, to_json, to_line

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=8)
NUMBER = st.floats(-1e9, 1e9, allow_nan=False)
CENTURY = timedelta(days=36_525)
INSTANT = st.timedeltas(-CENTURY, CENTURY).map(lambda away: datetime(2000, 1, 1, tzinfo=UTC) + away)

st.register_type_strategy(str, TEXT)
st.register_type_strategy(float, NUMBER)
st.register_type_strategy(int, st.integers(-(2**31), 2**31))
st.register_type_strategy(datetime, INSTANT)
st.register_type_strategy(
    TimeRange,
    st.tuples(INSTANT, INSTANT, st.none() | TEXT).map(
        lambda both: TimeRange(earliest=min(both[:2]), latest=max(both[:2]), zone=both[2])
    ),
)

RELAXED = settings(
    max_examples=12,
    deadline=None,
    # The records are deep, so that drawing them takes longer than hypothesis likes.
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
NAMES = sorted(RECORDS)


def records(name: str) -> st.SearchStrategy[Any]:
    """Return any record of a kind, every field drawn from its type hint."""
    return st.from_type(RECORDS[name])


@pytest.mark.parametrize("name", NAMES)
@RELAXED
@given(data=st.data())
def test_columns_round_trip(name: str, data: st.DataObject) -> None:
    """Records come back from a table equal, and the table has the record's schema."""
    drawn = data.draw(st.lists(records(name), max_size=3))
    table = to_table(RECORDS[name], drawn)
    assert table.schema == schema_of(RECORDS[name])
    assert from_table(RECORDS[name], table) == drawn


@pytest.mark.parametrize("name", NAMES)
@RELAXED
@given(data=st.data())
def test_doors_round_trip_and_fit_their_schema(name: str, data: st.DataObject) -> None:
    """What goes out as JSON fits the printed schema and comes in again equal."""
    drawn = data.draw(records(name))
    value = to_json(drawn)
    assert list(value)[:2] == ["type", "schema"]
    Draft202012Validator(json_schema(name)).validate(value)
    with pytest.MonkeyPatch.context() as patch:  # drawn numbers may be any, such as p = 7
        patch.setattr(doors, "refuse_impossible", lambda _: None)
        assert from_json(value) == drawn
    assert "\n" not in to_line(drawn)


@pytest.mark.parametrize("name", NAMES)
def test_schemas_are_valid(name: str) -> None:
    """Every printed schema is itself a valid JSON Schema of draft 2020-12."""
    schema = json_schema(name)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"].endswith("2020-12/schema")
    assert schema["properties"]["type"] == {"const": name}


def test_every_field_of_every_record_has_a_column() -> None:
    """No field is lost on the way into a table."""
    for record in RECORDS.values():
        assert schema_of(record).names == [field.name for field in dataclasses.fields(record)]


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {"type": "nothing"},
        {"type": "source"},
        {"type": "review", "id": 3},
        {"type": "statement", "id": "a", "span": "x"},
    ],
)
def test_what_is_no_record_is_refused_with_a_mend(value: object) -> None:
    """A line that is no record raises an error that says where and how to mend it."""
    with pytest.raises(InputError) as caught:
        from_json(value, where="line 3")
    assert caught.value.where == "line 3"
    assert caught.value.mend


def test_unknown_schema_is_refused() -> None:
    """A schema of no record is a usage error that lists what there is."""
    with pytest.raises(UsageError, match="statement"):
        json_schema("nothing")
