"""Duties that lapse by the other's failure: how sure it is that one came before."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.judge.verdicts.lapse import Failures, failed_before, surest_before

DRAWS = 60_000
FAILURE = st.tuples(
    st.floats(0.05, 1),  # occurred
    st.floats(0.05, 1),  # is a failure
    st.integers(0, 100),
    st.integers(0, 60),
    st.integers(0, 2),
)


def failures(rows: list[tuple[float, float, int, int, int]]) -> Failures:
    """Return failures from (p, fails, start, length, concert), numbered from 100 on."""
    p, fails, start, length, concert = (np.array(each) for each in zip(*rows, strict=True))
    return Failures(
        row=100 + np.arange(len(rows)),
        p=p.astype(float),
        fails=fails.astype(float),
        start=start.astype(float),
        end=(start + length).astype(float),
        concert=concert,
    )


def before(found: Failures, start: float, end: float, row: int = 0) -> float:
    """Return P(a failure came before) one act."""
    return float(failed_before(found, np.array([row]), np.array([start]), np.array([end]))[0])


def sampled(found: Failures, start: float, end: float) -> float:
    """Return the same by seeded draws: a concert shares its chance to have occurred."""
    chance = np.random.default_rng(11)
    concerts = chance.uniform(size=(DRAWS, int(found.concert.max()) + 1))
    occurred = concerts[:, found.concert] < found.p
    fails = chance.uniform(size=occurred.shape) < found.fails
    when = found.start + chance.uniform(size=occurred.shape) * (found.end - found.start)
    act = chance.uniform(start, end, (DRAWS, 1))
    return float((occurred & fails & (when < act)).any(axis=1).mean())


@given(st.lists(FAILURE, min_size=1, max_size=6), st.integers(0, 150), st.integers(0, 60))
def test_it_agrees_with_sampling(
    rows: list[tuple[float, float, int, int, int]], start: int, length: int
) -> None:
    """Exact integration and 60,000 draws differ by no more than 0.01."""
    found = failures(rows)
    exact = before(found, start, start + length)
    assert exact == pytest.approx(sampled(found, start, start + length), abs=0.01)


def test_reports_of_one_side_do_not_add_up_those_of_several_do() -> None:
    """Five failures at 0.6 in one concert are 0.6; in five concerts 1 - 0.4 to the fifth."""
    together = failures([(0.6, 1.0, n, 0, 1) for n in range(5)])
    apart = failures([(0.6, 1.0, n, 0, n) for n in range(5)])
    assert before(together, 50, 60) == pytest.approx(0.6)
    assert before(apart, 50, 60) == pytest.approx(1 - 0.4**5)


def test_many_failures_are_integrated_on_a_grid() -> None:
    """Of 4,000 failures the share is the closed form's to three decimals."""
    found = failures([(0.0005, 1.0, n, 1, n) for n in range(4_000)])
    share = before(found, 2_000, 2_000)
    assert share == pytest.approx(1 - (1 - 0.0005) ** 2_000, abs=1e-3)


def test_an_act_is_no_failure_before_itself() -> None:
    """Where both sides are named for one act, it does not release its own author."""
    found = failures([(1.0, 0.5, 0, 60, 0)])
    assert before(found, 0, 60, row=100) == 0
    assert before(found, 0, 60, row=7) == pytest.approx(0.25)


def test_the_surest_failure_before_an_act_is_named() -> None:
    """Of those that began before it; -1 where nothing is shown."""
    found = failures([(0.3, 1, 0, 5, 0), (0.9, 1, 10, 5, 0), (1.0, 1, 50, 5, 0)])
    assert surest_before(found, np.array([5.0, 20.0, 99.0, 0.0])).tolist() == [100, 101, 102, -1]
