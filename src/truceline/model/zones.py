"""Dated lines that divide ground and the zones that are made of them, as an agreement says them.

Points are (longitude, latitude) in degrees on WGS 84, lengths metres, days civil days in the
agreement's zone. A line between two points is straight in degrees.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Point = tuple[float, float]
Points = tuple[Point, ...]
Missing = Literal["previous", "nearest", "between", "unknown"]
SideOf = Literal["inside", "outside", "left", "right"]
BeltOf = Literal["both", "inside", "outside", "left", "right"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineVersion:
    """A line as it stood on a day.

    points: of an open line in its direction, or one ring of a closed one (it need not repeat its
    first point); polygons: the outer rings of a closed line that encloses several pieces of ground.
    """

    day: date
    points: Points = ()
    polygons: tuple[Points, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFiles:
    """Versions of a line in files, one a day, in a folder that the user gives.

    pattern: file name in which {day} stands for YYYYMMDD; first, last: days, both included.
    """

    pattern: str
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that divides ground, with its versions.

    held_by: ids of whose claim the line is, empty where all agreed it. contested_m: half the
    width of the strip in which the line truly runs with probability 0.9. missing: which version
    holds on a day without one. closed: its versions enclose ground; else it has a left and a
    right in the direction of its points.
    """

    id: str
    title: str
    closed: bool
    held_by: tuple[str, ...] = ()
    contested_m: float = 0.0
    missing: Missing = "previous"
    versions: tuple[LineVersion, ...] = ()
    files: LineFiles | None = None
    citations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """Ground within radius_m of a point."""

    lat: float
    lon: float
    radius_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Ground on one side of a line: inside or outside of a closed one, left or right of an open."""

    line: str
    of: SideOf


@dataclass(frozen=True, slots=True, kw_only=True)
class Belt:
    """Ground whose distance from a line is from_m to to_m, on one side of it or on both."""

    line: str
    to_m: float
    from_m: float = 0.0
    of: BeltOf = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A named area: one shape, or a combination of other zones.

    polygon: one ring; all_of, any_of, none_of: zone ids, ground that is in all of the first, in
    one of the second (if there are any) and in none of the third. unknown: why nobody can tell
    where the zone is, "" if its shape is given.
    """

    id: str
    title: str
    circle: Circle | None = None
    polygon: Points = ()
    side: Side | None = None
    belt: Belt | None = None
    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    unknown: str = ""
    citations: tuple[str, ...] = ()
