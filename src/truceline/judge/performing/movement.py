"""Freedom of movement: a duty that is broken by each denial, and never done once and for all."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from truceline.ground.times import TimeRange
from truceline.judge.performing.accounts import Account
from truceline.judge.performing.amounts import progress_of
from truceline.judge.performing.duties import Owed
from truceline.judge.performing.selecting import Selected
from truceline.judge.performing.settling import basis_of_deeds
from truceline.model.performance import Basis, PerformanceStatus
from truceline.model.terms import Obligation
from truceline.model.values import Bounds

_ONE = Bounds(1.0, 1.0)


def is_freedom(owed: Obligation) -> bool:
    """Tell whether an obligation is to let others move, with no amount or moment to be done by."""
    fixed = owed.deadline, owed.after_start_s, owed.quantity, owed.every_s
    return owed.kind == "movement" and not owed.stages and not any(fixed)


def first_denied(chosen: Selected) -> TimeRange | None:
    """Return when movement was first denied, None where that is not known."""
    times = [time for each in _denied(chosen) if (time := each.time or each.published)]
    return min(times, key=lambda each: each.latest, default=None)


def _denied(chosen: Selected) -> list[Account]:
    return [each for each in chosen.accounts if each.signal in ("refused", "failed", "suspended")]


def denial(
    owed: Owed, chosen: Selected, parties: Collection[str]
) -> tuple[PerformanceStatus, Basis, Bounds, str]:
    """Return status, basis, how often movement was denied, and the phrase that tells it.

    Denials are counted as deliveries are: reports of one time are one denial. That nothing is
    told shows nothing: undetermined.
    """
    denied = [replace(each, amount=_ONE, total=False) for each in _denied(chosen)]
    granted = [each for each in chosen.accounts if each.signal in ("done", "begun")]
    count = progress_of(denied).bounds
    if not denied:
        told = "granted" if granted else "untold"
        status: PerformanceStatus = "begun" if granted else "undetermined"
        return (
            status,
            basis_of_deeds({each.side for each in granted}, owed.respondent, parties),
            count,
            told,
        )
    sides = {each.side for each in denied}
    if owed.respondent in sides:
        return "refused", "admitted", count, "denied"
    observed = any(each not in parties for each in sides)
    return "refused", ("observed" if observed else "claimed"), count, "denied"
