"""The shape of the report's sections on the agreement and on the findings under it."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.model.finding import Force, Verdict
from truceline.publish.sentences import Quote, Sentence


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
    party_id: str
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
    respondent_id: str
    counts: tuple[tuple[Verdict, int], ...]
    sentence: Sentence
    findings: tuple[FindingRow, ...]
