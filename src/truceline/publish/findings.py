"""Section: how the incidents stand to the agreement, by reading and respondent; all proposed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import get_args

from truceline.model.agreement import Reading
from truceline.model.finding import Binding, Finding, Verdict
from truceline.publish.figures import percent
from truceline.publish.incidents import incident_heading, incident_key
from truceline.publish.interpretations import (
    Group,
    differences,
    grouped,
    heading,
    told_apart,
)
from truceline.publish.lookup import Lookup
from truceline.publish.reading_blocks import binding_rows
from truceline.publish.reckoning import (
    respondents,
    step_rows,
    total_sentences,
    totals_by_clause,
    totals_notes,
)
from truceline.publish.sentences import Sentence
from truceline.publish.term_rows import Assessment, AssessmentBlock, Assessments, FindingRow

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
Owner = tuple[str, str]  # reading, respondent


@dataclass(frozen=True, slots=True)
class _Held:
    """Findings and bindings by reading and respondent."""

    findings: dict[Owner, dict[tuple[str, str], Finding]]
    bindings: dict[Owner, Binding]

    def of(self, reading: Reading, party: str) -> dict[tuple[str, str], Finding]:
        """Return the findings under a reading on a party, by incident and clause."""
        return self.findings.get((reading.id, party), {})


def make_assessments(look: Lookup) -> Assessments:
    """Return a block for all readings that come to the same verdicts, in the agreement's order.

    A party without a binding and without findings is left out: nothing was judged there.
    """
    held = _held(look)
    readings = look.given.agreement.readings
    groups = grouped(readings, lambda each: _verdicts(each, held, look))
    blocks = [_block(each, held, look) for each in groups]
    shown = [(group, block) for group, block in zip(groups, blocks, strict=True) if block.rows]
    if not shown:
        return Assessments(notes=(), blocks=())
    notes = (*told_apart([group for group, _ in shown], "verdicts", look), *totals_notes(look))
    return Assessments(notes=notes, blocks=tuple(block for _, block in shown))


def _held(look: Lookup) -> _Held:
    findings: dict[Owner, dict[tuple[str, str], Finding]] = {}
    for each in look.given.findings:
        own = findings.setdefault((each.reading, each.respondent), {})
        own[each.incident, each.clause] = each
    bindings = {(each.reading, each.party): each for each in look.given.bindings}
    return _Held(findings, bindings)


def _parties(readings: Sequence[Reading], held: _Held, look: Lookup) -> list[str]:
    """Return who has a finding, a total or, being a party, a binding under some readings."""
    found = respondents(readings, look)
    for each in readings:
        found |= {party for reading, party in held.findings if reading == each.id}
        bound = {row.party for row in binding_rows(each.id, look)}
        found |= {party for party in bound if party in look.given.agreement.parties}
    return sorted(found, key=look.party_rank)


def _verdicts(reading: Reading, held: _Held, look: Lookup) -> Hashable:
    """Return all verdicts under a reading, and whom it binds as far as that decides them."""
    return tuple(
        (
            party,
            _summary(held.bindings.get((reading.id, party)), Counter(), look),
            frozenset((key, each.verdict) for key, each in held.of(reading, party).items()),
        )
        for party in _parties((reading,), held, look)
    )


def _block(group: Group, held: _Held, look: Lookup) -> AssessmentBlock:
    return AssessmentBlock(
        title=heading(group, look),
        differs=differences(group, look),
        readings=tuple(each.title for each in group),
        rows=tuple(_assessment(group, party, held, look) for party in _parties(group, held, look)),
    )


def _assessment(group: Group, party: str, held: _Held, look: Lookup) -> Assessment:
    binding = held.bindings.get((group[0].id, party))
    findings = list(held.of(group[0], party).values())
    counts = Counter(each.verdict for each in findings)
    ordered = sorted(findings, key=lambda each: _finding_key(each, look))
    alike = [held.of(each, party) for each in group]
    by_clause = totals_by_clause(group, party, look)
    return Assessment(
        respondent=look.party(party),
        respondent_id=party,
        counts=tuple((verdict, counts[verdict]) for verdict in VERDICTS),
        sentence=_summary(binding, counts, look),
        totals=total_sentences(group, party, look),
        by_clause=by_clause,
        steps=step_rows(group, party, look),
        findings=tuple(_row(each, binding, alike, look) for each in ordered),
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


def _row(
    finding: Finding,
    binding: Binding | None,
    alike: Sequence[dict[tuple[str, str], Finding]],
    look: Lookup,
) -> FindingRow:
    """Return a finding's row; alike: the findings under each reading that comes to the same."""
    incident = look.incidents.get(finding.incident)
    clause = next(
        (each.text for each in look.given.agreement.clauses if each.id == finding.clause),
        finding.clause,
    )
    same = [each[finding.incident, finding.clause] for each in alike]
    cites = look.in_order(s for each in same for fact in each.facts for s in fact.statements)
    above = binding is not None and finding.reason == binding.reason
    reason = look.say("findings.reason_above") if above else finding.reason
    if len({each.reason for each in same}) > 1:
        reason = look.say("findings.reason_first", reason=reason)
    return FindingRow(
        incident=finding.incident,
        incident_text=incident_heading(incident, look) if incident else finding.incident,
        clause=clause,
        verdict=finding.verdict,
        verdict_text=look.say(f"verdicts.{finding.verdict}"),
        probability=_probability(same, look),
        reason=Sentence(text=reason, cites=cites),
    )


def _probability(same: Sequence[Finding], look: Lookup) -> str:
    """Return how probable the verdict is, from lowest to highest where readings differ in it."""
    ranked = sorted(each.p.get(each.verdict, 0.0) for each in same)
    low, high = (percent(p, look.phrases) for p in (ranked[0], ranked[-1]))
    return low if low == high else look.say("totals.chance", low=low, high=high)
