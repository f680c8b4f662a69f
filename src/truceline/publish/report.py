"""The shape of a finished report: sections of sentences that point at their evidence."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.model.finding import Force, Verdict
from truceline.model.incident import IncidentStatus
from truceline.model.tally import TallyVerdict
from truceline.model.values import Bounds, Span

SCHEMA = "truceline/report/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence and what it rests on.

    cites: ids of statements, detections or documents, each an entry of the appendix; terms:
    ids of the agreement's own citations.
    """

    text: str
    cites: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A heading and the sentences under it."""

    heading: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The words of a passage, with who carried them; cites names the appendix's entry."""

    text: str
    label: str
    cites: tuple[str, ...]


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
class TermRow:
    """A clause in our own words."""

    scope: str
    sentence: Sentence
    article: str
    within: str
    exceptions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentRow:
    """One act of one party that brought the agreement about."""

    at: str
    by: str
    act: str
    sentence: Sentence
    condition: str
    binds: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BindingRow:
    """Whom a reading binds, when and why."""

    party: str
    force: Force
    force_text: str
    within: str
    condition: str
    reason: Sentence
    quotes: tuple[Quote, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingBlock:
    """One reading of the agreement with its bindings."""

    id: str
    title: str
    summary: Sentence
    held_by: str
    bindings: tuple[BindingRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationRow:
    """A document that the agreement's terms were read from."""

    id: str
    title: str
    publisher: str
    date: str
    url: str
    language: str
    via: str
    pinned: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What was agreed, by whom, for when, and how it can be read."""

    summary: str
    standing: str
    windows: tuple[str, ...]
    clauses: tuple[TermRow, ...]
    instruments: tuple[InstrumentRow, ...]
    readings: tuple[ReadingBlock, ...]
    unknowns: tuple[str, ...]
    citations: tuple[CitationRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """One finding: how an incident stands to a clause for one respondent under one reading."""

    incident: str
    incident_text: str
    clause: str
    verdict: Verdict
    verdict_text: str
    probability: str
    reason: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """All findings for one respondent under one reading, counted by verdict."""

    reading: str
    respondent: str
    counts: tuple[tuple[Verdict, int], ...]
    sentence: Sentence
    findings: tuple[FindingRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """A statement that reports an incident."""

    quote: Quote
    source: str
    probability: str
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRow:
    """One incident with everything that the evidence says of it."""

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
    """A total that one side claims about the other."""

    id: str
    side: str
    claimant: str
    accused: str
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
    replaced: bool
    carriers: str
    remainder: str
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonRow:
    """Two claimed totals beside each other, and why they can or cannot be compared."""

    a: str
    b: str
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
class TimelineRow:
    """One position, undertaking, threat, denial or posture."""

    at: str
    kind: str
    sentence: Sentence
    quote: Quote
    binding: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One window of a counting channel."""

    window: str
    quantity: str
    value: float
    chosen: bool
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelRow:
    """A channel that counts without a break, in the window that covers the truce most."""

    channel: str
    source: str
    allegiance: str
    quantity: str
    unit: str
    sentences: tuple[Sentence, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """One count that a feed reports for a stretch of time."""

    window: str
    text: str
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedCounts:
    """Counts that a feed reports now and then, and the stretches of which it says nothing."""

    source: str
    allegiance: str
    rows: tuple[ClaimRow, ...]
    gaps: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensors:
    """What channels counted during the truce, and whose channels they are."""

    channels: tuple[ChannelRow, ...]
    claimed: tuple[ClaimedCounts, ...]
    notes: tuple[str, ...]


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

    number: in the order in which the report first cites it; span: code points of the document,
    None for a detection or a whole document; sha256: of the evidence's raw bytes.
    """

    number: int
    id: str
    kind: str
    quote: str
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
    """A whole report; `map` is a standalone SVG picture."""

    schema: str
    language: str
    made_by: str
    header: Header
    glance: tuple[Block, ...]
    terms: Terms
    assessments: tuple[Assessment, ...]
    incidents: tuple[IncidentPlaceBlock, ...]
    groups: tuple[Sentence, ...]
    tallies: tuple[TallyRow, ...]
    comparisons: tuple[ComparisonRow, ...]
    distortions: tuple[DifferenceRow, ...]
    contradictions: tuple[DifferenceRow, ...]
    timeline: tuple[TimelineRow, ...]
    sensors: Sensors
    limits: Limits
    appendix: tuple[Entry, ...]
    evidence: tuple[EvidenceRow, ...]
    map: str
