"""The lines and zones of an agreement file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from truceline.agreements.building.moments import Moments
from truceline.agreements.source import Path_
from truceline.ground.times import zone_of
from truceline.model.zones import (
    Belt,
    Circle,
    Line,
    LineFiles,
    LineVersion,
    Points,
    Side,
    Zone,
)


def line(value: Mapping[str, Any], at: Path_, moments: Moments) -> Line:
    """Return a dated line; a version or file whose day cannot be understood is noted."""
    versions = [
        _version(each, (*at, "versions", index), moments)
        for index, each in enumerate(value.get("versions", ()))
    ]
    known = [each for each in versions if each is not None]
    return Line(
        id=value["id"],
        title=value["title"],
        closed=value.get("closed", True),
        held_by=tuple(value.get("held_by", ())),
        contested_m=float(value.get("contested_m", 0.0)),
        missing=value.get("missing", "previous"),
        versions=tuple(sorted(known, key=lambda each: each.day)),
        files=_files(value["files"], (*at, "files"), moments) if "files" in value else None,
        citations=tuple(value.get("citations", ())),
    )


def zone(value: Mapping[str, Any], at: Path_) -> Zone:  # noqa: ARG001 - the shape of every part
    """Return a zone, one shape or a combination of others."""
    circle, side, belt = value.get("circle"), value.get("side"), value.get("belt")
    return Zone(
        id=value["id"],
        title=value["title"],
        circle=Circle(**{key: float(each) for key, each in circle.items()}) if circle else None,
        polygon=_points(value.get("polygon", ())),
        side=Side(**side) if side else None,
        belt=Belt(**belt) if belt else None,
        all_of=tuple(value.get("all_of", ())),
        any_of=tuple(value.get("any_of", ())),
        none_of=tuple(value.get("none_of", ())),
        unknown=value.get("unknown", "").strip(),
        citations=tuple(value.get("citations", ())),
    )


def _version(value: Mapping[str, Any], at: Path_, moments: Moments) -> LineVersion | None:
    day = _day(value["day"], (*at, "day"), moments)
    if day is None:
        return None
    polygons = tuple(_points(each) for each in value.get("polygons", ()))
    return LineVersion(day=day, points=_points(value.get("points", ())), polygons=polygons)


def _files(value: Mapping[str, Any], at: Path_, moments: Moments) -> LineFiles | None:
    first = _day(value["from"], (*at, "from"), moments)
    last = _day(value["to"], (*at, "to"), moments)
    if first is None or last is None:
        return None
    return LineFiles(pattern=value["pattern"], first=first, last=last)


def _day(text: str, at: Path_, moments: Moments) -> date | None:
    found = moments.range(text, at)
    return found.earliest.astimezone(zone_of(moments.zone)).date() if found else None


def _points(values: Sequence[Sequence[float]]) -> Points:
    return tuple((float(lon), float(lat)) for lon, lat in values)
