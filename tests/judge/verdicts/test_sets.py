"""Verdicts from doubtful answers: sums, standards, and proofs whose breaking flips them."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from truceline.judge.verdicts.answers import Answers
from truceline.judge.verdicts.reach import Reach
from truceline.judge.verdicts.sets import Share, Weighed, probabilities, reached, sufficient_sets
from truceline.judge.verdicts.weigh import VERDICTS, Asked
from truceline.judge.verdicts.weigh import probabilities as columns

STANDARD = 0.95
# Mostly settled answers, so that every verdict comes up; doubts near the standard among them.
SHARES = st.one_of(st.sampled_from([0.0, 0.5, 0.96, 0.99, 1.0]), st.floats(0, 1))


@st.composite
def answer(draw: st.DrawFn) -> Share:
    """Draw an answer whose yes and no leave room for not knowing."""
    first = draw(SHARES)
    second = draw(SHARES) * (1 - first)
    return (first, second) if draw(st.booleans()) else (second, first)


@st.composite
def weighed(draw: st.DrawFn) -> Weighed:
    """Draw an incident's answers; when and where together lie between what they allow."""
    time, area = draw(answer()), draw(st.one_of(st.none(), answer()))
    reach = time
    if area is not None:
        most = min(time[0], area[0])
        least = max(0.0, time[0] + area[0] - 1)
        either = max(time[1], area[1])
        both = least + draw(st.floats(0, 1)) * (most - least)
        both = min(both, 1 - either)
        reach = (both, either)
    return Weighed(
        plain=tuple(draw(st.lists(answer(), min_size=1, max_size=5))),
        time=time,
        area=area,
        reach=reach,
        permission=draw(st.one_of(st.none(), answer())),
        condition=draw(st.one_of(st.none(), answer())),
    )


def verdict_from(found: Weighed, kept: set[int]) -> str:
    """Return the verdict if only some facts are known."""
    return reached(probabilities(found, kept), STANDARD)


def everything(found: Weighed) -> set[int]:
    """Return the indexes of all facts."""
    return set(range(len(found.parts)))


@given(weighed())
def test_the_five_probabilities_sum_to_one(found: Weighed) -> None:
    """Whatever the answers, the verdicts' probabilities are in [0, 1] and sum to 1."""
    p = probabilities(found, everything(found))
    assert set(p) == set(VERDICTS)
    assert all(-1e-9 <= each <= 1 + 1e-9 for each in p.values())
    assert sum(p.values()) == pytest.approx(1, abs=1e-9)


@given(weighed())
def test_columns_and_single_incidents_say_the_same(found: Weighed) -> None:
    """The numbers that are proved are the numbers that are published."""

    def column(share: Share) -> Answers:
        return Answers(np.array([share[0]]), np.array([share[1]]))

    asked = Asked(
        plain={name: column(e) for name, e in zip("abcde", found.plain, strict=False)},  # type: ignore[misc] # any names will do
        reach=Reach(
            column(found.time),
            column(found.area) if found.area else None,
            *(np.array([each]) for each in found.reach),
        ),
        permission=column(found.permission) if found.permission else None,
        condition=column(found.condition) if found.condition else None,
    )
    single = probabilities(found, everything(found))
    assert columns(asked)[0] == pytest.approx([single[each] for each in VERDICTS], abs=1e-12)


@given(weighed())
def test_each_set_suffices_and_none_of_it_can_be_spared(found: Weighed) -> None:
    """A set alone carries the verdict; without any one of its facts it no longer does."""
    verdict = verdict_from(found, everything(found))
    for chosen in sufficient_sets(found, STANDARD):
        assert verdict_from(found, set(chosen)) == verdict
        for each in chosen:
            assert verdict_from(found, set(chosen) - {each}) != verdict


@given(weighed(), st.randoms(use_true_random=False))
def test_breaking_every_set_flips_the_verdict(found: Weighed, chance: random.Random) -> None:
    """Take one fact out of every set, whichever, and the verdict falls."""
    verdict = verdict_from(found, everything(found))
    assume(verdict != "undetermined")
    sets = sufficient_sets(found, STANDARD)
    assert sets
    broken = {chance.choice(each) for each in sets}
    assert verdict_from(found, everything(found) - broken) != verdict


@settings(suppress_health_check=[HealthCheck.filter_too_much])  # few draws have several sets
@given(weighed(), st.randoms(use_true_random=False))
def test_breaking_one_set_leaves_the_others(found: Weighed, chance: random.Random) -> None:
    """Take out a fact that another set does without, and the verdict stands."""
    verdict = verdict_from(found, everything(found))
    sets = sufficient_sets(found, STANDARD)
    assume(len(sets) > 1)
    for broken in sets:
        fact = chance.choice(broken)
        others = [each for each in sets if fact not in each]
        stands = verdict_from(found, everything(found) - {fact}) == verdict
        assert stands == bool(others)


def test_two_facts_that_each_suffice_are_two_proofs() -> None:
    """Outside the time and not a prohibited act: either alone puts it outside."""
    found = Weighed(((1, 0), (0, 1), (1, 0)), (0, 1), None, (0, 1), None, None)
    assert sufficient_sets(found, STANDARD) == ((1,), (3,))


def test_two_doubts_may_carry_together_what_neither_carries_alone() -> None:
    """0.9 outside by time and 0.9 by author are 0.99 outside together."""
    found = Weighed(((0.1, 0.9),), (0.1, 0.9), None, (0.1, 0.9), None, None)
    assert sufficient_sets(found, STANDARD) == ((0, 1),)


def test_a_standard_met_exactly_is_met() -> None:
    """0.95 against a standard of 0.95 is a verdict; just below it is none."""

    def verdict(yes: float) -> str:
        return verdict_from(Weighed(((yes, 1 - yes),), (1, 0), None, (1, 0), None, None), {0, 1})

    assert verdict(0.95) == "breach"
    assert verdict(0.949) == "undetermined"
