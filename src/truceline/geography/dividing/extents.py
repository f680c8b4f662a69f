"""What is known of a zone's ground: where it surely is and where it may be.

Combining follows three-valued logic (Kleene): ground is surely in a combination, surely not, or
not known to be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce

import shapely
from shapely.geometry.base import BaseGeometry

GLOBE = shapely.box(-180, -90, 180, 90)
NOTHING = shapely.Polygon()
Overlay = Callable[[BaseGeometry, BaseGeometry], BaseGeometry]


@dataclass(frozen=True, slots=True, eq=False)
class Extent:
    """A zone's ground on a day, polygons in degrees.

    surely lies within possibly; they are the same object where nothing is unknown.
    """

    surely: BaseGeometry
    possibly: BaseGeometry


UNKNOWN = Extent(NOTHING, GLOBE)


def known(ground: BaseGeometry) -> Extent:
    """Return the extent of ground (polygons in degrees) of which everything is known."""
    polygons = areal(ground)
    return Extent(polygons, polygons)


def areal(ground: BaseGeometry) -> BaseGeometry:
    """Return the polygons of a geometry, points and lines that overlays leave behind dropped."""
    if ground.geom_type in ("Polygon", "MultiPolygon"):
        return ground
    parts = [part for part in shapely.get_parts(ground) if shapely.get_dimensions(part) == 2]  # noqa: PLR2004 - an area has two dimensions
    return shapely.union_all(parts) if parts else NOTHING


def agreeing(one: Extent, other: Extent) -> Extent:
    """Return what two accounts of one zone make known: ground of both is in, of one unknown."""
    surely = areal(shapely.intersection(one.surely, other.surely))
    possibly = areal(shapely.union(one.possibly, other.possibly))
    return Extent(surely, possibly)


def combined(
    all_of: Sequence[Extent],
    any_of: Sequence[Extent],
    none_of: Sequence[Extent],
    everywhere: BaseGeometry = GLOBE,
) -> Extent:
    """Return ground in all of the first, in one of the second if any, and in none of the third.

    everywhere: all the ground that there is.
    """
    parts = list(all_of)
    if any_of:
        parts.append(_folded(shapely.union, any_of))
    if none_of:
        parts.append(_beyond(_folded(shapely.union, none_of), everywhere))
    if not parts:
        return known(NOTHING)
    return _folded(shapely.intersection, parts)


def _folded(overlay: Overlay, parts: Sequence[Extent]) -> Extent:
    surely = areal(reduce(overlay, (part.surely for part in parts)))
    if all(part.surely is part.possibly for part in parts):
        return Extent(surely, surely)
    return Extent(surely, areal(reduce(overlay, (part.possibly for part in parts))))


def _beyond(extent: Extent, everywhere: BaseGeometry) -> Extent:
    """Return the ground that is not in an extent."""
    surely = areal(shapely.difference(everywhere, extent.possibly))
    if extent.surely is extent.possibly:
        return Extent(surely, surely)
    return Extent(surely, areal(shapely.difference(everywhere, extent.surely)))
