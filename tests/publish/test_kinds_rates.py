"""Rates in a truce: exact intervals, wider where counts come in bursts, and stated words."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.publish.kinds_rates import Rate, Share, share_of, spread_of, taken_together, word_of


def rate(count: float, covered: float = 24.0) -> Rate:
    """Return a rate of a stretch that was wholly looked at."""
    return Rate(count=count, covered=covered, hours=covered)


def test_the_interval_holds_the_truth_as_often_as_it_says() -> None:
    """Of 2,000 drawn pairs of counts about 95 % have an interval that holds the true share."""
    draws = np.random.default_rng(7)
    held = 0
    for mine, theirs in zip(draws.poisson(6, 2000), draws.poisson(40, 2000), strict=True):
        found = share_of(rate(float(mine)), [rate(float(theirs), 96.0)])
        assert found is not None
        held += found.low <= 6 / 10 <= found.high
    assert held / 2000 == pytest.approx(0.95, abs=0.02)


def test_nothing_looked_at_has_no_share() -> None:
    """A stretch of which nothing was seen is compared with nothing."""
    assert share_of(rate(0, 0), [rate(5)]) is None
    assert share_of(rate(5), [rate(0, 0)]) is None


def test_bursts_widen_the_interval() -> None:
    """The same counts say less where counts of single days scatter."""
    calm = spread_of([(10, 24), (11, 24), (9, 24), (10, 24)])
    wild = spread_of([(0, 24), (40, 24), (0, 24), (0, 24)])
    assert calm == 1.0 < wild
    close, wide = (share_of(rate(5), [rate(40, 96)], spread) for spread in (calm, wild))
    assert close is not None
    assert wide is not None
    assert wide.low < close.low < close.high < wide.high


@given(st.lists(st.tuples(st.floats(0, 1e6), st.floats(0, 1e4)), max_size=8))
def test_the_spread_is_never_below_chance(pieces: list[tuple[float, float]]) -> None:
    """Whatever the pieces, counts are never taken for more even than chance."""
    assert spread_of(pieces) >= 1.0


@given(st.floats(0, 1e5), st.floats(0, 1e5), st.floats(1, 100))
def test_the_interval_is_in_order(mine: float, theirs: float, spread: float) -> None:
    """Lower and upper end never cross, and a rise of the count never lowers them."""
    found = share_of(rate(mine), [rate(theirs)], spread)
    more = share_of(rate(mine + 1), [rate(theirs)], spread)
    assert found is not None
    assert more is not None
    assert 0 <= found.low <= found.high
    assert more.low >= found.low
    assert more.high >= found.high or math.isinf(found.high)


def test_words_follow_the_stated_rule() -> None:
    """Stopped needs none and a share surely below a fifth, by every measure; and so on."""
    low, fall, even = (
        Share(figure=f, low=f / 2, high=h) for f, h in ((0, 0.1), (0.5, 0.9), (1, 2))
    )
    assert word_of(0, [low, low], 0) == "stopped"
    assert word_of(0, [low, fall], 0) == "fell"
    assert word_of(0, [low, None], 0) == "not_known"
    assert word_of(3, [low], 0.99) == "fell"
    assert word_of(3, [fall, even], 0.99) == "went_on"
    assert word_of(3, [even], 0.5) == "not_known"


def test_the_way_that_admits_most_decides() -> None:
    """One way of knowing that something went on outweighs others that saw none."""
    assert taken_together(["stopped", "went_on", "not_known"]) == "went_on"
    assert taken_together(["stopped", "fell"]) == "fell"
    assert taken_together(["stopped", "not_known"]) == "stopped"
    assert taken_together([]) == "not_known"
