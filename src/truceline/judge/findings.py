"""What each incident means under each clause and reading, for each respondent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from truceline.ground.canonical import make_id
from truceline.judge.bindings import duty_of, is_circular
from truceline.judge.conduct import Failure, Failures, circular, release
from truceline.judge.questions import Answered, Matter, answers, permitted
from truceline.judge.weighing import (
    TOLERANCE,
    Weighed,
    part_inside,
    probabilities,
    sufficient_sets,
    verdict_of,
)
from truceline.judge.wording import Wording
from truceline.model.agreement import Agreement, Duty, Reading
from truceline.model.finding import Binding, Finding, Force, Verdict
from truceline.model.incident import Incident
from truceline.model.statement import Statement
from truceline.model.terms import Clause


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A clause under a reading for one party's duty: what incidents are held against."""

    clause: Clause
    reading: Reading
    duty: Duty
    binding: Binding


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """An agreement with its bindings, and what its incidents' members say."""

    agreement: Agreement
    bound: Sequence[Binding]
    statements: Mapping[str, Statement]
    wording: Wording

    def findings(
        self, incidents: Sequence[Incident], earlier: Sequence[Incident] = ()
    ) -> Iterator[Finding]:
        """Yield findings in the order of incidents, clauses, readings and parties.

        Only prohibitions are judged from incidents. A party gets a finding if the reading binds
        it, conditionally or not, or would once the agreement were in force; not if the incident
        is attributed to others alone (own share exactly 0). `earlier` are incidents outside of
        the batch that may have released a conditional duty.
        """
        docket = self._docket()
        failed = [self._failures(each, [*incidents, *earlier]) for each in docket]
        for incident in incidents:
            for entry, failures in zip(docket, failed, strict=True):
                if _concerns(incident, entry.duty.party):
                    yield self._finding(incident, entry, failures)

    def _docket(self) -> list[_Entry]:
        binding = {(each.reading, each.party): each for each in self.bound}
        return [
            _Entry(clause=clause, reading=reading, duty=duty, binding=binding[reading.id, party])
            for clause in self.agreement.clauses
            if clause.scope == "prohibits"
            for reading in self.agreement.readings
            for party in self.agreement.parties
            if party in (clause.respondents or self.agreement.parties)
            and (duty := duty_of(reading, party)) is not None
        ]

    def _matter(self, incident: Incident, clause: Clause, duty: Duty, force: Force) -> Matter:
        members = [self.statements.get(each.statement) for each in incident.members]
        return Matter(
            agreement=self.agreement,
            incident=incident,
            clause=clause,
            duty=duty,
            force=force,
            members=tuple(each for each in members if each is not None),
            wording=self.wording,
        )

    def _failures(self, entry: _Entry, incidents: Sequence[Incident]) -> Failures:
        """Return the other side's failures that a conditional duty looks at.

        Where the reading gives the other side a duty without conditions, a failure is a breach
        of it. Where it gives none, a failure is an act that the clause would prohibit then.
        """
        duty, reading = entry.duty, entry.reading
        if not duty.conduct_of or entry.binding.force != "conditional":
            return Failures.of([])
        theirs = duty_of(reading, duty.conduct_of)
        theirs = theirs or Duty(party=duty.conduct_of, within=duty.within)
        if theirs.conduct_of or theirs.acceptance_by:
            return Failures.of([])
        found = [
            _failure(self._matter(each, entry.clause, theirs, "bound"))
            for each in incidents
            if each.attribution.get(theirs.party)
        ]
        return Failures.of(each for each in found if each is not None)

    def _finding(self, incident: Incident, entry: _Entry, failures: Failures) -> Finding:
        matter = self._matter(incident, entry.clause, entry.duty, entry.binding.force)
        found, weighed = _weigh(matter, entry.reading, failures)
        p = probabilities(weighed)
        verdict = verdict_of(p, self.agreement.standard)
        proof = sufficient_sets(weighed, self.agreement.standard)
        not_in_force = entry.binding.force == "not_in_force"
        return Finding(
            id=self._id(incident, entry),
            incident=incident.id,
            agreement=self.agreement.id,
            clause=entry.clause.id,
            respondent=entry.duty.party,
            reading=entry.reading.id,
            verdict=verdict,
            p={name: p[name] for name in p},
            reason=entry.binding.reason if not_in_force else _reason(matter, verdict, found, proof),
            facts=tuple(each.fact for each in found),
            proof=proof,
        )

    def _id(self, incident: Incident, entry: _Entry) -> str:
        """Return an id that a party's place in the list decides, never its id."""
        identity = {
            "incident": incident.id,
            "agreement": self.agreement.id,
            "clause": entry.clause.id,
            "reading": entry.reading.id,
            "respondent": self.agreement.parties.index(entry.duty.party),
        }
        return make_id("fi", identity)


def _concerns(incident: Incident, party: str) -> bool:
    own = incident.attribution.get(party, 0.0)
    return own > 0 or not any(p > 0 for p in incident.attribution.values())


def _failure(matter: Matter) -> Failure | None:
    within, time = matter.within(), matter.incident.time
    inside = part_inside(time, within) if time and within else None
    if inside is None or permitted(matter):
        return None
    weighed = Weighed(tuple(each.answer for each in answers(matter)), "breach")
    # A number that was not shown to hold for data of this kind must release nobody from a duty.
    occurred = 0.0 if matter.incident.p_basis == "not_shown" else matter.incident.p_occurred or 0.0
    p = probabilities(weighed)["breach"] * occurred
    return Failure(incident=matter.incident, p=p, time=inside)


def _weigh(matter: Matter, reading: Reading, failures: Failures) -> tuple[list[Answered], Weighed]:
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
    verdict: Verdict,
    found: Sequence[Answered],
    proof: Sequence[tuple[int, ...]],
) -> str:
    """Return the verdict with the first set of facts that carries it, or with what falls short."""
    wording, standard = matter.wording, matter.agreement.standard
    short = [each for each in found if max(each.answer) < standard - TOLERANCE]
    carrying = [found[i] for i in proof[0]] if proof else short
    facts = "; ".join(each.fact.what for each in carrying)
    sentence = wording.phrase(
        "verdict",
        verdict,
        party=wording.name(matter.respondent),
        facts=facts or wording.phrase("verdict", "nothing_settled"),
        standard=f"{standard:g}",
    )
    untested = verdict == "breach" and matter.clause.exceptions
    return sentence + (wording.phrase("verdict", "untested") if untested else "")
