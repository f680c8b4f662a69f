"""Where contested lines may run: offsets across them, drawn evenly, and their courses moved so."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from pyproj import Geod
from scipy.special import ndtri
from shapely.geometry.base import BaseGeometry

from truceline.geography.dividing.extents import NOTHING, areal
from truceline.geography.dividing.offsets import Offsets
from truceline.ground.geometry import KM_A_DEGREE
from truceline.model.zones import Line

# A normal lies within 1.645 standard deviations with probability 0.9: the line's error is across.
SIGMAS_ACROSS = 1.6448536269514722
# Draws and the turns by which each line goes through them: a lattice (Korobov 1959), its turns
# tried until any two lines were as independent as can be (correlated by 0.01 for two lines, 0.07
# for four, 0.14 for nine). MANY is for points exact beside the lines (a share is off by half a
# draw for each edge), FEW for points twice as uncertain as the lines (off by 0.001).
Draws = tuple[int, tuple[int, ...]]
MANY: Draws = (101, (1, 83, 16, 91, 14, 22, 26, 38, 4))
FEW: Draws = (23, (1, 5, 16, 19, 3, 6, 12, 2, 8))
_FURTHER = 7  # the factor of the turns of lines beyond these
_MOST_M = 500_000.0  # a line is moved no further
_THINNED = 100.0  # a moved line is thinned by so little of its sigma: shares change by 0.004
_LONGEST = 0.05  # degrees: an edge straight in degrees bends by metres on a plane
_QUARTER = 16  # edges of a quarter circle
_SHORE = shapely.box(-176, -86, 176, 86)  # about the globe's frame lines stay where they are
_WGS84 = Geod(ellps="WGS84")


def sigma_of(line: Line) -> float:
    """Return the standard deviation in metres of a line's error across it."""
    return line.contested_m / SIGMAS_ACROSS if line.contested_m > 0 else 0.0


def drawn_offsets(lines: Sequence[Line], draws: Draws) -> list[dict[str, float]]:
    """Return for each draw how far each contested line runs from where it is drawn, in metres.

    Each line's offsets are quantiles of its own normal, all as likely; lines are independent but
    for what the lattice leaves. In the middle draw every line runs as drawn. Lines must be all of
    an agreement, so that all of its zones are laid over each other in the same draws.
    """
    many, turns = draws
    half = ndtri((np.arange(many // 2) + 0.5) / many)
    across = np.concatenate([half, [0.0], -half[::-1]])
    steps = np.arange(many) - many // 2
    contested = [each for each in lines if sigma_of(each)]
    moved = {}
    for place, each in enumerate(contested):
        turn = turns[place % len(turns)] * _FURTHER ** (place // len(turns)) % many
        moved[each.id] = across[(steps * turn + many // 2) % many] * sigma_of(each)
    return [
        {name: float(np.clip(far[draw], -_MOST_M, _MOST_M)) for name, far in moved.items()}
        for draw in range(many)
    ]


def furthest(line: Line) -> float:
    """Return how many metres a line runs off in the outermost draw."""
    return min(-float(ndtri(0.5 / MANY[0])) * sigma_of(line), _MOST_M)


def thinned(line: BaseGeometry, sigma_m: float) -> BaseGeometry:
    """Return a line's course without corners that its own error makes meaningless."""
    return shapely.simplify(line, sigma_m / _THINNED / 1000 / KM_A_DEGREE)


def widened(
    ground: BaseGeometry, border: BaseGeometry, metres: float, offsets: Offsets
) -> BaseGeometry:
    """Return ground (polygons in degrees) once its border has moved out by so many metres.

    Less than 0: moved in. Raises PlaceError.
    """
    if not metres or border.is_empty:
        return ground
    if not shapely.covers(_SHORE, shapely.box(*border.bounds)):
        border = shapely.intersection(border, _SHORE)
    strip = offsets.within(border, abs(metres))
    overlay = shapely.union if metres > 0 else shapely.difference
    return areal(overlay(ground, strip))


def run_aside(line: BaseGeometry, metres: float, offsets: Offsets) -> BaseGeometry:
    """Return the course of a line so many metres outward, or to the right if it is open.

    line: polygons or a path in degrees; what comes back may be several paths, or nothing where
    the ground that a line encloses is narrower. Raises PlaceError.
    """
    if not metres:
        return line
    if line.geom_type == "LineString":
        return _path_aside(line, metres)
    return widened(line, line.boundary, metres, offsets)


def _path_aside(line: BaseGeometry, metres: float) -> BaseGeometry:
    """Return the path at some metres to the right of one, on a plane about its middle."""
    west, south, east, north = line.bounds
    lon, lat = (west + east) / 2, (south + north) / 2
    held = shapely.get_coordinates(shapely.segmentize(line, _LONGEST))
    same = np.ones(len(held))
    turn, _, far = _WGS84.inv(same * lon, same * lat, held[:, 0], held[:, 1])
    plane = np.stack([far * np.sin(np.radians(turn)), far * np.cos(np.radians(turn))], axis=1)
    path = shapely.remove_repeated_points(shapely.LineString(plane), 1.0)
    aside = shapely.offset_curve(path, -metres, quad_segs=_QUARTER)
    if aside.is_empty:
        return NOTHING
    flat = shapely.get_coordinates(aside)
    ways = np.degrees(np.arctan2(flat[:, 0], flat[:, 1]))
    same = np.ones(len(flat))
    lons, lats, _ = _WGS84.fwd(same * lon, same * lat, ways, np.hypot(flat[:, 0], flat[:, 1]))
    return shapely.set_coordinates(aside, np.stack([lons, lats], axis=1))
