"""Firing back: P(an act answers one of another party's, so near and so shortly before)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import ncx2

from truceline.ground.geometry import EARTH_M, R90_IN_SIGMAS, Floats, on_the_globe
from truceline.ground.ranges import ranges
from truceline.judge.verdicts.columns import Incidents, Integers
from truceline.judge.verdicts.periods import precedes
from truceline.model.terms import Answering
from truceline.vocabulary.acts_meant import acts_meant

Truths = NDArray[np.bool_]
_REACH = 4.0  # standard deviations of a pair's distance beyond which it is not near
_BLOCK = 2_000  # acts whose pairs are held at once


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Points:
    """Where and when acts were: one point each (degrees, sigma in metres) and a range of time."""

    lat: Floats
    lon: Floats
    sigma_m: Floats
    start: Floats
    end: Floats

    def at(self, rows: Integers) -> Points:
        """Return some of them."""
        return Points(**{name: getattr(self, name)[rows] for name in self.__slots__})


def points_of(incidents: Incidents) -> Points:
    """Return one point for each incident: its likeliest place; NaN where none is known."""
    spots = incidents.spots
    order = np.lexsort((-spots.p, spots.row))
    rows, first = np.unique(spots.row[order], return_index=True)
    best = order[first]
    place = {name: np.full(len(incidents), np.nan) for name in ("lat", "lon", "radius_m")}
    for name, column in place.items():
        column[rows] = getattr(spots, name)[best]
    start, end = incidents.time
    return Points(
        lat=place["lat"],
        lon=place["lon"],
        sigma_m=place["radius_m"] / R90_IN_SIGMAS,
        start=start,
        end=end,
    )


def answered_fire(
    incidents: Incidents, parties: Sequence[str], inside: Floats, terms: Answering
) -> Floats:
    """Return P(the first party's act, if it did it, answers one of another party's), n each.

    inside: P(it lies within the time of the duty): what came before broke nothing. A lower bound:
    of acts that one side alone reports only the surest counts, and an act whose time is not known
    answers nothing, nor one whose place is not known where the terms ask for nearness.
    """
    shown = np.nan_to_num(incidents.occurred) * inside * provoking(incidents, parties, terms)
    points = points_of(incidents)
    share = np.zeros(len(incidents))
    for act, other, near in fire_pairs(incidents, parties[0], shown > 0, terms):
        p = shown[other] * incidents.timed[act] * _in_time(points, act, other, terms.within_s)
        share += _any(act, incidents.concert[other], p * near, len(incidents))
    return share


def provoking(incidents: Incidents, parties: Sequence[str], terms: Answering) -> Floats:
    """Return P(an act is another party's, not the first's, and of those that may be answered)."""
    others = np.minimum(sum(incidents.share(each) for each in parties[1:]), 1.0)
    codes, names = incidents.acts
    meant = np.array([acts_meant(terms.acts).share(each)[0] for each in names])[codes]
    return np.asarray(others * meant, dtype=np.float64)


def fire_pairs(
    incidents: Incidents, party: str, earlier: Truths, terms: Answering
) -> Iterator[tuple[Integers, Integers, Floats]]:
    """Yield blocks of a party's acts with those that each may answer, and P(they are near).

    earlier: which incidents may be answered. All pairs of an act are in one block, and an act is
    in one block only.
    """
    points = points_of(incidents)
    known = ~np.isnan(points.start)
    if terms.within_m is not None:
        known &= ~np.isnan(points.lat) & ~np.isnan(points.sigma_m)
    before = np.flatnonzero(known & earlier)
    mine = np.flatnonzero(known & (incidents.share(party) > 0))
    for first in range(0, len(mine) if len(before) else 0, _BLOCK):
        act, other = _pairs(points, mine[first : first + _BLOCK], before, terms)
        far = terms.within_m
        near = np.ones(len(act)) if far is None else _near(points, act, other, far)
        yield act, other, near


def _pairs(
    points: Points, mine: Integers, before: Integers, terms: Answering
) -> tuple[Integers, Integers]:
    """Return the pairs that may be near enough in time, and in space where that counts."""
    order = before[np.argsort(points.start[before], kind="stable")]
    reach = terms.within_s + (points.end[before] - points.start[before]).max()
    low = np.searchsorted(points.start[order], points.start[mine] - reach, side="left")
    high = np.searchsorted(points.start[order], points.end[mine], side="left")
    many = np.maximum(high - low, 0)
    act = np.repeat(mine, many)
    other = order[ranges(low, many)]
    apart = act != other
    if terms.within_m is not None:
        chord = _chord_m(points, act, other)
        spread = np.hypot(points.sigma_m[act], points.sigma_m[other])
        apart &= chord <= terms.within_m + _REACH * spread
    return act[apart], other[apart]


def _in_time(points: Points, act: Integers, other: Integers, within_s: float) -> Floats:
    """Return P(the other act came before, by no more than so many seconds)."""
    a, b = points.at(act), points.at(other)
    earlier = precedes(b.start, b.end, a.start, a.end)
    long_ago = precedes(b.start + within_s, b.end + within_s, a.start, a.end)
    # Between two moments the first has to be earlier, and "at most so long ago" holds its end.
    gone = a.start - b.start
    exact = ((gone > 0) & (gone <= within_s)).astype(np.float64)
    moments = (b.end == b.start) & (a.end == a.start)
    return np.where(moments, exact, np.maximum(earlier - long_ago, 0.0))


def _near(points: Points, act: Integers, other: Integers, within_m: float) -> Floats:
    """Return P(distance <= within_m) of two isotropic normals: a non-central chi-square."""
    spread = np.hypot(points.sigma_m[act], points.sigma_m[other])
    apart = _chord_m(points, act, other)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = ncx2.cdf((within_m / spread) ** 2, 2, (apart / spread) ** 2)
    return np.where(spread > 0, share, (apart <= within_m).astype(np.float64))


def _chord_m(points: Points, act: Integers, other: Integers) -> Floats:
    """Return distances in metres; a chord, which at such distances is as long as the arc."""
    a, b = points.at(act), points.at(other)
    step = on_the_globe(a.lat, a.lon) - on_the_globe(b.lat, b.lon)
    return np.asarray(np.linalg.norm(step, axis=1) * EARTH_M, dtype=np.float64)


def _any(act: Integers, concert: Integers, p: Floats, count: int) -> Floats:
    """Return P(any): the surest of each concert, concerts independent of each other."""
    order = np.lexsort((-p, concert, act))
    act, concert, p = act[order], concert[order], p[order]
    first = (np.diff(act, prepend=-1) != 0) | (np.diff(concert, prepend=-1) != 0)
    with np.errstate(divide="ignore"):
        spared = np.log1p(-np.minimum(p[first], 1.0))
    return np.asarray(-np.expm1(np.bincount(act[first], spared, count)), dtype=np.float64)
