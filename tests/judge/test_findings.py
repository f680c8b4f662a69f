"""Findings under an agreement: parties swap, clauses limit, nothing is said twice."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.judge.build import incident, judged, report
from truceline.agreements import load
from truceline.judge import step
from truceline.model.agreement import Agreement, Duty
from truceline.model.columns import from_table, to_table
from truceline.model.doors import from_json, to_json
from truceline.model.finding import Binding, Finding
from truceline.model.incident import Incident
from truceline.model.stage import Params
from truceline.model.statement import Statement
from truceline.model.terms import Period
from truceline.model.zones import Circle, Zone
from truceline.vocabulary.acts_meant import known_acts

SWAP = {"RUS": "UKR", "UKR": "RUS"}
WINDOW = {"zone": "UTC", "from": "2025-04-20T09:00", "to": "2025-04-20T10:00"}


def swapped_ids(value: Any) -> Any:  # noqa: ANN401 - any JSON value is meant
    """Return JSON values with the two parties' ids exchanged, as keys too."""
    if isinstance(value, dict):
        return {SWAP.get(key, key): swapped_ids(each) for key, each in value.items()}
    if isinstance(value, list):
        return [swapped_ids(each) for each in value]
    return SWAP.get(value, value) if isinstance(value, str) else value


def swapped(record: Any) -> Any:  # noqa: ANN401 - any record is meant
    """Return a record with the two parties' ids exchanged."""
    return from_json(swapped_ids(to_json(record)))


HOURS = st.integers(-20, 50)


@st.composite
def drawn_incident(draw: st.DrawFn) -> dict[str, Any]:
    """Draw an incident's words around the truce, with any act and any attribution."""
    start = draw(HOURS)
    end = start + draw(st.integers(0, 8))
    own = draw(st.sampled_from([0.0, 0.3, 0.5, 0.96, 1.0]))
    other = draw(st.sampled_from([0.0, 0.5, 1.0])) * (1 - own)
    attribution = {party: p for party, p in (("RUS", own), ("UKR", other)) if p}
    words = {
        "act": draw(st.sampled_from(sorted(known_acts() - {"any_attack"}))),
        "zone": "Europe/Moscow",
        "from": _hour(start),
        "to": _hour(end),
        "by": attribution,
        "occurred": draw(st.sampled_from([None, 0.5, 0.97, 1.0])),
    }
    return words if draw(st.booleans()) else {k: words[k] for k in ("act", "by", "occurred")}


def _hour(hours: int) -> str:
    day, hour = divmod(hours, 24)
    return f"2025-04-{19 + day:02}T{hour:02}:00"


@settings(max_examples=40, deadline=None)
@given(st.lists(drawn_incident(), min_size=1, max_size=5))
def test_swapping_the_parties_swaps_the_verdicts_and_nothing_else(
    words: list[dict[str, Any]],
) -> None:
    """Agreement and incidents with the ids exchanged give the same findings, exchanged."""
    agreement = load("easter-2025")
    incidents = [incident(f"i{n}", each) for n, each in enumerate(words)]
    names = {"RUS": "one", "UKR": "the other"}
    mine = _all(agreement, incidents, names)
    theirs = _all(swapped(agreement), [swapped(e) for e in incidents], swapped_ids(names))
    assert swapped_ids(json.loads(theirs)) == json.loads(mine)


def _all(agreement: Agreement, incidents: list[Incident], names: dict[str, str]) -> str:
    batch = {
        "incident": to_table(Incident, incidents),
        "statement": to_table(Statement, [report(each) for each in incidents]),
    }
    params = Params(stage="judge", values={"agreement": to_json(agreement), "names": names})
    put = step(batch, {}, {}, params).put
    records = [*from_table(Binding, put["binding"]), *from_table(Finding, put["finding"])]
    return json.dumps([to_json(each) for each in records])


@settings(max_examples=40, deadline=None)
@given(st.lists(drawn_incident(), min_size=1, max_size=4))
def test_findings_are_complete_and_sound(words: list[dict[str, Any]]) -> None:
    """Probabilities sum to 1, a conditional duty is never breached, proofs point at facts."""
    incidents = [incident(f"i{n}", each) for n, each in enumerate(words)]
    bindings, findings = judged(load("easter-2025"), incidents)
    force = {(each.reading, each.party): each.force for each in bindings}
    for each in findings:
        assert sum(each.p.values()) == pytest.approx(1, abs=1e-9)
        assert each.review == "proposed"
        assert "violat" not in each.reason.casefold()
        if force[each.reading, each.respondent] == "conditional":
            assert each.p["breach"] == 0
        assert all(index < len(each.facts) for found in each.proof for index in found)
        assert bool(each.proof) == (each.verdict != "undetermined")


def test_a_party_gets_no_finding_for_what_only_another_is_said_to_have_done() -> None:
    """Attributed to one party alone, the incident concerns that party alone."""
    _, findings = judged(load("easter-2025"), [incident("i", {"act": "mixed", "by": {"UKR": 0.2}})])
    assert {each.respondent for each in findings} == {"UKR"}


def test_an_incident_without_an_author_says_so() -> None:
    """Where nobody is said to have done it, the reason says that and names no percentage."""
    _, findings = judged(load("easter-2025"), [incident("i", {"act": "shelling", **WINDOW})])
    assert findings
    assert all("nothing in the evidence says who did it" in each.reason for each in findings)


def _only_clause(**changes: object) -> Agreement:
    """Return the Easter agreement with its prohibition changed."""
    agreement = load("easter-2025")
    first, *rest = agreement.clauses
    changed = dataclasses.replace(first, **changes)  # type: ignore[arg-type]
    return dataclasses.replace(agreement, clauses=(changed, *rest))


@pytest.mark.parametrize(
    ("hit", "verdict"), [("energy", "breach"), ("port", "outside"), ("", "undetermined")]
)
def test_a_clause_may_protect_certain_targets_only(hit: str, verdict: str) -> None:
    """What was hit decides; not knowing what was hit decides nothing."""
    words = {"act": "missile_strike", "by": {"RUS": 1}, "target": hit, **WINDOW}
    _, findings = judged(_only_clause(targets=("energy",)), [incident("i", words)])
    assert findings[0].verdict == verdict


@pytest.mark.parametrize(
    ("zone", "place", "verdict"),
    [
        ("circle", {"at": [48.5, 35.0, 1_000]}, "breach"),
        ("circle", {"at": [49.5, 35.0, 1_000]}, "outside"),
        ("circle", {}, "undetermined"),
        ("unmapped", {"at": [48.5, 35.0, 1_000]}, "undetermined"),
    ],
)
def test_a_clause_may_be_limited_to_an_area(zone: str, place: dict[str, Any], verdict: str) -> None:
    """Inside, outside, a place that is not known, and an area whose map nobody has."""
    zones = (
        Zone(id="circle", title="a circle", circle=Circle(lat=48.5, lon=35.0, radius_m=20_000)),
        Zone(id="unmapped", title="an area", unknown="no map of it is public"),
    )
    agreement = dataclasses.replace(_only_clause(areas=(zone,)), zones=zones)
    words = {"act": "shelling", "by": {"RUS": 1}, **WINDOW, **place}
    _, findings = judged(agreement, [incident("i", words)])
    assert {each.verdict for each in findings if each.reading == "unilateral"} == {verdict}


def test_a_clause_may_have_narrower_times_than_the_duty() -> None:
    """Inside the truce but outside of the clause's own hours is outside."""
    window = load("easter-2025").window
    assert window is not None
    early = dataclasses.replace(window, latest=window.earliest.replace(hour=16))
    words = {"act": "shelling", "by": {"RUS": 1}, **WINDOW}
    _, findings = judged(_only_clause(within=Period.of(early)), [incident("i", words)])
    assert {each.verdict for each in findings} == {"outside"}


def test_a_clause_that_lists_acts_means_those_only() -> None:
    """A prohibition of air strikes does not reach shelling."""
    words = {"act": "shelling", "by": {"RUS": 1}, **WINDOW}
    _, findings = judged(_only_clause(acts=("air_strike",)), [incident("i", words)])
    assert {each.verdict for each in findings} == {"outside"}


def test_a_pledge_alone_measures_the_other_by_its_acts() -> None:
    """Where a reading binds only the pledger, the other's earlier act still releases it."""
    agreement = load("easter-2025")
    mirror = next(each for each in agreement.readings if each.id == "mirror")
    duties = tuple(each for each in mirror.duties if each.conduct_of)
    alone = dataclasses.replace(agreement, readings=(dataclasses.replace(mirror, duties=duties),))
    before = {"act": "shelling", "by": {"RUS": 1}, "occurred": 1.0, **WINDOW}
    before |= {"from": "2025-04-20T01:00", "to": "2025-04-20T02:00"}
    after = {"act": "shelling", "by": {"UKR": 1}, **WINDOW}
    _, findings = judged(alone, [incident("before", before), incident("after", after)])
    assert [(each.incident, each.verdict) for each in findings] == [("after", "excused")]
    assert findings[0].facts[-1].statements == ("report-before",)


def test_a_chain_of_conditions_is_not_taken_for_an_excuse() -> None:
    """Where the other's own duty is conditional, nothing it did is a breach that releases."""
    agreement = load("easter-2025")
    reading = agreement.readings[0]
    window = agreement.period
    duties = (
        Duty(party="UKR", within=window, instruments=("mirror-pledge",), conduct_of="RUS"),
        Duty(party="RUS", within=window, instruments=("declaration",), conduct_of="GBR"),
    )
    chain = dataclasses.replace(agreement, readings=(dataclasses.replace(reading, duties=duties),))
    before = {"act": "shelling", "by": {"RUS": 1}, "occurred": 1.0, **WINDOW}
    before |= {"from": "2025-04-20T01:00", "to": "2025-04-20T02:00"}
    after = {"act": "shelling", "by": {"UKR": 1}, **WINDOW}
    _, findings = judged(chain, [incident("before", before), incident("after", after)])
    assert {each.verdict for each in findings} == {"undetermined"}


def test_a_circular_reading_says_so_whatever_another_said_before_it() -> None:
    """Readings in which one duty alone hangs on the other come first and say another thing."""
    act = {"act": "shelling", "by": {"UKR": 1}, "occurred": 0.9, **WINDOW}
    _, findings = judged(load("easter-2025"), [incident("i", act)])
    told = {each.reading: each.facts[-1].what for each in findings if each.respondent == "UKR"}
    assert "depend on each other" in told["reciprocal"]
    assert "depend on each other" not in told["mirror"]


def test_of_two_failures_as_sure_the_same_is_cited_in_any_order() -> None:
    """Two acts of one moment and one probability are told apart by their ids alone."""
    before = {"act": "shelling", "by": {"RUS": 1}, "occurred": 0.9, **WINDOW}
    a, b = incident("a", before), incident("b", before)
    after = {"from": "2025-04-20T12:00", "to": "2025-04-20T13:00"}
    late = incident(
        "late", {"act": "shelling", "by": {"UKR": 1}, "occurred": 0.9, **WINDOW, **after}
    )
    cited = []
    for incidents in ([a, b, late], [b, a, late], [late, b, a]):
        _, findings = judged(load("easter-2025"), incidents)
        cited += [f.facts for f in findings if (f.incident, f.reading) == ("late", "mirror")]
    assert cited[0] == cited[1] == cited[2]


def test_a_permission_that_names_nothing_leaves_nothing_untested() -> None:
    """Under the text as published, freedom to enforce is empty: all are told the same."""
    told = {"act": "missile_strike", "occurred": 1.0, "at": [33.2, 35.3, 500], "zone": "UTC"}
    told |= {"from": "2024-12-20T09:00", "to": "2024-12-20T09:30"}
    each = [incident(p, {**told, "by": {p: 1}}) for p in ("ISR", "hezbollah", "LBN")]
    _, findings = judged(load("lebanon-2024"), each)
    breaches = [f for f in findings if f.reading.startswith("as-written") and f.verdict == "breach"]
    assert {f.respondent for f in breaches} == {"ISR", "hezbollah", "LBN"}
    assert not any("not tested" in f.reason for f in breaches)
