"""How often incidents happen around each report: the background that coincidence is weighed by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.spatial import cKDTree

from truceline.fuse.likeness.cells import cells_of
from truceline.fuse.likeness.places import Places
from truceline.ground.geometry import EARTH_M, KM_A_DEGREE, on_the_globe
from truceline.ground.ranges import ranges
from truceline.model.arrow import Floats, Integers, Truths

_HOUR = 3600.0
_DAY_H = 24.0
_MANY = 1 << 31  # more slots than lie between any two times


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """Reports in cells of ground and slots of time.

    cell, slot: (n,); area: km^2 of a cell; wide: reports whose place is larger than some cells;
    counted: those whose cell and slot count as held; told: slots of which anything is told of any
    place, and pauses between them of up to twice `days`, ascending. A longer pause is no quiet
    time, nobody told of it: one date far off does not make rare what is told of every day.
    """

    cell: Integers
    slot: Integers
    area: float
    wide: Truths
    counted: Truths
    told: Integers

    def within(self, low: Integers, high: Integers) -> Integers:
        """Return how many slots from low to high are told of at all."""
        until = np.searchsorted(self.told, high, side="right")
        return np.asarray(until - np.searchsorted(self.told, low, side="left"))


def _cells(lat: Floats, lon: Floats, size: float) -> Integers:
    """Return a number for the cell of each point; size: in degrees."""
    row, column = cells_of(lat, lon, size)
    named = row * 1_000_000 + column
    return np.asarray(np.unique(named, return_inverse=True)[1], dtype=np.int64)


def _grid(places: Places, when: Floats, fresh: Truths, rule: Mapping[str, Any]) -> _Grid:
    placed = places.known & ~np.isnan(when)
    slot = np.zeros(len(when), dtype=np.int64)
    slot[placed] = np.floor(when[placed] / (rule["slot_h"] * _HOUR)).astype(np.int64)
    slot -= slot[placed].min()
    area = (rule["cell_deg"] * KM_A_DEGREE) ** 2
    wide = np.pi * places.radius_km[:, 0] ** 2 > rule["cells_wide"] * area
    cell = _cells(places.lat[:, 0], places.lon[:, 0], rule["cell_deg"])
    return _Grid(
        # What is told of a region as a whole is counted apart from what is told of its towns.
        cell=2 * cell + wide,
        slot=slot,
        area=area,
        wide=placed & wide,
        counted=placed & fresh,
        told=_told(slot[placed], int(2 * rule["days"] * _DAY_H / rule["slot_h"])),
    )


def _told(slot: Integers, longest: int) -> Integers:
    """Return the slots of reports, and those between two that lie no further apart than longest."""
    seen = np.unique(slot)
    step = np.diff(seen, append=seen[-1] + 1)
    many = np.where(step <= longest, step, 1)
    return ranges(seen, many)


def _held(codes: Integers, cell: Integers, low: Integers, high: Integers) -> Integers:
    """Return how many slots from low to high hold a report in a cell; codes: sorted, distinct."""
    until = np.searchsorted(codes, cell * _MANY + high, side="right")
    return np.asarray(until - np.searchsorted(codes, cell * _MANY + low, side="left"))


def _held_share(grid: _Grid, rule: Mapping[str, Any]) -> Floats:
    """Return the shrunk share of the slots around each report that hold a report in its cell."""
    slots_a_day = _DAY_H / rule["slot_h"]
    reach = int(rule["days"] * slots_a_day)
    codes = np.unique(grid.cell[grid.counted] * _MANY + grid.slot[grid.counted])
    low, high = grid.slot - reach, grid.slot + reach
    # What is told around a report's own time may be of its own incident: that tells no rate.
    own = int(rule["own_h"] / rule["slot_h"])
    nearest = grid.slot - own, grid.slot + own
    held = _held(codes, grid.cell, low, high) - _held(codes, grid.cell, *nearest)
    seen = (grid.within(low, high) - grid.within(*nearest)).astype(np.float64)
    named = max(1, len(np.unique(codes // _MANY)))
    usual = min(0.5, len(codes) / (named * len(grid.told)))
    weight = rule["shrink_days"] * slots_a_day
    found = (held + weight * usual) / (seen + weight)
    return np.asarray(np.minimum(found, 1 - 1 / (seen + weight)))


def _around(places: Places, grid: _Grid, each: Floats) -> Floats:
    """Return the rate (1/h) summed over the named cells within each wide report's circle."""
    narrow = np.flatnonzero(grid.counted & ~grid.wide)
    lat, lon = places.lat[grid.wide, 0], places.lon[grid.wide, 0]
    if not len(narrow):
        return each[grid.wide]
    first = narrow[np.unique(grid.cell[narrow], return_index=True)[1]]
    # Wide places repeat (a region is named again and again): each is looked up once.
    reach = places.radius_km[grid.wide, 0] * 1000 / EARTH_M
    spots, back = np.unique(np.stack([lat, lon, reach]), axis=1, return_inverse=True)
    tree = cKDTree(on_the_globe(places.lat[first, 0], places.lon[first, 0]))
    near = tree.query_ball_point(on_the_globe(spots[0], spots[1]), spots[2])
    sums = np.array([each[first[np.array(found, dtype=np.int64)]].sum() for found in near])
    return np.asarray(np.maximum(sums[back.ravel()], each[grid.wide]))


def _regional(places: Places, grid: _Grid, usual: float, rule: Mapping[str, Any]) -> Floats:
    """Return the rate (1/(km^2 h)) at which other towns are told of around each report, (n,).

    Counted in cells of `region_deg`, at the same time as well as before and after: where twenty
    villages in a row are shelled in one hour, a front is at work. Shrunk towards the usual rate.
    """
    size = rule["region_deg"]
    region = _cells(places.lat[:, 0], places.lon[:, 0], size)
    narrow = np.flatnonzero(grid.counted & ~grid.wide)
    first = narrow[np.unique(grid.cell[narrow] * _MANY + grid.slot[narrow], return_index=True)[1]]
    codes = np.sort(region[first] * _MANY + grid.slot[first])
    reach = int(rule["days"] * _DAY_H / rule["slot_h"])
    low, high = grid.slot - reach, grid.slot + reach
    others = np.maximum(_held(codes, region, low, high) - 1, 0)
    hours = np.maximum(grid.within(low, high), 1) * rule["slot_h"]
    area, prior = (size * KM_A_DEGREE) ** 2, rule["region_days"] * _DAY_H
    return np.asarray((others + usual * area * prior) / (area * (hours + prior)))


def log_rates(
    places: Places, when: Floats, fresh: Truths, rule: Mapping[str, Any], area_km2: float
) -> Floats:
    """Return the log rate of incidents around each report, in 1/(km^2 h); shape (n,).

    when: UTC seconds, NaN unknown; fresh: it tells of something new (no follow-up, no history).
    Time is cut into slots and ground into cells; the share p of a cell's slots that hold any
    report gives the rate of a Poisson process, -log(1 - p): of an incident that forty reports
    tell of only its slot counts. Shares are shrunk towards their mean. A report of a larger area
    takes the mean over the area. The log is then tempered towards that of the whole theatre: how
    much is told of a place says more of its reporters than of its incidents.
    """
    usual = _usual(when, fresh, rule) / area_km2
    placed = places.known & ~np.isnan(when)
    if not placed.any():
        return np.full(len(when), np.log(usual))
    grid = _grid(places, when, fresh, rule)
    share = _held_share(grid, rule)
    each = -np.log1p(-share) / rule["slot_h"]
    fine = each / grid.area
    if grid.wide.any():
        ground = np.pi * places.radius_km[grid.wide, 0] ** 2
        fine[grid.wide] = _around(places, grid, each) / ground
    own = np.log(np.where(placed, np.maximum(fine, usual), usual))
    near = np.log(np.where(placed, _regional(places, grid, usual, rule), usual))
    weight = np.where(grid.wide, rule["wide_weight"], rule["weight"])
    around = np.where(grid.wide, 0.0, rule["region_weight"])
    return np.asarray(weight * own + around * near + (1 - weight - around) * np.log(usual))


def _usual(when: Floats, fresh: Truths, rule: Mapping[str, Any]) -> float:
    """Return the rate of incidents in the whole theatre, 1/h: from how many reports there are.

    Shrunk towards what a theatre at war is known to see, so that two reports alone tell no rate;
    pauses of more than twice `days` are no time that was watched.
    """
    pauses = np.diff(np.sort(when[~np.isnan(when)]))
    longest = 2 * rule["days"] * _DAY_H * _HOUR
    days = pauses[pauses <= longest].sum() / _HOUR / _DAY_H
    seen = int(fresh.sum()) / rule["reports"]
    expected = rule["usual_a_day"] * rule["usual_days"]
    return float((seen + expected) / (days + rule["usual_days"]) / _DAY_H)
