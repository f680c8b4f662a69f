"""P(a moment lies within a period): exact, whatever of it is known as a range only."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.ground.times import TimeRange
from truceline.judge.verdicts.periods import cut, precedes, seconds_of, share_within
from truceline.model.terms import Period

START = datetime(2025, 4, 19, tzinfo=UTC)
MINUTES = st.integers(-500, 500)
LENGTHS = st.integers(0, 500)


def span(start: float, length: float) -> TimeRange:
    """Return a range that begins some minutes after the start and is some minutes long."""
    begin = START + timedelta(minutes=start)
    return TimeRange(earliest=begin, latest=begin + timedelta(minutes=length))


def share(period: Period | None, time: TimeRange) -> float:
    """Return P(within) of one time."""
    ends = [np.array([seconds_of(each)]) for each in (time.earliest, time.latest)]
    return float(share_within(period, *ends)[0])


def before(first: TimeRange, second: TimeRange) -> float:
    """Return P(a moment of the first is no later than one of the second)."""
    ends = [
        np.array([seconds_of(each)])
        for time in (first, second)
        for each in (time.earliest, time.latest)
    ]
    return float(precedes(*ends)[0])


@given(MINUTES, LENGTHS, MINUTES, LENGTHS)
def test_with_exact_ends_it_is_the_share_of_the_time_inside(a: int, m: int, b: int, n: int) -> None:
    """The columns agree with TimeRange.share_inside, half-open ends included."""
    time, window = span(a, m), span(b, n + 1)
    assert share(Period.of(window), time) == pytest.approx(time.share_inside(window), abs=1e-9)


@given(MINUTES, LENGTHS, MINUTES, LENGTHS)
def test_one_of_two_comes_first(a: int, m: int, b: int, n: int) -> None:
    """P(a before b) + P(b before a) is 1; of the same instant both count as no later."""
    first, second = span(a, m), span(b, n)
    same = (a, m, n) == (b, 0, 0)
    assert before(first, second) + before(second, first) == pytest.approx(2 if same else 1)


@pytest.mark.parametrize(
    ("start", "end", "time"),
    [
        ((0, 1440), (2880, 0), (600, 300)),
        ((0, 1440), (1440, 1440), (1000, 1000)),
        ((0, 0), (100, 50), (0, 200)),
        ((0, 60), None, (30, 0)),
    ],
)
def test_uncertain_ends_agree_with_sampling(
    start: tuple[int, int], end: tuple[int, int] | None, time: tuple[int, int]
) -> None:
    """The closed form agrees with 200,000 seeded draws of start, end and moment."""
    chance = np.random.default_rng(7)

    def drawn(range_: tuple[int, int]) -> np.ndarray:
        return chance.uniform(range_[0], sum(range_), 200_000)

    moment = drawn(time)
    inside = drawn(start) <= moment
    if end is not None:
        inside &= moment < drawn(end)
    period = Period(start=span(*start), end=span(*end) if end else None)
    assert share(period, span(*time)) == pytest.approx(inside.mean(), abs=0.005)


def test_what_is_not_known_stays_unknown() -> None:
    """A period that was never fixed and a time that nobody gave have no share."""
    assert np.isnan(share(None, span(0, 10)))
    nothing = np.array([np.nan])
    assert np.isnan(share_within(Period.of(span(0, 10)), nothing, nothing)).all()


def test_cutting_takes_the_later_start_and_the_earlier_end() -> None:
    """A clause's own hours lie within those of the duty; an end that is missing limits nothing."""
    duty, hours = Period.of(span(0, 100)), Period.of(span(50, 200))
    assert cut(duty, hours) == Period.of(span(50, 50))
    assert cut(duty, Period(start=span(50, 0))) == Period.of(span(50, 50))
    assert cut(duty, None) == duty
    assert cut(None, hours) is None
