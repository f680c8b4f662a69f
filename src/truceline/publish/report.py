"""The shape of a finished report: sections of sentences that point at their evidence."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.model.values import Span
from truceline.publish.event_rows import (
    AsideBlock,
    ComparisonRow,
    DifferenceRow,
    IncidentPlaceBlock,
    TallyRow,
    TimelineRow,
)
from truceline.publish.kinds_rows import Kinds
from truceline.publish.obligation_rows import Obligations
from truceline.publish.sensor_rows import Sensors
from truceline.publish.sentences import Block, PartyName, Sentence
from truceline.publish.standing_rows import Standings
from truceline.publish.term_rows import Assessments, Terms

SCHEMA = "truceline/report/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What the report is, of which case, as of when; watermark: "" once everything is signed."""

    title: str
    purpose: str
    agreement: str
    standing: str
    as_of: str
    as_of_utc: str
    zone: str
    window: str
    watermark: str
    banner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarantineRow:
    """An item that could not be used, and how to mend it."""

    locator: str
    what: str
    mend: str
    size: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A feed, whose it is, and how much of the case came from it."""

    name: str
    kind: str
    allegiance: str
    directness: str
    documents: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What could not be observed, what was set aside, and how all this was made."""

    unobserved: tuple[Sentence, ...]
    quarantine: tuple[QuarantineRow, ...]
    sources: tuple[SourceRow, ...]
    method: tuple[str, ...]
    verify: str
    command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the appendix: a statement, a detection or a document that a sentence cites.

    before, after: what stands around a short quotation on its line;
    number: in the order in which the report first cites it; span: code points of the document,
    None for a detection or a whole document; sha256: of the evidence's raw bytes.
    """

    number: int
    id: str
    kind: str
    quote: str
    before: str
    after: str
    document: str
    source: str
    allegiance: str
    title: str
    url: str
    published: str
    locator: str
    span: Span | None
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """One item of evidence with its hash."""

    id: str
    sha256: str
    source: str
    locator: str
    published: str
    url: str
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole report; parties in the agreement's order; `map` is a standalone SVG picture."""

    schema: str
    language: str
    made_by: str
    header: Header
    parties: tuple[PartyName, ...]
    glance: tuple[Block, ...]
    terms: Terms
    assessments: Assessments
    obligations: Obligations | None
    incidents: tuple[IncidentPlaceBlock, ...]
    groups: tuple[Sentence, ...]
    tallies: tuple[TallyRow, ...]
    comparisons: tuple[ComparisonRow, ...]
    distortions: tuple[DifferenceRow, ...]
    contradictions: tuple[DifferenceRow, ...]
    standings: Standings
    timeline: tuple[TimelineRow, ...]
    kinds: Kinds
    sensors: Sensors
    aside: tuple[AsideBlock, ...]
    aside_note: str
    limits: Limits
    appendix: tuple[Entry, ...]
    evidence: tuple[EvidenceRow, ...]
    map: str
