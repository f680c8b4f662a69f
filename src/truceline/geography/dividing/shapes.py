"""The ground of circles, of sides of a line and of belts along it, as polygons in degrees."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from truceline.geography.dividing.extents import GLOBE, NOTHING, Extent, areal, known
from truceline.geography.dividing.offsets import Offsets
from truceline.ground.errors import PlaceError
from truceline.model.zones import Belt, Circle, SideOf

_WGS84 = Geod(ellps="WGS84")
_CORNERS = 256  # of a circle's polygon: its edges cut 0.008 % of the radius
_WIDEST_M = 1_000_000.0
_FRAME = 10.0  # degrees (some 1,000 km) about an open line within which its sides are told apart
_ASIDE = 1e-7  # of a degree: a point so far to the left tells which ground is on the left


def circle(shape: Circle, where: str) -> BaseGeometry:
    """Return a circle's ground by geodesics from its middle; raises PlaceError."""
    _check_metres(shape.radius_m, where)
    if not (abs(shape.lat) < 90 and abs(shape.lon) <= 180 and shape.radius_m > 0):  # noqa: PLR2004 - degrees
        raise PlaceError(
            "This is no circle on Earth.",
            where=where,
            mend="Give lat, lon in degrees and a radius_m over 0.",
        )
    turns = np.arange(_CORNERS) * (360 / _CORNERS)
    same = np.ones(_CORNERS)
    lon, lat, _ = _WGS84.fwd(same * shape.lon, same * shape.lat, turns, same * shape.radius_m)
    if np.ptp(lon) > 180:  # noqa: PLR2004 - degrees
        raise PlaceError(
            "The circle lies across a pole or the 180th meridian.",
            where=where,
            mend="Give two polygons, one on each side.",
        )
    return shapely.Polygon(np.stack([lon, lat], axis=1))


@dataclass(frozen=True, slots=True, eq=False)
class Parting:
    """How a line parts ground, in degrees.

    ground: its first side, inside or left; border: the line itself, an open one's ends drawn on;
    frame: beyond it nothing is known of the sides.
    """

    ground: BaseGeometry
    border: BaseGeometry
    frame: BaseGeometry


def parting(line: BaseGeometry, where: str) -> Parting:
    """Return how a line (polygons, or a path) parts ground; raises PlaceError if it does not.

    An open line's ends are drawn on as they point; further than _FRAME from it nothing is known of
    its sides.
    """
    if line.geom_type == "LineString":
        return Parting(*_left(line, where))
    return Parting(line, line.boundary, GLOBE)


def side(line: BaseGeometry, of: SideOf, where: str) -> Extent:
    """Return one side of a line (polygons: inside, outside; a path: left, right).

    Raises PlaceError for a side that such a line does not have.
    """
    if of not in (("left", "right") if line.geom_type == "LineString" else ("inside", "outside")):
        raise PlaceError(
            f"The line has no “{of}”.",
            where=where,
            mend="A closed line has inside and outside, an open one left and right.",
        )
    parted = parting(line, where)
    first = of in ("inside", "left")
    ground = areal(parted.ground if first else shapely.difference(parted.frame, parted.ground))
    if parted.frame is GLOBE:
        return known(ground)
    return Extent(ground, areal(shapely.union(ground, shapely.difference(GLOBE, parted.frame))))


def belt(line: BaseGeometry, shape: Belt, offsets: Offsets, where: str) -> Extent:
    """Return the ground at from_m to to_m metres from a line; raises PlaceError.

    At an open line's ends a belt is round; left and right end where the ends drawn on part them.
    """
    _check_metres(shape.to_m, where)
    if not 0 <= shape.from_m < shape.to_m:
        raise PlaceError(
            f"A belt from {shape.from_m} m to {shape.to_m} m.",
            where=where,
            mend="Let from_m be 0 or more and less than to_m.",
        )
    drawn = line if shapely.get_dimensions(line) == 1 else line.boundary
    far = offsets.within(drawn, shape.to_m)
    near = offsets.within(drawn, shape.from_m) if shape.from_m else NOTHING
    ground = areal(shapely.difference(far, near))
    if shape.of == "both":
        return known(ground)
    if shape.of == "outside" and line.geom_type != "LineString":
        return known(shapely.difference(ground, line))
    return known(shapely.intersection(ground, side(line, shape.of, where).surely))


def _left(line: BaseGeometry, where: str) -> tuple[BaseGeometry, BaseGeometry, BaseGeometry]:
    """Return the ground left of a path, the path drawn on, and the frame of both sides."""
    west, south, east, north = line.bounds
    box = shapely.box(west - _FRAME, south - _FRAME, east + _FRAME, north + _FRAME)
    frame = shapely.intersection(box, GLOBE)
    drawn = shapely.intersection(drawn_on(line), frame)
    cut = shapely.union_all([frame.boundary, drawn])
    parts = list(shapely.get_parts(shapely.polygonize([*shapely.get_parts(cut)])))
    if drawn.geom_type != "LineString" or not drawn.is_simple or len(parts) != 2:  # noqa: PLR2004 - two sides
        raise PlaceError(
            "The line does not part ground into two sides: it crosses itself, or its ends do.",
            where=where,
            mend="Let its first and its last two points lead away from it.",
        )
    aside = shapely.Point(_left_of(drawn))
    return parts[0] if shapely.covers(parts[0], aside) else parts[1], drawn, frame


def drawn_on(line: BaseGeometry) -> BaseGeometry:
    """Return a path whose ends are drawn on as they point, far beyond any frame about it."""
    held = shapely.get_coordinates(line)
    kept = np.r_[True, (np.diff(held, axis=0) != 0).any(axis=1)]
    held = held[kept]
    far = math.hypot(np.ptp(held[:, 0]) + 2 * _FRAME, np.ptp(held[:, 1]) + 2 * _FRAME)
    begin, end = held[0] - held[1], held[-1] - held[-2]
    first = held[0] + begin / np.hypot(*begin) * far
    last = held[-1] + end / np.hypot(*end) * far
    return shapely.LineString(np.vstack([first, held, last]))


def _left_of(drawn: BaseGeometry) -> tuple[float, float]:
    """Return a point just to the left of a path's longest edge."""
    held = shapely.get_coordinates(drawn)
    ahead = np.diff(held, axis=0)
    length = np.hypot(ahead[:, 0], ahead[:, 1])
    longest = int(length.argmax())
    east, north = ahead[longest] / length[longest]
    middle = (held[longest] + held[longest + 1]) / 2
    return float(middle[0] - north * _ASIDE), float(middle[1] + east * _ASIDE)


def _check_metres(metres: float, where: str) -> None:
    if not 0 <= metres <= _WIDEST_M:
        raise PlaceError(
            f"A distance of {metres} m.", where=where, mend=f"Give 0 to {_WIDEST_M:,.0f} metres."
        )
