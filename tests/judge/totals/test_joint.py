"""Totals are joint: who failed first, who opened fire and when a duty began hold for all acts."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.judge.build import incident
from tests.judge.totals.test_counting import act, judged
from truceline.agreements import load
from truceline.ground.times import TimeRange
from truceline.judge import step
from truceline.model.agreement import Agreement, Duty
from truceline.model.columns import from_table, to_table
from truceline.model.doors import to_json
from truceline.model.finding import Finding
from truceline.model.incident import Incident
from truceline.model.stage import Params
from truceline.model.terms import Period
from truceline.model.totals import BreachTotal

FIRE = Path(__file__).parents[1] / "agreements" / "return_fire.yaml"
DAY = TimeRange(
    earliest=datetime(2025, 4, 20, tzinfo=UTC), latest=datetime(2025, 4, 21, tzinfo=UTC), zone="UTC"
)


def total_of(
    agreement: Agreement, incidents: Sequence[Incident], reading: str, party: str = "RUS"
) -> BreachTotal:
    """Return a party's total of all clauses under a reading."""
    found: list[BreachTotal] = judged(agreement, incidents)["total"]
    return next(e for e in found if (e.reading, e.respondent, e.clause) == (reading, party, ""))


def with_duties(*duties: Duty) -> Agreement:
    """Return the Easter truce with other duties under its first reading."""
    agreement = load("easter-2025")
    first = dataclasses.replace(agreement.readings[0], duties=duties)
    return dataclasses.replace(agreement, readings=(first,))


def test_whoever_failed_first_has_released_all_later_acts_together() -> None:
    """Where the other failed, all ten are excused; where it did not, all ten are breaches."""
    within = Period.of(DAY)
    agreement = with_duties(
        Duty(party="UKR", within=within),
        Duty(party="RUS", within=within, conduct_of="UKR", otherwise="breach"),
    )
    first = act("first", 1, by={"UKR": 1}, occurred=0.5)
    later = [act(f"i{n}", 5 + n) for n in range(10)]
    found = total_of(agreement, [first, *later], "unilateral")
    assert (found.low, found.high) == (0, 10)
    surely = total_of(agreement, [dataclasses.replace(first, p_occurred=1.0), *later], "unilateral")
    assert (surely.low, surely.best, surely.high) == (0, 0, 0)
    none = total_of(agreement, later, "unilateral")
    assert (none.low, none.best, none.high) == (10, 10, 10)


def test_a_duty_that_began_at_an_unknown_hour_began_at_one_hour_for_all() -> None:
    """Ten acts at noon of the day on which the duty began are all before it, or all after."""
    agreement = with_duties(Duty(party="RUS", within=Period(start=DAY)))
    found = total_of(agreement, [act(f"i{n}", 12) for n in range(10)], "unilateral")
    assert (found.low, found.high) == (0, 10)


def test_circular_duties_leave_everything_open() -> None:
    """Each hangs on the other: nothing is shown to be a breach, and all of it may be one."""
    within = Period.of(DAY)
    agreement = with_duties(
        Duty(party="UKR", within=within, conduct_of="RUS"),
        Duty(party="RUS", within=within, conduct_of="UKR"),
    )
    found = total_of(agreement, [act(f"i{n}", n) for n in range(4)], "unilateral")
    assert (found.low, found.best, found.high) == (0, 0, 4)
    assert "undetermined" in found.reason


def test_what_one_act_answers_is_drawn_once() -> None:
    """Five acts that answer one shelling are answers together, or breaches together."""
    agreement = load(str(FIRE))
    noon = {"act": "shelling", "at": [48.0, 37.0, 100], "zone": "UTC", "sides": ["RUS", "UKR"]}
    fire = incident(
        "fire",
        {
            **noon,
            "from": "2025-06-10T11:30",
            "to": "2025-06-10T11:30",
            "by": {"RUS": 1},
            "occurred": 0.5,
        },
    )
    back = [
        incident(
            f"i{n}",
            {
                **noon,
                "from": f"2025-06-10T12:0{n}",
                "to": f"2025-06-10T12:0{n}",
                "by": {"UKR": 1},
                "occurred": 1,
            },
        )
        for n in range(5)
    ]
    found = {
        e.clause: e for e in judged(agreement, [fire, *back])["total"] if e.respondent == "UKR"
    }
    assert (found["strict"].low, found["strict"].high) == (0, 5)
    assert (found["lenient"].low, found["lenient"].best, found["lenient"].high) == (0, 0, 5)


ACT = st.tuples(
    st.integers(0, 23), st.sampled_from([0.0, 0.2, 0.7, 1.0]), st.sampled_from([0.0, 0.3, 0.6, 1.0])
)


@settings(max_examples=25)
@given(st.lists(ACT, min_size=1, max_size=12))
def test_totals_agree_with_findings_where_nothing_hangs_on_anything(
    acts: list[tuple[int, float, float]],
) -> None:
    """The middle of a total lies where the sum of P(occurred) P(breach) of its findings does."""
    agreement = with_duties(Duty(party="RUS", within=Period.of(DAY)))
    incidents = [
        act(f"i{n}", hour, occurred=occurred, by={"RUS": own} if own else {"UKR": 1})
        for n, (hour, occurred, own) in enumerate(acts)
    ]
    batch = {"incident": to_table(Incident, incidents)}
    put = step(batch, {}, {}, Params(stage="judge", values={"agreement": to_json(agreement)})).put
    p = {each.id: each.p_occurred or 0.0 for each in incidents}
    expected = sum(
        p[each.incident] * each.p["breach"]
        for each in from_table(Finding, put["finding"])
        if each.respondent == "RUS"
    )
    (found,) = [e for e in from_table(BreachTotal, put["breach_total"]) if e.respondent == "RUS"]
    assert found.best == pytest.approx(expected, abs=1)
    assert found.low <= expected + 1 and expected <= found.high + 1


def test_conduct_that_can_be_no_breach_leaves_the_total_open() -> None:
    """Where the other's duty hangs on something itself, nothing of this party's is shown."""
    within = Period.of(DAY)
    agreement = with_duties(
        Duty(party="UKR", within=within, conduct_of="RUS"),
        Duty(party="RUS", within=within, conduct_of="UKR", otherwise="breach"),
    )
    found = total_of(agreement, [act("i", 9)], "unilateral")
    assert (found.low, found.high, found.certain) == (0, 1, 0)
