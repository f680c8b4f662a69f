"""What an incident means under an agreement: bindings, findings and their proofs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from truceline.ground.times import TimeRange
from truceline.model.origin import Passage

Force = Literal["not_in_force", "bound", "conditional", "not_bound"]
Verdict = Literal["breach", "excused", "permitted", "outside", "undetermined"]
ReviewState = Literal["proposed", "confirmed", "rejected"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """Whether, when and why an agreement binds one party under one reading.

    within: when it binds (None where it does not); condition: what the duty depends on, ""
    if on nothing; reason: a plain sentence; citations: ids of the agreement's own sources;
    passages: what the evidence says about it. notes: where the evidence and the agreement's own
    record of who accepted differ; a person has to look, nothing is changed by a note.
    """

    agreement: str
    reading: str
    party: str
    force: Force
    reason: str
    within: TimeRange | None = None
    condition: str = ""
    citations: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    notes: tuple[str, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact that a verdict rests on: what, how probable, and which statements say so."""

    what: str
    p: float
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An incident under a clause, for one respondent, under one reading.

    p: by verdict, probabilities of all five given that it occurred, summing to 1; verdict: the one
    that reaches the standard of proof, "undetermined" if none does. proof: minimal sufficient
    sets of facts, each a tuple of indexes into `facts`. review: "proposed" until a person signs.
    """

    id: str
    incident: str
    agreement: str
    clause: str
    respondent: str
    reading: str
    verdict: Verdict
    p: dict[str, float]
    reason: str
    facts: tuple[Fact, ...] = ()
    proof: tuple[tuple[int, ...], ...] = ()
    review: ReviewState = "proposed"
