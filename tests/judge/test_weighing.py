"""Verdicts from doubtful answers: sums, standards, proofs, and which of two came first."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from truceline.ground.times import TimeRange
from truceline.judge.weighing import (
    Answer,
    Weighed,
    part_inside,
    probabilities,
    probability_before,
    sufficient_sets,
    verdict_of,
)

START = datetime(2025, 4, 19, tzinfo=UTC)
STANDARD = 0.95
EFFECTS = st.sampled_from(["breach", "excused", "permitted"])
# Mostly settled answers, so that every verdict comes up; doubts near the standard among them.
SHARES = st.one_of(st.sampled_from([0.0, 0.5, 0.96, 0.99, 1.0]), st.floats(0, 1))


@st.composite
def answer(draw: st.DrawFn) -> Answer:
    """Draw an answer whose yes and no leave room for not knowing."""
    first = draw(SHARES)
    second = draw(SHARES) * (1 - first)
    return Answer(first, second) if draw(st.booleans()) else Answer(second, first)


WEIGHED = st.builds(Weighed, st.lists(answer(), min_size=1, max_size=6).map(tuple), EFFECTS)


def span(start: int, end: int) -> TimeRange:
    """Return a range in minutes after the start."""
    at = START
    return TimeRange(earliest=at + timedelta(minutes=start), latest=at + timedelta(minutes=end))


@given(WEIGHED)
def test_the_five_probabilities_sum_to_one(weighed: Weighed) -> None:
    """Whatever the answers, the verdicts' probabilities are in [0, 1] and sum to 1."""
    p = probabilities(weighed)
    assert set(p) == {"breach", "excused", "permitted", "outside", "undetermined"}
    assert all(-1e-12 <= each <= 1 + 1e-12 for each in p.values())
    assert sum(p.values()) == pytest.approx(1, abs=1e-9)


@given(WEIGHED)
def test_each_set_suffices_and_none_can_be_spared(weighed: Weighed) -> None:
    """A set alone carries the verdict; without any one of its facts it no longer does."""
    verdict = verdict_of(probabilities(weighed), STANDARD)
    for chosen in sufficient_sets(weighed, STANDARD):
        assert _verdict_from(weighed, set(chosen)) == verdict
        for each in chosen:
            assert _verdict_from(weighed, set(chosen) - {each}) != verdict


@given(WEIGHED, st.randoms(use_true_random=False))
def test_breaking_every_set_flips_the_verdict(weighed: Weighed, chance: random.Random) -> None:
    """Take one fact out of every set, whichever, and the verdict falls."""
    verdict = verdict_of(probabilities(weighed), STANDARD)
    assume(verdict != "undetermined")
    sets = sufficient_sets(weighed, STANDARD)
    assert sets
    broken = {chance.choice(each) for each in sets}
    kept = set(range(len(weighed.answers))) - broken
    assert _verdict_from(weighed, kept) != verdict


def _verdict_from(weighed: Weighed, kept: set[int]) -> str:
    answers = tuple(a if i in kept else Answer(0, 0) for i, a in enumerate(weighed.answers))
    return verdict_of(probabilities(Weighed(answers, weighed.effect)), STANDARD)


def test_two_facts_that_each_suffice_are_two_proofs() -> None:
    """Outside the time and not a prohibited act: either alone puts it outside."""
    weighed = Weighed((Answer(1, 0), Answer(0, 1), Answer(0, 1), Answer(1, 0)), "breach")
    assert sufficient_sets(weighed, STANDARD) == ((1,), (2,))


def test_two_doubts_may_carry_together_what_neither_carries_alone() -> None:
    """0.9 outside by time and 0.9 by author are 0.99 outside together."""
    weighed = Weighed((Answer(0.1, 0.9), Answer(0.1, 0.9)), "breach")
    assert sufficient_sets(weighed, STANDARD) == ((0, 1),)


def test_a_standard_met_exactly_is_met() -> None:
    """0.95 against a standard of 0.95 is a verdict; just below it is none."""
    assert verdict_of(probabilities(Weighed((Answer(0.95, 0.05),), "breach")), 0.95) == "breach"
    below = verdict_of(probabilities(Weighed((Answer(0.949, 0.051),), "breach")), 0.95)
    assert below == "undetermined"


MINUTES = st.integers(-500, 500)
LENGTHS = st.integers(0, 500)


@given(MINUTES, LENGTHS, MINUTES, LENGTHS)
def test_one_of_two_comes_first(a: int, m: int, b: int, n: int) -> None:
    """P(a before b) + P(b before a) is 1, unless both are the same instant."""
    first, second = span(a, a + m), span(b, b + n)
    total = probability_before(first, second) + probability_before(second, first)
    assert total == pytest.approx(0 if (a, m, n) == (b, 0, 0) else 1, abs=1e-9)


@pytest.mark.parametrize(
    ("first", "second"), [((0, 60), (30, 50)), ((0, 10), (5, 200)), ((20, 90), (0, 60))]
)
def test_the_order_of_two_agrees_with_sampling(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    """The closed form agrees with 20,000 seeded draws to within two percent."""
    chance = random.Random(7)  # noqa: S311 - a seeded sample, no secret
    hits = sum(chance.uniform(*first) < chance.uniform(*second) for _ in range(20_000))
    assert probability_before(span(*first), span(*second)) == pytest.approx(hits / 20_000, abs=0.02)


@given(MINUTES, LENGTHS, MINUTES, LENGTHS)
def test_the_part_inside_is_as_long_as_the_overlap(a: int, m: int, b: int, n: int) -> None:
    """What is cut out has the overlap's length; nothing is cut out where nothing lies inside."""
    time, other = span(a, a + m), span(b, b + n)
    inside = part_inside(time, other)
    if inside is None:
        assert time.share_inside(other) == 0
    else:
        assert inside.seconds == time.overlap_seconds(other)
