"""The shape of the report's sections on incidents, claimed totals and differences."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.model.incident import IncidentStatus
from truceline.model.tally import TallyVerdict
from truceline.model.values import Bounds
from truceline.publish.sentences import Quote, Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """A statement that reports an incident."""

    quote: Quote
    source: str
    probability: str
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRow:
    """One incident with everything that the evidence says of it.

    attributed: probability by party id; what is left to 1 is unknown.
    """

    id: str
    heading: str
    proposition: Sentence
    when: str
    where: str
    count: str
    killed: str
    injured: str
    status: IncidentStatus
    status_text: str
    origins: tuple[Sentence, ...]
    attribution: tuple[Sentence, ...]
    attributed: tuple[tuple[str, float], ...]
    disagreements: tuple[str, ...]
    alternatives: tuple[str, ...]
    group: str
    members: tuple[MemberRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentPlaceBlock:
    """The incidents at one named place, in the order of time."""

    place: str
    total: str
    incidents: tuple[IncidentRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyPartRow:
    """A stated part of a claimed total."""

    text: str
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyRow:
    """A total that one side claims about the other; main: it leads among those of that side."""

    id: str
    side: str
    side_id: str | None
    claimant: str
    accused: str
    accused_id: str
    quantity: str
    bounds: Bounds
    unit: str
    window: str
    window_utc: str
    hours: str
    parts: tuple[TallyPartRow, ...]
    sum: str
    verdict: TallyVerdict
    verdict_text: str
    reasons: tuple[str, ...]
    main: bool
    replaced: bool
    carriers: str
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonRow:
    """Two claimed totals beside each other, and why they can or cannot be compared.

    main: both lead among what their sides claim about the same party.
    """

    a: str
    b: str
    main: bool
    verdict: TallyVerdict
    verdict_text: str
    reasons: tuple[str, ...]
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceRow:
    """Two passages that differ in one field; neither is called right."""

    id: str
    sentence: Sentence
    field: str
    values: tuple[str, str]
    quotes: tuple[Quote, Quote]


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideRow:
    """Something that was read but is not about the agreement, and why not."""

    id: str
    at: str
    sentence: Sentence
    reason: str
    quote: Quote | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideBlock:
    """All that is out of scope on one ground."""

    ground: str
    heading: str
    total: str
    incidents: tuple[AsideRow, ...]
    statements: tuple[AsideRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """What one passage says of positions, undertakings, threats, denials or posture."""

    at: str
    kind: str
    sentence: Sentence
    quote: Quote
    binding: str
