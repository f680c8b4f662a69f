"""Intervals of figures: Wilson for proportions, a paired bootstrap for everything else."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truceline.ground.errors import UsageError

Indexes = NDArray[np.int64]
Values = NDArray[np.float64]
# Takes drawn rows, shape (draws, rows), and returns a figure for each draw; NaN where undefined.
Statistic = Callable[[Indexes], Values]

RESAMPLES = 2000
SEED = 20250419
_Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A figure with its 95 % interval."""

    figure: float
    low: float
    high: float


def wilson(hits: int, n: int) -> Interval:
    """Return a proportion with Wilson's score interval (Wilson 1927); all NaN where n is 0."""
    if not 0 <= hits <= n:
        raise UsageError(f"{hits} hits of {n}.", mend="Count hits among the rows that were tried.")
    if n == 0:
        return Interval(figure=math.nan, low=math.nan, high=math.nan)
    p, z2 = hits / n, _Z95**2
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z95 / (1 + z2 / n) * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    # At the ends the formula misses 0 and 1 by a rounding only.
    return Interval(figure=p, low=0.0 if hits == 0 else low, high=1.0 if hits == n else high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A figure against a baseline on the same rows.

    ahead: share of resamples in which the figure exceeds the baseline, None without one.
    """

    ours: Interval
    baseline: float | None
    ahead: float | None


def _percentiles(values: Values, figure: float) -> Interval:
    known = values[~np.isnan(values)]
    if not len(known):
        return Interval(figure=figure, low=math.nan, high=math.nan)
    low, high = np.percentile(known, [2.5, 97.5])
    return Interval(figure=figure, low=float(low), high=float(high))


def paired_bootstrap(
    rows: int, ours: Statistic, baseline: Statistic | None = None, *, draws: int = RESAMPLES
) -> Comparison:
    """Return a figure's percentile interval over resampled rows (Efron 1979), seeded.

    Both statistics see the same draws, so that `ahead` compares like with like.
    """
    if rows == 0:
        nothing = Interval(figure=math.nan, low=math.nan, high=math.nan)
        return Comparison(ours=nothing, baseline=None, ahead=None)
    whole = np.arange(rows)[None, :]
    drawn = np.random.default_rng(SEED).integers(0, rows, size=(draws, rows))
    mine = ours(drawn)
    found = _percentiles(mine, float(ours(whole)[0]))
    if baseline is None:
        return Comparison(ours=found, baseline=None, ahead=None)
    theirs = baseline(drawn)
    both = ~np.isnan(mine) & ~np.isnan(theirs)
    ahead = float(np.mean(mine[both] > theirs[both])) if both.any() else None
    return Comparison(ours=found, baseline=float(baseline(whole)[0]), ahead=ahead)


def ratio(over: Values, under: Values) -> Statistic:
    """Return the statistic sum(over) / sum(under) of rows; shape of both (rows,)."""

    def statistic(drawn: Indexes) -> Values:
        top, bottom = over[drawn].sum(axis=1), under[drawn].sum(axis=1)
        return np.asarray(np.where(bottom > 0, top / np.where(bottom > 0, bottom, 1), np.nan))

    return statistic


def f1(gold: NDArray[np.bool_], said: NDArray[np.bool_]) -> Statistic:
    """Return the statistic F1 of a yes-or-no answer: 2 TP / (gold yes + said yes)."""
    hits = (gold & said).astype(np.float64)
    return ratio(2 * hits, gold.astype(np.float64) + said.astype(np.float64))


def macro_f1(gold: NDArray[np.str_], said: NDArray[np.str_]) -> Statistic:
    """Return the statistic mean F1 over the classes that the gold labels hold."""
    classes = sorted(set(gold.tolist()))
    each = [f1(gold == name, said == name) for name in classes]

    def statistic(drawn: Indexes) -> Values:
        values = np.stack([one(drawn) for one in each])
        # A class that a draw lacks altogether is left out of that draw's mean.
        known = ~np.isnan(values)
        return np.asarray(np.where(known, values, 0.0).sum(axis=0) / np.maximum(known.sum(0), 1))

    return statistic
