"""The shape of the report's section on what was to be done."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.model.performance import PerformanceStatus
from truceline.publish.sentences import Quote, Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class PerformanceRow:
    """How an obligation, a stage or a period of it fares under readings that agree on it.

    under: which readings, "" for all that bind; part: the stage or period, "the whole" else;
    basis_text: who stands behind the status; sides: what each side says; told: whether anybody
    says anything of it.
    """

    id: str
    respondent: str
    respondent_id: str
    under: str
    part: str
    owed: str
    done: str
    deadline: str
    status: PerformanceStatus
    status_text: str
    basis_text: str
    sentence: Sentence
    sides: tuple[Sentence, ...]
    quotes: tuple[Quote, ...]
    more: str
    told: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationBlock:
    """One obliging clause: how it fares as a whole, and by stages or periods."""

    clause: Sentence
    article: str
    owed: str
    rows: tuple[PerformanceRow, ...]
    parts: tuple[PerformanceRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligations:
    """What was to be done; untold: clauses of which nothing was read."""

    intro: str
    blocks: tuple[ObligationBlock, ...]
    untold: tuple[ObligationBlock, ...]
