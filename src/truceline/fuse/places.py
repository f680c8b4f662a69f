"""Where an incident happened, from all its reports: the best place and its alternatives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from truceline.fuse.reports import Report, event_places
from truceline.ground.geometry import distances_m
from truceline.model.incident import Alternative, IncidentPlace
from truceline.model.values import Place

NOWHERE = IncidentPlace(lat=None, lon=None, radius_m=None)
_MOST = 60  # distinct candidates that are weighed; a longer list is cut from its light end


@dataclass(slots=True)
class _Candidate:
    """A place that reports name, with the number of origins behind it (homonyms share one)."""

    place: Place
    weight: float


def _candidates(reports: Sequence[Report]) -> list[_Candidate]:
    """Return the distinct candidates; an origin that names a place ten times named it once."""
    best: dict[tuple[str, float | None, float | None], dict[str, float]] = {}
    known: dict[tuple[str, float | None, float | None], Place] = {}
    for report in reports:
        places = event_places(report.statement)
        mentions = len({each.mention for each in places})
        for place in places:
            key = (place.name, place.lat, place.lon)
            known.setdefault(key, place)
            by_origin = best.setdefault(key, {})
            share = place.p / mentions
            by_origin[report.origin] = max(by_origin.get(report.origin, 0.0), share)
    found = [_Candidate(known[key], sum(shares.values())) for key, shares in best.items()]
    return sorted(found, key=lambda each: -each.weight)[:_MOST]


def _fits(candidates: Sequence[_Candidate]) -> np.ndarray:
    """Return which candidates may be one place: their 90 % circles touch; shape (n, n)."""
    lat = np.array([each.place.lat for each in candidates], dtype=np.float64)
    lon = np.array([each.place.lon for each in candidates], dtype=np.float64)
    radius = np.array([each.place.radius_m for each in candidates], dtype=np.float64)
    gap = distances_m(lat[:, None], lon[:, None], lat[None, :], lon[None, :])
    return np.asarray(gap <= radius[:, None] + radius[None, :])


def place_of(reports: Sequence[Report]) -> tuple[IncidentPlace, bool]:
    """Return an incident's place and whether the reports name places that lie apart.

    The place on which most origins can agree is the best one, of several the finest. What does
    not touch it is an alternative with its share of the weight; the shares sum to at most 1.
    """
    candidates = _candidates(reports)
    if not candidates:
        return NOWHERE, False
    chosen, mass = _chosen(candidates)
    whole = max(sum(mass.values()), float(len({report.origin for report in reports})))
    best = candidates[chosen[0]].place
    alternatives = tuple(
        _alternative(candidates[i].place, round(mass[i] / whole, 4)) for i in chosen
    )
    found = IncidentPlace(
        lat=best.lat,
        lon=best.lon,
        radius_m=best.radius_m,
        name=best.name,
        level=best.level,
        alternatives=alternatives if len(alternatives) > 1 else (),
    )
    return found, _lie_apart(reports, [candidates[i].place for i in chosen])


def _chosen(candidates: Sequence[_Candidate]) -> tuple[list[int], dict[int, float]]:
    """Return the candidates that do not touch one another, the best first, and their weights.

    Each candidate's weight goes to the first chosen one that it touches.
    """
    fits = _fits(candidates)
    weights = np.array([each.weight for each in candidates])
    support = np.round(fits @ weights, 9)
    radius = [each.place.radius_m or 0.0 for each in candidates]
    order = sorted(range(len(candidates)), key=lambda i: (-support[i], radius[i], -weights[i]))
    chosen: list[int] = []
    mass: dict[int, float] = {}
    for i in order:
        home = next((j for j in chosen if fits[i, j]), i)
        if home == i:
            chosen.append(i)
        mass[home] = mass.get(home, 0.0) + float(weights[i])
    return chosen, mass


def _alternative(place: Place, p: float) -> Alternative:
    lat, lon = float(place.lat or 0.0), float(place.lon or 0.0)
    return Alternative(
        lat=lat, lon=lon, radius_m=float(place.radius_m or 0.0), p=p, name=place.name
    )


def _lie_apart(reports: Sequence[Report], chosen: Sequence[Place]) -> bool:
    """Tell whether two chosen places come from different words, so that they are no homonyms."""
    words = {each.name for each in chosen}
    mentions = {
        (report.statement.id, each.mention)
        for report in reports
        for each in event_places(report.statement)
        if each.name in words
    }
    return len(chosen) > 1 and len(mentions) > 1 and len(words) > 1
