"""Weighs what a name may mean: people, the words beside it, and the other places of the text."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from truceline.geography.cues import Cues
from truceline.geography.known import KnownPlace
from truceline.geography.matches import Choice, Match, Reading
from truceline.geography.surroundings import (
    Surroundings,
    has_level,
    holds,
    is_settlement,
    joined,
    look,
)
from truceline.ground.geometry import distances_m
from truceline.model.values import Place

# Settlements with under 500 people are not in the gazetteer. For a name that n listed places
# bear, n + 1 unlisted ones of this weight are reckoned with.
_UNLISTED = 300.0
_LEAST_P, _MOST_CANDIDATES = 0.02, 5
_ANCHOR_P = 0.8
# When a text names an area, a place in it is meant with probability q, and the area holds the
# given share of the theatre's places: in it weights grow by q / share, outside they shrink by
# (1 - q) / (1 - share). The unlisted homonym lies inside by chance, so its weight stays.
_CITY_PART_WEIGHT = 100_000.0


@dataclass(frozen=True, slots=True)
class _Pull:
    q: float
    share: float

    @property
    def inside(self) -> float:
        return self.q / self.share

    @property
    def outside(self) -> float:
        return (1 - self.q) / (1 - self.share)


_HOLDING = _Pull(0.99, 0.04)  # the text says that the place lies in this region
_PULLS = {
    "country": _Pull(0.6, 0.2),
    "region": _Pull(0.9, 0.04),
    "sector": _Pull(0.95, 0.01),
    "district": _Pull(0.9, 0.01),
    "point": _Pull(0.6, 0.02),
    "settlement": _Pull(0.7, 0.02),
}
_REACH_M = 60_000.0  # around a settlement or a point
_AREA_REACH = 1.8  # times an area's 90 % radius


class Weigher:
    """Turns matches into candidate places with probabilities."""

    def __init__(self, cues: Cues) -> None:
        self._cues = cues

    def weigh(self, reading: Reading, matches: list[Match]) -> list[tuple[Match, list[Place]]]:
        """Return the matches that are places, each with its candidates, likeliest first."""
        kept = self._city_parts(reading, matches)
        beside = self._surroundings(reading, kept)
        both = [(m, b) for m, b in zip(kept, beside, strict=True) if b.share > 0]
        holding = self._holding(reading, [match for match, _ in both])
        areas = [
            choice.place
            for match, _ in both
            if not is_settlement(match)
            for choice in match.choices
        ]
        first = [
            _posterior(match, _others(areas, match), holding[i])
            for i, (match, _) in enumerate(both)
        ]
        sure = [
            (i, match.choices[int(np.argmax(p))].place)
            for i, ((match, _), p) in enumerate(zip(both, first, strict=True))
            if is_settlement(match) and p.max() >= _ANCHOR_P
        ]
        result = []
        for i, (match, around) in enumerate(both):
            anchors = _others(areas, match) + [place for j, place in sure if j != i]
            places = _places(match, _posterior(match, anchors, holding[i]), around, self._cues)
            if places:
                result.append((match, places))
        return result

    def _surroundings(self, reading: Reading, matches: list[Match]) -> list[Surroundings]:
        beside: list[Surroundings] = []
        for i, match in enumerate(matches):
            neighbour = None
            if i and beside[-1].share > 0 and joined(reading, matches[i - 1], match, self._cues):
                neighbour = beside[-1]
            seen = look(reading, match, neighbour, self._cues)
            after = matches[i + 1] if i + 1 < len(matches) else None
            if (
                after is not None
                and has_level(after, "region", "district")
                and holds(reading, match, after, self._cues)
                and seen.share > 0
            ):
                seen = Surroundings(share=1.0, near=seen.near, shown=True)
            beside.append(seen)
        return beside

    def _holding(self, reading: Reading, matches: list[Match]) -> list[KnownPlace | None]:
        """Return for each match the region that the text says it lies in, by list from behind."""
        result: list[KnownPlace | None] = [None] * len(matches)
        for i in range(len(matches) - 2, -1, -1):
            here, after = matches[i], matches[i + 1]
            if has_level(here, "region", "country"):
                continue
            if has_level(after, "region") and holds(reading, here, after, self._cues):
                result[i] = after.choices[0].place
            elif joined(reading, here, after, self._cues):
                result[i] = result[i + 1]
        return result

    def _city_parts(self, reading: Reading, matches: list[Match]) -> list[Match]:
        """Join “A district of B” where B is a city: the part of a city, not a rural district."""
        kept: list[Match] = []
        for match in matches:
            if (
                kept
                and has_level(kept[-1], "district")
                and is_settlement(match)
                and max(choice.weight for choice in match.choices) >= _CITY_PART_WEIGHT
                and holds(reading, kept[-1], match, self._cues)
            ):
                kept[-1] = Match(first=kept[-1].first, last=match.last, choices=match.choices)
                continue
            kept.append(match)
        return kept


def _others(areas: list[KnownPlace], match: Match) -> list[KnownPlace]:
    own = {id(choice.place) for choice in match.choices}
    return [area for area in areas if id(area) not in own]


def _posterior(
    match: Match, anchors: list[KnownPlace], holding: KnownPlace | None
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return P(meant) of each choice of a match, given the other places of the text."""
    weights = np.array([choice.weight for choice in match.choices])
    unlisted = _UNLISTED * (1 + len(weights)) if is_settlement(match) else 0.0
    if holding is not None:
        weights = weights * _factors(match.choices, holding, _HOLDING)
    elif anchors:
        pulls = [_factors(match.choices, anchor, _PULLS[anchor.level]) for anchor in anchors]
        weights = weights * np.max(pulls, axis=0)
    return np.asarray(weights / (weights.sum() + unlisted))


def _factors(
    choices: list[Choice], anchor: KnownPlace, pull: _Pull
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    if anchor.level in ("region", "country") and anchor.region:
        inside = np.array(
            [
                choice.place.region == anchor.region
                or choice.place.region.startswith(f"{anchor.region}.")
                for choice in choices
            ]
        )
    else:
        lats = np.array([choice.place.lat for choice in choices])
        lons = np.array([choice.place.lon for choice in choices])
        away = distances_m(lats, lons, np.array(anchor.lat), np.array(anchor.lon))
        inside = away <= max(_REACH_M, _AREA_REACH * anchor.radius_m)
    return np.where(inside, pull.inside, pull.outside)


def _places(
    match: Match,
    posterior: np.ndarray[tuple[int], np.dtype[np.float64]],
    around: Surroundings,
    cues: Cues,
) -> list[Place]:
    found = []
    for choice, probability in zip(match.choices, posterior, strict=True):
        p = round(float(probability) * around.share, 4)
        if p < _LEAST_P:
            continue
        place = choice.place
        radius = math.hypot(place.radius_m, cues.near_radius_m) if around.near else place.radius_m
        found.append(
            Place(
                name=place.name,
                lat=place.lat,
                lon=place.lon,
                radius_m=round(radius, 0),
                level=place.level,
                p=p,
            )
        )
    return sorted(found, key=lambda each: -each.p)[:_MOST_CANDIDATES]
