"""Proper scores of probabilities, row by row; lower is better."""

from __future__ import annotations

import numpy as np

from truceline.lab.measures import Indexes, Ratio, Truths, Values

_LEAST = 1e-6  # a probability of 0 that fails costs ln 10^6, not everything


def brier(p: Values, occurred: Truths) -> Values:
    """Return the squared error of each probability (Brier 1950), 0 to 1."""
    return np.asarray((p - occurred) ** 2, dtype=np.float64)


def log_score(p: Values, occurred: Truths) -> Values:
    """Return minus the natural logarithm of the probability given to what was so (Good 1952)."""
    given = np.where(occurred, p, 1 - p)
    return np.asarray(-np.log(np.clip(given, _LEAST, 1.0)), dtype=np.float64)


def by_block(values: Values, block: Indexes) -> Values:
    """Return sums by block: what goes wrong together is resampled together."""
    home = np.unique(block, return_inverse=True)[1].reshape(-1)
    return np.asarray(np.bincount(home, weights=values), dtype=np.float64)


def mean_of(values: Values, block: Indexes) -> Ratio:
    """Return the mean of a score as a statistic over blocks (days)."""
    return Ratio(by_block(values, block), by_block(np.ones(len(values)), block))


def skill(ours: Values, theirs: Values, block: Indexes) -> Ratio:
    """Return by what share a score is lower than another's, as a statistic over blocks (days)."""
    return Ratio(by_block(theirs - ours, block), by_block(theirs, block))
