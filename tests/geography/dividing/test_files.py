"""Files of lines, as published and as a stranger may have made them."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.geography.dividing.towns import DAY, SQUARE
from truceline.geography.dividing.files import MOST_BYTES, file_of, read_version
from truceline.ground.errors import PlaceError
from truceline.model.zones import LineFiles

RING = [[*each, 120.5] for each in SQUARE]
POLYGON = {"type": "Polygon", "coordinates": [[*RING, RING[0]]]}
PATH = {"type": "LineString", "coordinates": [[0, 0], [1, 1]]}


def feature(geometry: object) -> dict[str, Any]:
    """Return a feature around a geometry."""
    return {"type": "Feature", "properties": None, "geometry": geometry}


def written(folder: Path, content: object, name: str = "l.geojson") -> Path:
    """Return a file with some content: bytes, or anything that JSON can hold."""
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "content",
    [
        POLYGON,
        feature(POLYGON),
        {"type": "FeatureCollection", "features": [feature(None), feature(POLYGON), 5, {}]},
        {"type": "FeatureCollection", "features": [feature(PATH), feature(POLYGON)]},
        feature({"type": "MultiPolygon", "coordinates": [POLYGON["coordinates"]] * 2}),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_ground_is_read_from_every_form(tmp_path: Path, content: object, packed: bool) -> None:
    """A bare geometry, a feature, a collection with gaps, heights, copies; plain or packed."""
    data = json.dumps(content).encode()
    path = written(tmp_path, gzip.compress(data) if packed else data)
    assert read_version(path, closed=True).area == pytest.approx(1.0)


def test_a_path_is_joined_from_its_parts(tmp_path: Path) -> None:
    """Parts that meet end to begin make one path in their direction."""
    onward = {"type": "LineString", "coordinates": [[1, 1], [2, 0]]}
    path = written(tmp_path, {"features": [feature(onward), feature(PATH)]})
    assert list(read_version(path, closed=False).coords) == [(0, 0), (1, 1), (2, 0)]


def test_a_bow_tie_is_mended(tmp_path: Path) -> None:
    """A ring that crosses itself still encloses two triangles."""
    tie = {"type": "Polygon", "coordinates": [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]}
    ground = read_version(written(tmp_path, tie), closed=True)
    assert ground.is_valid
    assert ground.area == pytest.approx(2.0)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x1f\x8b broken",
        gzip.compress(json.dumps(POLYGON).encode())[:-12],
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b"[" * 3_000_000,
        b'{"type": "Polygon", "coordinates": [[[NaN, 0], [1, 0], [1, 1], [NaN, 0]]]}',
        b'{"type": "Polygon", "coordinates": [[[1e999, 0], [1, 0], [1, 1], [0, 0]]]}',
        {"type": "Polygon", "coordinates": [[[200, 0], [1, 0], [1, 1], [200, 0]]]},
        {"type": "Polygon", "coordinates": "none"},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]},
        {"type": ["Polygon"], "coordinates": [[[0, 0]]]},
        {"features": [feature(PATH)]},
        [],
        "GeoJSON",
    ],
)
def test_what_is_no_ground_is_refused(tmp_path: Path, content: object) -> None:
    """Broken, empty, endless, not on Earth: an error that names the file and a way to mend it."""
    path = written(tmp_path, content)
    with pytest.raises(PlaceError, match=r"l\.geojson.*Mend: "):
        read_version(path, closed=True)


def test_a_bomb_is_not_unfolded(tmp_path: Path) -> None:
    """A small file that unpacks to more than the limit is refused."""
    path = written(tmp_path, gzip.compress(b" " * (MOST_BYTES + 10)))
    with pytest.raises(PlaceError, match="unpacked"):
        read_version(path, closed=True)


def test_a_shape_that_crosses_itself_everywhere_is_refused(tmp_path: Path) -> None:
    """Mending would take crossings by the million."""
    zigzag = [[(number % 2) * 10, number / 1e3] for number in range(3_000)]
    crossed = [[3 * y, x / 3] for x, y in zigzag]
    ring = [*zigzag, *crossed, zigzag[0]]
    path = written(tmp_path, {"type": "Polygon", "coordinates": [ring]})
    with pytest.raises(PlaceError, match="cross each other"):
        read_version(path, closed=True)


@pytest.mark.parametrize("pattern", ["../l_{day}.json", "/etc/{day}", "line.json", "a/{day}.json"])
def test_a_pattern_stays_in_its_folder(tmp_path: Path, pattern: str) -> None:
    """A pattern names files of the folder given, one a day."""
    with pytest.raises(PlaceError, match="pattern"):
        file_of(LineFiles(pattern=pattern, first=DAY, last=DAY), tmp_path, DAY)


def test_a_day_stands_in_the_name_without_dashes(tmp_path: Path) -> None:
    """{day} is YYYYMMDD."""
    files = LineFiles(pattern="front_{day}.geojson.gz", first=DAY, last=DAY)
    assert file_of(files, tmp_path, date(2031, 5, 4)) == tmp_path / "front_20310504.geojson.gz"
