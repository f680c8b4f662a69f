"""Decides what the names of an English text mean, each in the light of the others."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from truceline.geography.atlas import Area
from truceline.geography.latin import plain
from truceline.geography.spotting import Spot
from truceline.geography.world import City
from truceline.ground.geometry import EARTH_M, on_the_globe
from truceline.model.values import Level

Floats = NDArray[np.float64]

# A candidate's score is a sum of log weights, turned into p by a softmax. Chosen by hand: a town
# is meant in proportion to a power of its people; by-names and names that only sound alike less;
# what the text says of country, region, holder and neighbours adds.
_POWER, _FLOOR_PEOPLE = 0.75, 300.0
_BY_NAME, _BY_SOUND, _SHORT_NAME = -1.5, -2.5, -1.0
_COUNTRY, _REGION = 2.0, 2.5
_HELD, _NOT_HELD = 7.0, -5.0
_NEAR, _NEAR_M, _NEAR_CAP = 2.2, 60_000.0, 2.5
_SAME_REGION, _SAME_COUNTRY = 1.6, 1.2
_POINT_ABROAD = -9.0
_AMID_M = 60_000.0  # 90 % radius of a county beside the places that its news names
_UNLISTED = 5.0  # score of "a place of this name that is not known"
_ROUNDS = 3
_COOL = 1.5  # the sum takes what hangs together for independent: p would be too sure
_MOST_NAMES, _MOST_CANDIDATES, _MOST_EACH = 300, 900, 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What a name may mean: degrees, metres, level, country or region code."""

    name: str
    lat: float
    lon: float
    radius_m: float
    level: Level
    code: str
    score: float
    p: float = 0.0
    vague: bool = False


@dataclass(slots=True)
class _Columns:
    """All candidates of a text as columns; owner: number of the name that each belongs to."""

    owner: NDArray[np.int64]
    vectors: Floats
    known: NDArray[np.bool_]
    country: NDArray[np.int64]
    region: NDArray[np.int64]
    base: Floats
    settled: NDArray[np.bool_]


def resolve(spots: Sequence[Spot], radius: dict[str, float]) -> list[list[Candidate]]:
    """Return for each spot what it may mean, likeliest first; p sums to at most 1.

    radius: the rule by which a settlement's radius follows from its people.
    """
    keys = list(dict.fromkeys(plain(spot.name) for spot in spots))[:_MOST_NAMES]
    most = max(5, min(_MOST_EACH, _MOST_CANDIDATES // max(1, len(keys))))
    first = {plain(spot.name): spot for spot in reversed(spots)}
    told = _told(spots)
    holders = _holders(spots)
    table = [_candidates(first[key], told, holders.get(key, ()), radius, most) for key in keys]
    weights = np.array([first[key].share for key in keys])
    ps = _weigh(table, weights)
    table = [
        _placed([replace(each, p=float(p)) for each, p in zip(cell, row, strict=True)])
        for cell, row in zip(table, ps, strict=True)
    ]
    table = _counties(table)
    found = dict(zip(keys, table, strict=True))
    return [found.get(plain(spot.name), []) for spot in spots]


def _placed(cell: list[Candidate]) -> list[Candidate]:
    return sorted(cell, key=lambda each: -each.p)


def _told(spots: Iterable[Spot]) -> dict[str, float]:
    """Return the codes of the countries and regions that a text names, each with how surely."""
    told: dict[str, float] = {}
    for spot in spots:
        for area in spot.areas[:1]:
            if area.code and area.level in ("country", "region") and not area.short:
                sure = spot.share * (0.5 if len(spot.areas) > 1 else 1.0)
                told[area.code] = max(told.get(area.code, 0.0), sure)
                country = area.code.partition(".")[0]
                told[country] = max(told.get(country, 0.0), 0.8 * sure)
    return told


def _holders(spots: Sequence[Spot]) -> dict[str, tuple[Area, ...]]:
    """Return by folded name the areas in which the text says that it lies."""
    return {
        plain(spot.name): spots[spot.holder].areas for spot in reversed(spots) if spot.holder >= 0
    }


def _candidates(
    spot: Spot,
    told: dict[str, float],
    holders: Sequence[Area],
    radius: dict[str, float],
    most: int,
) -> list[Candidate]:
    """Return the candidates of a name with the score that the text's own words give them."""
    found = [_of_area(area, told, holders) for area in spot.areas]
    found += [_of_city(city, spot, told, holders, radius) for city in spot.cities]
    return sorted(found, key=lambda each: -each.score)[:most]


def _of_area(area: Area, told: dict[str, float], holders: Sequence[Area]) -> Candidate:
    score = _POWER * math.log(area.weight)
    if area.short:
        score += _SHORT_NAME
    if area.level == "point":
        score += _COUNTRY * told.get(area.code, 0.0) if area.code in told else _POINT_ABROAD
    if area.level == "district":
        score += _context(area.code, told)
    score += _held_by(area.code, holders)
    return Candidate(
        name=area.name,
        lat=area.lat,
        lon=area.lon,
        radius_m=area.radius_m,
        level=area.level,
        code=area.code,
        score=score,
        vague=area.vague,
    )


def _of_city(
    city: City,
    spot: Spot,
    told: dict[str, float],
    holders: Sequence[Area],
    radius: dict[str, float],
) -> Candidate:
    score = _POWER * math.log(city.people + _FLOOR_PEOPLE)
    if city.loose:
        score += _BY_SOUND
    elif not city.main:
        score += _BY_NAME
    score += _context(city.region, told) + _held_by(city.region, holders)
    built_up = 950 * math.sqrt(city.people / radius["people_per_km2"] / math.pi)
    return Candidate(
        name=city.name,
        lat=city.lat,
        lon=city.lon,
        radius_m=spot.radius_m or max(radius["least_m"], round(built_up, -2)),
        level="district" if spot.kind else "settlement",
        code=city.region,
        score=score,
    )


def _context(code: str, told: dict[str, float]) -> float:
    return _REGION * told.get(code, 0.0) + _COUNTRY * told.get(code.partition(".")[0], 0.0)


def _held_by(code: str, holders: Sequence[Area]) -> float:
    if not holders:
        return 0.0
    codes = [each.code for each in holders if each.code]
    if any(code == each or code.startswith(f"{each}.") for each in codes):
        return _HELD
    return _NOT_HELD if codes else 0.0


def _weigh(table: list[list[Candidate]], weights: Floats) -> list[Floats]:
    """Return P(meant) of each candidate, after some rounds in which the names tell one another."""
    if not any(table):
        return [np.zeros(0) for _ in table]
    columns = _columns(table)
    near = _nearness(columns)
    p = _softmax(columns.base, columns.owner, len(table))
    for _ in range(_ROUNDS):
        sure = p * weights[columns.owner]
        score = columns.base + _support(columns, near, sure, len(table))
        p = _softmax(score, columns.owner, len(table))
    p = _softmax(score / _COOL, columns.owner, len(table), _UNLISTED / _COOL)
    bounds = np.cumsum([len(cell) for cell in table])[:-1]
    return [np.asarray(each) for each in np.split(p, bounds)]


def _columns(table: list[list[Candidate]]) -> _Columns:
    flat = [each for cell in table for each in cell]
    lat, lon = (np.array([each.lat for each in flat]), np.array([each.lon for each in flat]))
    exact = [each.level in ("settlement", "point", "district") for each in flat]
    return _Columns(
        owner=np.repeat(np.arange(len(table)), [len(cell) for cell in table]),
        vectors=on_the_globe(lat, lon),
        known=np.array(exact) & ~np.array([each.vague for each in flat]),
        country=_numbered(each.code.partition(".")[0] for each in flat),
        region=_numbered(each.code for each in flat),
        base=np.array([each.score for each in flat]),
        settled=np.array([each.level != "country" for each in flat]),
    )


def _numbered(codes: Iterable[str]) -> NDArray[np.int64]:
    seen: dict[str, int] = {}
    return np.array([seen.setdefault(each, len(seen)) for each in codes])


def _nearness(columns: _Columns) -> Floats:
    """Return how near candidates of different names lie, 1 at the same spot; shape (n, n)."""
    chord2 = np.maximum(2 - 2 * (columns.vectors @ columns.vectors.T), 0.0)
    near = np.exp(-np.sqrt(chord2) * (EARTH_M / _NEAR_M))
    near *= columns.known[:, None] & columns.known[None, :]
    near *= columns.owner[:, None] != columns.owner[None, :]
    return near


def _support(columns: _Columns, near: Floats, sure: Floats, names: int) -> Floats:
    """Return what the other names of a text add to each candidate's score."""
    close = np.minimum(near @ sure, _NEAR_CAP)
    found = _NEAR * np.log1p(close)
    for codes, worth in ((columns.region, _SAME_REGION), (columns.country, _SAME_COUNTRY)):
        total = np.bincount(codes, weights=sure)[codes]
        own = np.zeros((names, int(codes.max()) + 1))
        np.add.at(own, (columns.owner, codes), sure)
        others = np.maximum(total - own[columns.owner, codes], 0.0)
        found = found + worth * np.log1p(others) * columns.settled
    return np.asarray(found)


def _softmax(
    score: Floats, owner: NDArray[np.int64], names: int, none: float = _UNLISTED
) -> Floats:
    """Return p of each candidate among those of its name and "none of these"."""
    top = np.full(names, none)
    np.maximum.at(top, owner, score)
    weight = np.exp(score - top[owner])
    total = np.bincount(owner, weights=weight, minlength=names) + np.exp(none - top)
    return np.asarray(weight / total[owner])


def _counties(table: list[list[Candidate]]) -> list[list[Candidate]]:
    """Return the candidates, those of unknown position put amid the text's places around them."""
    settled = [cell[0] for cell in table if cell and cell[0].level in ("settlement", "point")]
    return [[_amid(each, settled) if each.vague else each for each in cell] for cell in table]


def _amid(candidate: Candidate, settled: Sequence[Candidate]) -> Candidate:
    """Return a part of a state put amid the state's places that the text names."""
    inside = [each for each in settled if each.code == candidate.code]
    total = sum(each.p for each in inside)
    if not total:
        return candidate
    lat = sum(each.lat * each.p for each in inside) / total
    lon = sum(each.lon * each.p for each in inside) / total
    return replace(candidate, lat=lat, lon=lon, radius_m=_AMID_M)
