"""The smallest sets of facts that alone carry a verdict."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from itertools import combinations
from math import prod
from typing import NamedTuple

from truceline.judge.verdicts.weigh import TOLERANCE
from truceline.model.finding import Verdict

Share = tuple[float, float]
_UNKNOWN: Share = (0.0, 0.0)


class Weighed(NamedTuple):
    """One incident's answers, (P(yes), P(no)) each, by what they do.

    plain: must all be yes; time, area: parts of when and where, whose joint answer is `reach`
    (P(both yes), P(one no at least)); area None: everywhere. permission, condition: None where
    there is none.
    """

    plain: tuple[Share, ...]
    time: Share
    area: Share | None
    reach: Share
    permission: Share | None
    condition: Share | None

    @property
    def parts(self) -> tuple[Share, ...]:
        """Return the answers one by one: plain ones, time, area, permission, condition."""
        others = (self.time, self.area, self.permission, self.condition)
        return (*self.plain, *(each for each in others if each is not None))


def probabilities(weighed: Weighed, kept: Collection[int]) -> dict[Verdict, float]:
    """Return P(verdict) if only some facts are known: indexes in the order of `parts`."""
    plain = [each if i in kept else _UNKNOWN for i, each in enumerate(weighed.plain)]
    at = len(weighed.plain)
    reach, at = _reach(weighed, kept, at)
    permission, at = _kept(weighed.permission, kept, at)
    condition, at = _kept(weighed.condition, kept, at)
    engaged = prod(yes for yes, _ in plain) * reach[0]
    inside = prod(1 - no for _, no in plain) * (1 - reach[1])
    p: dict[Verdict, float] = {
        "breach": engaged * permission[1] * condition[1],
        "excused": engaged * permission[1] * condition[0],
        "permitted": engaged * permission[0],
        "outside": 1 - inside,
    }
    p["undetermined"] = max(0.0, 1 - sum(p.values()))
    return p


def _reach(weighed: Weighed, kept: Collection[int], at: int) -> tuple[Share, int]:
    if weighed.area is None:
        return (weighed.time if at in kept else _UNKNOWN), at + 1
    known = (at in kept, at + 1 in kept)
    if all(known):
        return weighed.reach, at + 2
    no = weighed.time[1] if known[0] else weighed.area[1] if known[1] else 0.0
    return (0.0, no), at + 2


def _kept(answer: Share | None, kept: Collection[int], at: int) -> tuple[Share, int]:
    if answer is None:
        return (0.0, 1.0), at
    return (answer if at in kept else _UNKNOWN), at + 1


def reached(p: dict[Verdict, float], standard: float) -> Verdict:
    """Return the verdict that reaches the standard of proof, else "undetermined"."""
    best = max(p, key=lambda each: p[each])
    return best if p[best] >= standard - TOLERANCE else "undetermined"


@lru_cache(maxsize=65536)
def sufficient_sets(weighed: Weighed, standard: float) -> tuple[tuple[int, ...], ...]:
    """Return the smallest sets of facts that alone carry the verdict, as indexes.

    A set carries it if the verdict stands although all other facts are taken as unknown. To break
    every set is to flip the verdict, since knowing more never takes a verdict away. "Undetermined"
    needs no proof: ().
    """
    everything = range(len(weighed.parts))
    verdict = reached(probabilities(weighed, everything), standard)
    if verdict == "undetermined":
        return ()
    if verdict != "outside":  # whatever engages the duty has to be known, each part of it
        last = len(weighed.parts) - (verdict == "permitted" and weighed.condition is not None)
        return (tuple(range(last)),)
    places = len(weighed.plain) + 1 + (weighed.area is not None)
    bearing = [i for i, (_, no) in enumerate(weighed.parts[:places]) if no > 0]
    found: list[tuple[int, ...]] = []
    for size in range(1, len(bearing) + 1):
        for chosen in combinations(bearing, size):
            if any(set(each) <= set(chosen) for each in found):
                continue
            if reached(probabilities(weighed, chosen), standard) == verdict:
                found.append(chosen)
    return tuple(found)
