"""Totals of fire and return fire: in each draw it is settled once who began, for all acts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.judge.build import incident
from tests.judge.totals.test_counting import judged
from truceline.agreements import load
from truceline.judge import step
from truceline.model.columns import from_table, to_table
from truceline.model.doors import to_json
from truceline.model.finding import Finding
from truceline.model.incident import Incident
from truceline.model.stage import Params
from truceline.model.totals import BreachTotal

FIRE = load(str(Path(__file__).parents[1] / "agreements" / "return_fire.yaml"))
Range = tuple[int, int | None, int | None]
NEAR, FAR = [48.0, 37.0, 100], [51.0, 37.0, 100]


def shot(name: str, clock: str, party: str, **words: object) -> Incident:
    """Return a shelling at a moment of 10 June that both sides report."""
    moment = f"2025-06-10T{clock}"
    told = {"act": "shelling", "at": NEAR, "zone": "UTC", "from": moment, "to": moment}
    return incident(
        name, {**told, "by": {party: 1}, "occurred": 1, "sides": ["RUS", "UKR"], **words}
    )


def totals(incidents: Sequence[Incident]) -> dict[tuple[str, str], Range]:
    """Return the range of each total by clause and party."""
    found: list[BreachTotal] = judged(FIRE, incidents)["total"]
    return {(e.clause, e.respondent): (e.low, e.best, e.high) for e in found if e.clause}


def test_a_chain_of_four_has_one_breach_of_each_shot_that_is_no_answer() -> None:
    """The second and the fourth shot are answers, the first and the third are none."""
    parties = ("RUS", "UKR", "RUS", "UKR")
    times = ("10:00", "10:40", "11:20", "12:00")
    found = totals([shot(f"i{n}", times[n], parties[n]) for n in range(4)])
    assert found["strict", "RUS"] == (2, 2, 2)
    assert found["strict", "UKR"] == (0, 0, 0)
    assert found["lenient", "RUS"] == (0, 0, 2)
    assert found["lenient", "UKR"] == (0, 0, 0)


def test_whether_the_first_shot_was_fired_turns_the_whole_chain() -> None:
    """With it all of one side are breaches, without it all of the other: both from 0 on."""
    times = [f"{10 + 2 * n // 3}:{40 * n % 60:02}" for n in range(7)]
    chain = [shot(f"i{n}", each, ("RUS", "UKR")[n % 2]) for n, each in enumerate(times)]
    sure, none = totals(chain), totals(chain[1:])
    assert (sure["strict", "RUS"], sure["strict", "UKR"]) == ((4, 4, 4), (0, 0, 0))
    assert (none["strict", "RUS"], none["strict", "UKR"]) == ((0, 0, 0), (3, 3, 3))
    first = shot("i0", times[0], "RUS", occurred=0.5)
    open_ = totals([first, *chain[1:]])
    assert (open_["strict", "RUS"][0], open_["strict", "RUS"][2]) == (0, 4)
    assert (open_["strict", "UKR"][0], open_["strict", "UKR"][2]) == (0, 3)


def test_five_answers_to_one_shot_at_a_namesake_are_answers_together() -> None:
    """Where the shot was is one place for all that answer it: none of five is a breach, or all."""
    fire = shot("fire", "11:30", "RUS", at=[[*NEAR, 0.5], [*FAR, 0.5]])
    found = totals([fire, *(shot(f"i{n}", f"12:0{n}", "UKR") for n in range(5))])
    assert (found["strict", "UKR"][0], found["strict", "UKR"][2]) == (0, 5)
    assert found["strict", "RUS"] == (1, 1, 1)


def test_of_two_shots_within_the_same_minutes_one_is_an_answer() -> None:
    """Nobody knows who began, so each side has none or one."""
    span = {"from": "2025-06-10T12:00", "to": "2025-06-10T12:10"}
    found = totals([shot("a", "12:00", "RUS", **span), shot("b", "12:00", "UKR", **span)])
    for party in ("RUS", "UKR"):
        assert (found["strict", party][0], found["strict", party][2]) == (0, 1)


def test_what_hangs_on_an_allegation_is_not_shown_and_widens_the_total() -> None:
    """If the first shot was fired the third is a breach; nobody can say whether it was."""
    alleged = shot("i0", "10:00", "RUS", occurred=None)
    found = totals([alleged, shot("i1", "10:40", "UKR"), shot("i2", "11:20", "RUS")])
    assert found["strict", "UKR"] == (1, 1, 1)  # nothing is shown that it answers
    assert (found["strict", "RUS"][0], found["strict", "RUS"][2]) == (0, 2)


SHOT = st.tuples(
    st.integers(0, 150),
    st.sampled_from(["RUS", "UKR"]),
    st.sampled_from([0.4, 1.0]),
    st.sampled_from([0.6, 1.0]),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(SHOT, min_size=2, max_size=3, unique_by=lambda each: each[0]))
def test_totals_of_exchanges_agree_with_their_findings(
    shots: list[tuple[int, str, float, float]],
) -> None:
    """The middle of a total lies where the sum of P(occurred) P(breach) of its findings does."""
    incidents = [
        shot(
            f"i{n}",
            f"{10 + minute // 60}:{minute % 60:02}",
            party,
            occurred=occurred,
            at=[[*NEAR, near], [*FAR, 1 - near]] if near < 1 else NEAR,
        )
        for n, (minute, party, occurred, near) in enumerate(shots)
    ]
    batch = {"incident": to_table(Incident, incidents)}
    put = step(batch, {}, {}, Params(stage="judge", values={"agreement": to_json(FIRE)})).put
    p = {each.id: each.p_occurred or 0.0 for each in incidents}
    expected = dict.fromkeys(("RUS", "UKR"), 0.0)
    for each in from_table(Finding, put["finding"]):
        if each.clause == "strict":
            expected[each.respondent] += p[each.incident] * each.p["breach"]
    for (clause, party), (low, best, high) in totals(incidents).items():
        if clause == "strict":
            assert best == pytest.approx(expected[party], abs=1)
            assert high is not None
            assert low <= expected[party] + 0.1 and expected[party] <= high + 0.1
