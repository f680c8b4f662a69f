"""Numbers that cannot be: probabilities above 1, places off the Earth, bounds that cross."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from truceline.ground.errors import InputError
from truceline.model.detection import Coverage, Detection
from truceline.model.incident import Group, Harm, Incident
from truceline.model.statement import Statement

Fault = tuple[str, str]  # the field, and what is wrong with it
_SLACK = 1e-6  # what floating point loses of probabilities that sum to 1
_MOST_LAT, _MOST_LON = 90.0, 180.0


def refuse_impossible(record: object) -> None:
    """Raise InputError, naming the field, for a record that holds a number that cannot be."""
    for field, what in _faults(record):
        raise InputError(
            f"A {type(record).__name__.lower()} whose “{field}” cannot be: {what}.",
            mend="Correct the number, or leave it null where it is not known.",
        )


def _faults(record: object) -> Iterator[Fault]:
    if isinstance(record, Incident):
        yield from _of_incident(record)
    elif isinstance(record, Statement):
        yield from _of_statement(record)
    elif isinstance(record, Group):
        yield from _ordered("low and high", (record.low, record.high))
    elif isinstance(record, Detection):
        yield from _probability("detection_probability", record.detection_probability)
    elif isinstance(record, Coverage):
        yield from _probability("p", record.p)


def _of_incident(incident: Incident) -> Iterator[Fault]:
    yield from _probability("p_occurred", incident.p_occurred)
    for member in incident.members:
        yield from _probability("members.p", member.p)
    yield from _shares("attribution", list(incident.attribution.values()))
    yield from _place("place", incident.place)
    for each in incident.place.alternatives:
        yield from _place("place.alternatives", each)
    yield from _shares("place.alternatives", [each.p for each in incident.place.alternatives])
    yield from _harm("killed", incident.killed)
    yield from _harm("injured", incident.injured)
    yield from _bounds("count", incident.count)


def _of_statement(statement: Statement) -> Iterator[Fault]:
    for each in statement.places:
        yield from _place("places", each)
        yield from _probability("places.p", each.p)
    for name in ("killed", "injured", "count", "quantity"):
        yield from _bounds(name, getattr(statement, name))


def _harm(name: str, harm: Harm | None) -> Iterator[Fault]:
    if harm is not None:
        yield from _ordered(name, (harm.low, harm.best, harm.high))


def _bounds(name: str, bounds: Any) -> Iterator[Fault]:  # noqa: ANN401 - anything with two ends
    if bounds is not None:
        yield from _ordered(name, (bounds.min, bounds.max))


def _place(name: str, place: Any) -> Iterator[Fault]:  # noqa: ANN401 - anything with coordinates
    for field, most in (("lat", _MOST_LAT), ("lon", _MOST_LON)):
        value = getattr(place, field)
        if value is not None and abs(value) > most:
            yield f"{name}.{field}", f"{value:g} degrees"
    if place.radius_m is not None and place.radius_m < 0:
        yield f"{name}.radius_m", f"{place.radius_m:g} metres"


def _shares(name: str, shares: Sequence[float]) -> Iterator[Fault]:
    for each in shares:
        yield from _probability(name, each)
    if sum(shares) > 1 + _SLACK:
        yield name, f"probabilities that sum to {sum(shares):g}"


def _probability(name: str, p: float | None) -> Iterator[Fault]:
    if p is not None and not -_SLACK <= p <= 1 + _SLACK:
        yield name, f"a probability of {p:g}"


def _ordered(name: str, numbers: Sequence[float | None]) -> Iterator[Fault]:
    """Yield a fault where known numbers are below nothing or not in order."""
    known = [each for each in numbers if each is not None]
    if known and known[0] < 0:
        yield name, f"{known[0]:g} is below nothing"
    if any(later < earlier for earlier, later in pairwise(known)):
        yield name, "the lower number lies above the higher"
