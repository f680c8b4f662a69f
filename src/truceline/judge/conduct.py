"""Duties that last only while the other side keeps its own: what releases them, and how surely."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

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


@dataclass(frozen=True, slots=True)
class Failures:
    """The other side's failures: surest first, and their first moments in order of time."""

    surest: tuple[Failure, ...]
    starts: tuple[datetime, ...]
    ids: frozenset[str]

    @classmethod
    def of(cls, found: Iterable[Failure]) -> Failures:
        """Return failures in the two orders in which they are looked up."""
        listed = sorted(found, key=lambda each: -each.p)
        starts = sorted(each.time.earliest for each in listed)
        return cls(tuple(listed), tuple(starts), frozenset(e.incident.id for e in listed))

    def alleged_before(self, incident: Incident, mine: TimeRange) -> int:
        """Return how many other incidents may lie before an incident's time.

        An incident that is itself among the failures (both sides are named) is counted if it
        lasts, since it then begins before it ends; it is taken off again.
        """
        itself = incident.id in self.ids and mine.seconds > 0
        return bisect_left(self.starts, mine.latest) - itself


def release(matter: Matter, failures: Failures) -> Answered:
    """Return whether the other side had failed before, as a lower bound.

    The bound is the single surest earlier failure, not a product over all: reports may depend
    on each other. That the other side had *kept* its part cannot be shown by the absence of
    reports, so "no" stays 0 and the act is never a breach outright: it is excused as far as
    an earlier failure is shown, and undetermined for the rest.
    """
    other = matter.wording.name(matter.duty.conduct_of or "")
    within, time = matter.within(), matter.incident.time
    mine = part_inside(time, within) if time and within else None
    if mine is None:
        values = {"other": other, "alleged": 0}
        return answered(matter.wording, "condition", Answer(0.0, 0.0), values)
    best, surest = 0.0, None
    for each in failures.surest:
        if each.p <= best:
            break
        p = each.p * probability_before(each.time, mine)
        if p > best and each.incident.id != matter.incident.id:
            best, surest = p, each.incident
    statements = tuple(member.statement for member in surest.members) if surest else ()
    values = {"other": other, "alleged": failures.alleged_before(matter.incident, mine)}
    return answered(matter.wording, "condition", Answer(best, 0.0), values, statements)


def circular(matter: Matter) -> Answered:
    """Return that a duty which depends on itself through the other's cannot be decided."""
    names = {
        "party": matter.wording.name(matter.respondent),
        "other": matter.wording.name(matter.duty.conduct_of or ""),
    }
    fact = Fact(what=matter.wording.phrase("fact", "condition", "circular", **names), p=1.0)
    return Answered(answer=Answer(0.0, 0.0), fact=fact)
