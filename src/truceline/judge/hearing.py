"""Judges a table of incidents under an agreement: the docket, its questions, and the findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from truceline.judge.docket import docket
from truceline.judge.findings import Judged, Taken, findings
from truceline.judge.totals import totals
from truceline.judge.totals.draws import Unresolved
from truceline.judge.verdicts.bench import Bench
from truceline.judge.verdicts.columns import Incidents
from truceline.judge.verdicts.reach import divided
from truceline.judge.wording import Wording
from truceline.model.agreement import Agreement
from truceline.model.columns import from_table
from truceline.model.finding import Binding, Finding
from truceline.model.incident import Group, Incident
from truceline.model.statement import Statement
from truceline.model.totals import BreachTotal, StepReached


class Heard(NamedTuple):
    """What judging a table of incidents comes to."""

    findings: list[Finding]
    totals: list[BreachTotal]
    steps: list[StepReached]


def hear(
    agreement: Agreement,
    bound: Sequence[Binding],
    tables: Sequence[pa.Table],
    statements: Mapping[str, Statement],
    wording: Wording,
    groups: Sequence[Group] = (),
    folder: Path | None = None,
) -> Heard:
    """Return the findings on the incidents of the first table, and what they come to together.

    tables: incidents to judge, then those of before that may have released a conditional duty.
    statements: members of both, by id. groups: unresolved ones of them. folder: where the files of
    the agreement's lines lie.
    Raises PlaceError for a zone that cannot be drawn.
    """
    own = set(tables[0]["id"].to_pylist())
    around = [
        table.filter(pa.array([each not in own for each in table["id"].to_pylist()], pa.bool_()))
        for table in tables[1:]
    ]
    table = pa.concat_tables([tables[0], *around])
    incidents = from_table(Incident, table)
    bench = Bench(
        agreement=agreement,
        entries=list(docket(agreement, bound)),
        incidents=Incidents(table),
        ground=divided(agreement, folder),
        weapons=_weapons(incidents, statements),
    )
    judged = [Judged.of(bench, each) for each in bench.entries]
    counted = [(each.entry, each.asked, each.breach[: len(own)]) for each in judged]
    taken = Taken(incidents=incidents, judged=len(own), statements=statements)
    found, steps = totals(bench, counted, _unresolved(groups, incidents[: len(own)]), wording)
    return Heard(list(findings(bench, judged, taken, wording)), found, steps)


def _unresolved(groups: Sequence[Group], incidents: Sequence[Incident]) -> list[Unresolved]:
    place = {each.id: row for row, each in enumerate(incidents)}
    found = []
    for group in groups:
        rows = tuple(place[each] for each in group.incidents if each in place)
        if rows and (group.low, group.high) != (len(rows), len(rows)):
            found.append(Unresolved(rows=rows, low=group.low, high=group.high))
    return found


def _weapons(
    incidents: Sequence[Incident], statements: Mapping[str, Statement]
) -> dict[int, tuple[str, ...]]:
    """Return what weapons the reports of each incident name, for those that name one."""
    found = {}
    for row, incident in enumerate(incidents):
        members = (statements.get(each.statement) for each in incident.members)
        named = tuple(each.weapon for each in members if each is not None and each.weapon)
        if named:
            found[row] = named
    return found
