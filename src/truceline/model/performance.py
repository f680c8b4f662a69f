"""How an obligation fares: how much of it was done, by when, who says so, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from truceline.ground.times import TimeRange
from truceline.model.finding import Fact, ReviewState
from truceline.model.values import Amount, Bounds

PerformanceStatus = Literal[
    "done",
    "part",
    "late",
    "part_late",
    "refused",
    "suspended",
    "failed",
    "begun",
    "promised",
    "pending",
    "undetermined",
    "not_due",
]
Basis = Literal["", "recorded", "confirmed", "observed", "admitted", "claimed", "disputed"]
Said = Literal["done", "begun", "promised", "suspended", "refused", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SideAccount:
    """What one side says of an obligation: origins that say so, and the amount by its own count.

    side: party id, "" for voices of no party. quantity: None where it gave no number.
    """

    side: str
    says: Said
    origins: int
    quantity: Bounds | None = None
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Performance:
    """One obligation of one respondent under one reading, as far as the evidence tells of it.

    stage: id of a stage, "period-N" of a recurring duty, "" for the whole. status: the one that
    reaches the agreement's standard, "undetermined" if none does; p: by status, summing to 1.
    late: done, but after the deadline; part: less than owed by the deadline; part_late: less, and
    some of it after it; failed: said not to have come about, nobody being named who refused;
    begun, promised, pending: the deadline has not passed, or nothing more is known; not_due: the
    duty had not begun, or was not in force or had lapsed when it would have been failed. basis: who
    stands behind the status: "claimed" by the one whom it serves alone, "admitted" against its
    own interest, "confirmed" by another party, "observed" by no party, "recorded" among the
    agreement's own instruments, "disputed"; "" where nobody said anything.

    done: how much was done, by all that is said (bounds hold rival accounts); owed: None where
    no amount was fixed. deadline: as resolved; as_of: up to when the evidence reaches. by: who
    did it, where that is not the respondent. periods: of a recurring duty, how many were kept,
    missed or are unknown; denials: of freedom of movement, how often it was denied.
    """

    id: str
    agreement: str
    clause: str
    respondent: str
    reading: str
    stage: str
    status: PerformanceStatus
    basis: Basis
    p: dict[str, float]
    reason: str
    done: Bounds | None = None
    owed: Amount | None = None
    deadline: TimeRange | None = None
    as_of: datetime | None = None
    by: tuple[str, ...] = ()
    sides: tuple[SideAccount, ...] = ()
    periods: dict[str, int] = field(default_factory=dict)
    denials: Bounds | None = None
    facts: tuple[Fact, ...] = ()
    review: ReviewState = "proposed"
