"""Family b: owners, cascades and campaigns; power-law delays, namesakes, numbers multiplied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from truceline.lab.simulate.families import Copies, Floats, Lies, Rng, Whole, Yes
from truceline.lab.simulate.fronts import stream
from truceline.lab.simulate.outlets import Outlets
from truceline.lab.simulate.reaching import readiness

_LONGEST = 21  # days; a campaign is over then
_HOUR, _DAY_S = 3600.0, 86400.0
_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class InConcert:
    """The laws of family b; figures: its section of families.yaml."""

    figures: Mapping[str, Mapping[str, Any]]

    def attention(self, number: int, rng: Rng) -> Floats:
        """Return heavy-tailed log odds: some events are on everybody's lips, most on nobody's."""
        spread: float = self.figures["attention"]["spread"]
        return spread * (rng.standard_exponential(number) - 1)

    def lies(self, seed: int, day: int, events: int) -> Lies:
        """Return the lies of campaigns that run on this day, each in several mouths of one side."""
        law, rng = self.figures["lies"], stream(seed, day, "lies")
        running = np.array([campaigns(seed, day, side, law) for side in (0, 1)])
        in_campaign = rng.poisson(law["campaign_share"] * max(events, 1) * running)
        lone = rng.poisson(law["lone_share"] / 2 * max(events, 1), 2)
        side = np.repeat([0, 1, 0, 1], [*in_campaign, *lone])
        mouths = 1 + rng.poisson(law["mouths"] - 1, len(side))
        mouths[: int(in_campaign.sum())] = np.maximum(2, mouths[: int(in_campaign.sum())])
        mouths[int(in_campaign.sum()) :] = 1
        return Lies(side=side.astype(np.int64), mouths=mouths.astype(np.int64))

    def astray_km(self, number: int, rng: Rng) -> Floats:
        """Return distances with a power-law tail, cut where no theatre reaches."""
        law = self.figures["place"]
        found: Floats = law["metres"] / 1000 * rng.pareto(law["tail"], number)
        most: float = law["most_km"]
        return np.minimum(found, most)

    def namesakes(self, number: int, rng: Rng) -> Yes:
        """Tell which reports take a place for its namesake (where there is one)."""
        share: float = self.figures["place"]["namesake"]
        return rng.random(number) < share

    def harmed(self, true: Floats, biased: Yes, rng: Rng) -> Floats:
        """Return numbers multiplied where it suits, and rounded up to round ones."""
        law, number = self.figures["harm"], len(true)
        factor = rng.choice(law["factors"], number)
        more = np.where(biased, law["bias"], 1.0)
        found = true * np.where(biased & (rng.random(number) < law["multiplied"]), factor, more)
        round_up = (rng.random(number) < law["rounded"]) & (found > law["to"] / 2)
        rounded = np.ceil(found / law["to"]) * law["to"]
        return np.where(
            true > 0, np.maximum(1.0, np.where(round_up, rounded, np.round(found))), 0.0
        )

    def slip_s(self, number: int, rng: Rng) -> Floats:
        """Return errors of whole days, of the hours of a zone, and small ones."""
        law = self.figures["time"]
        sign, which = rng.choice([-1.0, 1.0], number), rng.random(number)
        hours = rng.choice(law["hours"], number)
        small = rng.normal(0.0, law["sigma_h"], number)
        of_a_zone = np.where(which < law["day"] + law["zone"], sign * hours, 0.0)
        slip: Floats = np.where(which < law["day"], sign * 24.0, of_a_zone) + small
        return slip * _HOUR

    def delays_s(self, median_s: Floats, rng: Rng) -> Floats:
        """Return delays with a power-law tail (Lomax), its median as given."""
        tail = self.figures["delay"]["tail"]
        found: Floats = median_s / (2 ** (1 / tail) - 1) * rng.pareto(tail, len(median_s))
        return found

    def copies(self, first: Whole, news: Floats, outlets: Outlets, rng: Rng) -> Copies:
        """Return cascades: each text is copied by a Poisson number of sources, mostly its owner's.

        A branching process (Galton and Watson) whose mean falls from one generation to the next
        and differs between origins; a source copies an origin at most once.
        """
        law = self.figures["copies"]
        readily = readiness(first, outlets)
        virality = (
            law["mean"]
            * np.exp(law["harm"] * news)
            * rng.lognormal(-(law["spread"] ** 2) / 2, law["spread"], len(first))
        )
        everything = [np.stack([np.full(len(first), -1), np.arange(len(first)), first])]
        told = np.zeros((len(first), len(outlets)), dtype=np.bool_)
        told[np.arange(len(first)), first] = True
        begin, last = 0, everything[0]
        for generation in range(law["generations"]):
            born = _born(
                last, virality * law["fade"] ** generation, (readily, outlets), told, law, rng
            )
            born[0] += begin
            begin += last.shape[1]
            if not born.shape[1]:
                break
            everything.append(born)
            last = born
        parent, origin, outlet = np.concatenate(
            everything[1:] or [np.zeros((3, 0), dtype=np.int64)], axis=1
        )
        return Copies(
            parent=parent, origin=origin, outlet=outlet, delay=self._waits(len(parent), rng)
        )

    def _waits(self, number: int, rng: Rng) -> Floats:
        law = self.figures["delay"]
        waits = law["copy_least_m"] * 60 * (1 + rng.pareto(law["copy_tail"], number))
        most: float = law["most_days"] * _DAY_S
        found: Floats = np.minimum(waits, most)
        return found


def campaigns(seed: int, day: int, side: int, law: Mapping[str, Any]) -> int:
    """Return how many campaigns of a side run on a day: each began on some day up to this one.

    Each day's beginnings have random numbers of their own, so any day can be made alone.
    """
    running = 0
    for begun in range(day - _LONGEST, day + 1):
        rng = stream(seed, begun, f"campaign {side}")
        lengths = rng.geometric(
            1 / law["campaign_days"], rng.poisson(law["campaigns_a_week"] / _WEEK)
        )
        running += int((begun + lengths > day).sum())
    return running


def _born(
    last: Whole,
    mean: Floats,
    copying: tuple[Floats, Outlets],
    told: Yes,
    law: Mapping[str, Any],
    rng: Rng,
) -> Whole:
    """Return the next generation and mark it as told.

    Rows: parent (a number in `last`), origin, outlet.
    """
    readily, outlets = copying
    number = rng.poisson(mean[last[1]])
    parent = np.repeat(np.arange(last.shape[1]), number)
    origin, by = last[1][parent], last[2][parent]
    weight = readily[origin] + rng.gumbel(size=(len(parent), len(outlets)))
    inside = rng.random(len(parent)) < law["inside"]
    strange = outlets.block[by][:, None] != outlets.block[None, :]
    weight[inside[:, None] & strange] = -np.inf
    weight[told[origin]] = -np.inf
    outlet = weight.argmax(axis=1)
    possible = np.isfinite(weight[np.arange(len(parent)), outlet])
    keys = origin * len(outlets) + outlet
    _, once = np.unique(np.where(possible, keys, -1), return_index=True)
    once = np.sort(once[possible[once]])
    room = law["most"] - told.sum(axis=1) + 1
    once = once[_rank_within(origin[once]) < room[origin[once]]]
    told[origin[once], outlet[once]] = True
    return np.stack([parent[once], origin[once], outlet[once]])


def _rank_within(group: Whole) -> Whole:
    """Return for each row how many rows of its group come before it."""
    order = np.argsort(group, kind="stable")
    ordered = group[order]
    begins = np.searchsorted(ordered, ordered)
    found = np.empty(len(group), dtype=np.int64)
    found[order] = np.arange(len(group)) - begins
    return found
