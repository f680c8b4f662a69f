"""How many breaches there may be together, and which steps of a ladder they reach."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.model.finding import ReviewState


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachTotal:
    """How many breaches by a respondent the proposed findings come to under one reading.

    clause: "" for those of any clause, each incident once. unit: what one breach is when counted.
    low, high: 90 % of the draws lie between them; what is undetermined, or what nobody can say
    whether it occurred, counts as none for low and, unless it is permitted or excused whoever did
    it, as a breach for high. best: the middle of the
    draws of what is shown, None where nobody can say of something whether it occurred. high is
    None where a count is open ("at least five"). certain: how many findings reach the standard of
    proof by themselves.
    """

    id: str
    agreement: str
    reading: str
    respondent: str
    clause: str
    unit: str
    low: int
    best: int | None
    high: int | None
    certain: int
    reason: str
    review: ReviewState = "proposed"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepReached:
    """Whether the breaches of a respondent reach a step of a ladder under one reading.

    p_low, p_high: bounds of P(reached), equal where nothing that counts is undetermined.
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
