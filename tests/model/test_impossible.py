"""Numbers that cannot be are refused at the door, naming the field; what can be is let in."""

from __future__ import annotations

from typing import Any

import pytest

from truceline.ground.errors import InputError
from truceline.model.doors import from_json, json_schema

INCIDENT = {
    "type": "incident",
    "schema": "truceline/incident/1",
    "id": "i",
    "members": [],
    "origins": [],
    "place": {"lat": 48.0, "lon": 37.0, "radius_m": 100},
    "act": "shelling",
    "p_occurred": 0.5,
    "attribution": {"AAA": 0.6, "BBB": 0.4},
}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"p_occurred": 1.5}, "p_occurred"),
        ({"attribution": {"AAA": -0.2}}, "attribution"),
        ({"attribution": {"AAA": 0.8, "BBB": 0.7}}, "attribution"),
        ({"place": {"lat": 147.5, "lon": 37.0, "radius_m": 100}}, "place.lat"),
        ({"place": {"lat": 47.5, "lon": 237.0, "radius_m": 100}}, "place.lon"),
        ({"place": {"lat": 47.5, "lon": 37.0, "radius_m": -5}}, "place.radius_m"),
        ({"killed": {"low": 3, "best": 2, "high": 5}}, "killed"),
        ({"count": {"min": -1, "max": None, "unit": "explosions"}}, "count"),
        ({"members": [{"statement": "s", "p": 2}]}, "members.p"),
    ],
)
def test_an_incident_that_cannot_be_is_refused(changed: dict[str, Any], field: str) -> None:
    """Each such number is named, with how to mend it."""
    with pytest.raises(InputError) as refused:
        from_json({**INCIDENT, **changed})
    assert f"“{field}”" in refused.value.what
    assert refused.value.mend


def test_alternatives_of_one_place_exclude_each_other() -> None:
    """Two places at .8 each cannot both be where it was."""
    spot = {"lat": 48.0, "lon": 37.0, "radius_m": 100, "p": 0.8}
    place = {**INCIDENT["place"], "alternatives": [spot, {**spot, "lat": 49.0}]}  # type: ignore[dict-item] # the record's own object
    with pytest.raises(InputError, match=r"sum to 1\.6"):
        from_json({**INCIDENT, "place": place})


def test_a_group_of_at_least_five_and_at_most_two_is_none() -> None:
    """Bounds that cross are refused."""
    group = {"type": "group", "schema": "truceline/group/1", "id": "g", "incidents": ["i"]}
    with pytest.raises(InputError, match="low and high"):
        from_json({**group, "low": 5, "high": 2})
    assert from_json({**group, "low": 2, "high": 5}).high == 5


def test_a_version_that_is_not_read_is_refused() -> None:
    """A later version of a record may mean something else by the same words."""
    with pytest.raises(InputError, match="truceline/incident/9"):
        from_json({**INCIDENT, "schema": "truceline/incident/9"})
    assert from_json(INCIDENT).attribution == {"AAA": 0.6, "BBB": 0.4}


def test_the_schema_asks_for_no_more_than_the_door() -> None:
    """What is filled in where it is absent is not required."""
    bare = {key: INCIDENT[key] for key in ("type", "schema", "id", "members", "origins")}
    assert from_json(bare).act == ""
    assert set(json_schema("incident")["required"]) <= set(bare)
