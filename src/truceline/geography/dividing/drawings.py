"""A zone as some versions of its lines make it, drawn window by window as the lines may run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from truceline.geography.dividing.courses import Moved, furthest, sigma_of
from truceline.geography.dividing.extents import NOTHING, Extent, agreeing, combined, known
from truceline.geography.dividing.lines import ring
from truceline.geography.dividing.shapes import Parting, circle
from truceline.geography.dividing.sheets import Cut, Sheet, cut_out
from truceline.geography.dividing.tiles import Window
from truceline.model.zones import Line, Zone

_MARGIN = 1.02  # of distances, which are found to 0.3 % and thinned to 1 % of a line's sigma

Cuts = Mapping[tuple[str, date], Cut]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ground:
    """What a zone may be made of: zones and lines by id, and the days of its lines' versions.

    course, parting: of a line's version.
    """

    zones: Mapping[str, Zone]
    lines: Mapping[str, Line]
    days: Mapping[str, tuple[date, ...]]
    course: Callable[[Line, date], BaseGeometry]
    parting: Callable[[Line, date], Parting]


def line_of(zone: Zone) -> str:
    """Return the id of the line of a side or a belt; "" for other zones."""
    shape = zone.side or zone.belt
    return shape.line if shape else ""


class Drawing:
    """A zone to be drawn within windows, in draws of where its contested lines run."""

    def __init__(self, zone: Zone, ground: Ground) -> None:
        self._zone = zone
        self._ground = ground
        self._along = {each.id: each for each in self._parts(zone) if line_of(each)}

    def _parts(self, zone: Zone) -> Iterator[Zone]:
        """Yield the zones that a zone is made of, itself among them."""
        yield zone
        for name in (*zone.all_of, *zone.any_of, *zone.none_of):
            yield from self._parts(self._ground.zones[name])

    def _versions(self, zone: Zone) -> Iterator[tuple[Line, date]]:
        line = self._ground.lines[line_of(zone)]
        for day in self._ground.days[line.id]:
            yield line, day

    @property
    def contested(self) -> list[Line]:
        """The contested lines that the zone is made of."""
        lines = {line.id: line for each in self._along.values() for line, _ in self._versions(each)}
        return [each for each in lines.values() if sigma_of(each)]

    @property
    def reach_m(self) -> float:
        """How far off a point of a line bears on whether ground is in the zone."""
        return max((self._far(each) for each in self._along.values()), default=0.0)

    def _far(self, zone: Zone) -> float:
        line = self._ground.lines[line_of(zone)]
        return _MARGIN * (furthest(line) + (zone.belt.to_m if zone.belt else 0.0))

    def near(self) -> Iterator[tuple[BaseGeometry, float]]:
        """Yield the courses of contested lines, and how far from them they matter, in metres."""
        for each in self._along.values():
            for line, day in self._versions(each):
                if sigma_of(line):
                    course = self._ground.course(line, day)
                    if line.closed or each.side:
                        course = self._ground.parting(line, day).border
                    shapely.prepare(course)
                    yield course, self._far(each)

    def cuts(self, window: Window) -> Cuts:
        """Return what a window holds of the lines."""
        found = {}
        for each in self._along.values():
            for line, day in self._versions(each):
                open_belt = each.belt is not None and not line.closed
                path = self._ground.course(line, day) if open_belt else None
                sided = line.closed or each.side or (each.belt and each.belt.of != "both")
                parting = self._ground.parting(line, day) if sided else None
                found[each.id, day] = cut_out(parting, path, window)
        return found

    def extents(self, window: Window, cuts: Cuts, moves: Sequence[Moved]) -> list[Extent]:
        """Return the zone's ground in a window, in each draw of how far lines run off."""
        sheet = Sheet(window)
        return sheet.degrees(self._drawn(self._zone, sheet, cuts, moves))

    def _drawn(self, zone: Zone, sheet: Sheet, cuts: Cuts, moves: Sequence[Moved]) -> list[Extent]:
        if line_of(zone):
            return self._by_line(zone, sheet, cuts, moves)
        if not (zone.all_of or zone.any_of or zone.none_of):
            return [_standing(zone, sheet)] * len(moves)
        all_of, any_of, none_of = (
            [self._drawn(self._ground.zones[each], sheet, cuts, moves) for each in names]
            for names in (zone.all_of, zone.any_of, zone.none_of)
        )
        return [
            combined(
                [each[draw] for each in all_of],
                [each[draw] for each in any_of],
                [each[draw] for each in none_of],
                sheet.frame,
            )
            for draw in range(len(moves))
        ]

    def _by_line(
        self, zone: Zone, sheet: Sheet, cuts: Cuts, moves: Sequence[Moved]
    ) -> list[Extent]:
        """Return a side or a belt by the versions of its line, in each draw."""
        line = self._ground.lines[line_of(zone)]
        far, draw_of = np.unique([each.get(line.id, 0.0) for each in moves], return_inverse=True)
        found = []
        for day in self._ground.days[line.id]:
            cut = cuts[zone.id, day]
            if zone.side:
                found.append(sheet.side(cut, zone.side.of, far, sigma_of(line)))
            elif zone.belt:
                found.append(sheet.belt(cut, zone.belt, far, sigma_of(line)))
        if not found:
            return [Extent(NOTHING, sheet.frame)] * len(moves)
        drawn = (
            found[0] if len(found) == 1 else [agreeing(*each) for each in zip(*found, strict=True)]
        )
        return [drawn[each] for each in draw_of.tolist()]


def _standing(zone: Zone, sheet: Sheet) -> Extent:
    """Return the ground in a window of a zone that no line makes."""
    where = f"zones.{zone.id}"
    if zone.circle:
        return known(sheet.fixed(circle(zone.circle, where)))
    if zone.polygon:
        return known(sheet.fixed(ring(zone.polygon, where)))
    return Extent(NOTHING, sheet.frame) if zone.unknown else known(NOTHING)
