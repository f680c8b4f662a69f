"""Baselines: P from counting outlets or origins, and from the base rate alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truceline.lab.measures import Indexes, Truths, Values

_STEPS = 50
_RIDGE = 1e-6  # keeps the steps finite where all counts are one


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """logit P = level + slope log(count)."""

    level: float
    slope: float

    def __call__(self, count: Indexes) -> Values:
        """Return P for each count."""
        logit = self.level + self.slope * np.log(np.maximum(count, 1))
        return np.asarray(1 / (1 + np.exp(-logit)), dtype=np.float64)


def fit_counting(count: Indexes, occurred: Truths) -> Counting:
    """Return the logistic regression on the log of a count, by Newton's method."""
    signs = np.stack([np.ones(len(count)), np.log(np.maximum(count, 1))], axis=1)
    beta = np.zeros(2)
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-np.clip(signs @ beta, -30, 30)))
        slope = signs.T @ (occurred - p) - _RIDGE * beta
        curve = (signs * (p * (1 - p))[:, None]).T @ signs + _RIDGE * np.eye(2)
        step = np.linalg.solve(curve, slope)
        beta = beta + np.clip(step, -5, 5)
        if np.abs(step).max() < 1e-10:  # noqa: PLR2004 - no step worth taking is left
            break
    return Counting(level=float(beta[0]), slope=float(beta[1]))
