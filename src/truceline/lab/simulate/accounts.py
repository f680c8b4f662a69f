"""Reports of known incidents as columns: labelled ones as we read them, and simulated ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from truceline.ground.geometry import distance_m
from truceline.ground.times import day_range
from truceline.lab.headlines import ZONE, Gold
from truceline.model.statement import Statement
from truceline.model.values import Bounds, Place

WIDE = frozenset({"region", "sector", "district", "country"})  # levels without one settlement
OPEN = frozenset({"attack_unspecified", "mixed", "explosion", ""})  # acts that tell no kind


class Spot(NamedTuple):
    """A point on the ground, degrees."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one report tells of one incident, beside what is known of that.

    incident: a name that no other incident has; truth: its act, "" if unknown; act: as told.
    hours: width of the stated time, None if none is stated; off_h: by how many hours that misses
    the incident's day, 0 inside it. lag_d: days from the incident's day to that of publication,
    None if the former is unknown. place: "nowhere", "wide" or "settlement"; several: whether it
    names places apart; away_km: from the likeliest settlement told to the known one, None where
    either is missing. by: party id, "unknown" or "". repeat: word for word an earlier account.
    """

    incident: str
    truth: str
    act: str
    hours: float | None
    off_h: float | None
    lag_d: int | None
    followup: bool
    place: str
    several: bool
    away_km: float | None
    killed: Bounds | None
    injured: Bounds | None
    by: str
    stated: bool
    target: str
    repeat: bool

    @property
    def toll(self) -> bool:
        """Tell whether it states anybody's harm."""
        return any(each is not None and each.min > 0 for each in (self.killed, self.injured))


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of an incident: act ("" if not), day (None if not), place (None if not)."""

    name: str
    act: str
    day: date | None
    spot: Spot | None


def account(
    known: Known, said: Statement, published: date, *, zone: str, repeat: bool = False
) -> Account:
    """Return a report beside what is known; published: the day, in the zone in which days count."""
    hours = off = None
    if said.time is not None:
        hours = said.time.seconds / 3600
        if known.day:
            day = day_range(known.day, zone)
            late, early = said.time.earliest - day.latest, day.earliest - said.time.latest
            off = max(0.0, late.total_seconds(), early.total_seconds()) / 3600
    place, several, spot = _place(said.places)
    away = distance_m(*spot, *known.spot) / 1000 if spot and known.spot else None
    return Account(
        incident=known.name,
        truth=known.act,
        act=said.act,
        hours=hours,
        off_h=off,
        lag_d=(published - known.day).days if known.day else None,
        followup=said.followup,
        place=place,
        several=several,
        away_km=away,
        killed=said.killed,
        injured=said.injured,
        by=said.perpetrator,
        stated=said.perpetrator_stated,
        target=said.target_class,
        repeat=repeat,
    )


def _place(places: Sequence[Place]) -> tuple[str, bool, Spot | None]:
    """Return how a report's place is told, whether there are several, the likeliest settlement."""
    events = [each for each in places if each.role == "event" and each.lat is not None]
    narrow = [each for each in events if each.level not in WIDE]
    if not events:
        return "nowhere", False, None
    if not narrow:
        return "wide", len({each.mention for each in events}) > 1, None
    best = max(narrow, key=lambda each: each.p)
    spot = Spot(best.lat, best.lon) if best.lat is not None and best.lon is not None else None
    return "settlement", len({each.mention for each in narrow}) > 1, spot


def labelled(
    name: str, rows: Sequence[Gold], reports: Mapping[str, Sequence[Statement]]
) -> list[Account]:
    """Return the accounts of a labelled set: of each headline on one incident what we read first.

    name: of the set; reports: by headline. Those that report two incidents, and those in which we
    read none, are left out: they cannot be laid beside one another.
    """
    by_incident: dict[str, list[Gold]] = {}
    for row in rows:
        if row.incident and len(row.clusters) == 1:
            by_incident.setdefault(min(row.clusters), []).append(row)
    found = []
    for incident, members in by_incident.items():
        known, seen = _known(f"{name} {incident}", members), set[str]()
        for row in members:
            if said := reports.get(row.id):
                published = date.fromisoformat(row.date)
                repeat = row.headline in seen
                found.append(account(known, said[0], published, zone=ZONE, repeat=repeat))
                seen.add(row.headline)
    return found


def _known(name: str, members: Sequence[Gold]) -> Known:
    acts = _commonest(row.act for row in members if row.act and row.act not in OPEN)
    bare = all(row.act == "explosion" for row in members)
    day = _commonest(row.day for row in members if row.day)
    spots = [Spot(row.places[0][1], row.places[0][2]) for row in members if row.places]
    return Known(
        name=name,
        act=acts or ("explosion" if bare else ""),
        day=date.fromisoformat(day) if day else None,
        spot=Counter(spots).most_common(1)[0][0] if spots else None,
    )


def _commonest(values: Iterable[str]) -> str:
    counts = Counter(values)
    return min(counts, key=lambda each: (-counts[each], each), default="")
