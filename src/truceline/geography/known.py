"""The places that are known: GeoNames settlements of the theatre, and areas from the data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from truceline.geography.forms import key
from truceline.model.values import Level
from truceline.vocabulary.files import load_yaml

# An area's weight beside a settlement's number of people: a name that denotes a region and a
# hamlet is hardly ever meant as the hamlet.
AREA_WEIGHT = 1e6


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
    """All known places, and by folded name the places that bear it with the name's share.

    sounds: the same by what a name in other letters sounds like, of places without such a name;
    "~" before the sound of its consonants alone.
    """

    places: list[KnownPlace] = field(default_factory=list)
    names: dict[str, dict[int, float]] = field(default_factory=dict)
    sounds: dict[str, dict[int, float]] = field(default_factory=dict)

    def add(self, place: KnownPlace, names: dict[str, float]) -> None:
        """Add a place under folded names, each with its share of the place's weight."""
        number = len(self.places)
        self.places.append(place)
        for name, share in names.items():
            cell = self.names.setdefault(name, {})
            cell[number] = max(share, cell.get(number, 0.0))


def add_areas(known: Known, folder: Path) -> None:
    """Add the regions, countries and landmarks of a vocabulary folder."""
    content = load_yaml(folder / "places.yaml")
    regions = load_yaml(folder / "places_regions.yaml")["regions"]
    for each in regions:
        _add_area(known, each, level="region", region=str(each["id"]), names=_region_names(each))
    for each in load_yaml(folder / "places_countries.yaml")["countries"]:
        _add_area(known, each, level="country", region=str(each["id"]), names=each["names"])
    for each in content["landmarks"]:
        _add_area(known, each, level=each["level"], region="", names=each["names"])


def _region_names(entry: dict[str, Any]) -> list[str]:
    """Return the names of a region that stand alone (with “область” they are read as heads)."""
    return [str(name) for name in entry.get("names", ())]


def area(entry: dict[str, Any], level: Level, region: str, names: Sequence[str] = ()) -> KnownPlace:
    """Return the area that an entry of the data files describes, shown by its name or the first."""
    lat, lon = entry["centre"]
    return KnownPlace(
        name=str(entry.get("name") or (names[0] if names else entry["name"])),
        lat=float(lat),
        lon=float(lon),
        radius_m=float(entry["radius_m"]),
        level=level,
        weight=AREA_WEIGHT,
        region=region,
    )


def _add_area(
    known: Known, entry: dict[str, Any], *, level: Level, region: str, names: list[str]
) -> None:
    place = area(entry, level, region, names)
    known.add(place, {key(name): 1.0 for name in names})
