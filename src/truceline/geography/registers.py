"""Reads registers of places: names with their region and district, without coordinates."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from truceline.geography.tables import (
    BAD_FILE,
    Refused,
    cleaned,
    has_coordinates,
    numbered,
    unreadable,
)
from truceline.geography.unpacking import opened
from truceline.ground.errors import PlaceError
from truceline.vocabulary.files import shipped_yaml

MOST_ENTRIES = 500_000  # the largest national registers have some 300,000 places
_TITLE_LINES = 50  # lines that may stand above the header
FIELDS = ("name", "region", "district", "category", "code")
_DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A settlement of a register: its official name, and the units it lies in, as written.

    region, district: names, or codes where the register gives those; "" unknown.
    """

    line: int
    name: str
    region: str
    district: str
    code: str
    begins: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """What a register holds; areas: how many rows are no settlements and were passed over."""

    entries: tuple[Entry, ...]
    region_names: Mapping[str, str]
    refused: tuple[Refused, ...]
    areas: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """Where a register's columns stand; levels: those of the codes of units, widest first."""

    at: Mapping[str, int]
    levels: tuple[int, ...]
    width: int
    mark: str


def read_register(path: Path, columns: Mapping[str, str]) -> Register | None:
    """Return what a register holds, None for a table that is none (it has coordinates).

    columns: the user's headers for name, region, district, category and code, by these words.
    Raises PlaceError for a file that cannot be read, or lacks a column that the user named.
    """
    try:
        with opened(path) as lines:
            rows = numbered(lines, path)
            head = _header(rows, columns)
            if head is None:
                if columns:
                    raise _lacks(path, columns)
                return None
            return _register(list(_cut(rows, head, path)), head)
    except BAD_FILE as error:
        raise unreadable(error, path) from error


def _lacks(path: Path, columns: Mapping[str, str]) -> PlaceError:
    named = ", ".join(f"{ours}={theirs}" for ours, theirs in columns.items())
    return PlaceError(
        f"None of the first {_TITLE_LINES} lines has the columns of a register ({named}).",
        where=str(path),
        mend="Name the headers as they stand in the file, at least name and region.",
    )


@cache
def _known() -> dict[str, Any]:
    return dict(shipped_yaml("vocabulary", "places_registers.yaml"))


def _header(rows: Iterator[tuple[int, str]], given: Mapping[str, str]) -> _Columns | None:
    """Return the columns of the first line that heads a register, None if none does."""
    for _, line in islice(rows, _TITLE_LINES):
        mark = max(_DELIMITERS, key=line.count)
        try:
            cells = [" ".join(each.split()).casefold() for each in _cells(line, mark)]
        except csv.Error:
            continue
        at = _found(cells, given)
        if has_coordinates(cells) and not given:
            return None
        levels = next(
            (
                tuple(cells.index(each) for each in names)
                for names in _known()["levels"]
                if set(names) <= set(cells)
            ),
            (),
        )
        if "name" in at and ("region" in at or levels) and set(given) <= set(at):
            return _Columns(at=at, levels=levels, width=len(cells), mark=mark)
    return None


def _found(cells: Sequence[str], given: Mapping[str, str]) -> dict[str, int]:
    found = {}
    for ours in FIELDS:
        wanted = [given[ours].casefold().strip()] if ours in given else _known()["columns"][ours]
        at = next((cells.index(each) for each in wanted if each in cells), None)
        if at is not None:
            found[ours] = at
    return found


def _cells(line: str, mark: str) -> list[str]:
    return next(csv.reader([line], delimiter=mark), [])


def _cut(
    rows: Iterator[tuple[int, str]], head: _Columns, path: Path
) -> Iterator[tuple[int, list[str], str]]:
    """Yield rows cut into cells; of a row that cannot be cut, no cells. Raises PlaceError."""
    for count, (number, line) in enumerate(rows):
        if count >= MOST_ENTRIES:
            raise PlaceError(
                f"The register has more than {MOST_ENTRIES:,} rows.",
                where=str(path),
                mend="Split it, by region for example.",
            )
        try:
            cells = _cells(line, head.mark)
        except csv.Error:
            cells = []
        yield number, [cleaned(each) for each in cells] if len(cells) == head.width else [], line


def _register(rows: Sequence[tuple[int, list[str], str]], head: _Columns) -> Register:
    names = {
        own: cells[head.at["name"]]
        for _, cells, _ in rows
        if cells and (own := _own(cells, head.levels))
    }
    entries: list[Entry] = []
    refused: list[Refused] = []
    areas = 0
    category = head.at.get("category")
    passed = frozenset(_known()["areas"])
    for number, cells, line in rows:
        begins = line[:100]
        if not cells:
            why = f"it has not the {head.width} cells of the header"
            refused.append(Refused(line=number, why=why, begins=begins))
        elif category is not None and cells[category].casefold() in passed:
            areas += 1
        elif not any(each.isalpha() for each in cells[head.at["name"]]):
            refused.append(Refused(line=number, why="a place without a name", begins=begins))
        else:
            entries.append(_entry(number, cells, head, begins))
    return Register(entries=tuple(entries), region_names=names, refused=tuple(refused), areas=areas)


def _own(cells: Sequence[str], levels: Sequence[int]) -> str:
    """Return the row's own code: the last of its levels that is filled in, "" if there is none."""
    return next((cells[at] for at in reversed(levels) if cells[at]), "")


def _entry(number: int, cells: Sequence[str], head: _Columns, begins: str) -> Entry:
    def cell(ours: str) -> str:
        return cells[head.at[ours]] if ours in head.at else ""

    above = [cells[at] for at in head.levels]
    return Entry(
        line=number,
        name=cell("name"),
        region=cell("region") or (above[0] if above else ""),
        district=cell("district") or (above[1] if len(above) > 1 else ""),
        code=cell("code") or _own(cells, head.levels),
        begins=begins,
    )
