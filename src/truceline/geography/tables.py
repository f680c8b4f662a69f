"""Reads tables of places from outside: GeoNames dumps and CSV files, plain or packed."""

from __future__ import annotations

import csv
import gzip
import io
import math
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from truceline.ground.errors import PlaceError
from truceline.ground.files import open_file

MOST_BYTES = 3_000_000_000  # unpacked; the largest dump of GeoNames has about 1.8 GB
MOST_ROWS = 20_000_000
_LONGEST_LINE = 60_000
_MOST_NAMES, _LONGEST_NAME = 60, 100
_DUMP_COLUMNS = 19
# GeoNames' feature codes of places in use; abandoned, historical and destroyed ones are left out.
_SETTLED = frozenset(("P",))
_GONE = frozenset(("PPLH", "PPLW", "PPLCH"))
_COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("name", "asciiname", "settlement", "place", "title", "toponym"),
    "lat": ("lat", "latitude", "y"),
    "lon": ("lon", "lng", "long", "longitude", "x"),
    "people": ("population", "pop", "people"),
    "country": ("country", "cc", "countrycode", "country_code", "iso"),
    "admin1": ("admin1", "admin1code", "admin1_code", "region"),
    "names": ("alternatenames", "alternate_names", "names", "aliases", "other_names"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A place of a table: degrees, people (0 unknown), "CC.admin1" or "", other names."""

    name: str
    lat: float
    lon: float
    people: int = 0
    region: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A row that cannot be used: its line, why, and how it begins."""

    line: int
    why: str
    begins: str


def read_table(path: Path) -> Iterator[Row | Refused]:
    """Yield the places of a file and the rows that are none, in order.

    Raises PlaceError where the file as a whole cannot be used.
    """
    try:
        with _opened(path) as lines:
            yield from _rows(lines, path)
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error, RuntimeError) as error:
        raise PlaceError(
            f"The table cannot be read: {error}.",
            where=str(path),
            mend="Give a GeoNames dump (txt or zip) or a CSV file with name, lat, lon, in UTF-8.",
        ) from error


@contextmanager
def _opened(path: Path) -> Iterator[IO[str]]:
    """Give the text of a plain, gzip or zip file, one member of the latter, and close it."""
    with ExitStack() as closing:
        file: Any = closing.enter_context(open_file(path))
        magic = file.read(4)
        file.seek(0)
        if magic[:2] == b"\x1f\x8b":
            file = closing.enter_context(gzip.GzipFile(fileobj=file))
        elif magic == b"PK\x03\x04":
            packed = closing.enter_context(zipfile.ZipFile(file))
            file = closing.enter_context(packed.open(_member(packed)))
        text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
        yield closing.enter_context(text)


def _member(packed: zipfile.ZipFile) -> zipfile.ZipInfo:
    """Return the largest table in a zip; GeoNames packs a readme beside it."""
    tables = [
        each
        for each in packed.infolist()
        if each.filename.lower().endswith((".txt", ".csv", ".tsv"))
        and "readme" not in each.filename.lower()
    ]
    if not tables:
        raise zipfile.BadZipFile("it holds no .txt, .csv or .tsv file")
    return max(tables, key=lambda each: each.file_size)


def _rows(lines: IO[str], path: Path) -> Iterator[Row | Refused]:
    numbered = _numbered(lines)
    first = next(numbered, None)
    if first is None:
        raise PlaceError("The table is empty.", where=str(path), mend="Give a table with rows.")
    line = first[1]
    if line.count("\t") == _DUMP_COLUMNS - 1:
        yield from _each(first, numbered, _dump_row)
        return
    mark = max(",;\t", key=line.count)
    header = next(csv.reader([line], delimiter=mark))
    columns = _found(header)
    if not {"name", "lat", "lon"} <= set(columns):
        raise PlaceError(
            f"The table is no GeoNames dump, and its first line lacks name, lat or lon: {line!r}.",
            where=str(path),
            mend="Give a header with name, lat, lon (and, if known, population, country, admin1, "
            "alternatenames).",
        )
    yield from _each(None, numbered, lambda text: _csv_row(text, mark, columns, len(header)))


def _numbered(lines: IO[str]) -> Iterator[tuple[int, str]]:
    """Yield lines with their numbers; those that never end are cut, and the whole is limited."""
    size = 0
    for number in range(1, MOST_ROWS + 1):
        line = lines.readline(_LONGEST_LINE)
        if not line:
            return
        size += len(line)
        if size > MOST_BYTES:
            raise OSError(f"it has more than {MOST_BYTES:,} characters unpacked")
        if line.strip():
            yield number, line.rstrip("\r\n")


def _each(
    first: tuple[int, str] | None,
    rest: Iterator[tuple[int, str]],
    made: Callable[[str], Row | None],
) -> Iterator[Row | Refused]:
    for number, line in [first] if first else []:
        yield from _one(number, line, made)
    for number, line in rest:
        yield from _one(number, line, made)


def _one(number: int, line: str, made: Callable[[str], Row | None]) -> Iterator[Row | Refused]:
    try:
        row = made(line)
    except (ValueError, IndexError, csv.Error) as error:
        yield Refused(line=number, why=str(error), begins=line[:_LONGEST_NAME])
        return
    if row is not None:
        yield row


def _found(header: Sequence[str]) -> dict[str, int]:
    """Return by our names of columns where they stand in a header."""
    places = {name.strip().casefold(): index for index, name in reversed([*enumerate(header)])}
    return {
        ours: next(places[each] for each in theirs if each in places)
        for ours, theirs in _COLUMNS.items()
        if any(each in places for each in theirs)
    }


def _dump_row(line: str) -> Row | None:
    """Return the place of a line of a GeoNames dump, None for what is no settlement."""
    cells = line.split("\t")
    if len(cells) != _DUMP_COLUMNS:
        raise ValueError(f"{len(cells)} cells where a GeoNames dump has {_DUMP_COLUMNS}")
    if cells[6] not in _SETTLED or cells[7] in _GONE:
        return None
    return _row(cells[1], cells[4], cells[5], cells[14], (cells[8], cells[10]), cells[3].split(","))


def _csv_row(line: str, mark: str, columns: dict[str, int], width: int) -> Row:
    cells = next(csv.reader([line], delimiter=mark))
    if len(cells) != width:
        raise ValueError(f"{len(cells)} cells where the header has {width}")
    told = {ours: cells[index].strip() for ours, index in columns.items()}
    names = told.get("names", "")
    split = next((each for each in "|;," if each in names), "|")
    region = (told.get("country", ""), told.get("admin1", ""))
    return _row(
        told["name"], told["lat"], told["lon"], told.get("people", ""), region, names.split(split)
    )


def _row(
    name: str, lat: str, lon: str, people: str, region: tuple[str, str], names: Sequence[str]
) -> Row:
    """Return a place; raises ValueError saying what of it cannot be so."""
    name = _clean(name)
    if not any(each.isalpha() for each in name):
        raise ValueError("a place without a name")
    y, x = _degrees(lat, 90.0), _degrees(lon, 180.0)
    count = float(people or 0)
    if not (math.isfinite(count) and 0 <= count < 1e8):  # noqa: PLR2004 - no town has so many people
        raise ValueError(f"{people} people")
    country, admin1 = (part.strip() for part in region)
    code = f"{country.upper()}.{admin1}" if len(country) == 2 and country.isalpha() else ""  # noqa: PLR2004 - ISO 3166
    others = tuple(dict.fromkeys(filter(None, map(_clean, names[:_MOST_NAMES]))))
    return Row(name=name, lat=y, lon=x, people=int(count), region=code, names=others)


def _degrees(cell: str, most: float) -> float:
    try:
        value = float(cell)
    except ValueError:
        raise ValueError(f"{cell[:40]!r} is no number of degrees") from None
    if not (math.isfinite(value) and -most <= value <= most):
        raise ValueError(f"{value} degrees lie outside of -{most:g} to {most:g}")
    return value


def _clean(name: str) -> str:
    """Return a name without control characters, on one line, "" if it is too long for one."""
    shown = " ".join("".join(each if each.isprintable() else " " for each in name).split())
    return shown if len(shown) <= _LONGEST_NAME else ""
