"""What is not about the agreement is excluded with its reason; what may be about it stays."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from truceline.agreements import load
from truceline.ground.times import TimeRange, parse_instant, parse_range
from truceline.judge import step
from truceline.model.agreement import Agreement
from truceline.model.columns import from_table, to_table
from truceline.model.doors import from_json, to_json
from truceline.model.evidence import Document
from truceline.model.exclusion import Exclusion
from truceline.model.incident import Alternative, Incident, IncidentPlace, Member
from truceline.model.stage import Params, Tables
from truceline.model.statement import Statement
from truceline.model.values import Span

EASTER = load("easter-2025")
NOWHERE = IncidentPlace(lat=None, lon=None, radius_m=None)
KHARKIV = IncidentPlace(lat=49.99, lon=36.23, radius_m=9_000.0, name="Kharkiv")
LAGOS = IncidentPlace(lat=6.45, lon=3.39, radius_m=9_000.0, name="Lagos")
OURS = "Ukrainian and Russian officials spoke of the strike. Two people were hurt."
THEIRS = "Nigerian officials spoke of the strike. Two people were hurt in Nigeria."
NOBODYS = "Officials spoke of the strike. Two people were hurt."


def tables(text: str, *records: Incident | Statement) -> Tables:
    """Return records of one document, each incident with the report of its last sentence."""
    span = Span(max(0, text.rfind("Two people")), len(text))
    document = Document(
        id="d",
        evidence="e",
        source="s",
        media_type="text/plain",
        text=text,
        published=parse_range("2025-04-20"),
    )
    report = Statement(id="r", document="d", span=span, kind="incident_report")
    incidents = [each for each in records if isinstance(each, Incident)]
    others = [each for each in records if isinstance(each, Statement)]
    return {
        "incident": to_table(Incident, incidents),
        "statement": to_table(Statement, [report, *others]),
        "document": to_table(Document, [document]),
    }


def excluded(given: Tables, agreement: Agreement = EASTER) -> list[Exclusion]:
    """Return what the judging stage excludes."""
    params = Params(stage="judge", values={"agreement": to_json(agreement)})
    return from_table(Exclusion, step(given, {}, {}, params).put["exclusion"])


def grounds(given: Tables, agreement: Agreement = EASTER) -> list[str]:
    """Return the grounds of what the judging stage excludes."""
    return [each.ground for each in excluded(given, agreement)]


def incident(place: IncidentPlace = NOWHERE, when: str = "", **by: float) -> Incident:
    """Return an incident that the one report tells of."""
    start = parse_instant(when) if when else None
    return Incident(
        id="i",
        proposition="an act",
        act="shelling",
        members=(Member(statement="r", p=1.0),),
        origins=(),
        place=place,
        time=TimeRange(earliest=start, latest=start, zone="UTC") if start else None,
        status="reported",
        attribution=by,
    )


def said(kind: str = "position", text: str = THEIRS, **values: object) -> Statement:
    """Return a statement that is its whole text."""
    given: dict[str, Any] = {"id": "p", "document": "d", "kind": kind, "quote": text} | values
    return Statement(span=Span(0, len(text)), **given)


@pytest.mark.parametrize(
    ("text", "of", "ground"),
    [
        (OURS, incident(KHARKIV), []),
        (THEIRS, incident(KHARKIV, NGA=0.9), []),
        (THEIRS, incident(RUS=0.5), []),
        (THEIRS, incident(LAGOS, UKR=0.5), []),
        (OURS, incident(), []),
        (NOBODYS, incident(), []),
        (OURS, incident(LAGOS), []),
        (THEIRS, incident(LAGOS), ["elsewhere"]),
        (OURS, incident(LAGOS, NGA=0.9), ["elsewhere"]),
        (THEIRS, incident(NGA=0.9), ["others"]),
        (THEIRS, incident(), ["unnamed"]),
        (OURS, incident(KHARKIV, "2025-04-18T10:00:00Z"), []),
        (OURS, incident(KHARKIV, "2024-08-06T10:00:00Z"), ["before"]),
    ],
    ids=[
        "on a party's land",
        "on a party's land by another",
        "by a party",
        "by a party elsewhere",
        "among the parties",
        "among nobody",
        "a place that the text belies",
        "elsewhere",
        "elsewhere by another",
        "by another",
        "among others",
        "the day before",
        "long before",
    ],
)
def test_an_incident_is_out_only_where_nothing_ties_it(
    text: str, of: Incident, ground: list[str]
) -> None:
    """A party's land, a party as author, or parties named around it each keep an incident in."""
    assert grounds(tables(text, of)) == ground


def test_a_place_that_may_be_meant_on_a_partys_land_keeps_an_incident() -> None:
    """A homonym counts with its probability."""
    other = Alternative(lat=49.99, lon=36.23, radius_m=9_000.0, p=0.3)
    first = Alternative(lat=6.45, lon=3.39, radius_m=9_000.0, p=0.7)
    assert grounds(tables(THEIRS, incident(replace(LAGOS, alternatives=(first, other))))) == []
    assert grounds(tables(THEIRS, incident(replace(LAGOS, alternatives=(first,))))) == ["elsewhere"]


@pytest.mark.parametrize(
    ("statement", "ground"),
    [
        (said(perpetrator="RUS", stance="accepts"), []),
        (said(perpetrator="NGA", stance="accepts"), ["binds_nobody"]),
        (said(perpetrator="unknown", speaker="a pundit", stance="rejects"), ["binds_nobody"]),
        (said(perpetrator="unknown", speaker="a chief", authority="UKR", stance="rejects"), []),
        (said("undertaking", perpetrator="", stance="begun"), ["another"]),
        (said("posture", perpetrator="NGA"), ["others"]),
        (said("posture", perpetrator="UKR"), []),
        (said("denial", perpetrator="unknown"), ["unnamed"]),
        (said("tally", perpetrator="unknown"), ["unnamed"]),
    ],
)
def test_a_statement_is_out_where_it_binds_or_names_no_party(
    statement: Statement, ground: list[str]
) -> None:
    """Whoever binds no party, and what is said among others, is out; a party's own act stays."""
    text = "Ukraine and Russia, said Russia." if not ground else THEIRS
    fitted = replace(statement, span=Span(0, len(text)), quote=text)
    assert grounds(tables(text, fitted)) == ground


def test_a_position_of_another_time_is_out() -> None:
    """A stance dated outside of the time in which the agreement is spoken of is on another."""
    later = parse_range("2025-07-01")
    statement = said(text=OURS, perpetrator="RUS", stance="accepts", time=later)
    assert grounds(tables(OURS, statement)) == ["not_then"]
    assert grounds(tables(OURS, replace(statement, kind="undertaking"))) == []


def test_without_a_text_nothing_is_known_to_be_foreign() -> None:
    """Incidents alone, as the command line may give them, stay unless their own fields tell."""
    params = Params(stage="judge", values={"agreement": to_json(EASTER)})
    for of, ground in ((incident(), []), (incident(LAGOS, NGA=0.9), ["elsewhere"])):
        put = step({"incident": to_table(Incident, [of])}, {}, {}, params).put
        assert [each.ground for each in from_table(Exclusion, put["exclusion"])] == ground


def test_a_party_without_a_land_makes_no_place_foreign() -> None:
    """Where a party is an armed group, where it fights is not known from any map."""
    agreement = replace(EASTER, parties=("RUS", "hamas"))
    assert grounds(tables(THEIRS, incident(LAGOS)), agreement) == ["unnamed"]
    assert grounds(tables(OURS, incident(LAGOS)), agreement) == []


def test_swapping_the_parties_swaps_the_exclusions() -> None:
    """The same grounds come out, in the same order, with the parties' places exchanged."""
    turned = OURS.replace("Ukrainian", "#").replace("Russian", "Ukrainian").replace("#", "Russian")
    for text, other in ((OURS, turned), (THEIRS, THEIRS)):
        for one, two in (({"RUS": 0.05}, {"UKR": 0.05}), ({"RUS": 0.5}, {"UKR": 0.5})):
            first = grounds(tables(text, incident(LAGOS, **one)))
            assert first == grounds(tables(other, incident(LAGOS, **two)))


def test_an_exclusion_says_why_and_passes_the_doors() -> None:
    """The reason names place and parties; the record comes back from JSON as it went in."""
    (found,) = excluded(tables(THEIRS, incident(LAGOS)))
    assert (found.kind, found.subject, found.agreement) == ("incident", "i", "easter-2025")
    assert "Lagos" in found.reason
    assert from_json(to_json(found)) == found


def test_what_is_no_longer_excluded_is_withdrawn() -> None:
    """An exclusion that stood goes when its incident turns out to be in scope."""
    params = Params(stage="judge", values={"agreement": to_json(EASTER)})
    before = step(tables(THEIRS, incident(LAGOS)), {}, {}, params).put["exclusion"]
    delta = step(tables(THEIRS, incident(KHARKIV)), {"exclusion": before}, {}, params)
    assert list(delta.withdraw["exclusion"]) == before.column("id").to_pylist()
