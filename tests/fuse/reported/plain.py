"""Reports read one by one in plain Python: what the columns are compared with."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from truceline.ground.geometry import distance_m
from truceline.ground.times import TimeRange
from truceline.model.columns import from_table
from truceline.model.evidence import Document
from truceline.model.origin import Origin
from truceline.model.source import Source
from truceline.model.stage import Tables
from truceline.model.statement import Statement
from truceline.model.values import Bounds, Place

MOST_POINTS = 6
_FAR_FUTURE = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A statement, or its part about one of several places, with what stands around it."""

    statement: Statement
    published: TimeRange | None
    origin: str
    side: str | None
    speaker: str
    direct: bool
    parts: int = 1


def event_places(said: Statement) -> list[Place]:
    """Return the places of the event with coordinates; of nested ones only the finest."""
    placed = [p for p in said.places if p.role == "event" and None not in (p.lat, p.lon)]
    radii = [each.radius_m for each in placed if each.radius_m is not None]
    reach = max(3 * min(radii, default=0.0), 5000.0)
    kept = [each for each in placed if each.radius_m is not None and each.radius_m <= reach]
    return sorted(kept, key=lambda each: -each.p)[:MOST_POINTS]


def _touch(a: Place, b: Place) -> bool:
    ends = [float(each or 0.0) for each in (a.lat, a.lon, b.lat, b.lon)]
    return distance_m(*ends) <= (a.radius_m or 0.0) + (b.radius_m or 0.0)


def _apart(places: Sequence[Place]) -> list[set[int]]:
    """Return the mentions of places that lie apart, those that a chain of circles links in one."""
    best: dict[int, Place] = {}
    for each in places:
        best.setdefault(each.mention, each)
    groups: list[set[int]] = []
    for mention, place in best.items():
        near = [group for group in groups if any(_touch(place, best[each]) for each in group)]
        groups = [group for group in groups if group not in near]
        groups.append({mention}.union(*near))
    order = list(best)
    return sorted(groups, key=lambda group: min(order.index(each) for each in group))


def _parts(report: Report) -> list[Report]:
    said, places = report.statement, event_places(report.statement)
    groups = _apart(places)
    whole = [replace(report, statement=replace(said, places=tuple(places)))]
    if len(groups) < 2 or said.kind == "denial":
        return whole
    return [
        replace(
            report,
            parts=len(groups),
            statement=replace(
                said,
                places=tuple(each for each in places if each.mention in group),
                killed=said.killed and Bounds(0, said.killed.max),
                injured=said.injured and Bounds(0, said.injured.max),
                count=None,
            ),
        )
        for group in groups
    ]


def _key(report: Report) -> tuple[object, ...]:
    said = report.statement
    places = event_places(said)
    return (
        said.kind == "denial",
        report.published.earliest if report.published else _FAR_FUTURE,
        said.time.earliest if said.time else _FAR_FUTURE,
        (places[0].lat, places[0].lon) if places else (math.inf, math.inf),
        said.span,
        said.id,
    )


def plain_reports(batch: Tables) -> list[Report]:
    """Return the reports of a batch, denials last; their places are the candidates kept."""
    published = {each.id: each.published for each in from_table(Document, batch["document"])}
    feeds = {each.id: each.source for each in from_table(Document, batch["document"])}
    allegiance = {each.id: each.allegiance for each in from_table(Source, batch["source"])}
    home = {m: each for each in from_table(Origin, batch["origin"]) for m in each.members}
    found = []
    for said in from_table(Statement, batch["statement"]):
        if said.kind not in ("incident_report", "denial"):
            continue
        own, feed = home.get(said.id), allegiance.get(feeds.get(said.document, ""))
        found.append(
            Report(
                statement=said,
                published=published.get(said.document),
                origin=own.id if own else said.id,
                side=own.side if own else said.authority or feed,
                speaker=(own.speaker if own else "") or said.speaker,
                direct=bool(own and own.direct),
            )
        )
    return [part for each in sorted(found, key=_key) for part in _parts(each)]
