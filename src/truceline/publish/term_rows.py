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
    exceptions: tuple[str, ...]
    limits: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundRow:
    """A line or an area of the agreement in words; unknown: nobody can tell where it lies."""

    kind: str
    title: str
    sentence: Sentence
    unknown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRow:
    """When the agreement came to stand as it does, by the record."""

    at: str
    status: str
    sentence: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderBlock:
    """What follows upon breaches; steps: (how many within how long, what then follows)."""

    sentence: Sentence
    counted: str
    steps: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionRow:
    """One way to take what is open, and who takes it so since when; takes: terms it changes."""

    title: str
    sentence: Sentence
    held: str
    takes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceBlock:
    """What an agreement leaves open; about: its kind in words."""

    title: str
    about: str
    options: tuple[OptionRow, ...]


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
    """Readings of the agreement that bind everybody alike, with their bindings.

    ids: of the readings; title: in quotation marks, or how many of how many; short: which of all
    readings they are, in one line; differs: how they take what other readings take otherwise.
    """

    ids: tuple[str, ...]
    title: str
    short: str
    differs: tuple[str, ...]
    takes: tuple[str, ...]
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
    status: tuple[StatusRow, ...]
    ground: tuple[GroundRow, ...]
    clauses: tuple[TermRow, ...]
    ladders: tuple[LadderBlock, ...]
    counting: Sentence | None
    standard: str
    instruments: tuple[InstrumentRow, ...]
    choices: tuple[ChoiceBlock, ...]
    readings_note: str
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
class TotalRow:
    """How many breaches there may be of one clause; under: which readings, "" for all shown."""

    clause: str
    under: str
    lowest: str
    middle: str
    highest: str
    certain: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """Whether a step of a ladder is reached, and what then follows by the agreement."""

    ladder: str
    step: str
    reached: str
    chance: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """All findings for one respondent under readings that come to the same, counted by verdict.

    totals: what the breaches come to together, a sentence for each account that differs.
    """

    respondent: str
    respondent_id: str
    counts: tuple[tuple[Verdict, int], ...]
    sentence: Sentence
    totals: tuple[str, ...]
    by_clause: tuple[TotalRow, ...]
    steps: tuple[StepRow, ...]
    findings: tuple[FindingRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentBlock:
    """Readings whose verdicts on all incidents are the same, with what they come to.

    title, differs, readings: which readings these are, how they differ from the others, and the
    title of each.
    """

    title: str
    differs: tuple[str, ...]
    readings: tuple[str, ...]
    rows: tuple[Assessment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessments:
    """What could be judged; notes: what makes a difference, and what totals are."""

    notes: tuple[str, ...]
    blocks: tuple[AssessmentBlock, ...]
