"""Section: how the incidents stand to the agreement, by reading and respondent; all proposed."""

from __future__ import annotations

from collections import Counter
from typing import get_args

from truceline.model.finding import Binding, Finding, Verdict
from truceline.publish.figures import percent
from truceline.publish.incidents import incident_heading, incident_key
from truceline.publish.lookup import Lookup
from truceline.publish.sentences import Sentence
from truceline.publish.term_rows import Assessment, FindingRow
from truceline.publish.terms import binding_rows

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


def make_assessments(look: Lookup) -> tuple[Assessment, ...]:
    """Return one assessment per reading and party, in the agreement's order of both.

    A pair without a binding and without findings is left out: nothing was judged there.
    """
    grouped: dict[tuple[str, str], list[Finding]] = {}
    for each in look.given.findings:
        grouped.setdefault((each.reading, each.respondent), []).append(each)
    rows = []
    for reading in look.given.agreement.readings:
        bindings = {each.party: each for each in binding_rows(reading.id, look)}
        respondents = {party for key, party in grouped if key == reading.id} | set(bindings)
        for party in sorted(respondents, key=look.party_rank):
            found = grouped.get((reading.id, party), [])
            rows.append(_assessment(reading.title, party, bindings.get(party), found, look))
    return tuple(rows)


def _assessment(
    reading: str, party: str, binding: Binding | None, findings: list[Finding], look: Lookup
) -> Assessment:
    counts = Counter(each.verdict for each in findings)
    ordered = sorted(findings, key=lambda each: _finding_key(each, look))
    return Assessment(
        reading=reading,
        respondent=look.party(party),
        respondent_id=party,
        counts=tuple((verdict, counts[verdict]) for verdict in VERDICTS),
        sentence=_summary(binding, counts, look),
        findings=tuple(_row(each, binding, look) for each in ordered),
    )


def _summary(binding: Binding | None, counts: Counter[Verdict], look: Lookup) -> Sentence:
    """Return what the counts come to; where nothing is in force, why there can be no breach."""
    if binding is not None and binding.force in ("not_in_force", "not_bound"):
        return Sentence(
            text=look.say(f"findings.{binding.force}", reason=binding.reason),
            terms=binding.citations,
        )
    total = counts.total()
    if not total:
        return Sentence(text=look.say("findings.none"))
    said = [
        look.say(f"findings.counted.{verdict}", n=counts[verdict])
        for verdict in VERDICTS
        if counts[verdict]
    ]
    return Sentence(text=look.say("findings.summary", n=total, counts=look.joined(said)))


def _finding_key(finding: Finding, look: Lookup) -> tuple[object, ...]:
    incident = look.incidents.get(finding.incident)
    clauses = [each.id for each in look.given.agreement.clauses]
    rank = clauses.index(finding.clause) if finding.clause in clauses else len(clauses)
    return (incident_key(incident, look) if incident else (1,), rank, finding.clause)


def _row(finding: Finding, binding: Binding | None, look: Lookup) -> FindingRow:
    incident = look.incidents.get(finding.incident)
    clause = next(
        (each.text for each in look.given.agreement.clauses if each.id == finding.clause),
        finding.clause,
    )
    cites = look.in_order(each for fact in finding.facts for each in fact.statements)
    above = binding is not None and finding.reason == binding.reason
    reason = look.say("findings.reason_above") if above else finding.reason
    return FindingRow(
        incident=finding.incident,
        incident_text=incident_heading(incident, look) if incident else finding.incident,
        clause=clause,
        verdict=finding.verdict,
        verdict_text=look.say(f"verdicts.{finding.verdict}"),
        probability=percent(finding.p.get(finding.verdict, 0.0), look.phrases),
        reason=Sentence(text=reason, cites=cites),
    )
