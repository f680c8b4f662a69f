"""Small records for the judge's tests, made from the plain words of a worked case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from truceline.ground.times import TimeRange, parse_instant, parse_range
from truceline.judge import step
from truceline.judge.bindings import bindings
from truceline.judge.docket import docket
from truceline.judge.facts import weighed_of
from truceline.judge.standing import positions
from truceline.judge.verdicts.answers import Question
from truceline.judge.verdicts.bench import Bench
from truceline.judge.verdicts.columns import Incidents
from truceline.judge.verdicts.reach import divided
from truceline.judge.verdicts.sets import Weighed
from truceline.judge.wording import Wording
from truceline.model.agreement import Agreement
from truceline.model.columns import from_table, to_table
from truceline.model.doors import to_json
from truceline.model.evidence import Document
from truceline.model.finding import Binding, Finding
from truceline.model.incident import Alternative, Incident, IncidentPlace, Member, OriginCount
from truceline.model.stage import Params
from truceline.model.statement import Statement
from truceline.model.values import Span


def incident(name: str, words: Mapping[str, Any]) -> Incident:
    """Return an incident from a case's words.

    act, by, occurred, target; from and to, and reported (two moments), in a zone; at: [lat, lon,
    90 % radius in metres] or a list of such with a probability each; sides: whose origins report
    it.
    """
    zone = words.get("zone")
    time = _between((words["from"], words["to"]), zone) if "from" in words else None
    out = _between(words["reported"], zone) if "reported" in words else None
    return Incident(
        id=name,
        proposition="an act",
        act=words["act"],
        members=(Member(statement=f"report-{name}", p=1.0),),
        origins=tuple(
            OriginCount(side=side, origins=(f"{name}-{side}",)) for side in words.get("sides", ())
        ),
        place=_place(words.get("at", [])),
        time=time,
        status="reported",
        p_occurred=words.get("occurred"),
        target_class=words.get("target", ""),
        attribution={party: float(p) for party, p in words.get("by", {}).items()},
        attribution_stated=(f"report-{name}",) if words.get("by") else (),
        reported=out,
    )


def _between(moments: Sequence[str], zone: str | None) -> TimeRange:
    start, end = (parse_instant(each, zone) for each in moments)
    return TimeRange(earliest=start, latest=end, zone=zone)


def _place(at: Sequence[Any]) -> IncidentPlace:
    if not at:
        return IncidentPlace(lat=None, lon=None, radius_m=None)
    listed = at if isinstance(at[0], Sequence) else [[*at, 1.0]]
    places = tuple(Alternative(lat=a, lon=b, radius_m=r, p=p) for a, b, r, p in listed)
    best = max(places, key=lambda each: each.p)
    return IncidentPlace(
        lat=best.lat,
        lon=best.lon,
        radius_m=best.radius_m,
        alternatives=places if len(places) > 1 else (),
    )


def report(of: Incident, weapon: str = "") -> Statement:
    """Return the statement that reports an incident."""
    return Statement(
        id=of.members[0].statement,
        document="none",
        span=Span(0, 1),
        quote="x",
        kind="incident_report",
        lang="en",
        act=of.act,
        time=of.time,
        target_class=of.target_class,
        weapon=weapon,
    )


def position(index: int, words: Mapping[str, Any]) -> tuple[Statement, Document]:
    """Return a stance from a case's words, with the document that reports it."""
    text = words["text"]
    name = f"document-{index}"
    statement = Statement(
        id=f"position-{index}",
        document=name,
        span=Span(0, len(text)),
        quote=text,
        kind="position",
        lang="en",
        stance=words["stance"],
        perpetrator=words["party"],
        speaker=words.get("speaker", ""),
        authority=words.get("authority"),
    )
    published = parse_range(words["published"]) if "published" in words else None
    document = Document(
        id=name,
        evidence=name,
        source="a source",
        media_type="text/plain",
        text=text,
        published=published,
    )
    return statement, document


def judged(
    agreement: Agreement,
    incidents: Sequence[Incident],
    said: Sequence[tuple[Statement, Document]] = (),
    weapons: Mapping[str, str] | None = None,
) -> tuple[list[Binding], list[Finding]]:
    """Return what the judging stage puts, through its tables; weapons: words by incident id."""
    named = weapons or {}
    reports = [report(each, named.get(each.id, "")) for each in incidents]
    statements = [*reports, *(each[0] for each in said)]
    batch = {
        "incident": to_table(Incident, incidents),
        "statement": to_table(Statement, statements),
        "document": to_table(Document, [each[1] for each in said]),
    }
    params = Params(stage="judge", values={"agreement": to_json(agreement)})
    put = step(batch, {}, {}, params).put
    return from_table(Binding, put["binding"]), from_table(Finding, put["finding"])


Key = tuple[str, str, str, str]
Evidence = tuple[Sequence[Incident], Sequence[tuple[Statement, Document]], Mapping[str, str]]


def opened(
    agreement: Agreement, evidence: Evidence
) -> dict[Key, tuple[tuple[Question, ...], Weighed]]:
    """Return the questions and answers by incident, clause, reading and respondent."""
    incidents, said, weapons = evidence
    named = {row: (weapons[each.id],) for row, each in enumerate(incidents) if each.id in weapons}
    bench = Bench(
        agreement=agreement,
        entries=list(docket(agreement, _bound(agreement, said))),
        incidents=Incidents(to_table(Incident, incidents)),
        ground=divided(agreement),
        weapons=named,
    )
    return {
        (incident.id, each.clause.id, each.reading.id, each.respondent): weighed_of(asked, row)
        for each in bench.entries
        for asked in [bench.asked(each)]
        for row, incident in enumerate(incidents)
    }


def _bound(agreement: Agreement, said: Sequence[tuple[Statement, Document]]) -> list[Binding]:
    documents = {each[1].id: each[1] for each in said}
    heard_of = positions(agreement, [each[0] for each in said], documents)
    return bindings(agreement, heard_of, Wording())
