"""The smallest sets of facts that alone carry a verdict."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import combinations
from math import prod
from typing import NamedTuple

from truceline.judge.verdicts.weigh import met_from
from truceline.model.finding import Verdict

Share = tuple[float, float]
_UNKNOWN: Share = (0.0, 0.0)


class Weighed(NamedTuple):
    """One incident's answers, (P(yes), P(no)) each, by what they do.

    plain: must all be yes; time, area: parts of when and where, whose joint answer is `reach`
    (P(both yes), P(one no at least)); area None: everywhere. prevails, permission, condition: None
    where there is none. cells: parts of the incident where prevails or permission hang on when and
    where: weight, then yes and no of time, area, prevails and permission.
    """

    plain: tuple[Share, ...]
    time: Share
    area: Share | None
    reach: Share
    permission: Share | None
    condition: Share | None
    prevails: Share | None = None
    cells: tuple[tuple[float, ...], ...] = ()

    @property
    def parts(self) -> tuple[Share, ...]:
        """Return the answers one by one: plain, time, area, prevails, permission, condition."""
        others = (self.time, self.area, self.prevails, self.permission, self.condition)
        return (*self.plain, *(each for each in others if each is not None))


def probabilities(weighed: Weighed, kept: Collection[int]) -> dict[Verdict, float]:
    """Return P(verdict) if only some facts are known: indexes in the order of `parts`."""
    plain = [each if i in kept else _UNKNOWN for i, each in enumerate(weighed.plain)]
    known = iter([i in kept for i in range(len(plain), len(weighed.parts))])
    asked = (weighed.time, weighed.area, weighed.prevails, weighed.permission, weighed.condition)
    told = [next(known) if each is not None else True for each in asked]
    permitted, owed, inside = _engaged(weighed, told)
    yes, not_no = prod(yes for yes, _ in plain), prod(1 - no for _, no in plain)
    condition = _answer(weighed.condition, told[4])
    p: dict[Verdict, float] = {
        "breach": yes * owed * condition[1],
        "excused": yes * owed * condition[0],
        "permitted": yes * permitted,
        "outside": 1 - not_no * inside,
    }
    p["undetermined"] = max(0.0, 1 - sum(p.values()))
    return p


def _engaged(weighed: Weighed, told: Sequence[bool]) -> tuple[float, float, float]:
    """Return P(within and permitted), P(within, not permitted) and P(perhaps within)."""
    if not weighed.cells:
        reach = _reach(weighed, told[0], told[1])
        may, may_not = _answer(weighed.permission, told[3])
        return reach[0] * may, reach[0] * may_not, 1 - reach[1]
    permitted = owed = inside = 0.0
    for weight, *ends in weighed.cells:
        pairs = zip(ends[::2], ends[1::2], strict=True)
        time, area, governs, permission = (
            pair if known else _UNKNOWN for pair, known in zip(pairs, told, strict=False)
        )
        within = weight * time[0] * area[0] * governs[0]
        permitted, owed = permitted + within * permission[0], owed + within * permission[1]
        inside += weight * (1 - time[1]) * (1 - area[1]) * (1 - governs[1])
    return permitted, owed, inside


def _reach(weighed: Weighed, time: bool, area: bool) -> Share:
    if weighed.area is None:
        return weighed.time if time else _UNKNOWN
    if time and area:
        return weighed.reach
    return (0.0, weighed.time[1] if time else weighed.area[1] if area else 0.0)


def _answer(answer: Share | None, told: bool) -> Share:
    return (0.0, 1.0) if answer is None else answer if told else _UNKNOWN


def reached(p: dict[Verdict, float], standard: float) -> Verdict:
    """Return the verdict that reaches the standard of proof, else "undetermined"."""
    best = max(p, key=lambda each: p[each])
    return best if p[best] >= met_from(standard) else "undetermined"


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
    places = len(weighed.plain) + 1 + sum(e is not None for e in (weighed.area, weighed.prevails))
    bearing = [i for i, (_, no) in enumerate(weighed.parts[:places]) if no > 0]
    found: list[tuple[int, ...]] = []
    for size in range(1, len(bearing) + 1):
        for chosen in combinations(bearing, size):
            if any(set(each) <= set(chosen) for each in found):
                continue
            if reached(probabilities(weighed, chosen), standard) == verdict:
                found.append(chosen)
    return tuple(found)
