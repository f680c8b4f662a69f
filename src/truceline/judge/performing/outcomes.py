"""How one obligation fared, from what its reports say: done, in part, late, refused, failed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import inf
from typing import Literal

from rapidfuzz import fuzz

from truceline.ground.geometry import distance_m
from truceline.judge.performing.accounts import signal_of
from truceline.judge.performing.deliveries import Subject
from truceline.judge.performing.fares import (
    CARRIED,
    LONGEST,
    Signal,
    fare_of,
    fared,
    load_fares,
    on_the_way,
)
from truceline.language.words import fold, words
from truceline.model.statement import Statement
from truceline.model.values import Place

Status = Literal["done", "part", "late", "refused", "failed", "pending", "undetermined"]
SETTLING = ("went", "going", "stopped")
NAMED = 4  # letters that a name of a place has at least, to be looked for by its spelling


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """A place that an obligation names: its name, and its point in degrees where known."""

    name: str
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How an obligation fared, by what was said of it.

    disputed: some words say that it was carried out and others that it was not, or it failed and
    an accusation says by whose fault; carried_out, not_carried_out: ids of the statements that say
    so, in the given order; announced: ids of those that only announce it. Nothing said:
    undetermined.
    """

    status: Status
    disputed: bool = False
    carried_out: tuple[str, ...] = ()
    not_carried_out: tuple[str, ...] = ()
    announced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """A statement with what it says about the obligation, and how many of its ends it names."""

    statement: Statement
    signal: Signal
    ends: int


def outcome_of(
    statements: Sequence[Statement],
    *,
    kind: str = "corridor",
    ends: Sequence[End] = (),
    deadline: datetime | None = None,
) -> Outcome:
    """Return how an obligation of a kind fared, from the statements of reports about it.

    kind: of outcomes.yaml; any other has no outcome. ends: the places of a corridor. What names
    more of them prevails over what names fewer, and what names only other places is left out.
    What is announced or promised does not count as done. Where carrying out is all that is told,
    and all of it from the deadline on, the obligation was done late.
    """
    said = [each for each in _all_said(statements, kind, ends) if each is not None]
    about = _nearest(said)
    return _settled(about, deadline)


def _settled(about: Sequence[_Said], deadline: datetime | None) -> Outcome:
    carried = [each for each in about if each.signal in CARRIED]
    stopped = [each for each in about if each.signal == "stopped"]
    hits = [each for each in about if each.signal == "hit"]
    return Outcome(
        status=_status(about, deadline),
        disputed=_disputed(carried, [*stopped, *hits]),
        carried_out=_ids(carried),
        not_carried_out=_ids([*stopped, *hits]),
        announced=_ids(each for each in about if each.signal == "announced"),
    )


def _disputed(carried: Sequence[_Said], failing: Sequence[_Said]) -> bool:
    stopped = any(each.signal == "stopped" for each in failing)
    alleged = any(each.statement.modality == "alleged" for each in failing)
    return stopped if carried else alleged


def _status(about: Sequence[_Said], deadline: datetime | None) -> Status:
    carried = [each for each in about if each.signal in CARRIED]
    stopped = [each for each in about if each.signal == "stopped"]
    status = fared({each.signal for each in about})
    if carried and not stopped and deadline is not None:
        return "late" if all(_from(each, deadline) for each in carried) else status
    refused = status == "failed" and bool(stopped) and all(_refused(each) for each in stopped)
    return "refused" if refused else status


def _refused(said: _Said) -> bool:
    """Tell whether a party is named that would not do it, and not only that it did not work."""
    return said.statement.stance == "refused" and said.statement.perpetrator_stated


def _from(said: _Said, deadline: datetime) -> bool:
    return said.statement.time is not None and said.statement.time.earliest >= deadline


def _ids(said: Iterable[_Said]) -> tuple[str, ...]:
    return tuple(each.statement.id for each in said)


def _nearest(said: Sequence[_Said]) -> Sequence[_Said]:
    """Return what is said of this very obligation: what names most of its ends and settles it.

    Where nothing settles it, all that is announced and all fire on the way is returned.
    """
    settling = [each for each in said if each.signal in SETTLING]
    most = max((each.ends for each in settling), default=0)
    return [each for each in said if each.signal not in SETTLING or each.ends == most]


def _all_said(
    statements: Sequence[Statement], kind: str, ends: Sequence[End]
) -> Iterable[_Said | None]:
    for each in statements:
        signal = _signal(each, kind)
        named = _ends_named(each, ends)
        elsewhere = bool(ends) and not named and any(p.lat is not None for p in each.places)
        if signal is not None and not elsewhere:
            yield _Said(statement=each, signal=signal, ends=named)


def _signal(statement: Statement, kind: str) -> Signal | None:
    """Return what a statement says about an obligation of a kind, None if nothing."""
    if statement.background:
        return None
    if statement.kind == "incident_report":
        return "hit" if kind == "corridor" and on_the_way(statement) else None
    goods = load_fares().goods.get(kind, frozenset())
    if statement.kind != "undertaking" or statement.about not in goods:
        return None
    says = signal_of(statement, Subject(kind=kind, what=()))
    return fare_of(says) if says else None


def _ends_named(statement: Statement, ends: Sequence[End]) -> int:
    """Return how many of the ends a statement names, by point or by spelling."""
    spelled = [each.folded for each in words(statement.quote)[:LONGEST]]
    return sum(_names(statement, end, spelled) for end in ends)


def _names(statement: Statement, end: End, spelled: Sequence[str]) -> bool:
    known = load_fares()
    for place in statement.places:
        if _metres(place, end) <= known.near_m:
            return True
    name = fold(end.name)
    if len(name) < NAMED:
        return name in spelled
    size = len(words(end.name))
    parts = (" ".join(spelled[at : at + size]) for at in range(len(spelled)))
    return any(fuzz.ratio(name, part) >= known.alike for part in parts)


def _metres(place: Place, end: End) -> float:
    """Return how far a place lies from an end, infinity where either has no point."""
    if place.lat is None or place.lon is None or end.lat is None or end.lon is None:
        return inf
    return distance_m(place.lat, place.lon, end.lat, end.lon)
