"""Ground within a distance of lines: piece by piece, so that days that share pieces share work."""

from __future__ import annotations

from collections import OrderedDict
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from truceline.geography.dividing.extents import areal
from truceline.ground.errors import PlaceError
from truceline.ground.geometry import KM_A_DEGREE, Floats

_WGS84 = Geod(ellps="WGS84")
_QUARTER = 16  # edges of a quarter circle: arcs lie 0.12 % of the distance too near, at most
_LONGEST = 0.05  # degrees: an edge straight in degrees bends by metres on a plane
_PIECE = 24  # points of a piece, on average: long ones take long to offset, short ones to join
_LONGEST_PIECE = 3 * _PIECE
_KEPT = 20_000  # pieces
_KEPT_WHOLE = 200  # lines
_THINNED = 0.0005  # of the distance: how far edges may be moved so that there are fewer
_SCALE = 1e6  # points are told apart by millionths of a degree when a piece ends

Piece = tuple[bytes, float]


class Offsets:
    """Finds ground near lines and keeps the pieces that it was made of.

    A piece ends where its own points say so (content-defined chunks: Muthitacharoen et al. 2001),
    so that a line redrawn in one place keeps all other pieces. Each is offset on an azimuthal
    equidistant plane about its own middle; what is found lies within 0.3 % of the distance.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[Piece, BaseGeometry] = OrderedDict()
        self._whole: OrderedDict[Piece, BaseGeometry] = OrderedDict()

    def within(self, lines: BaseGeometry, metres: float) -> BaseGeometry:
        """Return the ground within some metres of lines (degrees); raises PlaceError."""
        key = (shapely.to_wkb(lines), metres)
        if key not in self._whole:
            self._whole[key] = self._joined(lines, metres)
        while len(self._whole) > _KEPT_WHOLE:
            self._whole.popitem(last=False)
        return self._whole[key]

    def _joined(self, lines: BaseGeometry, metres: float) -> BaseGeometry:
        """Return the union of the ground near each piece of some lines."""
        pieces = [each for line in shapely.get_parts(lines) for each in _pieces(line)]
        keys = [(each.tobytes(), metres) for each in pieces]
        new = {key: each for key, each in zip(keys, pieces, strict=True) if key not in self._kept}
        self._kept.update(zip(new, _offset(list(new.values()), metres), strict=True))
        ground = areal(shapely.union_all([self._kept[key] for key in keys]))
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return areal(shapely.simplify(ground, _THINNED * metres / 1000 / KM_A_DEGREE))


def _pieces(line: BaseGeometry) -> list[Floats]:
    """Return the points of a line's pieces, each beginning where the one before it ends."""
    held = shapely.get_coordinates(shapely.segmentize(line, _LONGEST))
    mixed = np.floor(held * _SCALE).astype(np.int64) @ np.array([31, 17])
    ends = np.flatnonzero(mixed % _PIECE == 0).tolist()
    cuts = [0]
    for end in [*ends, len(held) - 1]:
        cuts.extend(range(cuts[-1] + _LONGEST_PIECE, end, _LONGEST_PIECE))
        if end > cuts[-1]:
            cuts.append(end)
    return [held[a : b + 1] for a, b in pairwise(cuts)]


def _offset(pieces: list[Floats], metres: float) -> NDArray[np.object_]:
    """Return the ground within some metres of each piece, in degrees."""
    if not pieces:
        return np.array([], dtype=object)
    number = np.repeat(np.arange(len(pieces)), [len(each) for each in pieces])
    middle = np.array([(each.min(axis=0) + each.max(axis=0)) / 2 for each in pieces])
    held = np.concatenate(pieces)
    turn, _, far = _WGS84.inv(middle[number, 0], middle[number, 1], held[:, 0], held[:, 1])
    turn = np.radians(turn)
    plane = np.stack([far * np.sin(turn), far * np.cos(turn)], axis=1)
    drawn = np.atleast_1d(np.asarray(shapely.linestrings(plane, indices=number)))
    ground = shapely.buffer(drawn, metres, quad_segs=_QUARTER)
    flat, of = shapely.get_coordinates(ground, return_index=True)
    ways = np.degrees(np.arctan2(flat[:, 0], flat[:, 1]))
    lon, lat, _ = _WGS84.fwd(middle[of, 0], middle[of, 1], ways, np.hypot(flat[:, 0], flat[:, 1]))
    if np.abs(lon - middle[of, 0]).max() > 180:  # noqa: PLR2004 - degrees
        raise PlaceError(
            "Ground near the line lies across a pole or the 180th meridian.",
            mend="Give two lines, one on each side.",
        )
    moved = shapely.set_coordinates(ground, np.stack([lon, lat], axis=1))
    return np.asarray(shapely.make_valid(moved))
