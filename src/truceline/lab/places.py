"""Scores the gazetteer against hand-labelled headlines: what is found, how far off, how sure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from truceline.geography import Gazetteer
from truceline.ground.geometry import distance_m
from truceline.model.values import Place

_FINE = {"settlement", "point"}  # gold levels with a place of their own on the map
CLOSE_M, NEAR_M = 5_000.0, 25_000.0
CONFIDENT = 0.5
_FINE_M = 20_000.0  # 90 % radius up to which a district counts as part of a city, not as an area


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceScore:
    """Counts over headlines about incidents and their settlements with coordinates.

    settlements: gold event settlements; found: of these, a fine confident candidate within 25 km;
    close: within 5 km; named: confident fine candidates; wrong: of these, those over 25 km from
    every gold place of their headline; areas, areas_found: gold areas and those named within
    their radius, taken as 60 km.
    """

    settlements: int
    found: int
    close: int
    named: int
    wrong: int
    areas: int
    areas_found: int


def score_places(rows: Iterable[dict[str, Any]], gazetteer: Gazetteer) -> PlaceScore:
    """Return the score of a gazetteer on gold rows (see the codebook beside the gold files)."""
    counts = dict.fromkeys(PlaceScore.__dataclass_fields__, 0)
    for row in rows:
        gold = row.get("places")
        if not row.get("incident_row") or not gold:
            continue
        best = _confident(gazetteer, row["headline"])
        fine = [each for each in best if _is_fine(each)]
        coarse = [each for each in best if each not in fine]
        for place in gold:
            if place["lat"] is None:
                continue
            if place["level"] in _FINE:
                away = min((_away(place, each) for each in fine), default=float("inf"))
                counts["settlements"] += 1
                counts["found"] += away <= NEAR_M
                counts["close"] += away <= CLOSE_M
            else:
                counts["areas"] += 1
                counts["areas_found"] += any(_covers(each, place) for each in coarse)
        counts["named"] += len(fine)
        counts["wrong"] += sum(_wrong(each, gold) for each in fine)
    return PlaceScore(**counts)


def _is_fine(place: Place) -> bool:
    part_of_city = place.level == "district" and (place.radius_m or 0.0) <= _FINE_M
    return place.level in ("settlement", "point") or part_of_city


def _confident(gazetteer: Gazetteer, text: str) -> list[Place]:
    found = gazetteer.locate(text)
    return [each.candidates[0] for each in found if each.candidates[0].p >= CONFIDENT]


def _away(gold: dict[str, Any], place: Place) -> float:
    if place.lat is None or place.lon is None:
        return float("inf")
    return distance_m(gold["lat"], gold["lon"], place.lat, place.lon)


def _covers(area: Place, gold: dict[str, Any]) -> bool:
    return _away(gold, area) <= max(NEAR_M, area.radius_m or 0.0)


def _wrong(place: Place, gold: list[dict[str, Any]]) -> bool:
    known = [each for each in gold if each["lat"] is not None]
    return bool(known) and all(_away(each, place) > NEAR_M for each in known)
