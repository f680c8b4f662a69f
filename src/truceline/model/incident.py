"""What happened, as far as the evidence goes: incidents, groups, links and attribution."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from truceline.ground.times import TimeRange
from truceline.model.values import Amount, Level

IncidentStatus = Literal[
    "reported", "corroborated", "verified", "disputed", "unverifiable", "refuted"
]


# What stands behind P(occurred): given from outside; calibration shown on data of this kind; shown
# on none of this kind; no account that could be weighed.
BeliefBasis = Literal["given", "shown", "not_shown", "no_account"]
BeliefPart = Literal["prior", "told", "denied", "seen", "not_seen"]


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

    p_occurred: probability of the proposition, None where nothing could be weighed; p_basis: what
    stands behind it; likelihood: the word of ICD 203 for it, "" unless its basis is "shown".
    denials: ids of the statements that deny it, its author, target or count.
    group: id of the unresolved group that it belongs to, None if it stands alone.
    attribution: by party, what is left to 1 is unknown; attribution_stated: statement ids that
    name the side in words.
    reported: when the first report that is not of the far past was published, None if unknown.
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
    p_basis: BeliefBasis = "given"
    likelihood: str = ""
    denials: tuple[str, ...] = ()
    reported: TimeRange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """One part of what P(occurred) of an incident is made of; the parts of one sum to its logit.

    part: "prior"; "told" by all that could invent together, a side with all that is its own, its
    sensors included, or those of no party that are alike; "denied"; "seen" or "not_seen" by a
    sensor. side: whose words or sensor, None for no party. by: which concert of no party, which
    kind of denial, or the sensor's source and channel; "" for the prior and for a side. voices:
    how many count once each; origins: how many origins they are. log_ratio: natural logarithm of
    the likelihood ratio, of the prior its logit.
    """

    incident: str
    part: BeliefPart
    side: str | None
    by: str
    voices: int
    origins: int
    log_ratio: float


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
