"""Zones of an agreement by day: the ground of each as its lines stood, and shares of points."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from truceline.geography.dividing.courses import Draws, drawn_offsets, few_offsets, sigma_of
from truceline.geography.dividing.days import in_force
from truceline.geography.dividing.drawings import Drawing, Ground, line_of
from truceline.geography.dividing.extents import UNKNOWN, Extent, agreeing, combined, known
from truceline.geography.dividing.files import days_with, file_of, read_version
from truceline.geography.dividing.keeping import Kept
from truceline.geography.dividing.lines import course, ring
from truceline.geography.dividing.mixtures import Contested, Drawn, Mixture
from truceline.geography.dividing.offsets import Offsets
from truceline.geography.dividing.shapes import Parting, belt, circle, parting, side
from truceline.geography.dividing.shares import Prepared
from truceline.geography.dividing.tiles import Tile, window_of
from truceline.ground.errors import PlaceError
from truceline.model.zones import Line, Zone

_DEEPEST = 20  # zones made of zones
_KEPT = 64  # prepared extents, some megabytes each
_KEPT_CORNERS = 4_000_000  # of all draws of contested lines, some 200 bytes each
_KEPT_COURSES = 1_000
_KEPT_PARTINGS = 8

# The days of the versions in force, for each line that a zone is made of.
Version = tuple[tuple[str, tuple[date, ...]], ...]
Days = dict[str, tuple[date, ...]]
Found = TypeVar("Found")


class Divided:
    """Ground divided by an agreement's lines.

    problems: what could not be read of the files so far; such a day counts as one without a
    version, and the rest goes on. kept: what was drawn of contested lines.
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
        self._courses: Kept[tuple[str, date], BaseGeometry] = Kept(_KEPT_COURSES)
        self._prepared: Kept[tuple[str, Version], Prepared] = Kept(_KEPT)
        self._partings: Kept[tuple[str, date], Parting] = Kept(_KEPT_PARTINGS)
        self.kept: Kept[Hashable, Drawn] = Kept(_KEPT_CORNERS, lambda drawn: drawn.corners)
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
        return self._prepared.get(
            (zone, version), lambda: self._mixed(self._zones[zone], dict(version))
        )

    def _mixed(self, zone: Zone, days: Days) -> Prepared:
        extent = self._overlaid(zone, lambda: self._extent(zone, days))
        ground = Ground(
            zones=self._zones,
            lines=self._lines,
            days=days,
            course=self._course,
            parting=self._parting,
        )
        drawing = Drawing(zone, ground)
        if not drawing.contested:
            return Prepared(extent)
        # Of all lines, not the zone's: so that zones laid over each other share their draws.
        widest = max(sigma_of(each) for each in self._lines.values())
        drawn = partial(self._drawn_in, zone, drawing)
        near = list(drawing.near())
        lines = drawing.contested
        contested = Contested(
            sigma_m=widest,
            alone_m=sigma_of(lines[0]) if len(lines) == 1 else 0.0,
            reach_m=drawing.reach_m,
            near=near,
            drawn=drawn,
        )
        return Mixture(extent, contested)

    def _drawn_in(
        self, zone: Zone, drawing: Drawing, draws: Draws, nodes: int, tile: Tile
    ) -> Drawn:
        """Return a zone's ground about a tile in each draw of where its contested lines run.

        It is kept by what the tile's window holds of the lines: days on which nothing there
        moved share it.
        """
        window = window_of(tile)
        cuts = self._overlaid(zone, lambda: drawing.cuts(window))
        held = (part for each in cuts.values() for part in each.key())

        def draw() -> Drawn:
            moves = drawn_offsets(list(self._lines.values()), draws)
            weights = np.full(len(moves), 1 / len(moves))
            if nodes:
                (line,) = drawing.contested
                moves, weights = few_offsets(line, draws, nodes)
            return Drawn(drawing.extents(window, cuts, moves), weights)

        return self.kept.get(
            (zone.id, tile, draws, nodes, *held), lambda: self._overlaid(zone, draw)
        )

    def _overlaid(self, zone: Zone, way: Callable[[], Found]) -> Found:
        """Return what a way of laying a zone's shapes over each other finds; raises PlaceError."""
        try:
            return way()
        except ShapelyError as error:
            raise PlaceError(
                "The zone's shapes cannot be laid over each other.",
                where=f"zones.{zone.id}",
                mend="Draw them with fewer and simpler edges.",
            ) from error

    def _extent(self, zone: Zone, days: Days) -> Extent:
        """Return the ground of a zone, its lines as they are drawn."""
        where = f"zones.{zone.id}"
        if zone.unknown:
            return UNKNOWN
        if zone.circle:
            return known(circle(zone.circle, where))
        if zone.polygon:
            return known(ring(zone.polygon, where))
        if zone.side or zone.belt:
            return self._along(zone, days, where)
        all_of, any_of, none_of = (
            [self._extent(self._zones[each], days) for each in names]
            for names in (zone.all_of, zone.any_of, zone.none_of)
        )
        return combined(all_of, any_of, none_of)

    def _along(self, zone: Zone, days: Days, where: str) -> Extent:
        """Return the ground of a side or a belt by the versions of its line."""
        line = self._lines[line_of(zone)]
        found = []
        for day in days[line.id]:
            drawn = self._course(line, day)
            if zone.side:
                found.append(side(drawn, zone.side.of, where))
            elif zone.belt:
                found.append(belt(drawn, zone.belt, self._offsets, where))
        if not found:
            return UNKNOWN
        return found[0] if len(found) == 1 else agreeing(*found)

    def _parting(self, line: Line, day: date) -> Parting:
        return self._partings.get(
            (line.id, day), lambda: parting(self._course(line, day), f"lines.{line.id}")
        )

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
        return self._courses.get((line.id, day), lambda: self._drawn(line, day))

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
            days |= set(days_with(line.files, self._folder)[0])
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
            if line_of(held) not in self._lines:
                raise _unknown("line", line_of(held))
            return (line_of(held),)
        parts = (*held.all_of, *held.any_of, *held.none_of)
        found = [name for each in parts for name in self._lines_of(each, (*above, zone))]
        return tuple(dict.fromkeys(found))


def _unknown(what: str, name: str) -> PlaceError:
    return PlaceError(f"There is no {what} “{name}”.", mend=f"Define the {what} or correct the id.")
