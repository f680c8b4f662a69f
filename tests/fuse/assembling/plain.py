"""Incidents put together one by one in plain Python: what the columns are compared with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations
from math import inf, prod
from typing import Any

import numpy as np

from tests.fuse.reported.plain import Report
from truceline.fuse.settings import Settings
from truceline.ground.geometry import distance_m
from truceline.ground.times import TimeRange, rfc3339
from truceline.language.words import fold
from truceline.model.incident import (
    Alternative,
    Harm,
    Incident,
    IncidentPlace,
    IncidentStatus,
    Member,
    OriginCount,
)
from truceline.model.values import Amount, Bounds, Place, plain_number

NOBODY = ("", "unknown")


def plain_incident(
    reports: Sequence[Report], p: Sequence[float], denials: Sequence[Report], settings: Settings
) -> Incident:
    """Return the incident of one cluster; p: link of each report."""
    notes: list[str] = []
    place, apart = _place(reports)
    time, clash = _time(reports)
    killed, injured = (_toll(reports, each, notes, settings) for each in ("killed", "injured"))
    count, counts = _count(reports)
    words = settings.disagreements
    authors = _distinct(r.statement.perpetrator for r in reports if _accuses(r, stated=True))
    notes += [words["count"].format(values=" / ".join(counts))] if counts else []
    notes += [words["time"]] if clash else []
    notes += [words["places"]] if apart else []
    if len(authors) > 1:
        notes.append(words["author"].format(names=", ".join(map(settings.name, authors))))
    notes += _denied(denials, settings)
    act, links = _act(reports, settings), zip(reports, p, strict=True)
    surest: dict[str, float] = {}
    for report, each in links:
        surest[report.statement.id] = max(each, surest.get(report.statement.id, 0.0))
    denied = any(each.statement.denies in (None, "event", "author") for each in denials)
    return Incident(
        id="",
        proposition=_proposition(act, place, time, settings),
        act=act,
        members=tuple(Member(statement=name, p=each) for name, each in surest.items()),
        origins=_origins(reports),
        place=place,
        time=time,
        status=_status(reports, denied or len(authors) > 1, settings),
        count=count,
        killed=killed,
        injured=injured,
        target_class=_by_origins([(r.origin, r.statement.target_class) for r in reports]),
        attribution=_attribution(reports, denials, settings),
        attribution_stated=tuple(
            _distinct(r.statement.id for r in reports if _accuses(r, stated=True))
        ),
        disagreements=tuple(_distinct(notes)),
        denials=tuple(each.statement.id for each in denials),
        reported=_reported(reports),
    )


def _distinct(values: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(values))


def _accuses(report: Report, *, stated: bool = False) -> bool:
    said = report.statement
    return said.perpetrator not in NOBODY and (said.perpetrator_stated or not stated)


def _rounded(value: float, digits: int) -> float:
    return float(np.round(value, digits))


def _candidates(reports: Sequence[Report]) -> list[tuple[Place, float]]:
    shares: dict[Any, dict[str, float]] = {}
    known: dict[Any, Place] = {}
    for report in reports:
        places = report.statement.places
        mentions = len({each.mention for each in places})
        for place in places:
            key = (place.name, place.lat, place.lon)
            known.setdefault(key, place)
            by_origin = shares.setdefault(key, {})
            by_origin[report.origin] = max(by_origin.get(report.origin, 0.0), place.p / mentions)
    found = [(known[key], _rounded(sum(each.values()), 9)) for key, each in shares.items()]
    return sorted(found, key=lambda each: -each[1])[:60]


def _fit(a: Place, b: Place) -> bool:
    ends = [float(each or 0.0) for each in (a.lat, a.lon, b.lat, b.lon)]
    return a is b or distance_m(*ends) <= (a.radius_m or 0.0) + (b.radius_m or 0.0)


def _place(reports: Sequence[Report]) -> tuple[IncidentPlace, bool]:
    candidates = _candidates(reports)
    if not candidates:
        return IncidentPlace(lat=None, lon=None, radius_m=None), False

    def rank(each: tuple[Place, float]) -> tuple[float, float, float]:
        place, weight = each
        support = sum(other for near, other in candidates if _fit(place, near))
        return (-_rounded(support, 9), place.radius_m or 0.0, -weight)

    chosen: list[Place] = []
    mass: list[float] = []
    for place, weight in sorted(candidates, key=rank):
        home = next((i for i, each in enumerate(chosen) if _fit(each, place)), len(chosen))
        if home == len(chosen):
            chosen.append(place)
            mass.append(0.0)
        mass[home] += weight
    whole = max(_rounded(sum(mass), 9), float(len({each.origin for each in reports})))
    shares = [_rounded(_rounded(each, 9) / whole, 4) for each in mass]
    best = chosen[0]
    found = IncidentPlace(
        lat=best.lat,
        lon=best.lon,
        radius_m=best.radius_m,
        name=best.name,
        level=best.level,
        alternatives=tuple(map(_alternative, chosen, shares)) if len(chosen) > 1 else (),
    )
    return found, _apart(reports, chosen)


def _alternative(place: Place, p: float) -> Alternative:
    where = {"lat": place.lat or 0.0, "lon": place.lon or 0.0, "radius_m": place.radius_m or 0.0}
    return Alternative(**where, p=p, name=place.name)


def _apart(reports: Sequence[Report], chosen: Sequence[Place]) -> bool:
    words = {each.name for each in chosen}
    mentions = {
        (r.statement.id, each.mention)
        for r in reports
        for each in r.statement.places
        if each.name in words
    }
    return len(words) > 1 and len(mentions) > 1


def _time(reports: Sequence[Report]) -> tuple[TimeRange | None, bool]:
    times = [each.statement.time for each in reports if each.statement.time]
    if not times:
        return None, False
    zones = {each.zone for each in times}
    zone = zones.pop() if len(zones) == 1 else None
    start, end = max(each.earliest for each in times), min(each.latest for each in times)
    instant = start == end and all(
        each.earliest == each.latest or each.earliest <= start < each.latest for each in times
    )
    if start < end or instant:
        return TimeRange(earliest=start, latest=end, zone=zone), False
    start, end = min(each.earliest for each in times), max(each.latest for each in times)
    return TimeRange(earliest=start, latest=end, zone=zone), True


def _reported(reports: Sequence[Report]) -> TimeRange | None:
    out = [e.published for e in reports if e.published and not e.statement.background]
    first = min(out, key=lambda each: (each.latest, each.earliest), default=None)
    return replace(first, zone=None) if first else None


def _by_origins(values: Sequence[tuple[str, str]]) -> str:
    votes = Counter(value for _, value in dict.fromkeys(values) if value)
    return max(votes, key=lambda each: votes[each]) if votes else ""


def _act(reports: Sequence[Report], settings: Settings) -> str:
    named = [(each.origin, each.statement.act) for each in reports]
    definite = [each for each in named if each[1] not in settings.acts["open"]]
    return _by_origins(definite) or _by_origins(named)


def _said(bounds: Bounds) -> str:
    low = plain_number(bounds.min)
    if bounds.max is None:
        return f"at least {low}"
    return f"{low}" if bounds.max == bounds.min else f"{low}-{plain_number(bounds.max)}"


def _common(values: Sequence[Bounds]) -> tuple[Bounds, bool]:
    """Return the numbers that all bounds admit, else the whole they span, and whether they do."""
    low, high = max(each.min for each in values), min(_end(each) for each in values)
    shared = low <= high
    if not shared:
        low, high = min(each.min for each in values), max(_end(each) for each in values)
    return Bounds(low, None if high == inf else high), shared


def _end(bounds: Bounds) -> float:
    return inf if bounds.max is None else bounds.max


def _after(a: Report, b: Report) -> bool:
    if a.published is None or b.published is None:
        return False
    one, other = ((r.earliest, r.latest) for r in (a.published, b.published))
    return one[0] >= other[1] and one != other


def _toll(
    reports: Sequence[Report], field: str, notes: list[str], settings: Settings
) -> Harm | None:
    told: list[tuple[Report, Bounds]] = [
        (each, getattr(each.statement, field))
        for each in reports
        if getattr(each.statement, field) is not None
    ]
    if not told:
        return None
    last = [value for each, value in told if not any(_after(other, each) for other, _ in told)]
    values = _distinct(last)
    (low, high), shared = _common(values)
    words, named = settings.disagreements, settings.disagreements["fields"][field]
    if not shared:
        notes.append(words["harm"].format(field=named, values=" / ".join(map(_said, values))))
    if any(value.min > max(each.max or inf for each in values) for _, value in told):
        earlier = max((value for _, value in told), key=lambda each: each.min)
        later = _said(Bounds(low, high))
        notes.append(words["shrinking"].format(field=named, later=later, earlier=_said(earlier)))
    best = int(low) if shared and low == high else None
    return Harm(low=int(low), best=best, high=None if high is None else int(high))


def _count(reports: Sequence[Report]) -> tuple[Amount | None, list[str]]:
    told = [(each.origin, each.statement.count) for each in reports if each.statement.count]
    if not told:
        return None, []
    votes = Counter(unit for _, unit in dict.fromkeys((o, amount.unit) for o, amount in told))
    unit = max(votes, key=lambda each: votes[each])
    values = _distinct(Bounds(a.min, a.max) for _, a in told if a.unit == unit)
    whole, shared = _common(values)
    clash = [] if shared else [f"{_said(each)} {unit}".strip() for each in values]
    return Amount(min=whole.min, max=whole.max, unit=unit), clash


def _origins(reports: Sequence[Report]) -> tuple[OriginCount, ...]:
    sides = _distinct(each.side for each in reports)
    return tuple(
        OriginCount(side=s, origins=tuple(_distinct(r.origin for r in reports if r.side == s)))
        for s in sorted(sides, key=lambda each: each is None)
    )


def _independent(a: Report, b: Report, settings: Settings) -> bool:
    if a.origin == b.origin:
        return False
    if a.side is None and b.side is None:
        return a.direct and b.direct
    if a.side == b.side:
        return False
    if a.speaker and b.speaker and fold(a.speaker) == fold(b.speaker):
        return False
    return all(
        each.side is not None or each.direct or _is_named(each.speaker, settings) for each in (a, b)
    )


def _is_named(speaker: str, settings: Settings) -> bool:
    return bool(speaker) and not fold(speaker).startswith(tuple(settings.local_offices))


def _status(reports: Sequence[Report], disputed: bool, settings: Settings) -> IncidentStatus:
    if disputed:
        return "disputed"
    heard = any(_independent(a, b, settings) for a, b in combinations(reports, 2))
    return "corroborated" if heard else "reported"


def _attribution(
    reports: Sequence[Report], denials: Sequence[Report], settings: Settings
) -> dict[str, float]:
    rule = settings.attribution
    voices: dict[str, dict[str | None, float]] = {}
    for report in filter(_accuses, reports):
        accused = report.statement.perpetrator
        outside = rule["witness"] if report.direct else rule["third"]
        inside = rule["admission"] if report.side == accused else rule["accusation"]
        weight = outside if report.side is None else inside
        weight *= 1.0 if report.statement.perpetrator_stated else rule["implied"]
        by_side = voices.setdefault(accused, {})
        by_side[report.side] = max(by_side.get(report.side, 0.0), weight)
    belief = {who: 1 - prod(1 - w for w in sides.values()) for who, sides in voices.items()}
    for each in denials:
        denier = each.side if each.side is not None else each.statement.perpetrator
        if each.statement.denies == "author" and denier in belief:
            belief[denier] *= rule["denied_by_accused"]
    alone = {
        who: held * prod(1 - belief[other] for other in belief if other != who)
        for who, held in belief.items()
    }
    whole = sum(alone.values()) + prod(1 - each for each in belief.values())
    return {who: _rounded(mass / whole, 4) for who, mass in alone.items()}


def _denied(denials: Sequence[Report], settings: Settings) -> list[str]:
    words = settings.disagreements
    shapes = {"event": "denied_event", "author": "denied_author"}
    return [
        words[shapes[each.statement.denies or "event"]].format(
            speaker=each.statement.speaker or each.speaker or words["someone"]
        )
        for each in denials
        if (each.statement.denies or "event") in shapes
    ]


def _proposition(act: str, place: IncidentPlace, time: TimeRange | None, settings: Settings) -> str:
    words = settings.proposition
    where, when = words["unplaced"], words["untimed"]
    if place.lat is not None:
        shape = words["place"] if place.name else words["coordinates"]
        kilometres = f"{(place.radius_m or 0.0) / 1000:g}"
        where = shape.format(name=place.name, lat=place.lat, lon=place.lon, km=kilometres)
    if time is not None:
        shape = words["instant"] if time.earliest == time.latest else words["between"]
        when = shape.format(start=rfc3339(time.earliest), end=rfc3339(time.latest))
    named = words["acts"].get(act, words["acts"][""])
    return str(words["whole"].format(act=named, place=where, time=when))
