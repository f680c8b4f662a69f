"""Weighs what a name may mean: people, the words beside it, and the other places of the text."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truceline.geography.cues import Cues
from truceline.geography.known import KnownPlace
from truceline.geography.matches import Match
from truceline.geography.splits import Split
from truceline.geography.surroundings import (
    Surroundings,
    ends_with_unknown,
    has_level,
    holds,
    is_settlement,
    listed,
    look,
)
from truceline.ground.geometry import R90_IN_SIGMAS, distances_m
from truceline.model.values import Level, Place

# Settlements with under 500 people are not in the gazetteer. For a name that n listed places
# bear, n + 1 unlisted ones of this weight are reckoned with, spread evenly over the theatre.
_UNLISTED = 600.0
_UNLISTED_IMPORTED = 80.0  # the same where the user brought a table of small places
_LEAST_P, _MOST_CANDIDATES = 0.02, 5
_ANCHOR_P = 0.8
_MOST_ANCHORS = 12  # the nearest ones in the text; more would tell nothing and cost time

# A text that names an area or a place means a second place near it with probability q, else one
# anywhere: the density of that mixture, relative to an even spread, multiplies the weight.
_Q: dict[Level, float] = {
    "country": 0.6,
    "region": 0.8,
    "sector": 0.98,
    "district": 0.9,
    "point": 0.5,
    "settlement": 0.6,
}
_Q_LATER = 0.4  # a region that is named only after the place, and not as holding it
_Q_HOLDING = 0.99
_SHARE: dict[Level, float] = {"country": 0.2, "region": 0.04}  # of the theatre's places
_THEATRE_M2 = 1.0e12
_NEIGHBOURHOOD_M = 50_000.0  # 90 % radius within which settlements named together lie

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A place that a text names for certain: match number `at`."""

    at: int
    place: KnownPlace


class _Anchors:
    """Anchors in the order of the text, from which the nearest are found without a search."""

    def __init__(self, found: Iterable[_Anchor]) -> None:
        self._all = list(found)
        self._places = [each.at for each in self._all]

    def around(self, at: int) -> list[_Anchor]:
        """Return all that can be among the nearest to match `at`, itself left out, in order.

        Those of one match are equally near and stay together.
        """
        before, after = bisect_left(self._places, at), bisect_right(self._places, at)
        first = max(0, before - _MOST_ANCHORS)
        if first < before:
            first = bisect_left(self._places, self._places[first])
        return self._all[first:before] + self._all[after : after + _MOST_ANCHORS]


@dataclass(frozen=True, slots=True)
class _Spots:
    """A match's choices as columns: weights, degrees, regions."""

    weights: Floats
    lats: Floats
    lons: Floats
    regions: tuple[str, ...]
    settlement: bool


def _spots(match: Match) -> _Spots:
    return _Spots(
        weights=np.array([choice.weight for choice in match.choices]),
        lats=np.array([choice.place.lat for choice in match.choices]),
        lons=np.array([choice.place.lon for choice in match.choices]),
        regions=tuple(choice.place.region for choice in match.choices),
        settlement=is_settlement(match),
    )


class Weigher:
    """Turns matches into candidate places with probabilities."""

    def __init__(self, cues: Cues, *, imported: bool = False) -> None:
        self._cues = cues
        self._unlisted = _UNLISTED_IMPORTED if imported else _UNLISTED

    def weigh(self, split: Split, matches: list[Match]) -> list[tuple[Match, list[Place]]]:
        """Return the matches that are places, each with its candidates, likeliest first."""
        beside = self._surroundings(split, matches)
        both = [(m, b) for m, b in zip(matches, beside, strict=True) if b.share > 0]
        holding = self._holding(split, [match for match, _ in both])
        spots = [_spots(match) for match, _ in both]
        areas = _Anchors(
            _Anchor(i, choice.place)
            for i, (match, _) in enumerate(both)
            if not is_settlement(match)
            for choice in match.choices
        )
        first = [
            _posterior(each, i, [areas], holding[i], self._unlisted) for i, each in enumerate(spots)
        ]
        sure = _Anchors(
            _Anchor(i, match.choices[int(np.argmax(p))].place)
            for i, ((match, _), p) in enumerate(zip(both, first, strict=True))
            if is_settlement(match) and p.max() >= _ANCHOR_P
        )
        result = []
        for i, (match, around) in enumerate(both):
            p = _posterior(spots[i], i, [areas, sure], holding[i], self._unlisted)
            places = _places(match, p, around, self._cues)
            if places:
                result.append((match, places))
        return result

    def _surroundings(self, split: Split, matches: list[Match]) -> list[Surroundings]:
        beside: list[Surroundings] = []
        for i, match in enumerate(matches):
            neighbour = None
            if i and beside[-1].share > 0 and listed(split, matches[i - 1], match, self._cues):
                neighbour = beside[-1]
            seen = look(split, match, neighbour, self._cues)
            after = matches[i + 1] if i + 1 < len(matches) else None
            if (
                after is not None
                and has_level(after, "region", "district")
                and holds(split, match, after, self._cues)
                and seen.share > 0
            ):
                seen = Surroundings(share=1.0, near=seen.near, shown=True)
            beside.append(seen)
        return beside

    def _holding(self, split: Split, matches: list[Match]) -> list[KnownPlace | None]:
        """Return for each match the area that the text says it lies in.

        A region holds the list that it follows; else a sector named before holds the rest.
        """
        result: list[KnownPlace | None] = [None] * len(matches)
        for i in range(len(matches) - 2, -1, -1):
            here, after = matches[i], matches[i + 1]
            if not has_level(here, "settlement", "district"):
                continue
            if has_level(after, "region") and (
                holds(split, here, after, self._cues)
                or ends_with_unknown(split, here, after, self._cues)
            ):
                result[i] = after.choices[0].place
            elif is_settlement(after) and listed(split, here, after, self._cues):
                result[i] = result[i + 1]
        sector: KnownPlace | None = None
        for i, match in enumerate(matches):
            if has_level(match, "sector"):
                sector = match.choices[0].place
            elif result[i] is None and is_settlement(match):
                result[i] = sector
        return result


def _posterior(
    spots: _Spots,
    at: int,
    named: list[_Anchors],
    holding: KnownPlace | None,
    weight_unlisted: float,
) -> Floats:
    """Return P(meant) of each choice of a match, given the other places of the text."""
    weights = spots.weights
    unlisted = weight_unlisted * (1 + len(weights)) if spots.settlement else 0.0
    others = sorted(
        (each for anchors in named for each in anchors.around(at)),
        key=lambda each: abs(each.at - at),
    )[:_MOST_ANCHORS]
    if holding is not None:
        weights = weights * _densities(spots, [(holding, _Q_HOLDING)])[0]
        others = [each for each in others if each.place.level in ("settlement", "point")]
        if holding.level == "sector":
            others = []
    if others:
        pulls = _densities(spots, [(each.place, _pull(each, at)) for each in others])
        weights = weights * np.mean(pulls, axis=0)
    return np.asarray(weights / (weights.sum() + unlisted))


def _pull(anchor: _Anchor, at: int) -> float:
    """Return q of an anchor; a region named only later frames less what came before."""
    later = anchor.at > at and anchor.place.level == "region"
    return _Q_LATER if later else _Q[anchor.place.level]


def _densities(spots: _Spots, anchors: list[tuple[KnownPlace, float]]) -> Floats:
    """Return the density of places near each anchor (rows), relative to an even spread.

    anchors: each with q; all are measured at once, as calls cost more than numbers.
    """
    column = [(place.lat, place.lon, _sigma(place), q) for place, q in anchors]
    lats, lons, sigma, share = np.array(column).T[:, :, np.newaxis]
    away = distances_m(spots.lats, spots.lons, lats, lons)
    normal = np.exp(-0.5 * (away / sigma) ** 2) / (2 * math.pi * sigma**2)
    found = share * normal * _THEATRE_M2 + 1 - share
    for row, (place, q) in enumerate(anchors):
        if place.level in _SHARE and place.region:
            found[row] = _inside(spots, place, q)
    return np.asarray(found)


def _sigma(anchor: KnownPlace) -> float:
    exact = anchor.level in ("settlement", "point")
    return (_NEIGHBOURHOOD_M if exact else anchor.radius_m) / R90_IN_SIGMAS


def _inside(spots: _Spots, area: KnownPlace, q: float) -> Floats:
    share = _SHARE[area.level]
    held = [each == area.region or each.startswith(f"{area.region}.") for each in spots.regions]
    return np.where(held, q / share, (1 - q) / (1 - share))


def _places(
    match: Match,
    posterior: Floats,
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
