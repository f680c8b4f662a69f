"""Totals and ladders: how many breaches there may be together, drawn once for a whole case."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from tests.judge.build import incident
from truceline.agreements import load
from truceline.judge import step
from truceline.model.agreement import Agreement
from truceline.model.columns import from_table, to_table
from truceline.model.doors import to_json
from truceline.model.incident import Group, Incident
from truceline.model.stage import Params
from truceline.model.terms import Counting, Ladder, Step
from truceline.model.totals import BreachTotal, StepReached
from truceline.model.values import Amount

SWAP = {"RUS": "UKR", "UKR": "RUS"}


def act(name: str, hour: int, **words: object) -> Incident:
    """Return a shelling by the declarant at an hour of 20 April, several sides reporting it."""
    moment = f"2025-04-20T{hour:02}:00"
    told = {"act": "shelling", "by": {"RUS": 1}, "occurred": 1.0, "sides": ["RUS", "UKR"]}
    return incident(name, {**told, "zone": "UTC", "from": moment, "to": moment, **words})


def judged(
    agreement: Agreement, incidents: Sequence[Incident], groups: Sequence[Group] = ()
) -> Mapping[str, list[Any]]:
    """Return the totals and steps that the judging stage puts."""
    batch = {"incident": to_table(Incident, incidents), "group": to_table(Group, groups)}
    put = step(batch, {}, {}, Params(stage="judge", values={"agreement": to_json(agreement)})).put
    return {
        "total": from_table(BreachTotal, put["breach_total"]),
        "step": from_table(StepReached, put["step_reached"]),
    }


def total(
    incidents: Sequence[Incident],
    groups: Sequence[Group] = (),
    counting: Counting | None = None,
) -> BreachTotal:
    """Return the declarant's total under the declaration alone."""
    agreement = dataclasses.replace(load("easter-2025"), counting=counting or Counting())
    found = judged(agreement, incidents, groups)["total"]
    return next(e for e in found if (e.reading, e.respondent) == ("unilateral", "RUS"))


def reached(steps: Sequence[Step], incidents: Sequence[Incident]) -> list[StepReached]:
    """Return what becomes of a ladder's steps under the declaration alone."""
    ladder = Ladder(id="ladder", text="Steps.", steps=tuple(steps))
    agreement = dataclasses.replace(load("easter-2025"), ladders=(ladder,))
    found = judged(agreement, incidents)["step"]
    return [e for e in found if (e.reading, e.respondent) == ("unilateral", "RUS")]


def test_what_surely_occurred_is_counted_exactly() -> None:
    """Five certain breaches are five, each one by itself."""
    found = total([act(f"i{n}", n) for n in range(5)])
    assert (found.low, found.best, found.high, found.certain) == (5, 5, 5, 5)


def test_independent_doubts_add_up_to_a_narrow_range() -> None:
    """Of 60 at 0.5 that several sides report, the 90 % range is the binomial's, 24 to 36."""
    found = total([act(f"i{n}", n % 20, occurred=0.5) for n in range(60)])
    assert found.low == pytest.approx(24, abs=2)
    assert found.best == pytest.approx(30, abs=1)
    assert found.high == pytest.approx(36, abs=2)


def test_what_one_side_alone_reports_stands_or_falls_together() -> None:
    """Sixty at 0.5 reported by one side are all or none: the range is as wide as can be."""
    found = total([act(f"i{n}", n % 20, occurred=0.5, sides=["UKR"]) for n in range(60)])
    assert (found.low, found.high) == (0, 60)


def test_where_nobody_can_say_whether_it_occurred_both_bounds_are_given() -> None:
    """Four of which nothing was shown: none of them, or all four; there is no middle."""
    found = total([act("known", 1), *(act(f"i{n}", n, occurred=None) for n in range(2, 6))])
    assert (found.low, found.best, found.high) == (1, None, 5)


def test_an_unresolved_group_counts_between_its_bounds() -> None:
    """Four incidents that may be one to four are not four."""
    incidents = [act(f"i{n}", n) for n in range(4)]
    group = Group(id="g", incidents=tuple(e.id for e in incidents), low=1, high=4)
    found = total(incidents, [group])
    assert (found.low, found.high) == (1, 4)


def test_explosions_are_counted_where_the_convention_counts_them() -> None:
    """Nine explosions are nine breaches by a convention of explosions, one by that of incidents."""
    nine = dataclasses.replace(act("i", 9), count=Amount(min=9, max=9, unit="explosions"))
    assert total([nine]).best == 1
    assert total([nine], counting=Counting(unit="explosion")).best == 9


def test_a_ladder_is_climbed_by_breaches_within_its_time() -> None:
    """Three in two hours reach "three in three hours", not "three in one" nor "four ever"."""
    steps = [
        Step(id="near", breaches=3, then="Talks.", within_s=3 * 3600),
        Step(id="nearer", breaches=3, then="Talks.", within_s=3600),
        Step(id="more", breaches=4, then="Talks."),
    ]
    found = reached(steps, [act(f"i{n}", 9 + n) for n in range(3)])
    assert [(each.step, each.reached, each.p_low) for each in found] == [
        ("near", True, 1.0),
        ("nearer", False, 0.0),
        ("more", False, 0.0),
    ]


def test_a_step_that_hangs_on_a_doubt_carries_it() -> None:
    """Two certain breaches and one at 0.7 reach three with 0.7."""
    steps = [Step(id="three", breaches=3, then="Talks.")]
    (found,) = reached(steps, [act("a", 1), act("b", 2), act("c", 3, occurred=0.7)])
    assert found.p_low == found.p_high == pytest.approx(0.7, abs=0.04)
    assert not found.reached


def test_swapping_parties_swaps_totals_and_nothing_else() -> None:
    """The same acts by the other party under the swapped agreement give the same numbers."""

    def swapped(incidents: Sequence[Incident]) -> list[Incident]:
        return [
            dataclasses.replace(
                each, attribution={SWAP[party]: p for party, p in each.attribution.items()}
            )
            for each in incidents
        ]

    agreement = load("easter-2025")
    readings = tuple(
        dataclasses.replace(
            reading,
            duties=tuple(
                dataclasses.replace(
                    duty,
                    party=SWAP[duty.party],
                    conduct_of=SWAP[duty.conduct_of] if duty.conduct_of else None,
                )
                for duty in reading.duties
            ),
        )
        for reading in agreement.readings
    )
    other = dataclasses.replace(agreement, parties=("UKR", "RUS"), readings=readings)
    acts = [act(f"i{n}", n, occurred=0.5, by={"RUS": 0.6, "UKR": 0.4}) for n in range(8)]
    numbers = [
        [(e.reading, e.respondent, e.low, e.best, e.high) for e in judged(*given)["total"]]
        for given in ((agreement, acts), (other, swapped(acts)))
    ]
    back = [(reading, SWAP[party], *rest) for reading, party, *rest in numbers[1]]
    assert sorted(back) == sorted(numbers[0])


def test_an_open_count_leaves_the_total_open() -> None:
    """At least two explosions may be any number: no highest total, and a step may be reached."""
    some = dataclasses.replace(act("i", 9), count=Amount(min=2, max=None, unit="explosions"))
    found = total([some], counting=Counting(unit="explosion"))
    assert (found.low, found.high) == (2, None)
    assert "or more" in found.reason
    ladder = Ladder(
        id="ladder", text="Steps.", steps=(Step(id="three", breaches=3, then="Talks."),)
    )
    agreement = dataclasses.replace(
        load("easter-2025"), ladders=(ladder,), counting=Counting(unit="explosion")
    )
    steps = [
        each
        for each in judged(agreement, [some])["step"]
        if (each.reading, each.respondent) == ("unilateral", "RUS")
    ]
    assert [(each.p_low, each.p_high) for each in steps] == [(0.0, 1.0)]


def test_a_group_counts_for_more_than_could_be_told_apart() -> None:
    """One incident that stands for three to seven is three to seven."""
    found = total([act("i", 9)], [Group(id="g", incidents=("i",), low=3, high=7)])
    assert (found.low, found.high) == (3, 7)


def test_the_order_of_the_input_changes_no_total() -> None:
    """The same incidents in any order give the same numbers to the last."""
    incidents = [act(f"i{n}", n, occurred=0.1 * n) for n in range(1, 10)]
    groups = [Group(id="g", incidents=("i3", "i4", "i5"), low=1, high=3)]
    found = total(incidents, groups)
    for again in (incidents[::-1], [*incidents[4:], *incidents[:4]]):
        assert total(again, groups) == found


def test_whose_occurrence_nobody_tells_is_the_same_in_any_order() -> None:
    """An act of which nobody says whether it occurred leaves its own party's best open alone."""
    late = act("late", 15, occurred=None)
    early = act("early", 9, by={"UKR": 1})
    agreement = load("easter-2025")
    for incidents in ([late, early], [early, late]):
        found = {(e.reading, e.respondent): e for e in judged(agreement, incidents)["total"]}
        assert found["unilateral", "RUS"].best is None
        assert found["mirror", "UKR"].best is not None


@pytest.mark.parametrize(("low", "high"), [(1, 1), (1, 2), (2, 7)])
def test_a_group_is_drawn_over_all_its_members(low: int, high: int) -> None:
    """Which member is no breach of this party, another's act or one before the truce, is alike."""
    inside = act("a", 9)
    other = act("b", 9, by={"UKR": 1})
    before = act("b", 9, **{"from": "2025-04-18T09:00", "to": "2025-04-18T09:00"})
    found = [
        total([inside, member], [Group(id="g", incidents=("a", "b"), low=low, high=high)])
        for member in (other, before)
    ]
    ranges = [(each.low, each.high) for each in found]
    assert ranges[0] == ranges[1]
    assert ranges[0] == (0 if low == 1 else 1, max(1, high - 1))


def test_what_is_permitted_whoever_did_it_is_no_breach_of_anybody() -> None:
    """Shooting drones down is permitted outright: unattributed, it widens no total."""
    found = total([act(f"i{n}", 9 + n, act="air_defence", by={}) for n in range(3)])
    assert (found.low, found.high) == (0, 0)
