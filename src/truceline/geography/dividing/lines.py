"""The course of a line's version as a geometry: polygons of a closed line, an open line's path."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from truceline.geography.dividing.extents import areal
from truceline.ground.errors import PlaceError
from truceline.ground.geometry import Floats
from truceline.model.zones import LineVersion, Points

MOST_POINTS = 200_000
MOST_MEETINGS = 5_000_000  # of the boxes of a broken shape's edges; mending costs as much
_RING, _PATH = 3, 2  # fewest points of either
Geometries = NDArray[np.object_]
_BLOCK = 50  # edges asked at a time: each may meet all others


def course(version: LineVersion, where: str, *, closed: bool) -> BaseGeometry:
    """Return the course of a version; raises PlaceError if its points make none.

    closed: the ground it encloses (one or more polygons, degrees); else a path of lines.
    """
    if not closed:
        return path(version.points, where)
    rings = version.polygons or (version.points,)
    return united((ring(each, where) for each in rings), where)


def ring(points: Points, where: str) -> BaseGeometry:
    """Return the ground within a ring of points; raises PlaceError."""
    _check(points, _RING, where)
    return mended(shapely.Polygon(points), where)


def path(points: Points, where: str) -> BaseGeometry:
    """Return the path through points; raises PlaceError."""
    _check(points, _PATH, where)
    return shapely.LineString(points)


def united(parts: Iterable[BaseGeometry], where: str) -> BaseGeometry:
    """Return the ground of all parts; raises PlaceError if it is none."""
    ground = areal(shapely.union_all(list(parts)))
    if ground.is_empty:
        raise PlaceError(
            "The line encloses no ground.", where=where, mend="Give its points around the ground."
        )
    return ground


def mended(shape: BaseGeometry, where: str) -> BaseGeometry:
    """Return a shape as valid geometry; raises PlaceError for points that cannot be used."""
    check_points(shape, where)
    if shape.is_valid:
        return shape
    _check_crossings(shape, where)
    try:
        return shapely.make_valid(shape)
    except ShapelyError as error:
        raise PlaceError(
            "The shape cannot be mended.", where=where, mend="Draw it without crossings."
        ) from error


def check_points(shape: BaseGeometry, where: str) -> None:
    """Raise PlaceError for a shape with too many points or points that are not on Earth."""
    held = shapely.get_coordinates(shape)
    if len(held) > MOST_POINTS:
        raise PlaceError(
            f"The shape has more than {MOST_POINTS:,} points.",
            where=where,
            mend="Simplify it to what its source knows.",
        )
    if not bool((np.abs(held) <= (180.0, 90.0)).all()):
        raise PlaceError(
            "A point lies outside of the Earth's degrees.",
            where=where,
            mend="Give longitude (-180 to 180) before latitude (-90 to 90), in degrees.",
        )


def _check(points: Points, least: int, where: str) -> None:
    if len(set(points)) < least:
        raise PlaceError(
            f"The shape has {len(set(points))} different points.",
            where=where,
            mend=f"Give at least {least}.",
        )
    check_points(shapely.MultiPoint(points), where)


def _check_crossings(shape: BaseGeometry, where: str) -> None:
    """Raise PlaceError where so many edges may cross that mending would take beyond all measure."""
    edges = edge_lines(*segments(shape))
    tree = shapely.STRtree(edges)
    met = 0
    for first in range(0, len(edges), _BLOCK):
        met += tree.query(edges[first : first + _BLOCK]).shape[1]
        if met > MOST_MEETINGS:
            raise PlaceError(
                "The shape's edges cross each other everywhere.",
                where=where,
                mend="Draw it without crossings.",
            )


def edge_lines(begin: Floats, end: Floats) -> Geometries:
    """Return edges (n x 2 begins and ends) as lines of two points, n."""
    return np.atleast_1d(np.asarray(shapely.linestrings(np.stack([begin, end], axis=1))))


def segments(shape: BaseGeometry) -> tuple[Floats, Floats]:
    """Return where the edges of polygons or paths begin and end: n x 2 each, degrees."""
    rings = shapely.get_rings(shapely.get_parts(shape))
    strings = rings if len(rings) else shapely.get_parts(shape)
    held, string = shapely.get_coordinates(strings, return_index=True)
    joined = string[1:] == string[:-1]
    return held[:-1][joined], held[1:][joined]
