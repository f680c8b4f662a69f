"""Labelled headlines as incidents of their own, to be judged beside what was read in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import get_args

import numpy as np
from scipy.optimize import linear_sum_assignment

from truceline.ground.times import day_range
from truceline.lab.headlines import ZONE, Gold, documents_of
from truceline.model.columns import to_table
from truceline.model.evidence import Document
from truceline.model.finding import Finding, Verdict
from truceline.model.incident import Incident, IncidentPlace, Member
from truceline.model.origin import Origin
from truceline.model.stage import Tables
from truceline.model.statement import Statement
from truceline.model.values import Span

NO_PARTY = ("", "unknown", None)
OTHER = "other"  # a target that was coded as none of the classes asked for
OPEN: Verdict = "undetermined"
RADIUS_M = 5_000.0  # of a labelled place: the coders' coordinates are those of its centre
Verdicts = Mapping[str, str]  # by respondent; who has no finding is not in it


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """An incident as coders saw it: its headlines, and what they say of it."""

    id: str
    rows: tuple[Gold, ...]
    target: str

    @property
    def day(self) -> str:
        """Return the day of the event, where none is coded that of the first headline."""
        days = Counter(each.day for each in self.rows if each.day)
        return days.most_common(1)[0][0] if days else self.rows[0].date

    @property
    def perpetrator(self) -> str:
        """Return who did it, "" if no headline tells."""
        sides = Counter(e.perpetrator for e in self.rows if e.perpetrator not in NO_PARTY)
        return sides.most_common(1)[0][0] or "" if sides else ""

    @property
    def act(self) -> str:
        """Return the act that most headlines tell of."""
        acts = Counter(each.act for each in self.rows if each.act)
        return acts.most_common(1)[0][0] if acts else ""

    def incident(self) -> Incident:
        """Return it as fusing would have put it, had reading made no mistake."""
        where = next((place for each in self.rows for place in each.places), None)
        return Incident(
            id=self.id,
            proposition=self.id,
            act=self.act,
            members=tuple(Member(statement=each.id, p=1.0) for each in self.rows),
            origins=(),
            place=IncidentPlace(
                lat=where[1] if where else None,
                lon=where[2] if where else None,
                radius_m=RADIUS_M if where else None,
            ),
            time=day_range(date.fromisoformat(self.day), ZONE),
            status="reported",
            target_class=self.target,
            attribution={self.perpetrator: 1.0} if self.perpetrator else {},
        )


def labelled_incidents(gold: Sequence[Gold]) -> list[Labelled]:
    """Return the labelled incidents of some headlines, in the order of their first headline."""
    rows: dict[str, list[Gold]] = {}
    for each in gold:
        for cluster in sorted(each.clusters) if each.incident else ():
            rows.setdefault(cluster, []).append(each)
    return [
        Labelled(
            id=name,
            rows=tuple(found),
            target=next((each.target for each in found if each.target), OTHER),
        )
        for name, found in rows.items()
    ]


def tables_of_labels(labelled: Sequence[Labelled]) -> Tables:
    """Return the tables from which judging starts, with labels in place of what was read."""
    rows = list({each.id: each for one in labelled for each in one.rows}.values())
    statements = [
        Statement(
            id=each.id,
            document=each.id,
            span=Span(0, len(each.headline)),
            kind="incident_report",
            act=each.act or "",
        )
        for each in rows
    ]
    return {
        "incident": to_table(Incident, [each.incident() for each in labelled]),
        "statement": to_table(Statement, statements),
        "document": to_table(Document, documents_of(rows)),
        "origin": to_table(Origin, []),
    }


def matched(
    labelled: Sequence[Labelled], incidents: Sequence[Incident], home: Mapping[str, str]
) -> list[Incident | None]:
    """Return for each labelled incident the one that was read of it, each at most once.

    home: document of each statement; pairs share as many headlines as can be (Kuhn 1955).
    """
    shared = np.zeros((len(labelled), max(1, len(incidents))))
    for column, incident in enumerate(incidents):
        told = {home.get(member.statement) for member in incident.members}
        for row, each in enumerate(labelled):
            shared[row, column] = sum(one.id in told for one in each.rows)
    rows, columns = linear_sum_assignment(-shared)
    best = {r: c for r, c in zip(rows.tolist(), columns.tolist(), strict=True) if shared[r, c] > 0}
    return [incidents[best[row]] if row in best else None for row in range(len(labelled))]


def verdicts_of(findings: Iterable[Finding]) -> dict[tuple[str, str], dict[str, str]]:
    """Return the verdicts by (incident, reading), each by respondent."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for each in findings:
        found.setdefault((each.incident, each.reading), {})[each.respondent] = each.verdict
    return found


def leaning_of(finding: Finding) -> Verdict:
    """Return what a finding leans to, however weakly: its likeliest verdict that decides.

    One side's word on who did it never meets a standard of proof; this tells whether the rest was
    read right. Where nothing leans to any side it stays undetermined.
    """
    decided = [each for each in get_args(Verdict) if each != OPEN and finding.p.get(each, 0.0) > 0]
    found: Verdict = max(decided, key=lambda each: finding.p[each], default=OPEN)
    return found


def leaning(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings with what each leans to in place of its verdict."""
    return [replace(each, verdict=leaning_of(each)) for each in findings]
