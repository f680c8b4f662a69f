"""When and where together: P(an incident lies within a period and one of some zones)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations
from pathlib import Path

import numpy as np

from truceline.geography.dividing import Divided, Places, shares_by_day
from truceline.ground.geometry import Floats
from truceline.ground.ranges import ranges
from truceline.judge.verdicts.answers import Answers
from truceline.judge.verdicts.cells import (
    MOST_ZONES,
    Cells,
    Term,
    Zones,
    cells_of,
    joint,
    overlap,
)
from truceline.judge.verdicts.columns import Incidents
from truceline.judge.verdicts.periods import share_within
from truceline.judge.verdicts.slices import Slices, by_day, whole
from truceline.model.agreement import Agreement
from truceline.model.terms import Clause, Period
from truceline.model.zones import Line, Zone


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """Where a clause reaches: the time, the area (None: everywhere), and the two together.

    both: P(within both); either: P(outside of one of them at least). They are not the product of
    the single answers, since a line may lie elsewhere on each day.
    """

    time: Answers
    area: Answers | None
    both: Floats
    either: Floats


def divided(agreement: Agreement, folder: Path | None = None) -> Divided:
    """Return an agreement's ground, with the ground that terms share which hang together.

    Several zones of one clause are one zone by their joint id.
    """
    made: dict[str, Zone] = {}
    clauses = list(_all_clauses(agreement))
    for each in clauses:
        for zones in (each.areas, *each.areas_of.values()):
            if len(zones) > 1:
                made[joint(zones)] = Zone(id=joint(zones), title=joint(zones), any_of=zones)
    for each in clauses:
        for party in agreement.parties:
            made |= {zone.id: zone for zone in _overlaps(each, clauses, party)}
    all_zones = (*agreement.zones, *(made[name] for name in sorted(made)))
    if folder:
        return Divided(agreement.lines, all_zones, folder)
    return _drawn(agreement.lines, all_zones)


def _overlaps(clause: Clause, clauses: Sequence[Clause], party: str) -> Iterator[Zone]:
    """Yield the overlaps of a clause's ground with that of its exceptions and of what prevails."""
    near = [e for e in clauses if e.id in clause.exceptions or clause.id in e.prevails_over]
    grounds = sorted({joint(e.zones(party)) for e in (clause, *near) if e.zones(party)})
    for size in range(2, MOST_ZONES + 1):
        for each in combinations(grounds, size) if near else ():
            yield Zone(id=overlap(each), title=overlap(each), all_of=each)


@lru_cache(maxsize=2)
def _drawn(lines: tuple[Line, ...], zones: tuple[Zone, ...]) -> Divided:
    """Return ground that hangs on no files: batch after batch, it is drawn once."""
    return Divided(lines, zones)


def _all_clauses(agreement: Agreement) -> Iterable[Clause]:
    yield from agreement.clauses
    for reading in agreement.readings:
        yield from reading.clauses


class Reaches:
    """Answers when and where for one table of incidents; what was asked before is kept."""

    def __init__(self, incidents: Incidents, ground: Divided, zone: str) -> None:
        """Take the incidents, the agreement's ground, and the zone of its clock."""
        self._incidents = incidents
        self._ground = ground
        self._zone = zone
        self._areas: dict[str, tuple[Floats, Floats]] = {}
        self._times: dict[Period | None, Answers] = {}
        self._cells: dict[tuple[Term, ...], Cells] = {}
        self._reaches: dict[tuple[Period | None, Zones], Reach] = {}

    @cached_property
    def _whole(self) -> Slices:
        return whole(*self._incidents.time)

    @cached_property
    def _days(self) -> Slices:
        return by_day(*self._incidents.time, self._zone)

    def time(self, period: Period | None) -> Answers:
        """Return whether each lies within a period; None: never fixed."""
        if period not in self._times:
            inside = share_within(period, *self._incidents.time)
            self._times[period] = _timed(inside, self._incidents.timed)
        return self._times[period]

    def cells(self, terms: tuple[Term, ...]) -> Cells:
        """Return the parts of each by some terms at once."""
        if terms not in self._cells:
            self._cells[terms] = cells_of(self._incidents, self._ground, terms, self._zone)
        return self._cells[terms]

    def reach(self, period: Period | None, zones: Zones) -> Reach:
        """Return whether each lies within a period and one of some zones, () for everywhere."""
        key = (period, zones)
        if key not in self._reaches:
            self._reaches[key] = self._both(period, zones)
        return self._reaches[key]

    def _both(self, period: Period | None, zones: Zones) -> Reach:
        time = self.time(period)
        if not zones:
            return Reach(time, None, time.yes, time.no)
        slices, count = self._days, len(self._incidents)
        inside, outside = self._area(joint(zones))
        then = share_within(period, slices.start, slices.end)
        within = _timed(then, self._incidents.timed[slices.row])

        def gathered(parts: Floats) -> Floats:
            summed = np.bincount(slices.row, parts * slices.weight, count)
            return np.clip(summed.astype(np.float64), 0.0, 1.0)

        return Reach(
            time,
            Answers(gathered(inside), gathered(outside)),
            gathered(within.yes * inside),
            gathered(1 - (1 - within.no) * (1 - outside)),
        )

    def _area(self, zone: str) -> tuple[Floats, Floats]:
        """Return P(inside) and P(outside) of a zone for each slice."""
        if zone not in self._areas:
            self._areas[zone] = self._asked(zone)
        return self._areas[zone]

    def _asked(self, zone: str) -> tuple[Floats, Floats]:
        slices, spots = self._days, self._incidents.spots
        begin = np.searchsorted(spots.row, np.arange(len(self._incidents) + 1))
        many = np.diff(begin)[slices.row]
        owner = np.repeat(np.arange(len(slices.row)), many)
        spot = ranges(begin[slices.row], many)
        places = Places(lat=spots.lat, lon=spots.lon, radius_m=spots.radius_m)
        found = shares_by_day(self._ground, zone, places, spot, slices.day[owner])
        count = len(slices.row)
        weight = spots.p[spot]
        inside = np.bincount(owner, weight * found.inside, count)
        outside = np.bincount(owner, weight * (1 - found.inside - found.unknown), count)
        return np.clip(inside, 0.0, 1.0), np.clip(outside, 0.0, 1.0)


def _timed(inside: Floats, timed: Floats) -> Answers:
    """Return whether moments lie within a time, NaN where not known; timed: P(they are right)."""
    known = ~np.isnan(inside)
    return Answers(np.where(known, inside * timed, 0.0), np.where(known, (1 - inside) * timed, 0.0))
