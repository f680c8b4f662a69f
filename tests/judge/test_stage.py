"""The judging stage: the same tables give the same rows, and what no longer holds goes."""

from __future__ import annotations

import pytest

from tests.judge.build import incident, judged, report
from truceline.agreements import load, names
from truceline.ground.errors import InputError
from truceline.judge import step
from truceline.model.columns import from_table, to_table
from truceline.model.doors import from_json, to_json
from truceline.model.finding import Binding, Finding
from truceline.model.incident import Incident
from truceline.model.stage import Params, Tables
from truceline.model.statement import Statement

LATE = {"zone": "UTC", "from": "2025-04-20T12:00", "to": "2025-04-20T13:00"}
EARLY = {"zone": "UTC", "from": "2025-04-20T09:00", "to": "2025-04-20T10:00"}
ANSWER = incident("answer", {"act": "shelling", "by": {"UKR": 1}, **LATE})
BEFORE = incident("before", {"act": "shelling", "by": {"RUS": 1}, "occurred": 1.0, **EARLY})
EASTER = Params(stage="judge", values={"agreement": to_json(load("easter-2025"))})


def tables(*incidents: Incident) -> Tables:
    """Return incidents and their reports as tables."""
    return {
        "incident": to_table(Incident, incidents),
        "statement": to_table(Statement, [report(each) for each in incidents]),
    }


@pytest.mark.parametrize("name", names())
def test_the_same_input_gives_the_same_rows(name: str) -> None:
    """Two runs put equal tables, and every id stands once."""
    agreement = load(name)
    one, other = agreement.parties[:2]
    acts = [
        incident("answer", {"act": "shelling", "by": {one: 1}, **LATE}),
        incident("before", {"act": "shelling", "by": {other: 1}, "occurred": 1.0, **EARLY}),
    ]
    params = Params(stage="judge", values={"agreement": to_json(agreement)})
    first, second = (step(tables(*acts), {}, {}, params) for _ in range(2))
    for table in ("binding", "finding"):
        assert first.put[table].equals(second.put[table])
        ids = first.put[table].column("id").to_pylist()
        assert len(ids) == len(set(ids)) > 0


def test_an_earlier_incident_of_the_neighbourhood_releases_too() -> None:
    """A breach that was judged in another batch excuses what answers it in this one."""
    delta = step(tables(ANSWER), tables(BEFORE), {}, EASTER)
    found = from_table(Finding, delta.put["finding"])
    assert {(each.incident, each.reading, each.verdict) for each in found} == {
        ("answer", "mirror", "excused"),
        ("answer", "reciprocal", "undetermined"),
    }


def test_what_is_not_found_again_is_withdrawn() -> None:
    """A finding about an incident that is gone is withdrawn; the others stay."""
    before = step(tables(ANSWER, BEFORE), {}, {}, EASTER).put
    delta = step(tables(ANSWER), {"finding": before["finding"]}, {}, EASTER)
    gone = {e.id for e in from_table(Finding, before["finding"]) if e.incident == "before"}
    assert set(delta.withdraw["finding"]) == gone
    assert "binding" not in delta.withdraw


def test_an_empty_batch_still_says_whom_the_agreement_binds() -> None:
    """Without incidents there are bindings for each reading and party, and no findings."""
    delta = step({}, {}, {}, EASTER)
    found = [
        (each.reading, each.party, each.force) for each in from_table(Binding, delta.put["binding"])
    ]
    assert found == [
        ("unilateral", "RUS", "bound"),
        ("unilateral", "UKR", "not_bound"),
        ("mirror", "RUS", "bound"),
        ("mirror", "UKR", "conditional"),
        ("reciprocal", "RUS", "conditional"),
        ("reciprocal", "UKR", "conditional"),
    ]
    assert delta.put["finding"].num_rows == 0


def test_params_without_an_agreement_are_refused() -> None:
    """Something else in the agreement's place is named as bad input."""
    with pytest.raises(InputError, match=r"params\.agreement"):
        step({}, {}, {}, Params(stage="judge", values={"agreement": {"type": "nothing"}}))


def test_records_pass_the_doors() -> None:
    """Bindings and findings come back from JSON as they went in."""
    bindings, findings = judged(load("easter-2025"), [ANSWER, BEFORE])
    for each in [*bindings, *findings]:
        assert from_json(to_json(each)) == each
