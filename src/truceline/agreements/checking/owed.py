"""Checks obligations: their bounds, their deadlines, and whether their stages fit the whole."""

from __future__ import annotations

from truceline.agreements.building.moments import FROM_EVER
from truceline.agreements.checking.whole import Whole, before
from truceline.agreements.source import Path_, shown
from truceline.model.terms import Clause, Obligation, Stage
from truceline.model.values import Amount

_SLIGHT = 1e-9  # of a sum of fractions


def check_owed(whole: Whole) -> None:
    """Note obligations that nobody can fulfil as they are written, and those of other clauses."""
    for index, clause in enumerate(whole.agreement.clauses):
        owed, at = clause.obligation, ("clauses", index, "obligation")
        if owed is None:
            continue
        if clause.scope != "obliges":
            what = f"A clause that {clause.scope} has an obligation."
            whole.add(at, what, "Write “scope: obliges”, or give the obligation its own clause.")
        _deadline(whole, clause, owed, at)
        _bounds(whole, owed.quantity, (*at, "quantity"))
        for position, stage in enumerate(owed.stages):
            _bounds(whole, stage.quantity, (*at, "stages", position, "quantity"))
            _stage(whole, owed, stage, (*at, "stages", position))
        _sum(whole, owed, (*at, "stages"))


def _deadline(whole: Whole, clause: Clause, owed: Obligation, at: Path_) -> None:
    if owed.deadline is None:
        return
    place = (*at, "deadline") if "deadline" in whole.source.at(at) else (*at, "after")
    if owed.start is not None and before(owed.deadline, owed.start):
        what = "The deadline lies before the obligation begins."
        whole.add(place, what, "Correct “from” or the deadline.")
    begins = clause.within.start if clause.within else FROM_EVER
    if begins != FROM_EVER and before(owed.deadline, begins):
        what = f"The deadline lies before the clause “{shown(clause.id)}” is there."
        whole.add(place, what, "Correct the deadline, “within” or “stands_by”.")


def _bounds(whole: Whole, amount: Amount | None, at: Path_) -> None:
    if amount is not None and amount.max is not None and amount.max < amount.min:
        what = f"At most {amount.max:g} is less than at least {amount.min:g}."
        whole.add((*at, "max"), what, "Swap min and max, or write null for an open bound.")


def _stage(whole: Whole, owed: Obligation, stage: Stage, at: Path_) -> None:
    if stage.deadline is None:
        return
    if owed.deadline is not None and before(owed.deadline, stage.deadline):
        what = f"The stage “{shown(stage.id)}” is due after the deadline of the whole."
        whole.add((*at, "deadline"), what, "Let the whole be due with its last stage.")
    if owed.start is not None and before(stage.deadline, owed.start):
        what = f"The stage “{shown(stage.id)}” is due before the obligation begins."
        whole.add((*at, "deadline"), what, "Correct “from” or the stage's deadline.")


def _sum(whole: Whole, owed: Obligation, at: Path_) -> None:
    """Note stages that add up to more than the whole, or to less although all are counted."""
    stages = [each.quantity for each in owed.stages if each.quantity is not None]
    if (
        owed.quantity is None
        or not stages
        or {each.unit for each in stages} != {owed.quantity.unit}
    ):
        return
    least = sum(each.min for each in stages)
    if owed.quantity.max is not None and least > owed.quantity.max + _SLIGHT:
        what = f"The stages add up to {least:g}, more than the {owed.quantity.max:g} of the whole."
        mend = "Give each stage what is due in it, not the sum so far."
        whole.add(at, what, mend)
    most = [each.max for each in stages if each.max is not None]
    if len(most) == len(owed.stages) and sum(most) < owed.quantity.min - _SLIGHT:
        what = f"The stages add up to {sum(most):g}, less than the {owed.quantity.min:g} owed."
        whole.add(at, what, "Add the stage that is missing, or correct a quantity.")
