"""Fitting: each law is found again in numbers made by it, and what ships is what the data say."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from truceline.lab.simulate.fitting import fitted
from truceline.lab.simulate.laws import (
    fall_off,
    law_of_ranks,
    spread_and_memory,
    zeta_exponent,
)
from truceline.vocabulary.files import shipped_yaml

RNG = np.random.default_rng(11)


@pytest.mark.parametrize(("exponent", "shift"), [(1.1, 0.0), (1.9, 17.0)])
def test_the_law_of_ranks_is_found_again(exponent: float, shift: float) -> None:
    """Exponent and shift come back from counts that follow the law."""
    counts = (1e6 * (np.arange(1, 301) + shift) ** -exponent * 100).astype(np.int64)
    found = law_of_ranks(counts)
    assert found == (pytest.approx(exponent, abs=0.02), pytest.approx(shift, abs=0.5))


@pytest.mark.parametrize(("spread", "memory"), [(0.3, 0.0), (0.5, 0.6)])
def test_spread_and_memory_are_found_again_beyond_chance(spread: float, memory: float) -> None:
    """Poisson's own noise is taken out: counts of 30 a day give the spread of their means."""
    state = np.zeros(4000)
    for day in range(1, len(state)):
        state[day] = memory * state[day - 1] + np.sqrt(1 - memory**2) * RNG.standard_normal()
    counts = np.maximum(RNG.poisson(30 * np.exp(spread * state)), 1)
    found = spread_and_memory([counts[:2000], counts[2000:]])
    assert found[0] == pytest.approx(spread, abs=0.05)
    assert found[1] == pytest.approx(memory, abs=0.08)


@pytest.mark.parametrize("exponent", [1.6, 2.2])
def test_the_tail_is_found_again(exponent: float) -> None:
    """The exponent of a zeta law comes back from its draws."""
    assert zeta_exponent(RNG.zipf(exponent, 20_000)) == pytest.approx(exponent, abs=0.04)


@pytest.mark.parametrize("scale", [5.0, 20.0])
def test_the_fall_off_is_found_again_though_far_ones_are_cut(scale: float) -> None:
    """Distances cut at 35 km give the scale of the whole law; even ones have none."""
    far = RNG.exponential(scale, 40_000)
    assert fall_off(far[far < 35], 35.0) == pytest.approx(scale, rel=0.06)
    assert fall_off(RNG.uniform(0, 35, 10_000), 35.0) > 100


@pytest.mark.shared
def test_the_figures_that_ship_are_those_of_the_data(shared_data: Path) -> None:
    """fronts.yaml holds what the fitting gives, to the digit."""
    assert fitted(shared_data) == shipped_yaml("simulation", "fronts.yaml")["fitted"]
