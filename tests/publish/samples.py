"""A small case made by hand: two sides that accuse each other, a relayed total, a sensor."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from truceline.ground.times import TimeRange
from truceline.model.agreement import Agreement, Citation, Clause, Duty, Instrument, Reading
from truceline.model.detection import Coverage, Detection
from truceline.model.evidence import Document, Evidence, Rejected
from truceline.model.finding import Binding, Fact, Finding
from truceline.model.incident import (
    Alternative,
    Group,
    Harm,
    Incident,
    IncidentPlace,
    Member,
    OriginCount,
)
from truceline.model.origin import Contradiction, Origin, Passage
from truceline.model.source import Source
from truceline.model.statement import Statement
from truceline.model.tally import TallyAccount, TallyComparison, TallyPart
from truceline.model.terms import Period
from truceline.model.values import Amount, Bounds, Place, Span, Window
from truceline.publish import MapLayer, ReportInput

START = datetime(2030, 4, 1, 15, tzinfo=UTC)
END = datetime(2030, 4, 2, 21, tzinfo=UTC)
TRUCE = TimeRange(earliest=START, latest=END, zone="Europe/Moscow")
WHOLE = Window(start=START, end=END)


def source(name: str, **values: object) -> Source:
    """Return a source whose id is its name."""
    return Source(id=name, name=values.pop("name", name.title()), **values)


def document(name: str, text: str, **values: object) -> Document:
    """Return a document of a source, published on the second day."""
    published = TimeRange(earliest=END, latest=END + timedelta(days=1), zone="Europe/Kyiv")
    given = {"published": published, "source": "gazette", "media_type": "text/plain"} | values
    return Document(id=name, evidence=f"sha256:{name:0>64}", text=text, **given)


def statement(name: str, where: str, quote: str, **values: object) -> Statement:
    """Return a statement at the beginning of its document."""
    given = {"kind": "incident_report", "lang": "en"} | values
    return Statement(id=name, document=where, span=Span(0, len(quote)), quote=quote, **given)


def count(day: int, quantity: float, channel: str = "official") -> Detection:
    """Return the count of one day, 0 being the one that covers the truce most."""
    start = datetime(2030, 4, 2, 0, 30, tzinfo=UTC) + timedelta(days=day)
    return Detection(
        id=f"dt-{channel}-{day}",
        document="doc-alarm",
        source="alarms",
        channel=channel,
        window=Window(start=start, end=start + timedelta(days=1)),
        quantity=Bounds(quantity, quantity),
        unit="messages",
    )


def agreement(a: str = "AAA", b: str = "BBB", **values: object) -> Agreement:
    """Return a truce that a declared and b only mirrored."""
    given: dict[str, Any] = {
        "standing": "declared",
        "window": TRUCE,
        "readings": (
            Reading(
                id="alone",
                title="Declaration alone",
                summary="It binds the declarant.",
                duties=(Duty(party=a, within=Period.of(TRUCE)),),
            ),
            Reading(id="mirror", title="Mirror", summary="It binds both.", duties=()),
        ),
    } | values
    return Agreement(
        id="truce",
        version="1",
        title="A truce",
        summary="A halt of all fire.",
        zone="Europe/Moscow",
        parties=(a, b),
        mediators=("MMM",),
        instruments=(
            Instrument(
                id="i1", act="declaration", by=a, at=START, summary="Declares.", citations=("c1",)
            ),
            Instrument(id="i2", act="mirror_pledge", by=b, at=START, summary="Mirrors."),
        ),
        clauses=(
            Clause(id="halt", scope="prohibits", text="No fire.", citations=("c1",), article="1"),
        ),
        citations=(
            Citation(
                id="c1",
                title="Order",
                publisher="Office",
                date="2030-04-01",
                url="https://example.org/order",
            ),
        ),
        unknowns=("Who watches is not said.",),
        **given,
    )


def bindings(a: str, b: str) -> tuple[Binding, ...]:
    """Return what each reading makes of each party."""
    said = Passage(document="doc-a", span=Span(0, 10))
    return (
        Binding(
            agreement="truce",
            reading="alone",
            party=b,
            force="not_bound",
            reason="It declared nothing.",
        ),
        Binding(
            agreement="truce",
            reading="alone",
            party=a,
            force="bound",
            reason="It declared the truce.",
            within=TRUCE,
            citations=("c1",),
            passages=(said,),
        ),
        Binding(
            agreement="truce",
            reading="mirror",
            party=a,
            force="conditional",
            reason="It depends on the other.",
            within=TRUCE,
            condition="The other keeps it.",
        ),
    )


def incident(name: str, members: tuple[str, ...], **values: object) -> Incident:
    """Return an incident at a village with a namesake."""
    place = IncidentPlace(
        lat=50.0,
        lon=36.2,
        radius_m=3000,
        name="Vesele",
        level="settlement",
        alternatives=(
            Alternative(lat=50.0, lon=36.2, radius_m=3000, p=0.7, name="Vesele"),
            Alternative(lat=47.1, lon=34.9, radius_m=3000, p=0.2, name="Vesele"),
        ),
    )
    given = {
        "proposition": "Shelling at Vesele.",
        "act": "shelling",
        "origins": (),
        "place": place,
        "time": TimeRange(earliest=START + timedelta(hours=2), latest=START + timedelta(hours=3)),
        "status": "reported",
    } | values
    return Incident(id=name, members=tuple(Member(statement=m, p=0.9) for m in members), **given)


def sample(a: str = "AAA", b: str = "BBB", **values: object) -> ReportInput:
    """Return the case; a and b are the ids of its two parties throughout."""
    total = Bounds(2935, 2935)
    accounts = (
        TallyAccount(
            id="ta-b",
            origin="or-1",
            claimant="The president",
            side=b,
            accused=a,
            unit="violations",
            quantity=total,
            window=Window(start=END - timedelta(days=1), end=END),
            members=("st-total", "st-copy"),
            parts=(
                TallyPart(statement="st-p1", act="assault", unit="", quantity=Bounds(96, 96)),
                TallyPart(
                    statement="st-p2", act="drone_strike", unit="", quantity=Bounds(951, None)
                ),
            ),
            sum=Bounds(1047, None),
            verdict="consistent",
            contained=("in-1",),
        ),
        TallyAccount(
            id="ta-a",
            origin="or-2",
            claimant="The ministry",
            side=a,
            accused=b,
            unit="violations",
            quantity=Bounds(4900, 4900),
            window=WHOLE,
            members=("st-other",),
        ),
    )
    given: dict[str, Any] = {
        "title": "A spring truce",
        "agreement": agreement(a, b),
        "as_of": datetime(2030, 4, 10, tzinfo=UTC),
        "zone": "Europe/Kyiv",
        "parties": {a: "Alland", b: "Bedland", "MMM": "Medland"},
        "sources": {
            "gazette": source("gazette", kind="outlet"),
            "alarms": source("alarms", kind="sensor", allegiance=b),
            "ministry": source("ministry", kind="party", allegiance=a),
        },
        "documents": {
            "doc-a": document(
                "doc-a", "Shells hit Vesele at dusk, two dead.", url="https://example.org/a"
            ),
            "doc-b": document(
                "doc-b", "Nothing fell on Vesele.", source="ministry", published=None
            ),
            "doc-t": document("doc-t", "2,935 on 2 April.", title="Totals"),
            "doc-c": document("doc-c", "2,935 in the whole truce."),
            "doc-alarm": document("doc-alarm", "00:30,23", source="alarms"),
        },
        "evidence": {
            "sha256:" + f"{'doc-a':0>64}": Evidence(
                id="sha256:" + f"{'doc-a':0>64}",
                source="gazette",
                media_type="text/plain",
                locator="inbox/a.txt",
                size=36,
            )
        },
        "statements": (
            statement("st-1", "doc-a", "Shells hit Vesele at dusk", killed=Bounds(2, 2)),
            statement("st-2", "doc-b", "Nothing fell", kind="denial", denies="event"),
            statement("st-total", "doc-t", "2,935 on 2 April.", kind="tally"),
            statement("st-copy", "doc-c", "2,935 in the whole truce.", kind="tally"),
            statement("st-p1", "doc-t", "2,935", kind="tally"),
            statement("st-p2", "doc-t", "2,935 on", kind="tally"),
            statement("st-other", "doc-b", "Nothing", kind="tally"),
            statement(
                "st-pos",
                "doc-a",
                "Shells",
                kind="position",
                stance="accepts_conditionally",
                perpetrator=a,
                authority=a,
                speaker="The spokesman",
            ),
            statement(
                "st-und",
                "doc-b",
                "No",
                kind="undertaking",
                stance="done",
                perpetrator="MMM",
                about="aid",
            ),
        ),
        "origins": (
            Origin(id="or-1", members=("st-1",), side=b),
            Origin(id="or-2", members=("st-2", "st-other"), side=a, speaker="The ministry"),
        ),
        "contradictions": (
            Contradiction(
                id="co-1",
                a="st-copy",
                b="st-total",
                field="window",
                values=("the whole truce", "2 April"),
                spans=(
                    Passage(document="doc-c", span=Span(0, 25)),
                    Passage(document="doc-t", span=Span(0, 17)),
                ),
                distortion="window",
                parent="st-total",
            ),
            Contradiction(
                id="co-2",
                a="st-1",
                b="st-2",
                field="count",
                values=("2", "0"),
                spans=(
                    Passage(document="doc-a", span=Span(0, 6)),
                    Passage(document="doc-b", span=Span(0, 7)),
                ),
            ),
        ),
        "incidents": (
            incident(
                "in-1",
                ("st-1",),
                origins=(OriginCount(side=b, origins=("or-1",)),),
                killed=Harm(low=2, best=2, high=None),
                attribution={a: 0.6},
                attribution_stated=("st-1",),
                count=Amount(min=20, max=None, unit="shells"),
                group="gr-1",
            ),
            incident(
                "in-2",
                (),
                place=IncidentPlace(lat=None, lon=None, radius_m=None),
                time=None,
                act="",
            ),
        ),
        "groups": (Group(id="gr-1", incidents=("in-1",), low=3, high=7, why="Times overlap."),),
        "tally_accounts": accounts,
        "tally_comparisons": (
            TallyComparison(
                a="ta-a", b="ta-b", verdict="not_comparable", reasons=("The windows differ.",)
            ),
        ),
        "bindings": bindings(a, b),
        "findings": (
            Finding(
                id="fi-1",
                incident="in-1",
                agreement="truce",
                clause="halt",
                respondent=a,
                reading="alone",
                verdict="undetermined",
                p={"breach": 0.6, "undetermined": 0.4},
                reason="Who fired is one side's word.",
                facts=(Fact(what="time inside", p=1.0, statements=("st-1",)),),
            ),
        ),
        "detections": (
            *(count(day, 23 if day == 0 else 100 + day) for day in range(-16, 17)),
            Detection(
                id="dt-claim",
                document="doc-alarm",
                source="ministry",
                channel="launched",
                window=Window(start=START, end=START + timedelta(hours=3)),
                quantity=Bounds(4, 4),
                unit="drones",
            ),
        ),
        "coverage": (
            Coverage(
                id="cv-1",
                source="alarms",
                channel="official",
                window=WHOLE,
                p=None,
                place=Place(name="The east", lat=None, lon=None, radius_m=None, level="region"),
            ),
        ),
        "rejected": (
            Rejected(id="rj-1", locator="bad.zip", what="A bomb.", mend="Unpack it.", size=12),
        ),
        "layers": (
            MapLayer(
                name="A line", citation="Drawn by hand.", paths=(((36.0, 50.2), (37.5, 48.0)),)
            ),
        ),
    } | values
    return ReportInput(**given)
