"""When and where for several terms at once: parts of each incident in which all of them are alike.

What prevails over a clause, and what it excepts, hang on the same moment and place as the clause
itself: a strip in which one holds is the strip in which the other does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from truceline.geography.dividing import Divided, Places, shares_by_day
from truceline.ground.geometry import Floats
from truceline.ground.ranges import ranges
from truceline.judge.verdicts.columns import Incidents, Integers
from truceline.judge.verdicts.periods import edges_of, share_within
from truceline.judge.verdicts.slices import Slices, by_day
from truceline.model.terms import Period

Truths = NDArray[np.bool_]
Zones = tuple[str, ...]
Shares = dict[str, tuple[Floats, Floats]]  # P(inside) and P(not known) by zone
_DIGITS = 12  # what floating point leaves of a share of 0 or 1
MOST_ZONES = 4  # of which every overlap is drawn; of more, one is taken to lie within another


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """When and where a term holds. always: at all times, whatever the period; zones () everywhere.

    period: None where nobody fixed it.
    """

    zones: Zones
    period: Period | None = None
    always: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cells:
    """Parts of incidents, m rows, and for each of k terms whether a part lies within (m x k).

    row: which incident, ascending; weight: parts of one sum to 1. time, area: P(yes), not_time,
    not_area: P(no); what is left is not known.
    """

    row: Integers
    weight: Floats
    time: Floats
    not_time: Floats
    area: Floats
    not_area: Floats


def overlap(zones: Iterable[str]) -> str:
    """Return the id of the ground that several zones share."""
    return " and ".join(sorted(zones))


def joint(zones: Zones) -> str:
    """Return the id of the ground that lies in one of several zones."""
    return " or ".join(zones)


def cells_of(incidents: Incidents, ground: Divided, terms: Sequence[Term], zone: str) -> Cells:
    """Return the parts of incidents by some terms; zone: of the agreement's clock.

    A moment that is known as a range of equal chance is cut at every edge of every term and at
    midnight; within a strip in which an edge itself is uncertain, the later of two edges is taken
    to come after the earlier (terms of one agreement mostly nest).
    """
    edges = [edge for term in terms for edge in edges_of(term.period)]
    slices = by_day(*incidents.time, zone, edges)
    slices, told = _untold(slices, incidents.timed)
    slices, within, known = _strata(slices, terms, told)
    owner, weight, area, not_area = _placed(incidents, ground, terms, slices)
    order = np.argsort(slices.row[owner], kind="stable")
    owner = owner[order]
    return Cells(
        row=slices.row[owner],
        weight=weight[order],
        time=(within & known)[owner].astype(np.float64),
        not_time=(~within & known)[owner].astype(np.float64),
        area=area[order],
        not_area=not_area[order],
    )


def _untold(slices: Slices, timed: Floats) -> tuple[Slices, Truths]:
    """Return slices with those again of which the time may be wrong, and whether it is right."""
    sure = timed[slices.row]
    doubted = np.flatnonzero(sure < 1)
    both = slices.at(np.concatenate([np.arange(len(sure)), doubted]))
    told = np.arange(len(both.row)) < len(sure)
    share = np.concatenate([sure, 1 - sure[doubted]])
    kept = np.flatnonzero(share > 0)
    return both.weighted(share).at(kept), told[kept]


def _strata(slices: Slices, terms: Sequence[Term], told: Truths) -> tuple[Slices, Truths, Truths]:
    """Return slices by what lies within which term, m x k, and of which that is known."""
    share = np.stack([_within(each, slices) for each in terms], axis=1)
    known = ~np.isnan(share) & (told[:, None] | np.array([each.always for each in terms]))
    inside = np.where(known, np.clip(np.round(share, _DIGITS), 0.0, 1.0), 0.0)
    marks = np.sort(inside, axis=1)
    bounds = np.concatenate([np.zeros((len(marks), 1)), marks, np.ones((len(marks), 1))], axis=1)
    part = np.diff(bounds, axis=1)
    row, stratum = np.nonzero(part > 0)
    within = inside[row] >= bounds[row, stratum + 1][:, None]
    return slices.at(row).weighted(part[row, stratum]), within, known[row]


def _within(term: Term, slices: Slices) -> Floats:
    if term.always:
        return np.ones(len(slices.row))
    return share_within(term.period, slices.start, slices.end)


def _placed(
    incidents: Incidents, ground: Divided, terms: Sequence[Term], slices: Slices
) -> tuple[Integers, Floats, Floats, Floats]:
    """Return each slice's parts by place: the slice, the weight, and P(yes), P(no) by term."""
    names = [joint(each.zones) if each.zones else "" for each in terms]
    zones = sorted({each for each in names if each})
    if not zones:
        everywhere = np.ones((len(slices.row), len(terms)))
        return np.arange(len(slices.row)), slices.weight, everywhere, 0 * everywhere
    spots = incidents.spots
    begin = np.searchsorted(spots.row, np.arange(len(incidents) + 1))
    many = np.diff(begin)[slices.row]
    owner = np.repeat(np.arange(len(slices.row)), many)
    spot = ranges(begin[slices.row], many)
    places = Places(lat=spots.lat, lon=spots.lon, radius_m=spots.radius_m)

    def share(zone: str) -> tuple[Floats, Floats]:
        found = shares_by_day(ground, zone, places, spot, slices.day[owner])
        return found.inside, found.unknown

    single = {each: share(each) for each in zones}
    within = _overlaps(zones, single, share)
    parts, yes, no = [], [], []
    for held in subsets(zones):
        parts.append(_exactly(held, zones, within))
        yes.append([float(not each or each in held) for each in names])
        no.append([each != "" and each not in held for each in names])
    weight = np.stack(parts, axis=1) * (spots.p[spot] * slices.weight[owner])[:, None]
    row, pattern = np.nonzero(weight > 0)
    area = np.array(yes)[pattern]
    outside = np.stack([_outside(each, single, len(owner)) for each in names], axis=1)
    return owner[row], weight[row, pattern], area, np.array(no)[pattern] * outside[row]


def _outside(name: str, single: Shares, count: int) -> Floats:
    """Return P(outside) of what is not surely inside."""
    if not name:
        return np.zeros(count)
    inside, unknown = single[name]
    rest = 1 - inside
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(rest > 0, np.clip((rest - unknown) / rest, 0.0, 1.0), 0.0)


def subsets(zones: Sequence[str]) -> list[frozenset[str]]:
    """Return all parts of a list of zones, the smallest first."""
    return [frozenset(each) for size in range(len(zones) + 1) for each in combinations(zones, size)]


def _overlaps(
    zones: Sequence[str], single: Shares, share: Callable[[str], tuple[Floats, Floats]]
) -> dict[frozenset[str], Floats]:
    """Return P(in all of some zones) for every part of a list of zones."""
    found = {}
    for each in subsets(zones):
        if not each:
            found[each] = np.ones(len(single[zones[0]][0]))
        elif len(each) == 1 or len(zones) > MOST_ZONES:
            found[each] = np.min([single[name][0] for name in each], axis=0)
        else:
            found[each] = share(overlap(each))[0]
    return found


def _exactly(
    held: frozenset[str], zones: Sequence[str], within: dict[frozenset[str], Floats]
) -> Floats:
    """Return P(in these zones and in no other), by inclusion and exclusion."""
    others = [each for each in zones if each not in held]
    terms = [(-1.0) ** len(more) * within[held | more] for more in subsets(others)]
    return np.asarray(np.clip(np.sum(terms, axis=0), 0.0, 1.0), dtype=np.float64)
