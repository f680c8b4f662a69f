"""Places told by distance and direction from another: "20 km north of", "в 15 км к югу от"."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from truceline.geography.surveys import PlaceMention
from truceline.ground.geometry import KM_A_DEGREE
from truceline.language.words import fold
from truceline.model.values import Place
from truceline.vocabulary.files import shipped_entries

_REACH = 80  # code points before a place's name that are looked at
_FARTHEST_KM = 999.0
_ROUGH = 0.35  # of the distance: a way of eight holds 22.5 degrees to each side, and km are round


def moved(text: str, found: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Return mentions, those that only anchor a distance moved to where it leads.

    With a direction the place lies that far off, and its radius (90 %) grows by 35 % of the
    distance; with none it lies anywhere within the distance of the place named.
    """
    return [_moved(text, each) for each in found]


def _moved(text: str, mention: PlaceMention) -> PlaceMention:
    before = fold(text[max(0, mention.start - _REACH) : mention.start])
    match = _pattern().search(before)
    if match is None:
        return mention
    far = float(match["far"].replace(",", ".")) * _value("units", match["unit"])
    way = _value("ways", match["way"]) if match["way"] else None
    if not 0 < far <= _FARTHEST_KM:
        return mention
    candidates = tuple(_off(each, far, way) for each in mention.candidates)
    return replace(mention, candidates=candidates)


def _off(place: Place, far: float, way: float | None) -> Place:
    """Return a place so many kilometres from another, in a way of so many degrees from north."""
    if place.lat is None or place.lon is None or place.level not in ("settlement", "point"):
        return place
    radius = place.radius_m or 0.0
    if way is None:
        name = f"{far:g} km from {place.name}"
        return replace(place, name=name, level="point", radius_m=round(radius + far * 1000, 1))
    north = far / KM_A_DEGREE * math.cos(math.radians(way))
    east = far / KM_A_DEGREE * math.sin(math.radians(way))
    lat = max(-90.0, min(90.0, place.lat + north))
    lon = place.lon + east / max(0.01, math.cos(math.radians(place.lat)))
    shown = _words()["names"][int(way)]
    return replace(
        place,
        name=f"{far:g} km {shown} of {place.name}",
        lat=round(lat, 5),
        lon=round((lon + 180) % 360 - 180, 5),
        level="point",
        radius_m=round(radius + far * 1000 * _ROUGH, 1),
    )


def _words() -> dict[str, Any]:
    held: dict[str, Any] = shipped_entries("vocabulary", "places_offsets.yaml")
    return held


def _value(table: str, form: str) -> float:
    plain = " ".join(form.split())
    entries = ((k, f) for k, forms in _words()[table].items() for f in forms)
    return next(
        float(k) for k, f in entries if f == plain or (f[-1] == "*" and plain.startswith(f[:-1]))
    )


@cache
def _pattern() -> re.Pattern[str]:
    words = _words()
    units, ways = (
        _either([form for forms in words[table].values() for form in forms])
        for table in ("units", "ways")
    )
    links, apart = _either(words["from"]), _either(words["apart"])
    return re.compile(
        rf"(?<![\d.,])(?P<far>\d{{1,3}}(?:[.,]\d)?)[\s-]?(?P<unit>{units})\.?"
        rf"(?:\s\([^()]{{1,20}}\))?,?\s(?:(?:to\sthe\s)?(?P<way>{ways})(?:\s{links})?|{apart})"
        rf"(?:\sthe)?\s$"
    )


def _either(forms: Sequence[str]) -> str:
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    parts = [re.escape(each).replace(r"\*", r"\w*").replace(r"\ ", r"\s") for each in ordered]
    return "(?:" + "|".join(parts) + ")"
