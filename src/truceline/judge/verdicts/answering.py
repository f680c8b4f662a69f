"""Firing back: which acts may answer which, so near and so shortly before, and how likely."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.stats import ncx2

from truceline.ground.geometry import EARTH_M, R90_IN_SIGMAS, Floats, on_the_globe
from truceline.ground.ranges import ranges
from truceline.judge.verdicts.answers import Answers
from truceline.judge.verdicts.columns import Incidents, Integers
from truceline.judge.verdicts.periods import precedes
from truceline.model.terms import Answering, Period
from truceline.vocabulary.acts_meant import acts_meant

Truths = NDArray[np.bool_]
_REACH = 4.0  # standard deviations of a pair's distance beyond which it is not near
_WELL_WITHIN = 6.0  # the same within which it is near: what is left is less than 1e-7
_BLOCK = 2_000  # acts whose pairs are held at once


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Answerer:
    """A party that may answer fire: by which terms, in the time of which duty.

    inside: P(each incident lies in that time): what came before broke nothing. covers: whether the
    permission covers each act of the party as an answer, if there is something that it answers.
    """

    party: str
    terms: Answering
    period: Period | None
    inside: Floats
    covers: Answers


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Points:
    """Where and when acts may have been, a row for each place of each.

    row: which incident; p: P(it was that place); lat, lon: degrees; globe: the same as a point of
    the unit ball; sigma_m: metres; start, end: seconds. low, high: the part of [0, 1) that stands
    for the place among those of its incident.
    """

    row: Integers
    p: Floats
    lat: Floats
    lon: Floats
    globe: Floats
    sigma_m: Floats
    start: Floats
    end: Floats
    low: Floats
    high: Floats

    def at(self, rows: Integers) -> Points:
        """Return some of them."""
        return Points(**{name: getattr(self, name)[rows] for name in self.__slots__})


def points_of(incidents: Incidents) -> Points:
    """Return one point for each incident: its likeliest place; NaN where none is known."""
    every = _all_points(incidents)
    order = np.lexsort((-every.p, every.row))
    return every.at(order[np.unique(every.row[order], return_index=True)[1]])


def places_of(incidents: Incidents, answerers: Sequence[Answerer]) -> Points:
    """Return all places of all incidents in the order of time.

    One for each incident where no terms ask for nearness.
    """
    near = any(each.terms.within_m is not None for each in answerers)
    points = _all_points(incidents) if near else points_of(incidents)
    if not near:
        points = replace(points, p=np.ones(len(incidents)), low=0 * points.p, high=1 + 0 * points.p)
    return points.at(np.argsort(points.start, kind="stable"))


def _all_points(incidents: Incidents) -> Points:
    spots, (start, end) = incidents.spots, incidents.time
    before = np.cumsum(spots.p) - spots.p
    low = before - before[np.searchsorted(spots.row, spots.row)]
    return Points(
        row=spots.row,
        p=spots.p,
        lat=spots.lat,
        lon=spots.lon,
        globe=on_the_globe(spots.lat, spots.lon),
        sigma_m=spots.radius_m / R90_IN_SIGMAS,
        start=start[spots.row],
        end=end[spots.row],
        low=low,
        high=low + spots.p,
    )


def shares(incidents: Incidents, parties: Sequence[str], answerer: Answerer) -> list[Floats]:
    """Return P(each party did each act, and it is of those that an answerer may answer), n each.

    In the order of the parties; 0 for the answerer, and 1 is the most that all of them have.
    """
    codes, names = incidents.acts
    meant = np.array([acts_meant(answerer.terms.acts).share(each)[0] for each in names])[codes]
    others = [incidents.share(each) * (each != answerer.party) for each in parties]
    most = np.maximum(np.sum(others, axis=0), 1.0)
    return [each / most * meant for each in others]


def fire_pairs(
    incidents: Incidents, points: Points, answerer: Answerer, earlier: Truths
) -> Iterator[tuple[Integers, Integers, Floats]]:
    """Yield blocks of a party's acts with those that each may answer, and P(they are near).

    By their places: the pairs of places of two incidents exclude each other. earlier: which
    incidents may be answered. Acts whose time is not known, or whose place is not known where the
    terms ask for nearness, answer nothing and are not answered.
    """
    terms = answerer.terms
    known = ~np.isnan(points.start) & (points.p > 0)
    if terms.within_m is not None:
        known &= ~np.isnan(points.lat) & ~np.isnan(points.sigma_m)
    before = np.flatnonzero(known & earlier[points.row])
    mine = np.flatnonzero(known & (incidents.share(answerer.party) > 0)[points.row])
    for first in range(0, len(mine) if len(before) else 0, _BLOCK):
        act, other = _pairs(points, mine[first : first + _BLOCK], before, terms)
        far = terms.within_m
        near = np.ones(len(act)) if far is None else _near(points, act, other, far)
        yield act, other, near


def _pairs(
    points: Points, mine: Integers, before: Integers, terms: Answering
) -> tuple[Integers, Integers]:
    """Return the pairs that may be near enough in time, and in space where that counts."""
    reach = terms.within_s + (points.end[before] - points.start[before]).max()
    low = np.searchsorted(points.start[before], points.start[mine] - reach, side="left")
    high = np.searchsorted(points.start[before], points.end[mine], side="left")
    many = np.maximum(high - low, 0)
    act = np.repeat(mine, many)
    other = before[ranges(low, many)]
    apart = points.row[act] != points.row[other]
    if terms.within_m is not None:
        chord = _chord_m(points, act, other)
        spread = np.hypot(points.sigma_m[act], points.sigma_m[other])
        apart &= chord <= terms.within_m + _REACH * spread
    return act[apart], other[apart]


def in_time(points: Points, act: Integers, other: Integers, within_s: float) -> Floats:
    """Return P(the other act came before, by no more than so many seconds)."""
    start, end = points.start[act], points.end[act]
    first, last = points.start[other], points.end[other]
    earlier = precedes(first, last, start, end)
    long_ago = precedes(first + within_s, last + within_s, start, end)
    # Between two moments the first has to be earlier, and "at most so long ago" holds its end.
    gone = start - first
    exact = ((gone > 0) & (gone <= within_s)).astype(np.float64)
    moments = (last == first) & (end == start)
    return np.where(moments, exact, np.maximum(earlier - long_ago, 0.0))


def _near(points: Points, act: Integers, other: Integers, within_m: float) -> Floats:
    """Return P(distance <= within_m) of two isotropic normals: a non-central chi-square."""
    spread = np.hypot(points.sigma_m[act], points.sigma_m[other])
    apart = _chord_m(points, act, other)
    share = (apart <= within_m).astype(np.float64)
    open_ = np.flatnonzero((spread > 0) & (apart > within_m - _WELL_WITHIN * spread))
    wide, far = within_m / spread[open_], apart[open_] / spread[open_]
    share[open_] = ncx2.cdf(wide**2, 2, far**2)
    return share


def _chord_m(points: Points, act: Integers, other: Integers) -> Floats:
    """Return distances in metres; a chord, which at such distances is as long as the arc."""
    step = points.globe[act] - points.globe[other]
    return np.asarray(np.linalg.norm(step, axis=1) * EARTH_M, dtype=np.float64)
