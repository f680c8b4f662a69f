"""The places of one text, read as a whole where it is English: the theatre's and the world's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from truceline.geography.english import Found
from truceline.model.values import Place

_THEATRE = 0.4  # share of a text's places in the theatre's countries from which it is about them
_SAME_RADIUS_M = 40_000.0
_CERTAIN = 0.95
_AREAS = ("sector", "district", "region")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """Words of a text that name a place, and what they may mean, likeliest first.

    start, end: code points. candidates: p sums to at most 1; the rest is "none of these".
    """

    start: int
    end: int
    candidates: tuple[Place, ...]


Finder = Callable[[str], list[PlaceMention]]


def mention_of(found: Found) -> PlaceMention:
    """Return a finding of the whole world as a mention; number 0, which the text's list sets."""
    return PlaceMention(
        start=found.spot.start,
        end=found.spot.end,
        candidates=tuple(
            Place(
                name=each.name,
                lat=each.lat,
                lon=each.lon,
                radius_m=each.radius_m,
                level=each.level,
                p=each.p,
            )
            for each in found.candidates
        ),
    )


def surely(near: Sequence[PlaceMention]) -> list[tuple[int, int]]:
    """Return the stretches of a text that the theatre's names leave little doubt about."""
    return [
        (each.start, each.end)
        for each in near
        if each.candidates and each.candidates[0].p >= _CERTAIN
    ]


def about_theatre(found: Sequence[Found], countries: frozenset[str]) -> bool:
    """Tell whether a text's places lie mostly in the theatre, as far as the world's tell."""
    inside = total = 0.0
    for each in found:
        for candidate in each.candidates[:1]:
            if candidate.code:
                total += candidate.p
                inside += candidate.p * (candidate.code.partition(".")[0] in countries)
    return total == 0 or inside >= _THEATRE * total


def merged(
    near: Sequence[PlaceMention], world: Sequence[PlaceMention], *, theatre: bool
) -> list[PlaceMention]:
    """Return the mentions of both, of overlapping ones the better told, in order.

    near: what the theatre's own names and forms gave; they win in texts about it, and where they
    name an area that a head word makes; elsewhere the whole world's win, and what only the
    theatre's names found is kept if it is surely a place of no other kind.
    """
    first, second = (near, world) if theatre else (world, near)
    kept = [each for each in first if _usable(each, first is near, theatre)]
    if not theatre:
        areas = [each for each in near if each.candidates and each.candidates[0].level in _AREAS]
        longer = [a for a in areas if any(_covers(a, each) for each in kept)]
        kept = [each for each in kept if not any(_covers(a, each) for a in longer)] + longer
    taken = bytearray(max((each.end for each in (*first, *second)), default=0))
    for each in kept:
        taken[each.start : each.end] = b"x" * (each.end - each.start)
    for each in second:
        if _usable(each, second is near, theatre) and not any(taken[each.start : each.end]):
            taken[each.start : each.end] = b"x" * (each.end - each.start)
            kept.append(each)
    return sorted(kept, key=lambda each: each.start)


def _usable(mention: PlaceMention, near: bool, theatre: bool) -> bool:
    if not mention.candidates:
        return False
    return theatre or not near or mention.candidates[0].level in (*_AREAS, "point")


def _covers(outer: PlaceMention, inner: PlaceMention) -> bool:
    return outer.start <= inner.start and inner.end < outer.end
