"""Exchanges of fire: what answers fire that was itself no answer, beside draws of all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.judge.build import incident
from truceline.ground.geometry import Floats
from truceline.judge.verdicts.answering import Answerer
from truceline.judge.verdicts.answers import always
from truceline.judge.verdicts.columns import Incidents
from truceline.judge.verdicts.exchanges import Exchange, answered_fire
from truceline.model.columns import to_table
from truceline.model.incident import Incident
from truceline.model.terms import Answering

DRAWS = 20_000
PARTIES = ("A", "B", "C")
TERMS = Answering(acts=("shelling",), within_s=3600, within_m=10_000)
# An act: minutes after noon, P(occurred), whose it is, and P(it was near the others).
Act = tuple[int, float, Mapping[str, float], float]
ACT = st.tuples(
    st.integers(0, 150),
    st.sampled_from([0.3, 0.7, 1.0]),
    st.sampled_from([{"A": 1.0}, {"B": 1.0}]),
    st.sampled_from([0.4, 1.0]),
)


def shelling(name: str, act: Act, minutes: int = 0) -> Incident:
    """Return a shelling that several sides report, known to so many minutes."""
    start, occurred, by, near = act
    noon = datetime(2025, 6, 10, 12, tzinfo=UTC)
    first, last = ((noon + timedelta(minutes=e)).isoformat() for e in (start, start + minutes))
    at = [[48.0, 37.0, 50, near], [55.0, 10.0 + start, 50, 1 - near]]
    told = {"zone": "UTC", "from": first, "to": last, "sides": ["A", "B"]}
    words = {"act": "shelling", "by": by, "occurred": occurred, "at": at if near < 1 else at[0][:3]}
    return incident(name, {**told, **words})


def answered(
    incidents: Sequence[Incident], parties: Sequence[str] = PARTIES
) -> Mapping[str, Floats]:
    """Return P(each answers fire), by party; parties: who may answer at all."""
    count = len(incidents)
    answerers = tuple(
        Answerer(
            party=each,
            terms=TERMS,
            period=None,
            inside=np.ones(count),
            covers=always(1.0, 0.0, count),
        )
        for each in parties
    )
    exchange = Exchange(parties=PARTIES, answerers=answerers)
    return answered_fire(Incidents(to_table(Incident, incidents)), exchange)


def drawn(acts: Sequence[Act], party: str, place: int) -> float:
    """Return P(one act, if a party did it and it occurred, answers fire) by draws."""
    chance = np.random.default_rng(5)
    when = np.array([each[0] for each in acts])
    many, order = len(acts), np.argsort(when, kind="stable")
    occurred = chance.random((DRAWS, many)) < [each[1] for each in acts]
    share = np.array([[each[2].get(name, 0.0) for name in PARTIES] for each in acts])
    author = (chance.random((DRAWS, many, 1)) > share.cumsum(axis=1)).sum(axis=2)
    near = chance.random((DRAWS, many)) < [each[3] for each in acts]
    author[:, place], occurred[:, place] = PARTIES.index(party), True
    found = np.zeros((DRAWS, many), dtype=np.bool_)
    for act in order:
        for other in order:
            if 0 < when[act] - when[other] <= 60:
                meets = occurred[:, other] & near[:, act] & near[:, other]
                meets &= author[:, act] != author[:, other]
                found[:, act] |= meets & ~found[:, other]
    return float(found[:, place].mean())


@settings(max_examples=60, deadline=None)
@given(st.lists(ACT, min_size=2, max_size=3, unique_by=lambda each: each[0]))
def test_of_three_acts_at_known_moments_it_agrees_with_draws(acts: list[Act]) -> None:
    """Two sides, wherever they fired: no two acts hang on one shot, so that it is exact."""
    found = answered([shelling(f"i{n}", each) for n, each in enumerate(acts)])
    for place, each in enumerate(acts):
        for party in each[2]:
            assert found[party][place] == pytest.approx(drawn(acts, party, place), abs=0.015)


def test_a_chain_alternates_from_its_first_shot_on_however_long_it_is() -> None:
    """A thousand shots forty minutes apart: every second one is an answer, none of the others."""
    acts = [shelling(f"i{n}", (40 * n, 1.0, {"AB"[n % 2]: 1.0}, 1.0)) for n in range(1000)]
    found = answered(acts)
    assert found["A"][::2].tolist() == [0.0] * 500
    assert found["B"][1::2].tolist() == [1.0] * 500


def test_who_may_not_answer_gives_no_answer() -> None:
    """Where the terms let one side answer only, what the other fires back may be answered."""
    acts = [shelling(f"i{n}", (20 * n, 1.0, {"AB"[n % 2]: 1.0}, 1.0)) for n in range(3)]
    assert answered(acts)["A"].tolist() == [0.0, 0.0, 0.0]
    assert answered(acts, ["A"])["A"].tolist() == [0.0, 0.0, 1.0]


def test_a_third_party_may_answer_who_answered_nothing_of_its_own() -> None:
    """What one fires in answer to another is an answer towards a third as well."""
    whose = ("A", "B", "C")
    acts = [shelling(f"i{n}", (20 * n, 1.0, {whose[n]: 1.0}, 1.0)) for n in range(3)]
    found = answered(acts)
    assert found["B"][1] == 1.0
    assert found["C"][2] == 1.0  # it answers the first, of which the answer takes nothing away
    late = [shelling(f"i{n}", (50 * n, 1.0, {whose[n]: 1.0}, 1.0)) for n in range(3)]
    assert answered(late)["C"][2] == 0.0  # only the lawful answer is in time


def test_two_acts_within_the_same_minutes_are_one_answer_between_them() -> None:
    """Either was first: each is an answer with one half, and never both."""
    acts = [shelling(f"i{n}", (0, 1.0, {"AB"[n]: 1.0}, 1.0), minutes=10) for n in range(2)]
    found = answered(acts)
    assert (found["A"][0], found["B"][1]) == (0.5, 0.5)


@pytest.mark.parametrize("many", [2, 5, 20])
def test_where_the_order_is_open_no_side_is_said_to_have_begun(many: int) -> None:
    """However many shots of both sides fall into one hour, none is shown to be an answer or not."""
    acts = [
        shelling(f"i{n}", (0, 1.0, {"AB"[n % 2]: 1.0}, 1.0), minutes=60) for n in range(2 * many)
    ]
    found = answered(acts)
    assert 0.2 < found["A"][0] < 0.8
    assert 0.2 < found["B"][1] < 0.8


def test_what_is_only_alleged_leaves_open_whether_what_followed_was_an_answer() -> None:
    """Half: the second may be an answer to what nobody can say occurred."""
    acts = [shelling(f"i{n}", (20 * n, 1.0, {"AB"[n % 2]: 1.0}, 1.0)) for n in range(3)]
    doubted = incident(
        "i0",
        {
            "act": "shelling",
            "by": {"A": 1},
            "zone": "UTC",
            "from": "2025-06-10T12:00",
            "to": "2025-06-10T12:00",
            "at": [48.0, 37.0, 50],
            "sides": ["A", "B"],
        },
    )
    found = answered([doubted, *acts[1:]])
    assert found["B"][1] == 0.0
    assert found["A"][2] == 0.5


def test_what_hangs_on_one_doubtful_shot_does_not_add_up_to_certainty() -> None:
    """Ten acts are answers all, or none, with one half: that one of them is none is no surer."""
    first = shelling("first", (0, 0.5, {"A": 1.0}, 1.0))
    own = shelling("own", (10, 1.0, {"B": 1.0}, 1.0))
    many = [shelling(f"i{n}", (62 + n, 1.0, {"A": 1.0}, 1.0)) for n in range(8)]
    last = shelling("last", (75, 1.0, {"B": 1.0}, 1.0))
    found = answered([first, own, *many, last])
    assert found["A"][2:10].tolist() == [0.5] * 8
    assert 0.5 <= found["B"][10] < 0.95
