"""Intervals of figures: Wilson for proportions, a paired bootstrap for everything else."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from truceline.ground.errors import UsageError
from truceline.lab.measures import Indexes, Statistic, Truths, Values, ratio

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

    ahead: share of resamples in which the figure exceeds the baseline, None without one;
    basis: what the figure was computed from, so that another run can be compared with it.
    """

    ours: Interval
    baseline: float | None = None
    ahead: float | None = None
    basis: Statistic | None = field(default=None, compare=False, repr=False)


def share(hits: Truths, among: Truths) -> Comparison:
    """Return the share of hits among some of the rows, with Wilson's interval.

    Both columns run over all rows of the set, so that another run's share pairs with it even
    where it is taken among other rows.
    """
    ours = wilson(int((hits & among).sum()), int(among.sum()))
    return Comparison(ours=ours, basis=ratio(hits & among, among.astype(np.float64)))


def _percentiles(values: Values, figure: float) -> Interval:
    known = values[~np.isnan(values)]
    if not len(known):
        return Interval(figure=figure, low=math.nan, high=math.nan)
    low, high = np.percentile(known, [2.5, 97.5])
    return Interval(figure=figure, low=float(low), high=float(high))


def _draws(rows: int, draws: int) -> tuple[Indexes, Indexes]:
    """Return all rows once, and seeded draws of as many rows; shapes (1, rows), (draws, rows)."""
    drawn = np.random.default_rng(SEED).integers(0, rows, size=(draws, rows))
    return np.arange(rows)[None, :], drawn


def paired_bootstrap(
    ours: Statistic, baseline: Statistic | None = None, *, draws: int = RESAMPLES
) -> Comparison:
    """Return a figure's percentile interval over resampled rows (Efron 1979), seeded.

    Both statistics see the same draws, so that `ahead` compares like with like.
    """
    if ours.rows == 0:
        return Comparison(ours=Interval(figure=math.nan, low=math.nan, high=math.nan), basis=ours)
    whole, drawn = _draws(ours.rows, draws)
    mine = ours(drawn)
    found = _percentiles(mine, float(ours(whole)[0]))
    if baseline is None:
        return Comparison(ours=found, basis=ours)
    theirs = baseline(drawn)
    both = ~np.isnan(mine) & ~np.isnan(theirs)
    ahead = float(np.mean(mine[both] > theirs[both])) if both.any() else None
    return Comparison(ours=found, baseline=float(baseline(whole)[0]), ahead=ahead, basis=ours)


def paired_difference(now: Statistic, then: Statistic, *, draws: int = RESAMPLES) -> Interval:
    """Return how much a figure has changed on the same rows, with its 95 % interval.

    Raises UsageError if the two were not computed from equally many rows.
    """
    if now.rows != then.rows:
        raise UsageError(
            f"Figures of {now.rows} and of {then.rows} rows do not pair.",
            mend="Score both on the same labelled rows.",
        )
    if not now.rows:
        return Interval(figure=math.nan, low=math.nan, high=math.nan)
    whole, drawn = _draws(now.rows, draws)
    return _percentiles(now(drawn) - then(drawn), float(now(whole)[0] - then(whole)[0]))
