"""Laws that the simulator's figures follow, fitted to counts: ranks, days, heavy tails."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq, minimize_scalar
from scipy.special import zeta

Counts = NDArray[np.int64]


def law_of_ranks(counts: Counts) -> tuple[float, float]:
    """Return exponent and shift of Mandelbrot's law for counts, the largest first."""
    rank, height = np.arange(1, len(counts) + 1), np.log(counts)

    def fit(shift: float) -> tuple[float, float]:
        line, rest, *_ = np.polyfit(np.log(rank + shift), height, 1, full=True)
        return float(rest[0]), -float(line[0])

    best = min(np.arange(0, 40, 0.5), key=lambda shift: fit(float(shift))[0])
    return fit(float(best))[1], float(best)


def spread_and_memory(series: Sequence[Counts]) -> tuple[float, float]:
    """Return the spread of log counts beyond Poisson's and their autocorrelation at one day.

    series: daily counts, each of consecutive days; Poisson's share of the variance of a log count
    is about 1 / count (the delta method).
    """
    logs = [np.log(each) - np.log(each).mean() for each in series]
    chance = np.mean(np.concatenate([1 / each for each in series]))
    variance = float(np.mean(np.concatenate(logs) ** 2) - chance)
    lagged = float(np.mean(np.concatenate([each[1:] * each[:-1] for each in logs])))
    return float(np.sqrt(variance)), lagged / variance


def zeta_exponent(numbers: Counts) -> float:
    """Return the exponent of most likelihood of P(k) ~ k ** -exponent, k from 1 on."""
    logs = float(np.mean(np.log(numbers)))
    best = minimize_scalar(lambda a: a * logs + np.log(zeta(a)), bounds=(1.05, 8), method="bounded")
    return float(best.x)


def fall_off(distances: NDArray[np.float64], most: float) -> float:
    """Return the scale s of most likelihood of a density ~ exp(-d / s) on 0 <= d < most.

    At most ten times `most`: what does not thin out has no scale.
    """
    mean, widest = float(np.mean(distances)), 10 * most

    def too_far(scale: float) -> float:
        return scale - most / float(np.expm1(most / scale)) - mean

    return widest if too_far(widest) <= 0 else float(brentq(too_far, most / 100, widest))
