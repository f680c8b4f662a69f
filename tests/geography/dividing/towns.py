"""Invented ground for the tests of this room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from truceline.geography.dividing.ground import Ground
from truceline.geography.dividing.shares import share_in
from truceline.ground.geometry import Floats
from truceline.model.zones import Line, LineVersion, Missing, Points

METRES = 111_195.0  # a degree at the equator, where plane and sphere all but agree
DAY = date(2031, 5, 4)
SQUARE: Points = ((10.0, 1.0), (11.0, 1.0), (11.0, 2.0), (10.0, 2.0))


def share(polygon: BaseGeometry, lon: float, lat: float, sigma_m: float) -> float:
    """Return P(inside) of one point."""
    found = share_in(Ground(polygon), np.array([[lon, lat]]), np.array([sigma_m]))
    return float(found[0])


def sampled(polygon: BaseGeometry, lon: float, lat: float, sigma_m: float, many: int) -> float:
    """Return the share of sampled points that fall inside."""
    dice = np.random.default_rng(7)
    up = np.radians(lat)
    bend = 1 - 6.69437999e-3 * np.sin(up) ** 2
    a_degree = np.radians(6_378_137.0)
    east = dice.normal(size=many) * sigma_m / (a_degree * np.cos(up) / np.sqrt(bend))
    north = dice.normal(size=many) * sigma_m / (a_degree * (1 - 6.69437999e-3) / bend**1.5)
    shapely.prepare(polygon)
    return float(shapely.contains_xy(polygon, lon + east, lat + north).mean())


def columns(*rows: Sequence[float]) -> tuple[Floats, ...]:
    """Return rows of numbers as columns."""
    return tuple(np.asarray(rows, dtype=np.float64).T)


def square_line(*days: date, missing: Missing = "previous", contested_m: float = 0.0) -> Line:
    """Return a closed line around SQUARE, a tenth of a degree further east on each later day."""
    return Line(
        id="border",
        title="Border",
        closed=True,
        missing=missing,
        contested_m=contested_m,
        versions=tuple(
            LineVersion(day=day, points=tuple((lon + place / 10, lat) for lon, lat in SQUARE))
            for place, day in enumerate(days)
        ),
    )
