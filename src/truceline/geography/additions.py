"""Adds imported places to the known ones: new rows as homonyms, known ones enriched with names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from truceline.geography.forms import Forms, key
from truceline.geography.known import Known, KnownPlace
from truceline.geography.latin import plain
from truceline.geography.settlements import FLOOR_PEOPLE, settlement_radius
from truceline.geography.tables import Row
from truceline.ground.geometry import distance_m

_CYRILLIC = re.compile(r"[а-яіїєґё'-]+(?: [а-яіїєґё'-]+)*$")
_SAME_M = 5_000.0  # a row this near a known place of its name is that place
_CELL = 4  # cells a degree of the grid in which a region is looked up
_BY_SOUND = 0.9  # share of a place's weight for a name that only sounds like its own
_BY_CONSONANTS = 0.15
_LEAST_SOUND, _LEAST_CONSONANTS = 4, 5
# Letters that the two languages, and those who romanise them, write in several ways.
_SOUND = (
    ("shch", "sch"),
    ("kh", "x"),
    ("zh", "z"),
    ("ts", "c"),
    ("ye", "e"),
    ("yo", "o"),
    ("ia", "a"),
    ("ya", "a"),
    ("ja", "a"),
    ("iu", "u"),
    ("yu", "u"),
    ("ju", "u"),
    ("ie", "e"),
    ("je", "e"),
    ("ii", "i"),
    ("yi", "i"),
    ("iy", "i"),
    ("yy", "i"),
    ("ij", "i"),
    ("oi", "o"),
)
_LETTERS = str.maketrans({"y": "i", "j": "i", "g": "h", "w": "v", "e": "i"})
_VOWELS = re.compile(r"[aeiou]+")


@lru_cache(maxsize=100_000)
def sound(latin: str) -> str:
    """Return a romanised name so that its usual spellings in two languages are equal."""
    word = plain(latin)
    for written, same in _SOUND:
        word = word.replace(written, same)
    word = word.translate(_LETTERS)
    return re.sub(r"(\S)\1+", r"\1", word)


def consonants(latin: str) -> str:
    """Return a romanised name's sound with its vowels made one: they differ most by language."""
    return _VOWELS.sub("a", sound(latin)).replace("a ", " ").rstrip("a")


class Additions:
    """Imported rows on their way into the known places."""

    def __init__(self, known: Known, forms: Forms, settings: dict[str, Any]) -> None:
        self._known = known
        self._forms = forms
        self._theatre = settings["theatre"]
        self._radius = settings["settlement_radius"]
        self._regions: dict[tuple[int, int], str] = {}
        for place in known.places:
            if place.level == "settlement":
                self._regions.setdefault(self._cell(place.lat, place.lon), place.region)

    def add(self, rows: Sequence[Row]) -> None:
        """Add rows in order; what they sound like is kept where they have no Cyrillic name."""
        for row in rows:
            names = self._names(row)
            number = self._same(row, names)
            if number is None:
                number = len(self._known.places)
                self._known.add(self._place(row), {})
            for name in names:
                cell = self._known.names.setdefault(name, {})
                cell[number] = max(1.0, cell.get(number, 0.0))
            if not any(_CYRILLIC.match(name) for name in names):
                self._sounds(row.name, number)

    def _sounds(self, name: str, number: int) -> None:
        heard = sound(name)
        if len(heard) >= _LEAST_SOUND:
            self._known.sounds.setdefault(heard, {})[number] = _BY_SOUND
        bare = consonants(name)
        if len(bare) >= _LEAST_CONSONANTS:
            self._known.sounds.setdefault(f"~{bare}", {})[number] = _BY_CONSONANTS

    def _names(self, row: Row) -> list[str]:
        names = [key(row.name), *(key(each) for each in row.names if each[:1].isupper())]
        return [name for name in dict.fromkeys(names) if _usable(name)]

    def _same(self, row: Row, names: list[str]) -> int | None:
        """Return the number of the known settlement that a row is, None if it is a new one."""
        for name in names:
            for number in self._known.names.get(name, ()):
                place = self._known.places[number]
                if (
                    place.level == "settlement"
                    and distance_m(row.lat, row.lon, place.lat, place.lon) <= _SAME_M
                ):
                    return number
        return None

    def _place(self, row: Row) -> KnownPlace:
        region = row.region or self._region(row)
        return KnownPlace(
            name=row.name,
            lat=row.lat,
            lon=row.lon,
            radius_m=settlement_radius(row.people, self._radius),
            level="settlement",
            weight=(row.people + FLOOR_PEOPLE) * self._prior(row, region),
            region=region,
        )

    def _prior(self, row: Row, region: str) -> float:
        prior: dict[str, float] = self._theatre["prior"]
        if region.partition(".")[0] not in self._theatre["countries"]:
            return prior["elsewhere"]
        lat, lon = self._theatre["centre"]
        away = distance_m(lat, lon, row.lat, row.lon)
        return prior["near" if away <= self._theatre["radius_m"] else "region"]

    def _region(self, row: Row) -> str:
        """Return the region of the nearest cells that hold a known settlement, "" if none does."""
        y, x = self._cell(row.lat, row.lon)
        for dy, dx in _AROUND:
            found = self._regions.get((y + dy, x + dx))
            if found:
                return found
        return ""

    @staticmethod
    def _cell(lat: float, lon: float) -> tuple[int, int]:
        return int(np.floor(lat * _CELL)), int(np.floor(lon * _CELL))


_AROUND = sorted(
    ((dy, dx) for dy in (-2, -1, 0, 1, 2) for dx in (-2, -1, 0, 1, 2)),
    key=lambda each: (each[0] ** 2 + each[1] ** 2, each),
)


def _usable(name: str) -> bool:
    return len(name) > 2 and (  # noqa: PLR2004 - shorter ones are codes
        bool(_CYRILLIC.match(name)) or (name.isascii() and name[0].isalpha())
    )
