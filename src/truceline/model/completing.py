"""What a script may leave out of a record: filled in before the record is validated."""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import Any

from truceline.ground.canonical import make_id

# Objects that say nothing once all of their values are unknown.
_EMPTY_IS_NULL = ("time", "count")
_PLACE = {"lat": None, "lon": None, "radius_m": None}


def completed(name: str, record: type, body: dict[str, Any]) -> dict[str, Any]:
    """Return a record's JSON values with what the contract of the command line does not ask for.

    A null stands for "unknown" wherever a field has a default, whatever that is. Only what is
    absent is filled in, so that a record that Truceline wrote comes back as it was.
    """
    defaults = _with_default(record)
    body = {key: value for key, value in body.items() if value is not None or key not in defaults}
    for key in _EMPTY_IS_NULL:
        if isinstance(body.get(key), dict) and not any(_said(each) for each in body[key].values()):
            body[key] = None
    fill = _FILL.get(name)
    return fill(body) if fill else body


@cache
def _with_default(record: Any) -> frozenset[str]:  # noqa: ANN401 - any record type is meant
    missing = dataclasses.MISSING
    return frozenset(
        field.name
        for field in dataclasses.fields(record)
        if field.default is not missing or field.default_factory is not missing
    )


def _said(value: object) -> bool:
    return value is not None and value != ""


def _statement(body: dict[str, Any]) -> dict[str, Any]:
    """Without `mention`, places are alternatives of one mention only if their p allow it."""
    places = body.get("places")
    if not isinstance(places, list) or not all(isinstance(each, dict) for each in places):
        return body
    numbers = [each.get("p", 1) for each in places]
    plain = all(isinstance(each, int | float) for each in numbers)
    together = plain and sum(numbers) <= 1.0 + 1e-6
    filled = [
        {**_PLACE, "mention": 0 if together else number, **_known(each)}
        for number, each in enumerate(places)
    ]
    return {**body, "places": filled}


def _known(place: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in place.items() if value is not None}


def _contradiction(body: dict[str, Any]) -> dict[str, Any]:
    if "id" in body:
        return body
    return {"id": make_id("ct", [str(body.get(key)) for key in ("a", "b", "field")]), **body}


def _incident(body: dict[str, Any]) -> dict[str, Any]:
    """Origins given as bare ids are those of no known side."""
    body = {"time": None, "act": "", "status": "reported", "proposition": "", **body}
    body["place"] = {**_PLACE, **(body.get("place") or {})} if _is_place(body) else body["place"]
    origins = body.get("origins")
    if isinstance(origins, list) and origins and all(isinstance(each, str) for each in origins):
        body["origins"] = [{"side": None, "origins": origins}]
    return body


def _is_place(body: dict[str, Any]) -> bool:
    return body.get("place") is None or isinstance(body["place"], dict)


def _source(body: dict[str, Any]) -> dict[str, Any]:
    return {"name": body.get("id"), **body}


# What `completed` fills in where it is absent, so that the schema does not ask for it.
FILLED = {
    "contradiction": ("id",),
    "incident": ("time", "act", "status", "proposition", "place"),
    "source": ("name",),
}
_FILL = {
    "statement": _statement,
    "contradiction": _contradiction,
    "incident": _incident,
    "source": _source,
}
