"""Reads tables of places from outside: GeoNames dumps and CSV files, plain or packed."""

from __future__ import annotations

import csv
import math
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from truceline.geography.unpacking import opened
from truceline.ground.errors import PlaceError
from truceline.ground.spreadsheets import unguarded

MOST_ROWS = 20_000_000
# What opening, unpacking and reading a file may raise.
BAD_FILE = (OSError, EOFError, zipfile.BadZipFile, zlib.error, RuntimeError)
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
    "code": ("register_code",),
    "names": ("alternatenames", "alternate_names", "names", "aliases", "other_names"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A place of a table: degrees, people (0 unknown), "CC.admin1" or "", other names.

    code: of a row that a register gave, its code there, "-" if it has none; "" of other rows.
    """

    name: str
    lat: float
    lon: float
    people: int = 0
    region: str = ""
    names: tuple[str, ...] = ()
    code: str = ""


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
        with opened(path) as lines:
            yield from _rows(lines, path)
    except BAD_FILE as error:
        raise unreadable(error, path) from error


def unreadable(error: BaseException, path: Path) -> PlaceError:
    """Return what to tell of a file that cannot be read or unpacked."""
    return PlaceError(
        f"The table cannot be read: {error}.",
        where=str(path),
        mend="Give a GeoNames dump (txt or zip) or a CSV file with name, lat, lon, in UTF-8.",
    )


def _rows(lines: IO[str], path: Path) -> Iterator[Row | Refused]:
    rest = numbered(lines, path)
    first = next(rest, None)
    if first is None:
        raise PlaceError("The table is empty.", where=str(path), mend="Give a table with rows.")
    line = first[1]
    if line.count("\t") == _DUMP_COLUMNS - 1:
        yield from _each(first, rest, _dump_row)
        return
    mark = max(",;\t", key=line.count)
    header = next(csv.reader([line], delimiter=mark))
    columns = _found(header)
    if not has_coordinates(header):
        raise PlaceError(
            f"The table is no GeoNames dump, and its first line lacks name, lat or lon: {line!r}.",
            where=str(path),
            mend="Give a header with name, lat, lon (and, if known, population, country, admin1, "
            "alternatenames); of a register without coordinates, name and region.",
        )
    yield from _each(None, rest, lambda text: _csv_row(text, mark, columns, len(header)))


def numbered(lines: IO[str], path: Path) -> Iterator[tuple[int, str]]:
    """Yield lines that say something with their numbers; one that never ends is cut.

    Raises PlaceError beyond the most rows that are read.
    """
    number = 0
    while line := lines.readline(_LONGEST_LINE):
        number += 1
        if number > MOST_ROWS:
            raise PlaceError(
                f"The table has more than {MOST_ROWS:,} rows.",
                where=str(path),
                mend="Split it, by country for example.",
            )
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


def has_coordinates(header: Sequence[str]) -> bool:
    """Tell whether a header names all that a place needs."""
    return {"name", "lat", "lon"} <= set(_found(header))


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
    told = {ours: unguarded(cells[index]).strip() for ours, index in columns.items()}
    names = told.get("names", "")
    split = next((each for each in "|;," if each in names), "|")
    region = (told.get("country", ""), told.get("admin1", ""))
    row = _row(
        told["name"], told["lat"], told["lon"], told.get("people", ""), region, names.split(split)
    )
    return replace(row, code=cleaned(told["code"])) if told.get("code") else row


def _row(
    name: str, lat: str, lon: str, people: str, region: tuple[str, str], names: Sequence[str]
) -> Row:
    """Return a place; raises ValueError saying what of it cannot be so."""
    name = cleaned(name)
    if not any(each.isalpha() for each in name):
        raise ValueError("a place without a name")
    y, x = _degrees(lat, 90.0), _degrees(lon, 180.0)
    count = float(people or 0)
    if not (math.isfinite(count) and 0 <= count < 1e8):  # noqa: PLR2004 - no town has so many people
        raise ValueError(f"{people} people")
    country, admin1 = (part.strip() for part in region)
    code = f"{country.upper()}.{admin1}" if len(country) == 2 and country.isalpha() else ""  # noqa: PLR2004 - ISO 3166
    others = tuple(dict.fromkeys(filter(None, map(cleaned, names[:_MOST_NAMES]))))
    return Row(name=name, lat=y, lon=x, people=int(count), region=code, names=others)


def _degrees(cell: str, most: float) -> float:
    try:
        value = float(cell)
    except ValueError:
        raise ValueError(f"{cell[:40]!r} is no number of degrees") from None
    if not (math.isfinite(value) and -most <= value <= most):
        raise ValueError(f"{value} degrees lie outside of -{most:g} to {most:g}")
    return value


def cleaned(name: str) -> str:
    """Return a name without control characters, on one line, "" if it is too long for one."""
    shown = " ".join("".join(each if each.isprintable() else " " for each in name).split())
    return shown if len(shown) <= _LONGEST_NAME else ""
