"""Duties that last only while the other side keeps its own: what releases them, and how surely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from truceline.ground.times import TimeRange
from truceline.judge.questions import Answered, Matter, answered
from truceline.judge.weighing import Answer, part_inside, probability_before
from truceline.model.finding import Fact
from truceline.model.incident import Incident


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An act by which the other side failed its own part.

    p: P(it occurred and was such a failure), 0 where nobody can say yet whether it occurred;
    time: when, cut to the duty's window.
    """

    incident: Incident
    p: float
    time: TimeRange


def release(matter: Matter, failures: Sequence[Failure]) -> Answered:
    """Return whether the other side had failed before, as a lower bound.

    The bound is the single surest earlier failure, not a product over all: reports may depend
    on each other. That the other side had *kept* its part cannot be shown by the absence of
    reports, so "no" stays 0 and the act is never a breach outright: it is excused as far as
    an earlier failure is shown, and undetermined for the rest. `failures`: surest first.
    """
    other = matter.wording.name(matter.duty.conduct_of or "")
    within, time = matter.within(), matter.incident.time
    mine = part_inside(time, within) if time and within else None
    best, surest = 0.0, None
    alleged = 0
    for each in failures:
        if each.incident.id == matter.incident.id or mine is None:
            continue
        before = probability_before(each.time, mine)
        alleged += before > 0
        if each.p * before > best:
            best, surest = each.p * before, each.incident
    statements = tuple(member.statement for member in surest.members) if surest else ()
    values = {"other": other, "alleged": alleged}
    return answered(matter.wording, "condition", Answer(best, 0.0), values, statements)


def circular(matter: Matter) -> Answered:
    """Return that a duty which depends on itself through the other's cannot be decided."""
    names = {
        "party": matter.wording.name(matter.respondent),
        "other": matter.wording.name(matter.duty.conduct_of or ""),
    }
    fact = Fact(what=matter.wording.phrase("fact", "condition", "circular", **names), p=1.0)
    return Answered(answer=Answer(0.0, 0.0), fact=fact)
