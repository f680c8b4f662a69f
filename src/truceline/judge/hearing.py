"""Judges a table of incidents under an agreement: the docket, its questions, and the findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from truceline.judge.docket import docket
from truceline.judge.findings import Heard, findings
from truceline.judge.verdicts.bench import Bench
from truceline.judge.verdicts.columns import Incidents
from truceline.judge.verdicts.reach import divided
from truceline.judge.wording import Wording
from truceline.model.agreement import Agreement
from truceline.model.columns import from_table
from truceline.model.finding import Binding, Finding
from truceline.model.incident import Incident
from truceline.model.statement import Statement


def hear(
    agreement: Agreement,
    bound: Sequence[Binding],
    tables: Sequence[pa.Table],
    statements: Mapping[str, Statement],
    wording: Wording,
    folder: Path | None = None,
) -> list[Finding]:
    """Return the findings on the incidents of the first table.

    tables: incidents to judge, then those of before that may have released a conditional duty.
    statements: members of both, by id. folder: where the files of the agreement's lines lie.
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
    heard = Heard(incidents=incidents, judged=len(own), statements=statements)
    return list(findings(bench, heard, wording))


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
