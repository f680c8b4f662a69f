"""The ground of one window in each draw of where contested lines run, all draws at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from truceline.geography.dividing.extents import NOTHING, Extent, areal
from truceline.geography.dividing.lines import edge_lines
from truceline.geography.dividing.planes import Geometries, Plane
from truceline.geography.dividing.shapes import Parting
from truceline.geography.dividing.tiles import Window
from truceline.ground.geometry import Floats
from truceline.model.zones import Belt, SideOf

_QUARTER = 16  # edges of a quarter circle
_LONGEST = 0.05, 100_000.0  # degrees of an edge on the plane, for a reach of so many metres
_THINNED = 100.0  # a moved line is thinned by so little of its sigma: shares change by 0.004
_BELT = 0.0005  # of a belt's distance: how far its edges may be moved so that there are fewer
_POLYGONS = (3, 6)  # types of geometries: polygon and several polygons
_SHORE = shapely.box(-176, -86, 176, 86)  # about the globe's frame lines stay where they are


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """What a window holds of a line's version, in degrees.

    ground: of its first side, inside or left; border: what moves of the ground's edges, None if
    all do; frame: beyond it the line has no sides; path: an open line's own course.
    """

    ground: BaseGeometry
    border: BaseGeometry | None
    frame: BaseGeometry
    path: BaseGeometry | None

    def key(self) -> tuple[bytes, ...]:
        """Return what tells a cut from one of another version that the window holds alike."""
        shapes = (self.ground, self.border, self.frame, self.path)
        return tuple(shapely.to_wkb(each) if each else b"" for each in shapes)


def cut_out(parting: Parting | None, path: BaseGeometry | None, window: Window) -> Cut:
    """Return what a window holds of a line's version: of its sides, and of an open line's path."""
    ground: BaseGeometry = NOTHING
    border: BaseGeometry | None = None
    frame = window.box
    if parting is not None:
        ground = shapely.intersection(parting.ground, window.box)
        frame = shapely.intersection(parting.frame, window.box)
        moving = shapely.intersection(parting.frame, _SHORE)
        if not shapely.covers(moving, window.box):
            border = shapely.intersection(parting.border, shapely.intersection(moving, window.box))
    return Cut(ground, border, frame, _passing(path, window) if path else None)


def _passing(path: BaseGeometry, window: Window) -> BaseGeometry:
    """Return a path from where it first comes near a window to where it leaves it for good."""
    held = shapely.get_coordinates(path)
    met = np.flatnonzero(shapely.intersects(edge_lines(held[:-1], held[1:]), window.box))
    return shapely.LineString(held[met[0] : met[-1] + 2]) if len(met) else shapely.LineString()


class Sheet:
    """A window laid on a plane, on which lines are moved and belts drawn.

    Draws are given by how far lines run outward, or to the right, in each of them, in metres.
    """

    def __init__(self, window: Window) -> None:
        self._plane = Plane(window.lon, window.lat)
        degrees, metres = _LONGEST
        self._longest = degrees * max(1.0, window.reach_m / metres)
        self._box = window.box

    @cached_property
    def frame(self) -> BaseGeometry:
        """The window's box on the plane."""
        return self._flat(self._box)

    def fixed(self, ground: BaseGeometry) -> BaseGeometry:
        """Return ground (degrees) that no line moves, on the plane."""
        return self._flat(shapely.intersection(ground, self._box))

    def side(self, cut: Cut, of: SideOf, far: Floats, sigma_m: float) -> list[Extent]:
        """Return the ground on a side of a line in each draw."""
        first = self._moved(cut, far, sigma_m)
        frame = self._flat(cut.frame)
        ground = first if of in ("inside", "left") else _polygons(shapely.difference(frame, first))
        beyond = shapely.difference(self.frame, frame)
        if beyond.is_empty:
            return [Extent(each, each) for each in ground]
        possibly = _polygons(shapely.union(ground, beyond))
        return [Extent(one, other) for one, other in zip(ground, possibly, strict=True)]

    def belt(self, cut: Cut, shape: Belt, far: Floats, sigma_m: float) -> list[Extent]:
        """Return the ground of a belt along a line in each draw."""
        if cut.path is not None:
            found = self._along(cut.path, cut, shape, far, sigma_m)
        else:
            found = _about(self._moved(cut, far, sigma_m), shape)
        ground = _thinned(_polygons(found), _BELT * shape.to_m)
        return [Extent(each, each) for each in ground]

    def degrees(self, extents: Sequence[Extent]) -> list[Extent]:
        """Return extents on the plane in degrees."""
        surely = self._plane.degrees(_listed([each.surely for each in extents]))
        if all(each.surely is each.possibly for each in extents):
            return [Extent(each, each) for each in surely]
        possibly = self._plane.degrees(_listed([each.possibly for each in extents]))
        return [Extent(one, other) for one, other in zip(surely, possibly, strict=True)]

    def _flat(self, shape: BaseGeometry) -> BaseGeometry:
        return self._plane.flat(shape, self._longest)

    def _moved(self, cut: Cut, far: Floats, sigma_m: float) -> Geometries:
        """Return the ground of a line's first side once the line has moved."""
        ground = shapely.simplify(self._flat(cut.ground), sigma_m / _THINNED)
        if cut.border is None:
            moved = shapely.buffer(ground, far, quad_segs=_QUARTER)
        else:
            strip = shapely.buffer(self._flat(cut.border), np.abs(far), quad_segs=_QUARTER)
            moved = np.asarray(shapely.difference(ground, strip), dtype=np.object_)
            moved[far > 0] = shapely.union(ground, strip[far > 0])
            moved = shapely.intersection(moved, self._flat(cut.frame))
        return _thinned(_polygons(moved), sigma_m / _THINNED)

    def _along(
        self, path: BaseGeometry, cut: Cut, shape: Belt, far: Floats, sigma_m: float
    ) -> Geometries:
        """Return the ground of a belt along an open line, round at its ends."""
        path = shapely.simplify(self._flat(path), max(sigma_m / _THINNED, 1.0))
        course = np.asarray(shapely.offset_curve(path, -far, quad_segs=_QUARTER), dtype=np.object_)
        course[far == 0] = path
        ground = shapely.buffer(course, shape.to_m, quad_segs=_QUARTER)
        if shape.from_m:
            near = shapely.buffer(course, shape.from_m, quad_segs=_QUARTER)
            ground = shapely.difference(ground, near)
        if shape.of == "both":
            return np.asarray(ground)
        side = self.side(cut, shape.of, far, sigma_m)
        return np.asarray(shapely.intersection(ground, [each.surely for each in side]))


def _about(ground: Geometries, shape: Belt) -> Geometries:
    """Return the ground of a belt inside, outside or on both sides of ground's edges."""
    near, far = (shape.from_m, shape.to_m)
    parts = []
    if shape.of in ("outside", "both"):
        inner = shapely.buffer(ground, near, quad_segs=_QUARTER) if near else ground
        parts.append(shapely.difference(shapely.buffer(ground, far, quad_segs=_QUARTER), inner))
    if shape.of in ("inside", "both"):
        outer = shapely.buffer(ground, -near, quad_segs=_QUARTER) if near else ground
        parts.append(shapely.difference(outer, shapely.buffer(ground, -far, quad_segs=_QUARTER)))
    found = parts[0] if len(parts) == 1 else shapely.union(parts[0], parts[1])
    return np.asarray(found, dtype=np.object_)


def _polygons(shapes: Geometries) -> Geometries:
    """Return the polygons of each of many shapes."""
    mixed = ~np.isin(shapely.get_type_id(shapes), _POLYGONS)
    found = np.asarray(shapes).copy()
    found[mixed] = [areal(each) for each in found[mixed]]
    return found


def _thinned(shapes: Geometries, metres: float) -> Geometries:
    """Return polygons with fewer corners, each edge moved by so many metres at most."""
    quick = shapely.simplify(shapes, metres, preserve_topology=False)
    broken = ~shapely.is_valid(quick)
    quick[broken] = shapely.simplify(shapes[broken], metres)
    return np.asarray(quick)


def _listed(shapes: Sequence[BaseGeometry]) -> Geometries:
    found = np.empty(len(shapes), dtype=np.object_)
    found[:] = shapes
    return found
