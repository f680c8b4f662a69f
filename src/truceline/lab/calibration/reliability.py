"""Reliability: how often what was given a probability came true, with consistency bands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from truceline.lab.intervals import SEED
from truceline.lab.measures import Indexes, Truths, Values

DRAWS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Forecasts with low <= p < high (the last bin holds its upper end too).

    n: how many; mean: their mean p; share: how many of them came true; least, most: where the
    share lies 95 times of 100 if the forecasts are right. NaN where the bin is empty. word: the
    band's word, "" for none.
    """

    low: float
    high: float
    n: int
    mean: float
    share: float
    least: float
    most: float
    word: str = ""

    @property
    def consistent(self) -> bool:
        """Tell whether the share lies inside its consistency band; an empty bin does."""
        return self.n == 0 or self.least <= self.share <= self.most

    @property
    def as_said(self) -> bool:
        """Tell whether the share lies between the bin's own ends; an empty bin does."""
        return self.n == 0 or self.low <= self.share <= self.high


def reliability(
    p: Values,
    occurred: Truths,
    edges: Sequence[float],
    words: Sequence[str] = (),
    *,
    level: float = 0.95,
    draws: int = DRAWS,
) -> list[Bin]:
    """Return bins of forecasts between edges, ascending from 0 to 1.

    The bands are those of Broecker and Smith 2007 ("Increasing the reliability of reliability
    diagrams"): forecasts are drawn with replacement, outcomes drawn by them, and the spread of
    the shares in each bin is the band. Outcomes are drawn independently of each other.
    """
    number = len(edges) - 1
    where = np.clip(np.searchsorted(np.asarray(edges)[1:-1], p, side="right"), 0, number - 1)
    shares = _drawn(p, where, number, draws)
    tail = 50 * (1 - level)
    found = []
    for i in range(number):
        inside, known = where == i, shares[:, i][~np.isnan(shares[:, i])]
        n = int(inside.sum())
        band = np.percentile(known, [tail, 100 - tail]) if n and len(known) else (np.nan, np.nan)
        found.append(
            Bin(
                low=float(edges[i]),
                high=float(edges[i + 1]),
                n=n,
                mean=float(p[inside].mean()) if n else np.nan,
                share=float(occurred[inside].mean()) if n else np.nan,
                least=float(band[0]),
                most=float(band[1]),
                word=words[i] if words else "",
            )
        )
    return found


def _drawn(p: Values, where: Indexes, number: int, draws: int) -> Values:
    """Return the shares that come true in each bin if outcomes follow p, shape (draws, number)."""
    dice = np.random.default_rng(SEED)
    shares = np.full((draws, number), np.nan)
    for draw in range(draws if len(p) else 0):
        rows = dice.integers(0, len(p), size=len(p))
        came = dice.random(len(p)) < p[rows]
        total = np.bincount(where[rows], minlength=number)
        hits = np.bincount(where[rows], weights=came, minlength=number)
        shares[draw, total > 0] = hits[total > 0] / total[total > 0]
    return shares
