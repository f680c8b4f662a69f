"""What each incident means under each clause and reading, for each respondent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from truceline.ground.canonical import make_id
from truceline.judge.bindings import bound_actors, duty_of, is_circular
from truceline.judge.conduct import Failure, circular, release
from truceline.judge.questions import Answered, Matter, answers, permitted
from truceline.judge.weighing import (
    TOLERANCE,
    Weighed,
    part_inside,
    probabilities,
    sufficient_sets,
    verdict_of,
)
from truceline.judge.wording import party_name, phrase
from truceline.model.agreement import Agreement, Clause, Duty, Reading
from truceline.model.finding import Binding, Finding, Verdict
from truceline.model.incident import Incident
from truceline.model.statement import Statement

Statements = Mapping[str, Statement]


def findings(
    agreement: Agreement,
    bound: Sequence[Binding],
    incidents: Sequence[Incident],
    statements: Statements,
    earlier: Sequence[Incident] = (),
) -> Iterator[Finding]:
    """Yield findings in the order of incidents, clauses, readings and parties.

    Only prohibitions are judged from incidents. A respondent gets a finding if the reading
    binds it, conditionally or not, or if it would once the agreement were in force; not if the
    incident is attributed to others alone (own share exactly 0). `earlier` are incidents
    outside of the batch that may have released a conditional duty.
    """
    force = {(each.reading, each.party): each for each in bound}
    docket = [
        (clause, reading, duty, force[reading.id, duty.party])
        for clause in agreement.clauses
        if clause.scope == "prohibits"
        for reading in agreement.readings
        for duty in _duties(agreement, clause, reading)
    ]
    everything = [*incidents, *earlier]
    failed = [_failures(each, agreement, everything, statements) for each in docket]
    for incident in incidents:
        for (clause, reading, duty, binding), failures in zip(docket, failed, strict=True):
            if _concerns(incident, duty.party):
                matter = _matter(agreement, incident, clause, duty, binding, statements)
                yield _finding(matter, reading, binding, failures)


def _duties(agreement: Agreement, clause: Clause, reading: Reading) -> list[Duty]:
    respondents = clause.respondents or agreement.parties
    found = [duty_of(reading, party) for party in bound_actors(agreement, reading)]
    return [duty for duty in found if duty is not None and duty.party in respondents]


def _concerns(incident: Incident, party: str) -> bool:
    own = incident.attribution.get(party, 0.0)
    return own > 0 or not any(p > 0 for p in incident.attribution.values())


def _matter(
    agreement: Agreement,
    incident: Incident,
    clause: Clause,
    duty: Duty,
    binding: Binding,
    statements: Statements,
) -> Matter:
    members = [statements.get(each.statement) for each in incident.members]
    return Matter(
        agreement=agreement,
        incident=incident,
        clause=clause,
        duty=duty,
        force=binding.force,
        members=tuple(each for each in members if each is not None),
    )


def _failures(
    entry: tuple[Clause, Reading, Duty, Binding],
    agreement: Agreement,
    incidents: Sequence[Incident],
    statements: Statements,
) -> list[Failure]:
    """Return the other side's failures that a conditional duty looks at, surest first.

    Where the reading gives the other side a duty without conditions, a failure is a breach of
    it. Where it gives none, a failure is an act that the clause would prohibit in that time.
    """
    clause, reading, duty, binding = entry
    if not duty.conduct_of or binding.force != "conditional" or is_circular(reading, duty.party):
        return []
    theirs = duty_of(reading, duty.conduct_of)
    if theirs is None:
        theirs = Duty(party=duty.conduct_of, within=duty.within)
    if theirs.conduct_of or theirs.acceptance_by:
        return []
    found = []
    for incident in incidents:
        if not incident.attribution.get(theirs.party):
            continue
        matter = _matter(agreement, incident, clause, theirs, binding, statements)
        failure = _failure(matter)
        if failure is not None:
            found.append(failure)
    return sorted(found, key=lambda each: -each.p)


def _failure(matter: Matter) -> Failure | None:
    within, time = matter.within(), matter.incident.time
    inside = part_inside(time, within) if time and within else None
    if inside is None or permitted(matter):
        return None
    weighed = Weighed(tuple(each.answer for each in answers(matter)), "breach")
    p = probabilities(weighed)["breach"] * (matter.incident.p_occurred or 0.0)
    return Failure(incident=matter.incident, p=p, time=inside)


def _finding(
    matter: Matter, reading: Reading, binding: Binding, failures: Sequence[Failure]
) -> Finding:
    found, weighed = _weigh(matter, reading, failures)
    standard = matter.agreement.standard
    p = probabilities(weighed)
    verdict = verdict_of(p, standard)
    proof = sufficient_sets(weighed, standard)
    identity = {
        "incident": matter.incident.id,
        "agreement": matter.agreement.id,
        "clause": matter.clause.id,
        "respondent": matter.respondent,
        "reading": reading.id,
    }
    return Finding(
        id=make_id("fi", identity),
        incident=matter.incident.id,
        agreement=matter.agreement.id,
        clause=matter.clause.id,
        respondent=matter.respondent,
        reading=reading.id,
        verdict=verdict,
        p={name: p[name] for name in p},
        reason=_reason(matter, binding, verdict, found, proof),
        facts=tuple(each.fact for each in found),
        proof=proof,
    )


def _weigh(
    matter: Matter, reading: Reading, failures: Sequence[Failure]
) -> tuple[list[Answered], Weighed]:
    found = answers(matter)
    if permitted(matter):
        return found, Weighed(tuple(each.answer for each in found), "permitted")
    if matter.force != "conditional":
        return found, Weighed(tuple(each.answer for each in found), "breach")
    loop = is_circular(reading, matter.respondent)
    found.append(circular(matter) if loop else release(matter, failures))
    return found, Weighed(tuple(each.answer for each in found), "excused")


def _reason(
    matter: Matter,
    binding: Binding,
    verdict: Verdict,
    found: Sequence[Answered],
    proof: Sequence[tuple[int, ...]],
) -> str:
    if binding.force == "not_in_force":
        return binding.reason
    standard = matter.agreement.standard
    carrying = [found[i] for i in proof[0]] if proof else _short(found, standard)
    facts = "; ".join(each.fact.what for each in carrying)
    sentence = phrase(
        "verdict",
        verdict,
        party=party_name(matter.respondent),
        facts=facts or phrase("verdict", "nothing_settled"),
        standard=f"{standard:g}",
    )
    untested = verdict == "breach" and matter.clause.exceptions
    return sentence + (phrase("verdict", "untested") if untested else "")


def _short(found: Sequence[Answered], standard: float) -> list[Answered]:
    """Return the answers that fall short of the standard either way."""
    return [each for each in found if max(each.answer) < standard - TOLERANCE]
