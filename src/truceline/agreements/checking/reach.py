"""Finds what is never judged: clauses that reach nobody, duties to nothing, parties without any."""

from __future__ import annotations

from truceline.agreements.checking.whole import Whole, overlap
from truceline.agreements.source import Path_, shown
from truceline.model.agreement import Duty, Reading
from truceline.model.terms import Clause


def check_reach(whole: Whole) -> None:
    """Note clauses that no reading reaches by party or time, and parties that none binds."""
    for index, clause in enumerate(whole.agreement.clauses):
        _clause(whole, clause, ("clauses", index))
    bound = {duty.party for duty in whole.duties}
    for index, party in enumerate(whole.agreement.parties):
        if party not in bound:
            what = f"No reading gives “{shown(party)}” a duty."
            mend = "Add its duty to a reading; who only brokered it belongs to the mediators."
            whole.add(("parties", index), what, mend)
    _duties(whole)


def _clause(whole: Whole, clause: Clause, at: Path_) -> None:
    taken = [
        (reading.clause(clause), duty)
        for reading in whole.agreement.readings
        for duty in reading.duties
    ]
    reached = [(each, duty) for each, duty in taken if duty.party in whole.bound(each)]
    if not reached:
        what = f"No reading reaches the clause “{shown(clause.id)}”."
        mend = "Give one of its respondents a duty in some reading."
        whole.add(at, what, mend)
    elif not any(overlap(each.within, duty.within) for each, duty in reached):
        what = f"The clause “{shown(clause.id)}” lies outside of the period of every reading."
        mend = "Correct its times, or those of the duties of its respondents."
        whole.add((*at, "within"), what, mend)
    elif clause.scope == "permits" and any(each.acts or each.may_cover for each, _ in taken):
        _permission(whole, clause, at)


def _permission(whole: Whole, clause: Clause, at: Path_) -> None:
    excepted = any(clause.id in each.exceptions for each in whole.agreement.clauses)
    if not excepted and not clause.prevails_over:
        what = f"The permission “{shown(clause.id)}” is an exception of no prohibition."
        mend = "Name it under “exceptions” of a prohibition, or let it prevail over one."
        whole.add(at, what, mend)


def _duties(whole: Whole) -> None:
    """Note duties of parties that no clause is about, in any reading in which they stand."""
    combinations = len(whole.agreement.readings) // len(whole.values("readings"))
    for index in range(len(whole.values("readings"))):
        made = whole.agreement.readings[index * combinations : (index + 1) * combinations]
        for position, duty in enumerate(made[0].duties):
            if not any(_owes(whole, reading, duty) for reading in made):
                what = f"No clause is about “{shown(duty.party)}”, so this duty is to nothing."
                mend = "Name it among the respondents of a clause, or remove the duty."
                whole.add(("readings", index, "duties", position, "party"), what, mend)


def _owes(whole: Whole, reading: Reading, duty: Duty) -> bool:
    clauses = (reading.clause(each) for each in whole.agreement.clauses)
    return any(duty.party in whole.bound(each) for each in clauses)
