"""Hand-made reports for the tests of fusing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from truceline.fuse import step
from truceline.ground.times import TimeRange
from truceline.model.columns import from_table, to_table
from truceline.model.evidence import Document
from truceline.model.incident import Group, Incident, Link
from truceline.model.origin import Origin
from truceline.model.review import Review
from truceline.model.source import Source
from truceline.model.stage import Delta, Params, Tables
from truceline.model.statement import Statement
from truceline.model.values import Bounds, Place, Span

NOON = datetime(2030, 5, 1, 12, tzinfo=UTC)
NORTHTOWN = Place(name="Northtown", lat=50.0, lon=30.0, radius_m=3000.0, level="settlement")
SOUTHTOWN = Place(name="Southtown", lat=48.0, lon=33.0, radius_m=3000.0, level="settlement")
PROVINCE = Place(name="Province", lat=50.2, lon=30.2, radius_m=90000.0, level="region")


def hours(start: float, length: float) -> TimeRange:
    """Return a range that begins `start` hours after noon."""
    begin = NOON + timedelta(hours=start)
    return TimeRange(earliest=begin, latest=begin + timedelta(hours=length))


def report(name: str, **fields: Any) -> Statement:  # noqa: ANN401 - any field of a statement
    """Return an incident report named st-NAME in a document of its own."""
    given: dict[str, Any] = {
        "id": f"st-{name}",
        "document": f"doc-{name}",
        "span": Span(0, 10),
        "quote": f"words of {name}",
        "kind": "incident_report",
        "lang": "en",
        "act": "shelling",
        "places": (NORTHTOWN,),
        "time": hours(0, 2),
    }
    return Statement(**{**given, **fields})


def origin(
    name: str,
    members: Sequence[str],
    side: str | None = None,
    **fields: Any,  # noqa: ANN401
) -> Origin:
    """Return an origin of the statements named."""
    return Origin(id=f"or-{name}", members=tuple(f"st-{m}" for m in members), side=side, **fields)


def killed(low: int, high: int | None = -1) -> Bounds:
    """Return a toll: exact unless another upper end is given."""
    return Bounds(low, low if high == -1 else high)


def document(said: Statement, published: TimeRange | None) -> Document:
    """Return the document of a statement, without its text."""
    return Document(
        id=said.document,
        evidence=said.document,
        source="paper",
        media_type="text/plain",
        text="",
        published=published,
    )


def tables(
    reports: Iterable[Statement],
    origins: Iterable[Origin] = (),
    published: dict[str, TimeRange] | None = None,
) -> Tables:
    """Return the batch of a fuse step."""
    reports = list(reports)
    times = published or {}
    documents = {s.document: document(s, times.get(s.id.removeprefix("st-"))) for s in reports}
    return {
        "statement": to_table(Statement, reports),
        "origin": to_table(Origin, origins),
        "document": to_table(Document, documents.values()),
        "source": to_table(Source, [Source(id="paper", name="Paper")]),
    }


def fused(
    batch: Tables, neighbourhood: Tables | None = None, reviews: Sequence[Review] = ()
) -> Delta:
    """Return what fusing makes of a batch."""
    return step(
        batch, neighbourhood or {}, {"review": to_table(Review, reviews)}, Params(stage="fuse")
    )


def incidents(delta: Delta) -> list[Incident]:
    """Return the incidents of a delta."""
    return from_table(Incident, delta.put["incident"])


def links(delta: Delta) -> list[Link]:
    """Return the links of a delta."""
    return from_table(Link, delta.put["link"])


def groups(delta: Delta) -> list[Group]:
    """Return the unresolved groups of a delta."""
    return from_table(Group, delta.put["group"])


def partition(delta: Delta) -> set[frozenset[str]]:
    """Return the member sets of all incidents."""
    return {frozenset(m.statement for m in each.members) for each in incidents(delta)}


def review(name: str, subject: str, decision: str, hour: int = 0) -> Review:
    """Return a decision about a pair."""
    return Review(
        id=name,
        subject=subject,
        decision=decision,
        reviewer="someone",
        at=NOON + timedelta(hours=hour),
        why="",
    )
