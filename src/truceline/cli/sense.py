"""Whether the numbers of a record from outside can be true of anything at all."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from truceline.ground.errors import InputError, TimeError
from truceline.ground.times import TimeRange, check_year, rfc3339, zone_of
from truceline.model.values import Amount, Bounds, Place, Span

_MOST_LAT, _MOST_LON = 90.0, 180.0


def check_sense(record: object, *, where: str) -> None:
    """Raise InputError naming the field whose value no thing in the world can have.

    The validation of shapes has passed; what is checked here is the range of degrees, radii,
    probabilities, counts, spans and years, and that ids and zones say something.
    """
    if getattr(record, "id", None) == "":
        raise InputError("The id is empty.", where=where, mend="Give it an id.")
    for path, value in _parts(record, ""):
        try:
            problem = _problem(value)
        except TimeError as error:
            raise InputError(f"{path}: {error.what}", where=where, mend=error.mend) from error
        if problem:
            raise InputError(
                f"{path}: {problem}", where=where, mend="Correct it, or write null for unknown."
            )


def _parts(value: Any, path: str) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - any field value
    """Yield every value inside a record with its path, such as places.0."""
    if dataclasses.is_dataclass(value):
        yield path, value
        for field in dataclasses.fields(value):
            yield from _parts(getattr(value, field.name), f"{path}.{field.name}".lstrip("."))
    elif isinstance(value, tuple):
        yield path, value
        for number, each in enumerate(value):
            yield from _parts(each, f"{path}.{number}")
    elif isinstance(value, datetime):
        yield path, value


def _problem(value: object) -> str | None:
    """Return what is impossible about a value, None if nothing is; raises TimeError."""
    if isinstance(value, datetime):
        check_year(value.year, rfc3339(value))
    if isinstance(value, TimeRange) and value.zone:
        zone_of(value.zone)
    if isinstance(value, Bounds | Amount):
        return _of_bounds(value.min, value.max)
    if isinstance(value, Span) and not 0 <= value.start <= value.end:
        return f"a span from {value.start} to {value.end}."
    return _of_place(value) if isinstance(value, Place) else None


def _of_bounds(least: float, most: float | None) -> str | None:
    if least < 0:
        return f"a number of {least:g}."
    if most is not None and most < least:
        return f"at least {least:g} and at most {most:g}."
    return None


def _of_place(place: Place) -> str | None:
    checks = (
        ("lat", place.lat, -_MOST_LAT, _MOST_LAT),
        ("lon", place.lon, -_MOST_LON, _MOST_LON),
        ("radius_m", place.radius_m, 0.0, float("inf")),
        ("p", place.p, 0.0, 1.0),
    )
    for name, number, low, high in checks:
        if number is not None and not low <= number <= high:
            return f"{name} is {number:g}, which lies outside {low:g} to {high:g}."
    return None
