"""Small tables of reports made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from truceline.ground.times import TimeRange
from truceline.model.columns import to_table
from truceline.model.evidence import Document
from truceline.model.origin import Origin
from truceline.model.source import Source
from truceline.model.stage import Tables
from truceline.model.statement import Kind, Statement
from truceline.model.values import Place, Span

START = datetime(2031, 5, 1, tzinfo=UTC)
KM = 1 / 111.2  # degrees of latitude


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One report: km north of a point, hours after a moment; None where nothing is said."""

    km: float | None = 0.0
    hour: float | None = 0.0
    published: float | None = None
    act: str = "shelling"
    by: str = "unknown"
    target: str = ""
    place: str = "Alpha"
    source: str = "s1"
    kind: Kind = "incident_report"


def _moment(hour: float) -> TimeRange:
    at = START + timedelta(hours=hour)
    return TimeRange(earliest=at, latest=at)


def _place(said: Said) -> tuple[Place, ...]:
    if said.km is None:
        return ()
    lat = 10.0 + said.km * KM
    return (Place(name=said.place, lat=lat, lon=20.0, radius_m=1000.0, level="settlement"),)


def tables(reports: Sequence[Said]) -> Tables:
    """Return reports as the tables that a batch holds; each is its own origin."""
    statements = [
        Statement(
            id=f"st-{i}",
            document=f"d-{i}",
            span=Span(0, 1),
            kind=each.kind,
            act=each.act,
            perpetrator=each.by,
            target_class=each.target,
            places=_place(each),
            time=None if each.hour is None else _moment(each.hour),
        )
        for i, each in enumerate(reports)
    ]
    documents = [
        Document(
            id=f"d-{i}",
            evidence=f"e-{i}",
            source=each.source,
            media_type="text/plain",
            text="",
            published=None if each.published is None else _moment(each.published),
        )
        for i, each in enumerate(reports)
    ]
    origins = [Origin(id=f"or-{i}", members=(f"st-{i}",)) for i in range(len(reports))]
    sources = [Source(id=each, name=each) for each in sorted({said.source for said in reports})]
    return {
        "statement": to_table(Statement, statements),
        "document": to_table(Document, documents),
        "origin": to_table(Origin, origins),
        "source": to_table(Source, sources),
    }


def groups(labels: Sequence[int]) -> list[list[int]]:
    """Return the rows of each label in the order of their first; those of -1 are left out."""
    found: dict[int, list[int]] = {}
    for row, label in enumerate(labels):
        if label >= 0:
            found.setdefault(label, []).append(row)
    return list(found.values())
