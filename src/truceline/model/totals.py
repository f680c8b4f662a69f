"""How many breaches there may be together, and which steps of a ladder they reach."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.model.finding import ReviewState


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachTotal:
    """How many breaches by a respondent the proposed findings come to under one reading.

    clause: "" for those of any clause, each incident once. unit: what one breach is when counted.
    low, high: 90 % of the draws lie between them, best: their middle; where nobody can say whether
    something occurred, low takes it as not, high as so, and best is None. certain: how many
    findings reach the standard of proof by themselves.
    """

    id: str
    agreement: str
    reading: str
    respondent: str
    clause: str
    unit: str
    low: int
    best: int | None
    high: int
    certain: int
    reason: str
    review: ReviewState = "proposed"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepReached:
    """Whether the breaches of a respondent reach a step of a ladder under one reading.

    p_low, p_high: bounds of P(reached), equal where it is known of everything whether it occurred.
    reached: P is at least the standard of proof even at its lowest.
    """

    id: str
    agreement: str
    reading: str
    respondent: str
    ladder: str
    step: str
    p_low: float
    p_high: float
    reached: bool
    then: str
    reason: str
    review: ReviewState = "proposed"
