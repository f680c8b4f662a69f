"""Reads versions of a line from files, GeoJSON plain or packed, that a stranger may have made."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

import shapely
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from truceline.geography.dividing.lines import check_points, mended, united
from truceline.ground.errors import PlaceError
from truceline.ground.files import open_file
from truceline.model.zones import LineFiles

MOST_BYTES = 64_000_000  # unpacked
_MOST_DAYS = 40_000  # of files asked for, over a century
_MOST_BRACKETS = 2_000_000  # each takes memory of its own; a point has two
_GZIP = b"\x1f\x8b"
_DAY = "{day}"
_MEND = "Take the file anew from where it is published."


def file_of(files: LineFiles, folder: Path, day: date) -> Path:
    """Return where a day's version lies; raises PlaceError for a pattern that leaves the folder."""
    name = files.pattern.replace(_DAY, day.strftime("%Y%m%d"))
    if _DAY not in files.pattern or Path(name).name != name:
        raise PlaceError(
            f"“{files.pattern}” is no pattern of file names.",
            mend="Give a name with {day} in it and no folder, such as line_{day}.geojson.gz.",
        )
    return folder / name


def days_with(files: LineFiles, folder: Path) -> tuple[list[date], int]:
    """Return the days of a line of which a folder holds a file, and how many days it has.

    Raises PlaceError for a pattern that leaves the folder.
    """
    many = min((files.last - files.first).days + 1, _MOST_DAYS)
    asked = (files.first + timedelta(days=each) for each in range(many))
    return [each for each in asked if file_of(files, folder, each).is_file()], many


def read_version(path: Path, *, closed: bool) -> BaseGeometry:
    """Return the course that a file draws, in degrees; raises PlaceError if it draws none.

    closed: the union of its polygons; else its one path. Other shapes in it are left out.
    """
    where = str(path)
    shapes = [_shape(each, where) for each in _geometries(_content(path))]
    if closed:
        areas = [each for each in shapes if each.geom_type in ("Polygon", "MultiPolygon")]
        return united((mended(each, where) for each in areas), where)
    lines = [each for each in shapes if each.geom_type in ("LineString", "MultiLineString")]
    merged = shapely.line_merge(shapely.union_all(lines), directed=True)
    if merged.geom_type != "LineString" or merged.is_empty:
        raise PlaceError("The file draws no single path.", where=where, mend="Join its parts.")
    return merged


def _content(path: Path) -> Any:  # noqa: ANN401 - any JSON
    """Return what a file says; raises PlaceError if it cannot be read."""
    try:
        data = _unpacked(path)
        if data.count(b"[") + data.count(b"{") > _MOST_BRACKETS:
            raise PlaceError("The file holds too much.", where=str(path), mend="Simplify the line.")
        return json.loads(data.decode("utf-8-sig"), parse_constant=_refuse)
    except (OSError, EOFError, zlib.error) as error:
        raise PlaceError(f"Cannot be read: {error}.", where=str(path), mend=_MEND) from error
    except (ValueError, RecursionError) as error:
        raise PlaceError("This is not GeoJSON.", where=str(path), mend=_MEND) from error


def _unpacked(path: Path) -> bytes:
    """Return a file's bytes, unpacked if it is packed; raises PlaceError beyond MOST_BYTES."""
    with open_file(path) as file:
        packed = file.read(2) == _GZIP
        file.seek(0)
        data = _taken(gzip.GzipFile(fileobj=file)) if packed else file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise PlaceError(
            f"The file has more than {MOST_BYTES:,} bytes unpacked.",
            where=str(path),
            mend="Simplify the line to what its source knows.",
        )
    return data


def _taken(packed: gzip.GzipFile | BinaryIO) -> bytes:
    """Return what a packed file holds, and no more than one byte over the limit."""
    with packed:
        return packed.read(MOST_BYTES + 1)


def _refuse(word: str) -> NoReturn:
    """Refuse NaN and infinities, which JSON does not have."""
    raise ValueError(word)


def _geometries(content: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - any JSON
    """Yield the geometries of a collection of features, of one feature, or a bare one."""
    features = content.get("features") if isinstance(content, dict) else None
    for each in features if isinstance(features, list) else [content]:
        held = each.get("geometry", each) if isinstance(each, dict) else None
        if isinstance(held, dict) and "coordinates" in held:
            yield held


def _shape(geometry: dict[str, Any], where: str) -> BaseGeometry:
    """Return a geometry of GeoJSON without its heights; raises PlaceError."""
    bare = {"type": geometry.get("type"), "coordinates": geometry["coordinates"]}
    try:
        shape = shapely.force_2d(shapely.from_geojson(json.dumps(bare)))
    except (ShapelyError, ValueError, RecursionError) as error:
        raise PlaceError("A shape is broken.", where=where, mend=_MEND) from error
    check_points(shape, where)
    return shape
