"""Zones of an agreement by day: the ground of each as its lines stood, and shares of points."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import shapely
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from truceline.geography.dividing.courses import Draws, drawn_offsets, furthest, sigma_of, thinned
from truceline.geography.dividing.days import in_force
from truceline.geography.dividing.extents import UNKNOWN, Extent, agreeing, combined, known
from truceline.geography.dividing.files import file_of, read_version
from truceline.geography.dividing.lines import course, ring
from truceline.geography.dividing.mixtures import Contested, Mixture
from truceline.geography.dividing.offsets import Offsets
from truceline.geography.dividing.shapes import belt, circle, drawn_on, side
from truceline.geography.dividing.shares import Prepared
from truceline.ground.errors import PlaceError
from truceline.model.zones import Line, Zone

_DEEPEST = 20  # zones made of zones
_KEPT = 64  # prepared extents, some megabytes each
_KEPT_CORNERS = 4_000_000  # of all draws of contested lines, some 200 bytes each
_KEPT_COURSES = 1_000
_MARGIN = 1.02  # of distances, which are found to 0.3 % and thinned to 1 % of a line's sigma
_MOST_DAYS = 40_000  # of files asked for, over a century

# The days of the versions in force, for each line that a zone is made of.
Version = tuple[tuple[str, tuple[date, ...]], ...]
Days = dict[str, tuple[date, ...]]
Moved = dict[str, float]  # how many metres a line runs outward, or to the right, of where it is
Made = dict[tuple[str, tuple[float, ...]], Extent]


class Divided:
    """Ground divided by an agreement's lines.

    problems: what could not be read of the files so far; such a day counts as one without a
    version, and the rest goes on.
    """

    def __init__(
        self, lines: Sequence[Line], zones: Sequence[Zone], folder: Path | None = None
    ) -> None:
        """Take the lines and zones of an agreement and the folder of its line files, if any.

        Raises PlaceError for zones made of unknown lines or zones, or of themselves.
        """
        self._lines = {each.id: each for each in lines}
        self._zones = {each.id: each for each in zones}
        self._folder = folder
        self._of = {each.id: self._lines_of(each.id, ()) for each in zones}
        self._days = {each.id: self._held(each) for each in lines}
        self._courses: OrderedDict[tuple[str, date], BaseGeometry] = OrderedDict()
        self._prepared: OrderedDict[tuple[str, Version], Prepared] = OrderedDict()
        self._offsets = Offsets()
        self.problems: list[PlaceError] = []

    def version(self, zone: str, day: date | None) -> Version:
        """Return by which versions a zone stands on a day: equal ones have equal ground.

        Raises PlaceError for a zone that there is not.
        """
        if zone not in self._of:
            raise _unknown("zone", zone)
        return tuple((each, self._standing(self._lines[each], day)) for each in self._of[zone])

    def extent(self, zone: str, day: date | None) -> Extent:
        """Return a zone's ground on a civil day in the agreement's zone; None: any day.

        Raises PlaceError for a zone that there is not or whose shape cannot be used.
        """
        return self.prepared(zone, self.version(zone, day)).extent

    def prepared(self, zone: str, version: Version) -> Prepared:
        """Return a zone's ground by some versions (of `version`), prepared for shares."""
        key = (zone, version)
        if key not in self._prepared:
            self._prepared[key] = self._mixed(self._zones[zone], dict(version))
        self._prepared.move_to_end(key)
        while len(self._prepared) > _KEPT or self._corners() > _KEPT_CORNERS:
            if len(self._prepared) == 1:
                break
            self._prepared.popitem(last=False)
        return self._prepared[key]

    def _corners(self) -> int:
        """Return how many corners the kept zones may have in all draws of contested lines."""
        return sum(each.corners for each in self._prepared.values() if isinstance(each, Mixture))

    def _mixed(self, zone: Zone, days: Days) -> Prepared:
        extent = self._overlaid(zone, days, {}, {})
        if not any(sigma_of(self._lines[name]) for name, held in days.items() if held):
            return Prepared(extent)
        # Of all lines, not the zone's: so that zones laid over each other share their draws.
        widest = max(sigma_of(each) for each in self._lines.values())
        near = list(self._near(zone, days))
        drawn = partial(self._drawn_by, zone, days)
        return Mixture(extent, Contested(sigma_m=widest, near=near, drawn=drawn))

    def _near(self, zone: Zone, days: Days) -> Iterator[tuple[BaseGeometry, float]]:
        """Yield the courses of a zone's contested lines, and how far from them they matter."""
        for name in (*zone.all_of, *zone.any_of, *zone.none_of):
            yield from self._near(self._zones[name], days)
        line = self._lines.get(_line_of(zone))
        if line is None or not sigma_of(line):
            return
        for day in days[line.id]:
            course = self._course(line, day)
            if line.closed:
                course = course.boundary
            elif zone.side:
                course = drawn_on(course)
            shapely.prepare(course)
            yield course, _MARGIN * (furthest(line) + (zone.belt.to_m if zone.belt else 0.0))

    def _drawn_by(self, zone: Zone, days: Days, draws: Draws) -> list[Extent]:
        """Return a zone's ground in each draw of where its contested lines run."""
        made: Made = {}
        moves = drawn_offsets(list(self._lines.values()), draws)
        return [self._overlaid(zone, days, moved, made) for moved in moves]

    def _overlaid(self, zone: Zone, days: Days, moved: Moved, made: Made) -> Extent:
        try:
            return self._extent(zone, days, moved, made)
        except ShapelyError as error:
            raise PlaceError(
                "The zone's shapes cannot be laid over each other.",
                where=f"zones.{zone.id}",
                mend="Draw them with fewer and simpler edges.",
            ) from error

    def _extent(self, zone: Zone, days: Days, moved: Moved, made: Made) -> Extent:
        """Return the ground of a zone with its lines moved; made: what was found before."""
        key = (zone.id, tuple(moved.get(each, 0.0) for each in self._of[zone.id]))
        if key not in made:
            made[key] = self._shaped(zone, days, moved, made)
        return made[key]

    def _shaped(self, zone: Zone, days: Days, moved: Moved, made: Made) -> Extent:
        where = f"zones.{zone.id}"
        if zone.unknown:
            return UNKNOWN
        if zone.circle:
            return known(circle(zone.circle, where))
        if zone.polygon:
            return known(ring(zone.polygon, where))
        if zone.side or zone.belt:
            return self._along(zone, days, moved, where)
        parts = [
            [self._extent(self._zones[each], days, moved, made) for each in names]
            for names in (zone.all_of, zone.any_of, zone.none_of)
        ]
        return combined(*parts)

    def _along(self, zone: Zone, days: Days, moved: Moved, where: str) -> Extent:
        """Return the ground of a side or a belt by the versions of its line."""
        line = self._lines[_line_of(zone)]
        far = moved.get(line.id, 0.0)
        found = []
        for day in days[line.id]:
            drawn = self._course(line, day)
            if far and line.closed:
                drawn = thinned(drawn, sigma_of(line))
            if zone.side:
                found.append(side(drawn, zone.side.of, far, self._offsets, where))
            elif zone.belt:
                found.append(belt(drawn, zone.belt, far, self._offsets, where))
        if not found:
            return UNKNOWN
        return found[0] if len(found) == 1 else agreeing(*found)

    def _standing(self, line: Line, day: date | None) -> tuple[date, ...]:
        """Return the versions in force, once all of them have proved to be readable."""
        while True:
            days = in_force(line, self._days[line.id], day)
            broken = next((each for each in days if not self._readable(line, each)), None)
            if broken is None:
                return days
            self._days[line.id].remove(broken)

    def _readable(self, line: Line, day: date) -> bool:
        try:
            self._course(line, day)
        except PlaceError as error:
            if line.files is None:
                raise
            self.problems.append(error)
            return False
        return True

    def _course(self, line: Line, day: date) -> BaseGeometry:
        key = (line.id, day)
        if key not in self._courses:
            self._courses[key] = self._drawn(line, day)
        self._courses.move_to_end(key)
        while len(self._courses) > _KEPT_COURSES:
            self._courses.popitem(last=False)
        return self._courses[key]

    def _drawn(self, line: Line, day: date) -> BaseGeometry:
        for each in line.versions:
            if each.day == day:
                return course(each, f"lines.{line.id}.{day.isoformat()}", closed=line.closed)
        if line.files is None or self._folder is None:
            raise _unknown("version", f"{line.id} {day.isoformat()}")
        return read_version(file_of(line.files, self._folder, day), closed=line.closed)

    def _held(self, line: Line) -> list[date]:
        """Return the days of which a line has a version or a file, ascending."""
        days = {each.day for each in line.versions}
        if line.files is not None and self._folder is not None:
            many = min((line.files.last - line.files.first).days + 1, _MOST_DAYS)
            asked = (line.files.first + timedelta(days=each) for each in range(many))
            days |= {each for each in asked if file_of(line.files, self._folder, each).is_file()}
        return sorted(days)

    def _lines_of(self, zone: str, above: tuple[str, ...]) -> tuple[str, ...]:
        """Return the ids of the lines that a zone is made of, each once, in the order met."""
        if zone in above or len(above) > _DEEPEST:
            raise PlaceError(
                f"The zone “{zone}” is made of itself.",
                where=f"zones.{zone}",
                mend="Make it of zones that do not lead back to it.",
            )
        if zone not in self._zones:
            raise _unknown("zone", zone)
        held = self._zones[zone]
        if held.side or held.belt:
            if _line_of(held) not in self._lines:
                raise _unknown("line", _line_of(held))
            return (_line_of(held),)
        parts = (*held.all_of, *held.any_of, *held.none_of)
        found = [name for each in parts for name in self._lines_of(each, (*above, zone))]
        return tuple(dict.fromkeys(found))


def _line_of(zone: Zone) -> str:
    shape = zone.side or zone.belt
    return shape.line if shape else ""


def _unknown(what: str, name: str) -> PlaceError:
    return PlaceError(f"There is no {what} “{name}”.", mend=f"Define the {what} or correct the id.")
