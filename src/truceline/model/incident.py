"""What happened, as far as the evidence goes: incidents, groups, links and attribution."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from truceline.ground.times import TimeRange
from truceline.model.values import Amount, Level

IncidentStatus = Literal[
    "reported", "corroborated", "verified", "disputed", "unverifiable", "refuted"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A statement that reports an incident, with the probability that it means this one."""

    statement: str
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """One of the places that an incident may have happened at."""

    lat: float
    lon: float
    radius_m: float
    p: float
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentPlace:
    """The best place and all alternatives; lat and lon are None where no place is known."""

    lat: float | None
    lon: float | None
    radius_m: float | None
    name: str = ""
    level: Level | None = None
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Harm:
    """People killed or injured: low, best and high; best or high None where nobody said."""

    low: int
    best: int | None
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginCount:
    """How many independent origins of one side (None: of no party) report an incident."""

    side: str | None
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Something that happened, or did not: a proposition with its evidence.

    p_occurred: probability of the proposition, None where no calibrated model applies yet.
    group: id of the unresolved group that it belongs to, None if it stands alone.
    attribution: by party, what is left to 1 is unknown; attribution_stated: statement ids that
    name the side in words.
    """

    id: str
    proposition: str
    act: str
    members: tuple[Member, ...]
    origins: tuple[OriginCount, ...]
    place: IncidentPlace
    time: TimeRange | None
    status: IncidentStatus
    p_occurred: float | None = None
    count: Amount | None = None
    killed: Harm | None = None
    injured: Harm | None = None
    target_class: str = ""
    attribution: dict[str, float] = field(default_factory=dict)
    attribution_stated: tuple[str, ...] = ()
    disagreements: tuple[str, ...] = ()
    group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Why two reports were, or were not, taken for one incident: the score table of a pair.

    parts: named terms of the score, in the order in which they were added; score: their sum.
    """

    a: str
    b: str
    parts: tuple[tuple[str, float], ...]
    score: float
    linked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """An unresolved group: reports of at least low and at most high incidents."""

    id: str
    incidents: tuple[str, ...]
    low: int
    high: int
    why: str = ""
