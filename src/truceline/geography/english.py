"""Places in English texts about any part of the world: spotted by grammar, weighed together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from truceline.geography.atlas import Atlas
from truceline.geography.resolving import Candidate, resolve
from truceline.geography.spotting import Spot, Spotter
from truceline.geography.tables import Row
from truceline.geography.world import World
from truceline.language.grammar import Name, names
from truceline.language.words import sentences
from truceline.vocabulary.files import DATA, load_yaml

LONGEST = 40_000  # code points of a text that are looked at
_PARSED = 12_000  # code points given to the grammar; it costs most of the time
_PIECE = 2_000  # of them at a time, in whole sentences
_FEW, _LARGE, _EXPECTED = 3, 50_000, 0.75  # namesakes, people, P(place)
_MOST_CANDIDATES, _LEAST_P = 5, 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A spot and what it may mean, likeliest first, p of each being P(place) x P(meant)."""

    spot: Spot
    candidates: tuple[Candidate, ...]


class English:
    """Finds places in English texts with the whole world's settlements."""

    def __init__(self, atlas: Atlas, world: World, radius: dict[str, float]) -> None:
        self._spotter = Spotter(atlas, world)
        self._radius = radius

    @classmethod
    def load(cls, folder: Path = DATA / "vocabulary", extra: Sequence[Row] = ()) -> English:
        """Return the finder; raises VocabularyError if a file of the folder is broken.

        extra: imported places, known beside the world's.
        """
        content: Any = load_yaml(folder / "places.yaml")
        return cls(Atlas.load(folder), World.load(extra=extra), content["settlement_radius"])

    def worth_while(self, text: str, known: Sequence[tuple[int, int]]) -> bool:
        """Tell whether a text may name a place outside of known stretches of it: a cheap look."""
        return any(
            spot.what == "place" and not any(a < spot.end and spot.start < b for a, b in known)
            for spot in self._spotter.found(text[:LONGEST], ())
        )

    def find(self, text: str, names: Sequence[Name] | None = None) -> list[Found]:
        """Return what a text names, peoples included, in order, none overlapping.

        names: what a grammar took for names, code points of this text; None: it is asked here.
        """
        text = text[:LONGEST]
        spots = self._spotter.spots(text, names_of(text) if names is None else names)
        spots = _expected(spots)
        meanings = resolve(spots, self._radius)
        return [
            Found(spot=spot, candidates=_shared(cell, spot.share))
            for spot, cell in zip(spots, meanings, strict=True)
        ]


def _expected(spots: list[Spot]) -> list[Spot]:
    """Return the spots, large towns with hardly a namesake surer where their country is named.

    The grammar takes many towns of other languages for people.
    """
    codes = {
        area.code.partition(".")[0]
        for spot in spots
        for area in spot.areas[:1]
        if area.level in ("country", "region") and area.code
    }
    return [
        replace(spot, share=max(spot.share, _EXPECTED))
        if 0 < len(spot.cities) <= _FEW
        and spot.cities[0].people >= _LARGE
        and spot.cities[0].region.partition(".")[0] in codes
        else spot
        for spot in spots
    ]


def _shared(cell: Sequence[Candidate], share: float) -> tuple[Candidate, ...]:
    kept = [each for each in cell[:_MOST_CANDIDATES] if each.p * share >= _LEAST_P]
    return tuple(replace(each, p=round(each.p * share, 4)) for each in kept)


@lru_cache(maxsize=64)
def names_of(text: str) -> tuple[Name, ...]:
    """Return the names that the grammar finds in a text, looked for some sentences at a time."""
    pieces: list[tuple[int, str]] = []
    start = end = 0
    text = text[:_PARSED]
    for span in sentences(text):
        if span.end - start > _PIECE and end > start:
            pieces.append((start, text[start:end]))
            start = span.start
        end = span.end
    pieces.append((start, text[start:end]))
    found = []
    for (offset, _), named in zip(pieces, names([piece for _, piece in pieces]), strict=True):
        found += [Name(offset + n.start, offset + n.end, n.first, n.last, n.label) for n in named]
    return tuple(found)
