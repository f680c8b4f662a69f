"""What each incident means under each clause and reading, for each respondent, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from truceline.ground.canonical import make_id
from truceline.ground.geometry import Floats
from truceline.judge.docket import Entry
from truceline.judge.facts import Earlier, Telling, weighed_of
from truceline.judge.verdicts.bench import Bench
from truceline.judge.verdicts.sets import Weighed, sufficient_sets
from truceline.judge.verdicts.weigh import (
    VERDICTS,
    Asked,
    met_from,
    probabilities,
    verdicts,
)
from truceline.judge.wording import Wording
from truceline.model.agreement import Agreement
from truceline.model.finding import Fact, Finding, Verdict
from truceline.model.incident import Incident
from truceline.model.statement import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The incidents that are judged, by row of the bench, and their members' statements.

    incidents: of every row; judged: how many of the first rows get findings, the others being of
    before: they may have released a conditional duty.
    """

    incidents: Sequence[Incident]
    judged: int
    statements: Mapping[str, Statement]


def findings(
    bench: Bench, judged: Sequence[Judged], heard: Taken, wording: Wording
) -> Iterator[Finding]:
    """Yield findings in the order of incidents, clauses, readings and parties.

    Only prohibitions are judged from incidents. A party gets a finding if the reading binds it,
    conditionally or not, or would once the agreement were in force; not if the incident is
    attributed to others alone (own share exactly 0).
    """
    concerned = {
        party: bench.incidents.concerned(party).tolist()
        for party in {each.entry.respondent for each in judged}
    }
    for row, incident in enumerate(heard.incidents[: heard.judged]):
        members = (heard.statements.get(each.statement) for each in incident.members)
        telling = Telling(incident, [each for each in members if each is not None], wording)
        for each in judged:
            if concerned[each.entry.respondent][row]:
                yield each.finding(row, bench, heard, telling)


@dataclass(frozen=True, slots=True)
class Judged:
    """All rows under one entry of the docket."""

    entry: Entry
    asked: Asked
    p: Floats
    verdicts: tuple[Verdict, ...]

    @property
    def breach(self) -> Floats:
        """Return P(breach) of each row."""
        return np.asarray(self.p[:, VERDICTS.index("breach")], dtype=np.float64)

    @classmethod
    def of(cls, bench: Bench, entry: Entry) -> Judged:
        """Return what an entry comes to for all rows of a bench."""
        asked = bench.asked(entry)
        p = probabilities(asked)
        return cls(entry, asked, p, verdicts(p, bench.agreement.standard))

    def finding(self, row: int, bench: Bench, heard: Taken, telling: Telling) -> Finding:
        """Return the finding on one row, in words."""
        entry, agreement = self.entry, bench.agreement
        names, weighed = weighed_of(self.asked, row)
        found = telling.facts(entry, names, weighed, self._earlier(row, heard))
        proof = sufficient_sets(weighed, agreement.standard)
        verdict = self.verdicts[row]
        told = entry.binding.reason
        if entry.binding.force != "not_in_force":
            carrying = _carrying(found, weighed, proof, agreement)
            told = _reason(entry, verdict, carrying, agreement, telling.wording)
        return Finding(
            id=_id(telling.incident, entry, agreement),
            incident=telling.incident.id,
            agreement=agreement.id,
            clause=entry.clause.id,
            respondent=entry.respondent,
            reading=entry.reading.id,
            verdict=verdict,
            p=dict(zip(VERDICTS, self.p[row].tolist(), strict=True)),
            reason=told,
            facts=found,
            proof=proof,
        )

    def _earlier(self, row: int, heard: Taken) -> Earlier:
        surest, alleged = self.asked.surest, self.asked.alleged
        if surest is None or alleged is None:
            return Earlier()
        which = int(surest[row])
        return Earlier(
            surest=heard.incidents[which] if which >= 0 else None, alleged=int(alleged[row])
        )


def _id(incident: Incident, entry: Entry, agreement: Agreement) -> str:
    """Return an id that a party's place in the list decides, never its id."""
    identity = {
        "incident": incident.id,
        "agreement": agreement.id,
        "clause": entry.clause.id,
        "reading": entry.reading.id,
        "respondent": agreement.parties.index(entry.respondent),
    }
    return make_id("fi", identity)


def _carrying(
    found: Sequence[Fact],
    weighed: Weighed,
    proof: Sequence[tuple[int, ...]],
    agreement: Agreement,
) -> list[Fact]:
    """Return the first set of facts that carries the verdict, or what falls short of it."""
    if proof:
        return [found[i] for i in proof[0]]
    sure = [max(each) >= met_from(agreement.standard) for each in weighed.parts]
    return [fact for fact, settled in zip(found, sure, strict=True) if not settled]


def _reason(
    entry: Entry,
    verdict: Verdict,
    carrying: Sequence[Fact],
    agreement: Agreement,
    wording: Wording,
) -> str:
    told = "; ".join(each.what for each in carrying)
    sentence = wording.phrase(
        "verdict",
        verdict,
        party=wording.name(entry.respondent),
        facts=told or wording.phrase("verdict", "nothing_settled"),
        standard=f"{agreement.standard:g}",
    )
    untested = verdict == "breach" and entry.untested
    return sentence + (wording.phrase("verdict", "untested") if untested else "")
