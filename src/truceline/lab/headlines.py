"""Labelled headlines, and what reading and fusing make of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from truceline.fuse import step as fuse_step
from truceline.ground.errors import InputError
from truceline.ground.times import day_range
from truceline.lab.watch import UNWATCHED, Watch
from truceline.model.columns import from_table, to_table
from truceline.model.evidence import Document
from truceline.model.incident import Incident
from truceline.model.origin import Origin
from truceline.model.source import Source
from truceline.model.stage import Params, Tables
from truceline.model.statement import Statement
from truceline.model.values import Bounds, Place
from truceline.read import Reader
from truceline.trace import step as trace_step

ZONE = "Europe/Kyiv"  # the codebook: the day on which the headline was published, Kyiv time


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """One labelled headline; a field on which coders differ is None and is not scored.

    acts: either coder's; places: (name, lat, lon) of event settlements; killed, injured: None
    also where nothing is stated, so `contested` tells; clusters: the incidents that it reports;
    stated: whether the headline names or denotes the side; target: the class of what was hit, ""
    for none, None where it is not coded; day: ISO day of the event, "" if unclear; hours: the part
    of it ("night") or the clock ("07:07"), "" where none is told.
    """

    id: str
    date: str
    headline: str
    incident: bool | None
    acts: frozenset[str]
    act: str | None
    perpetrator: str | None
    places: tuple[tuple[str, float, float], ...]
    killed: Bounds | None
    injured: Bounds | None
    contested: frozenset[str]
    clusters: frozenset[str]
    stated: bool | None = None
    target: str | None = None
    day: str = ""
    hours: str = ""


def _bounds(value: Any) -> Bounds | None:  # noqa: ANN401 - a JSON value
    return Bounds(value[0], value[1]) if value else None


def _gold(row: dict[str, Any]) -> Gold:
    contested = frozenset(row.get("contested", ()))
    one, other = row.get("cluster_a") or "", row.get("cluster_b", row.get("cluster_a")) or ""
    incident = bool(row.get("incident_row", row.get("kind") == "incident"))
    act = row.get("act") or None
    return Gold(
        id=row["id"],
        date=row["date"],
        headline=row["headline"],
        incident=None if "kind" in contested and row.get("incident_row") is None else incident,
        acts=frozenset(row.get("act_either") or ([act] if act else ())),
        act=None if "act" in contested else act,
        perpetrator=None if "perpetrator" in contested else row.get("perpetrator"),
        places=tuple(
            (each["name"], float(each["lat"]), float(each["lon"]))
            for each in row.get("places") or ()
            if each["lat"] is not None
            and each["level"] in ("settlement", "point")
            and each.get("role", "event") == "event"
        ),
        killed=_bounds(row.get("killed")),
        injured=_bounds(row.get("injured")),
        contested=contested,
        clusters=frozenset(one.split("+")) if one and one == other else frozenset(),
        stated=row.get("perpetrator_stated"),
        target=None if "target" in contested else row.get("target"),
        day="" if "event_date" in contested else row.get("event_date") or "",
        hours=row.get("event_time") or "",
    )


def load_gold(path: Path) -> list[Gold]:
    """Return the labelled headlines of a file; raises InputError for a missing or broken one."""
    try:
        with path.open(encoding="utf-8") as lines:
            return [_gold(json.loads(line)) for line in lines if line.strip()]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"The labelled headlines cannot be read: {error}.",
            where=str(path),
            mend="Give a file of JSON lines as its codebook describes.",
        ) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the reader and fusing make of one headline.

    reports: its incident reports, those of the far past left out; incidents: ids of the
    incidents that fusing put them in.
    """

    reports: tuple[Statement, ...]
    incidents: frozenset[str]

    @property
    def first(self) -> Statement | None:
        """Return the first report, None if there is none."""
        return self.reports[0] if self.reports else None

    def best_places(self) -> list[Place]:
        """Return the likeliest candidate of each event place that is named."""
        best: dict[tuple[str, int], Place] = {}
        for report in self.reports:
            for place in report.places:
                key = (report.id, place.mention)
                if place.role != "event" or place.lat is None:
                    continue
                if key not in best or place.p > best[key].p:
                    best[key] = place
        return list(best.values())


def documents_of(rows: Sequence[Gold]) -> list[Document]:
    """Return each headline as a document of one feed, published on its day."""
    return [
        Document(
            id=row.id,
            evidence=row.id,
            source="headlines",
            media_type="text/plain",
            text=row.headline,
            published=day_range(date.fromisoformat(row.date), ZONE),
        )
        for row in rows
    ]


def traced_batch(documents: Sequence[Document], statements: Sequence[Statement]) -> Tables:
    """Return what we read in headlines, with the origins that tracing finds."""
    batch = {
        "statement": to_table(Statement, statements),
        "document": to_table(Document, documents),
        "source": to_table(Source, [Source(id="headlines", name="Headlines")]),
    }
    traced = trace_step(batch, {}, {}, Params(stage="trace"))
    return {**batch, "origin": traced.put.get("origin", to_table(Origin, []))}


def read_headlines(rows: Sequence[Gold], reader: Reader, watch: Watch = UNWATCHED) -> list[Reading]:
    """Return what reading, tracing and fusing make of each headline, in order."""
    documents = documents_of(rows)
    statements = statements_of(documents, reader, watch)
    watch.start("fuse", 2)
    batch = traced_batch(documents, statements)
    watch.advance("fuse")
    fused = fuse_step(batch, {}, {}, Params(stage="fuse"))
    watch.advance("fuse")
    homes: dict[str, str] = {
        member.statement: incident.id
        for incident in from_table(Incident, fused.put["incident"])
        for member in incident.members
    }
    reports = reports_by_document(statements)
    return [
        Reading(
            reports=tuple(reports.get(row.id, ())),
            incidents=frozenset(homes[each.id] for each in reports.get(row.id, ())),
        )
        for row in rows
    ]


def statements_of(
    documents: Sequence[Document], reader: Reader, watch: Watch = UNWATCHED
) -> list[Statement]:
    """Return what documents say, in order."""
    statements: list[Statement] = []
    watch.start("read", len(documents))
    for document in documents:
        statements.extend(reader.read(document).statements)
        watch.advance("read")
    return statements


def reports_by_document(statements: Sequence[Statement]) -> dict[str, list[Statement]]:
    """Return incident reports by document, those of the far past left out."""
    reports: dict[str, list[Statement]] = {}
    for each in statements:
        if each.kind == "incident_report" and not each.background:
            reports.setdefault(each.document, []).append(each)
    return reports
