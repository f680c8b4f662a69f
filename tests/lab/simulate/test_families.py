"""The two families are different laws: each is known by its mark, which the other lacks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.lab.simulate.families import Copies, Family
from truceline.lab.simulate.family_a import Alone, attached
from truceline.lab.simulate.family_b import InConcert, campaigns
from truceline.lab.simulate.outlets import NOBODY, Outlets, outlets_of
from truceline.vocabulary.files import shipped_yaml

N = 20_000
FIGURES: Mapping[str, Any] = shipped_yaml("simulation", "families.yaml")


def family(name: str) -> Family:
    """Return a shipped family."""
    found: Family = {"a": Alone, "b": InConcert}[name](figures=FIGURES[name])
    return found


def rng() -> np.random.Generator:
    """Return random numbers that are the same in every test."""
    return np.random.default_rng(11)


@pytest.fixture(scope="module")
def outlets() -> Outlets:
    """Return the sources of a busy front with two regions on each side."""
    return outlets_of("busy", 1, [0, 0, 1, 1], ["Xo Lyq", "Ruk Norf"])


def _copies(name: str, outlets: Outlets, number: int = 2000) -> tuple[np.ndarray, Copies]:
    first = np.resize(np.flatnonzero(outlets.reporter), number)
    return first, family(name).copies(first, np.zeros(number), outlets, rng())


def _tail(values: np.ndarray) -> float:
    """Return how far the largest hundredth lies above the largest tenth, as a ratio."""
    return float(np.quantile(values, 0.999) / np.quantile(values, 0.9))


def test_delays_are_lognormal_in_a_and_a_power_law_in_b(outlets: Outlets) -> None:
    """Logarithms of a's delays are symmetric; b's tail is much heavier; both have the median."""
    median = np.full(N, 3600.0)
    a, b = (family(name).delays_s(median, rng()) for name in "ab")
    logs = np.log(a)
    assert abs(np.mean((logs - logs.mean()) ** 3)) / logs.std() ** 3 < 0.1
    assert np.median(a) == pytest.approx(3600, rel=0.03)
    assert np.median(b) == pytest.approx(3600, rel=0.05)
    assert _tail(b) > 3 * _tail(a)
    waits_a, waits_b = (_copies(name, outlets)[1].delay for name in "ab")
    assert _tail(waits_b) > 2 * _tail(waits_a)


def test_copies_stay_inside_an_owners_block_in_b_only(outlets: Outlets) -> None:
    """In b most texts are copied from the own block, in a about as many as blocks are large."""
    shares = {}
    for name in "ab":
        first, copies = _copies(name, outlets)
        everybody = np.concatenate([first, copies.outlet])
        own = outlets.block[everybody[copies.parent]] == outlets.block[copies.outlet]
        shares[name] = own.mean()
    assert shares["a"] < 0.3
    assert shares["b"] > 0.6


@pytest.mark.parametrize("name", ["a", "b"])
def test_a_source_copies_an_origin_once_and_parents_come_first(name: str, outlets: Outlets) -> None:
    """Copies are trees: one origin each, nobody twice, nothing before what it copies."""
    first, copies = _copies(name, outlets)
    everybody = np.concatenate([first, copies.outlet])
    origin = np.concatenate([np.arange(len(first)), copies.origin])
    assert len(np.unique(np.stack([origin, everybody]), axis=1).T) == len(everybody)
    assert (copies.parent < len(first) + np.arange(len(copies.parent))).all()
    assert (origin[copies.parent] == copies.origin).all()
    assert (copies.delay > 0).all()
    assert np.bincount(copies.origin).max() <= FIGURES[name]["copies"]["most"]


@given(
    wanted=st.lists(st.integers(0, 30), max_size=20),
    redirect=st.floats(0, 1),
    seed=st.integers(0, 99),
)
def test_attached_trees_hang_together(wanted: list[int], redirect: float, seed: int) -> None:
    """Every copy's parent is its tree's root or an earlier copy of its tree."""
    parent = attached(np.array(wanted, dtype=np.int64), redirect, np.random.default_rng(seed))
    tree = np.repeat(np.arange(len(wanted)), wanted)
    for number, (above, root) in enumerate(zip(parent, tree, strict=True)):
        assert above == root or (
            above >= len(wanted)
            and tree[above - len(wanted)] == root
            and above - len(wanted) < number
        )


def test_redirection_makes_hubs() -> None:
    """With redirection a few texts are copied by many; without, copies spread out evenly."""
    most = {}
    for redirect in (0.0, 0.9):
        parent = attached(np.array([3000]), redirect, rng())
        most[redirect] = np.bincount(parent).max()
    assert most[0.9] > 10 * most[0.0]


def test_lies_come_in_campaigns_of_several_mouths_in_b() -> None:
    """A's lies are as many every day and mostly in one mouth; b's come in bursts and in concert."""
    spread, mouths = {}, {}
    for name in "ab":
        days = [family(name).lies(1, day, 300) for day in range(120)]
        counts = np.array([len(each.side) for each in days])
        spread[name] = counts.var() / counts.mean()
        mouths[name] = np.concatenate([each.mouths for each in days])
        assert 0.05 < counts.mean() / 300 < 0.18
    assert spread["a"] < 1.6
    assert spread["b"] > 5
    assert (mouths["a"] > 1).mean() < 0.2
    assert (mouths["b"] > 1).mean() > 0.6


def test_a_campaign_goes_on_the_day_after() -> None:
    """Days of a campaign hang together: after a day with one, another is likelier."""
    law = {"campaigns_a_week": 0.7, "campaign_days": 4.0}
    running = np.array([campaigns(1, day, 0, law) > 0 for day in range(400)])
    assert running[1:][running[:-1]].mean() > running.mean() + 0.2


def test_places_are_gaussian_in_a_and_far_off_or_mixed_up_in_b() -> None:
    """B has reports a hundred kilometres off and namesakes; a has neither."""
    a, b = (family(name).astray_km(N, rng()) for name in "ab")
    assert a.max() < 15
    assert (b > 30).mean() > 0.001
    assert np.median(b) < np.median(a)
    assert not family("a").namesakes(N, rng()).any()
    assert family("b").namesakes(N, rng()).any()


def test_numbers_err_a_little_in_a_and_are_rounded_and_multiplied_in_b() -> None:
    """In both zero stays zero; b gives many multiples of five, and more than double."""
    true, biased = np.full(N, 7.0), np.arange(N) % 2 == 0
    a, b = (family(name).harmed(true, biased, rng()) for name in "ab")
    assert (a >= 1).all()
    assert (b >= 1).all()
    assert (b % 5 == 0).mean() > 2 * (a % 5 == 0).mean()
    assert (b[biased] >= 14).mean() > 0.2
    assert (a >= 14).mean() < 0.05
    assert b[~biased].mean() < b[biased].mean()
    for name in "ab":
        assert not family(name).harmed(np.zeros(9), np.ones(9, dtype=bool), rng()).any()


def test_times_slip_by_days_and_zones_in_b() -> None:
    """B's slips cluster at a day and at whole hours; a's are one Gaussian heap."""
    a, b = (np.abs(family(name).slip_s(N, rng())) / 3600 for name in "ab")
    assert a.max() < 5
    assert (np.abs(b - 24) < 1.5).mean() == pytest.approx(FIGURES["b"]["time"]["day"], abs=0.02)


def test_sides_have_the_same_sources_and_blocks_have_one_side(outlets: Outlets) -> None:
    """No side is better served, and no owner serves both."""
    entries = [sorted(np.array(outlets.entry)[outlets.side == side]) for side in (0, 1)]
    assert entries[0] == entries[1]
    for block in np.unique(outlets.block):
        assert len(set(outlets.side[outlets.block == block])) == 1
    local = outlets.region != NOBODY
    assert set(outlets.region[local & (outlets.side == 0)]) <= {0, 1}
    assert set(outlets.region[local & (outlets.side == 1)]) <= {2, 3}
