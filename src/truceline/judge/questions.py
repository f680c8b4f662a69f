"""The questions that decide what an incident means under a clause, answered one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from truceline.ground.times import TimeRange
from truceline.judge.weighing import Answer, part_inside
from truceline.judge.wording import Wording, share, when
from truceline.model.agreement import Agreement, Duty
from truceline.model.finding import Fact, Force
from truceline.model.incident import Incident
from truceline.model.statement import Statement
from truceline.model.terms import Clause
from truceline.vocabulary.acts_meant import acts_meant

UNKNOWN = Answer(0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One incident under one clause for one respondent's duty."""

    agreement: Agreement
    incident: Incident
    clause: Clause
    duty: Duty
    force: Force
    members: tuple[Statement, ...]
    wording: Wording

    @property
    def respondent(self) -> str:
        """Return the party whose duty it is."""
        return self.duty.party

    def within(self) -> TimeRange | None:
        """Return when the clause binds: the duty's time, cut to the clause's own."""
        if self.duty.within is None or self.clause.within is None:
            return self.duty.within.outer if self.duty.within else None
        own = self.clause.within.outer
        inside = part_inside(self.duty.within.outer, own)
        return inside or TimeRange(earliest=own.earliest, latest=own.earliest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A question's answer as a fact for the proof, and as numbers for the weighing."""

    answer: Answer
    fact: Fact


def permitted(matter: Matter) -> bool:
    """Tell whether an exception of the clause permits the act outright."""
    return any(matter.incident.act in each.acts for each in _permissions(matter))


def _permissions(matter: Matter) -> list[Clause]:
    named = [each for each in matter.agreement.clauses if each.id in matter.clause.exceptions]
    return [
        each for each in named if matter.respondent in (each.respondents or [matter.respondent])
    ]


def answers(matter: Matter) -> list[Answered]:
    """Return the answers about force, time, act, target, area and author, in that order."""
    found = [_force(matter), _time(matter), _act(matter)]
    if matter.clause.targets:
        found.append(_target(matter))
    if matter.clause.areas:
        found.append(_area(matter))
    return [*found, _author(matter)]


def answered(
    wording: Wording,
    name: str,
    answer: Answer,
    values: Mapping[str, object],
    statements: tuple[str, ...] = (),
) -> Answered:
    """Return an answer with the fact that it states: its likeliest side, or that it is open."""
    unclear = 1 - answer.yes - answer.no
    side, p = max(
        (("unclear", unclear), ("yes", answer.yes), ("no", answer.no)), key=lambda each: each[1]
    )
    shown = answer.yes if side == "unclear" else p
    what = wording.phrase("fact", name, side, **{**values, "share": share(shown)})
    return Answered(answer=answer, fact=Fact(what=what, p=p, statements=statements))


def _force(matter: Matter) -> Answered:
    in_force = matter.force != "not_in_force"
    answer = Answer(float(in_force), float(not in_force))
    return answered(
        matter.wording, "force", answer, {"party": matter.wording.name(matter.respondent)}
    )


def _time(matter: Matter) -> Answered:
    time, within = matter.incident.time, matter.within()
    if time is None or within is None:
        return answered(matter.wording, "time", UNKNOWN, {"when": ""})
    inside = time.share_inside(within)
    timed = tuple(each.id for each in matter.members if each.time is not None)
    return answered(matter.wording, "time", Answer(inside, 1 - inside), {"when": when(time)}, timed)


def _act(matter: Matter) -> Answered:
    act = matter.incident.act
    reporting = tuple(each.id for each in matter.members if each.act == act)
    values = {"act": act.replace("_", " ") or "?"}
    if permitted(matter):
        fact = Fact(
            what=matter.wording.phrase("fact", "act", "permitted", **values),
            p=1.0,
            statements=reporting,
        )
        return Answered(answer=Answer(1.0, 0.0), fact=fact)
    if any(act in each.may_cover for each in _permissions(matter)):
        return answered(matter.wording, "act", UNKNOWN, values, reporting)
    meant, not_meant = acts_meant(matter.clause.acts).share(act)
    return answered(matter.wording, "act", Answer(meant, not_meant), values, reporting)


def _target(matter: Matter) -> Answered:
    target = matter.incident.target_class
    if not target:
        return answered(matter.wording, "target", UNKNOWN, {"target": "?"})
    hit = float(target in matter.clause.targets)
    reporting = tuple(each.id for each in matter.members if each.target_class == target)
    return answered(matter.wording, "target", Answer(hit, 1 - hit), {"target": target}, reporting)


def _area(matter: Matter) -> Answered:
    # Zones and lines are not judged yet: what a clause limits to an area stays open.
    return answered(
        matter.wording,
        "area",
        UNKNOWN,
        {},
        tuple(each.id for each in matter.members if each.places),
    )


def _author(matter: Matter) -> Answered:
    stated = matter.incident.attribution
    own = min(1.0, stated.get(matter.respondent, 0.0))
    others = min(1 - own, sum(p for party, p in stated.items() if party != matter.respondent))
    naming = matter.incident.attribution_stated
    if not own and not others:
        fact = Fact(what=matter.wording.phrase("fact", "author", "unknown"), p=1.0)
        return Answered(answer=UNKNOWN, fact=fact)
    values = {"party": matter.wording.name(matter.respondent)}
    return answered(matter.wording, "author", Answer(own, others), values, naming)
