"""Small cases for the tests of the record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from truceline.ground.canonical import sha256_hex
from truceline.ground.times import TimeRange
from truceline.model.columns import to_table
from truceline.model.evidence import Captured, Custody, Evidence, Rejected
from truceline.model.incident import Incident, IncidentPlace, Link, Member
from truceline.model.stage import Delta
from truceline.record import CaseStore

START = datetime(2025, 4, 20, 6, tzinfo=UTC)


def ticking() -> Callable[[], datetime]:
    """Return a clock that moves on by a second whenever it is read."""
    seconds = iter(range(1_000_000))
    return lambda: START + timedelta(seconds=next(seconds))


def item(text: str, *, source: str = "wire", locator: str = "feed.jsonl:1") -> Captured:
    """Return a captured text."""
    raw = text.encode("utf-8")
    evidence = Evidence(
        id=f"sha256:{sha256_hex(raw)}",
        source=source,
        media_type="text/plain",
        locator=locator,
        size=len(raw),
        published=TimeRange(earliest=START, latest=START + timedelta(hours=1), zone="UTC"),
    )
    return Captured(
        evidence=evidence,
        raw=raw,
        custody=(Custody(at=START, act="captured", locator=locator),),
    )


def rejected(text: str) -> tuple[Rejected, bytes]:
    """Return a quarantined text."""
    raw = text.encode("utf-8")
    record = Rejected(
        id=f"rj-{sha256_hex(raw)[:16]}", locator="x.txt", what="Bad.", mend="Mend.", size=len(raw)
    )
    return record, raw


def incident(number: int, *, proposition: str = "an act") -> Incident:
    """Return an incident with nested, empty and mapped fields."""
    return Incident(
        id=f"in-{number:04d}",
        proposition=proposition,
        act="shelling",
        members=(Member(statement=f"st-{number}", p=0.5),),
        origins=(),
        place=IncidentPlace(lat=50.5, lon=30.0, radius_m=1000.0, name="Ріг"),
        time=TimeRange(earliest=START, latest=START + timedelta(hours=2), zone=None),
        status="reported",
        attribution={"ABC": 0.25, "XYZ": 0.5},
    )


def delta(*numbers: int, proposition: str = "an act") -> Delta:
    """Return a delta that puts some incidents and the links between neighbours."""
    incidents = [incident(number, proposition=proposition) for number in numbers]
    links = [
        Link(a=a.id, b=b.id, parts=(("place", 1.5),), score=1.5, linked=True)
        for a, b in pairwise(incidents)
    ]
    return Delta(put={"incident": to_table(Incident, incidents), "link": to_table(Link, links)})


def small_case(folder: Path) -> CaseStore:
    """Make a case with a little of everything, and leave it open."""
    store = CaseStore.create(folder, clock=ticking())
    store.put_evidence([item("one"), item("two", locator="feed.jsonl:2")])
    store.put_rejected([rejected("bad")])
    store.apply(delta(1, 2), stage="fuse", version="v1", marks=["a"])
    store.apply(delta(3), stage="fuse", version="v1", marks=["b"])
    store.put_report("report.html", b"<p>draft</p>")
    return store
