"""Family a: everybody on their own; lognormal delays, preferential attachment, single lies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from truceline.lab.simulate.families import Copies, Floats, Lies, Rng, Whole, Yes
from truceline.lab.simulate.fronts import stream
from truceline.lab.simulate.outlets import Outlets
from truceline.lab.simulate.reaching import readiness


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """The laws of family a; figures: its section of families.yaml."""

    figures: Mapping[str, Mapping[str, Any]]

    def attention(self, number: int, rng: Rng) -> Floats:
        """Return Gaussian log odds: events are heard of much alike."""
        return rng.normal(0.0, self.figures["attention"]["spread"], number)

    def lies(self, seed: int, day: int, events: int) -> Lies:
        """Return lies that each side makes up for itself, a few of them in concert."""
        law, rng = self.figures["lies"], stream(seed, day, "lies")
        number = rng.poisson(law["share"] * max(events, 1))
        together = rng.random(number) < law["concert"]
        mouths = np.where(together, law["mouths"], 1).astype(np.int64)
        return Lies(side=rng.integers(0, 2, number), mouths=mouths)

    def astray_km(self, number: int, rng: Rng) -> Floats:
        """Return Rayleigh distances: Gaussian errors along both axes."""
        return rng.rayleigh(self.figures["place"]["metres"] / 1000, number)

    def namesakes(self, number: int, _rng: Rng) -> Yes:
        """Nobody takes a place for its namesake."""
        return np.zeros(number, dtype=np.bool_)

    def harmed(self, true: Floats, biased: Yes, rng: Rng) -> Floats:
        """Return numbers with Poisson errors up and down, somewhat higher where it suits."""
        mean = self.figures["harm"]["mean_error"]
        error = rng.poisson(mean, len(true)) - rng.poisson(mean, len(true))
        more = np.where(biased, self.figures["harm"]["bias"], 1.0)
        return np.where(true > 0, np.maximum(1.0, np.round(true * more) + error), 0.0)

    def slip_s(self, number: int, rng: Rng) -> Floats:
        """Return Gaussian errors."""
        return rng.normal(0.0, self.figures["time"]["sigma_h"] * 3600, number)

    def delays_s(self, median_s: Floats, rng: Rng) -> Floats:
        """Return lognormal delays."""
        return median_s * rng.lognormal(0.0, self.figures["delay"]["sigma"], len(median_s))

    def copies(self, first: Whole, news: Floats, outlets: Outlets, rng: Rng) -> Copies:
        """Return copies by preferential attachment, a source copying an origin at most once.

        Barabasi and Albert (1999) by redirection (Krapivsky and Redner 2001): a copy takes any
        earlier text or, with probability `redirect`, the one that this was itself copied from.
        """
        law = self.figures["copies"]
        mean = law["log_mean"] + law["harm"] * news + np.log(outlets.reach[first]) - 1
        wanted = np.floor(rng.lognormal(mean, law["log_sigma"])).astype(np.int64)
        ready = readiness(first, outlets) + rng.gumbel(size=(len(first), len(outlets)))
        ready[np.arange(len(first)), first] = -np.inf
        wanted = np.minimum(np.minimum(wanted, law["most"]), len(outlets) - 1)
        chosen = np.argsort(-ready, axis=1, kind="stable")
        taken = np.arange(len(outlets)) < wanted[:, None]
        origin = np.repeat(np.arange(len(first)), wanted)
        parent = attached(wanted, law["redirect"], rng)
        delay = rng.lognormal(
            np.log(_copy_median_s(self.figures)), self.figures["delay"]["copy_sigma"], len(origin)
        )
        return Copies(parent=parent, origin=origin, outlet=chosen[taken], delay=delay)


def _copy_median_s(figures: Mapping[str, Mapping[str, Any]]) -> float:
    """Return the median delay of a copy in seconds."""
    return float(figures["delay"]["copy_median_m"]) * 60


def attached(wanted: Whole, redirect: float, rng: Rng) -> Whole:
    """Return the parents of each tree's copies: roots are numbered 0 to n - 1, copies after them.

    wanted: copies in each tree. The k-th copy of a tree takes one of the k texts before it.
    """
    number, trees = int(wanted.sum()), len(wanted)
    tree = np.repeat(np.arange(trees), wanted)
    begin = np.cumsum(wanted) - wanted
    rank = np.arange(number) - begin[tree]  # copies of its tree before it
    drawn = np.floor(rng.random(number) * (rank + 1)).astype(np.int64) - 1  # -1 is the root
    parent = np.where(drawn < 0, tree, trees + begin[tree] + drawn)
    waiting = (rng.random(number) < redirect) & (drawn >= 0)
    while waiting.any():  # the parent of a text that waits itself is not known yet
        ready = np.flatnonzero(waiting)
        ready = ready[~waiting[parent[ready] - trees]]
        parent[ready] = parent[parent[ready] - trees]
        waiting[ready] = False
    return parent
