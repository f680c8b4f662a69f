"""Rates before, during and after a truce: how far one fell, how sure that is, and in one word."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from scipy.special import betaincinv

Word = Literal["stopped", "fell", "went_on", "not_known"]
STOPPED_BELOW = 0.2  # "stopped" is said only where the rate is surely below a fifth
SURE = 0.95  # how sure it must be that something of the kind happened in the truce
ENOUGH = 0.4  # share of a stretch that must be covered: attacks by night are told by night
FEWEST_PIECES = 3  # below, nobody can tell how unevenly something comes
NONE = 0.5  # less than half of one is none: counts are weighted by the time that lies inside
_TAIL = 0.025


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """So many of something in the part of a stretch of time that was looked at.

    count: weighted by how much of each lies inside; covered: the part that was looked at, in
    hours or in reports; hours: the whole stretch's length.
    """

    count: float
    covered: float
    hours: float

    @property
    def a_day(self) -> float:
        """Return the rate for 24 hours looked at, NaN if nothing was."""
        return 24 * self.count / self.covered if self.covered else math.nan

    @property
    def enough(self) -> bool:
        """Tell whether enough of the stretch was looked at, where `covered` is in hours."""
        return self.covered >= ENOUGH * self.hours > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A rate as a share of another, with the interval that holds it with 95 %."""

    figure: float
    low: float
    high: float


def spread_of(pieces: Sequence[tuple[float, float]]) -> float:
    """Return how much more unevenly counts come than by chance alone, at least 1.

    pieces: (count, time looked at) of stretches at one rate, such as days. Pearson's chi-square
    over its degrees of freedom (McCullagh and Nelder, Generalized Linear Models, 1989, 9.2.4);
    1 for fewer than FEWEST_PIECES.
    """
    looked = [(count, covered) for count, covered in pieces if covered > 0]
    total, hours = (sum(each[i] for each in looked) for i in (0, 1))
    if len(looked) < FEWEST_PIECES or total <= 0:
        return 1.0
    expected = [total * (covered / hours) for _, covered in looked]
    if min(expected) <= 0:  # pieces too short, or counts too small, for a float
        return math.inf
    counts = (count for count, _ in looked)
    chi = sum((n - wanted) ** 2 / wanted for n, wanted in zip(counts, expected, strict=True))
    return max(1.0, chi / (len(looked) - 1))


def share_of(during: Rate, around: Sequence[Rate], spread: float = 1.0) -> Share | None:
    """Return the rate in the truce as a share of that around it, None where one was not seen.

    Counts are Poisson with Jeffreys' prior for each rate, so that of the two rates' sum the one
    has a Beta share: the interval is exact for whole counts. Counts that come `spread` times as
    unevenly count for so many fewer.
    """
    count, covered = (sum(getattr(each, name) for each in around) for name in ("count", "covered"))
    if not (during.covered > 0 and covered > 0):
        return None
    scale = covered / during.covered
    mine, theirs = during.count / spread + 0.5, count / spread + 0.5
    ends = (float(betaincinv(mine, theirs, p)) for p in (_TAIL, 1 - _TAIL))
    low, high = (scale * end / (1 - end) if end < 1 else math.inf for end in ends)
    # At the ends the interval reaches the end (Brown, Cai and DasGupta 2001, on Jeffreys' one).
    low, high = (low if during.count >= NONE else 0.0), (high if count >= NONE else math.inf)
    figure = scale * during.count / count if count else math.nan
    return Share(figure=figure, low=low, high=high)


def word_of(count: float, shares: Sequence[Share | None], sure: float) -> Word:
    """Return what can be said of a kind of act.

    shares: the rate in the truce against that around it, by every measure of how much was looked
    at: all must agree; sure: probability that at least one happened in the truce.
    """
    known = [each for each in shares if each is not None]
    if known and len(known) == len(shares):
        high = max(each.high for each in known)
        if count < NONE and high <= STOPPED_BELOW:
            return "stopped"
        if high < 1:
            return "fell"
    return "went_on" if sure >= SURE else "not_known"


def taken_together(words: Sequence[Word]) -> Word:
    """Return what several ways of knowing say together: the one that admits most went on."""
    order: tuple[Word, ...] = ("went_on", "fell", "stopped")
    return next((each for each in order if each in words), "not_known")
