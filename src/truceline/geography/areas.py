"""Areas that are named by an adjective or a name and a head word: regions, districts, sectors."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from truceline.geography.cues import WordSet
from truceline.geography.forms import Forms, key
from truceline.geography.known import Known, KnownPlace, area
from truceline.model.values import Level
from truceline.vocabulary.files import DATA, load_yaml

_LIKELY = 0.2  # of the greatest weight: what an area's settlement must have to be an alternative


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A word such as “direction” or “district” that makes an area out of a name."""

    level: Level
    radius_m: float
    forms: WordSet


class Areas:
    """Resolves the word before a head word to areas."""

    def __init__(self, folder: Path, forms: Forms, known: Known) -> None:
        content = load_yaml(folder / "places.yaml")
        self.heads = [
            Head(
                level=each["level"], radius_m=float(each["radius_m"]), forms=WordSet(each["forms"])
            )
            for each in content["heads"]
        ]
        self._forms = forms
        self._known = known
        self._regions = _regions(folder, forms)
        self._by_id = {place.region: place for place in self._regions.values()}
        self._sectors = _sectors(content["sectors"], forms)

    @classmethod
    def load(cls, forms: Forms, known: Known, folder: Path = DATA / "vocabulary") -> Areas:
        """Return the areas of a vocabulary folder."""
        return cls(folder, forms, known)

    def head(self, word: str) -> Head | None:
        """Return the head word that a folded word is a form of, None if it is none."""
        return next((each for each in self.heads if word in each.forms), None)

    def named(self, word: str, head: Head) -> list[KnownPlace]:
        """Return the areas that a folded adjective or name denotes before a head word."""
        stems = [*self._forms.adjective_stems(word), word]
        for table, level in ((self._regions, "region"), (self._sectors, "sector")):
            if head.level == level:
                found = [table[stem] for stem in stems if stem in table]
                if found:
                    return found[:1]
        if head.level == "region":
            return []
        return self._around(word, stems, head)

    def of(self, settlement: KnownPlace, head: Head) -> KnownPlace | None:
        """Return the region or district that a settlement stands for in “X and district”."""
        if head.level == "region":
            return self._by_id.get(settlement.region)
        return replace(
            settlement,
            name=f"{settlement.name} {head.level}",
            level=head.level,
            radius_m=head.radius_m,
        )

    def _around(self, word: str, stems: list[str], head: Head) -> list[KnownPlace]:
        """Return areas around the settlements that an adjective or a plain name is made from."""
        names = {word: 1.0}
        for stem in stems:
            names.update(dict.fromkeys(self._forms.names_behind(stem), 1.0))
        weights: dict[int, float] = {}
        for name in names:
            for number, share in self._known.names.get(name, {}).items():
                place = self._known.places[number]
                if place.level == "settlement":
                    weights[number] = max(weights.get(number, 0.0), share * place.weight)
        if not weights:
            return []
        floor = _LIKELY * max(weights.values())
        return [
            replace(
                self._known.places[number],
                name=f"{self._known.places[number].name} {head.level}",
                level=head.level,
                radius_m=head.radius_m,
                weight=weight,
            )
            for number, weight in weights.items()
            if weight >= floor
        ]


def _stem(adjective: str, forms: Forms) -> str:
    """Return the stem of an adjective given in the nominative."""
    stems = forms.adjective_stems(key(adjective))
    return stems[0] if stems else key(adjective)


def _regions(folder: Path, forms: Forms) -> dict[str, KnownPlace]:
    table: dict[str, KnownPlace] = {}
    for each in load_yaml(folder / "places_regions.yaml")["regions"]:
        place = area(each, "region", str(each["id"]))
        for name in each.get("plain", ()):
            table[key(name)] = place
        for adjective in each.get("adjectives", ()):
            table[_stem(adjective, forms)] = place
    return table


def _sectors(entries: list[dict[str, Any]], forms: Forms) -> dict[str, KnownPlace]:
    table: dict[str, KnownPlace] = {}
    for each in entries:
        place = area(each, "sector", "")
        table[key(place.name.removesuffix(" sector"))] = place
        for adjective in each["adjectives"]:
            table[_stem(adjective, forms)] = place
    return table
