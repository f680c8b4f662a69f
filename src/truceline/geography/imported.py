"""Tables of places that the user took in: kept in a folder, used by every command."""

from __future__ import annotations

import csv
import io
import os
import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from truceline.geography.tables import Refused, Row, read_table
from truceline.ground.canonical import sha256_hex
from truceline.ground.errors import PlaceError, UsageError

_HEADER = ("name", "lat", "lon", "population", "country", "admin1", "alternatenames")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}$")
_REFUSED = "-refused.csv"
FOLDER = "places"  # inside of the user's data folder, and inside of a case


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What an import did: places used, rows refused, files written (None in a dry run)."""

    name: str
    places: int
    refused: tuple[Refused, ...]
    refusals: int
    repeated: int
    table: Path | None
    quarantine: Path | None


def user_folder() -> Path:
    """Return the folder of the user's own places (XDG base directories); it may not be there."""
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "truceline" / FOLDER


def tables_in(*folders: Path) -> list[Path]:
    """Return the tables of some folders, by name within each; {} of folders that are not there."""
    return [
        path
        for folder in folders
        if folder.is_dir()
        for path in sorted(folder.iterdir())
        if path.suffix == ".csv" and not path.name.endswith(_REFUSED) and path.is_file()
    ]


def rows_of(tables: Iterable[Path]) -> list[Row]:
    """Return the places of tables; bad rows of a table made by hand are passed over."""
    return [row for table in tables for row in read_table(table) if isinstance(row, Row)]


def digest_of(tables: Sequence[Path]) -> str:
    """Return a hash of some tables' bytes, "" for none."""
    return (
        sha256_hex("".join(sha256_hex(t.read_bytes()) for t in tables).encode()) if tables else ""
    )


def name_for(path: Path, given: str = "") -> str:
    """Return the name under which a file is kept; raises UsageError for an impossible one."""
    name = given or re.sub(r"[^a-z0-9_-]+", "-", path.name.split(".")[0].lower()).strip("-_")
    if not _NAME.match(name):
        raise UsageError(
            f"“{name}” cannot be the name of a table of places.",
            mend="Use small letters, digits, - and _, at most 64: --name my-villages",
        )
    return name


def take(
    path: Path, folder: Path, *, name: str = "", dry: bool = False, most_shown: int = 20
) -> Taken:
    """Read a table and keep it in a folder; the same file again changes nothing.

    Rows that cannot be used go to a file beside it, with the line and the reason. Rows that repeat
    a name within some metres are one; equal names elsewhere are homonyms and stay.
    Raises PlaceError if no row can be used.
    """
    name = name_for(path, name)
    rows, refused, repeated = _read(path)
    table, quarantine = folder / f"{name}.csv", folder / f"{name}{_REFUSED}"
    if not dry:
        _write(table, _HEADER, [_cells(row) for row in rows])
        if refused:
            cells = [(str(r.line), r.why, r.begins) for r in refused]
            _write(quarantine, ("line", "why", "begins"), cells)
        else:
            quarantine.unlink(missing_ok=True)
    return Taken(
        name=name,
        places=len(rows),
        refused=tuple(refused[:most_shown]),
        refusals=len(refused),
        repeated=repeated,
        table=None if dry else table,
        quarantine=quarantine if refused and not dry else None,
    )


def _read(path: Path) -> tuple[list[Row], list[Refused], int]:
    """Return a table's places, the rows refused, and how many repeat another."""
    rows: dict[tuple[str, int, int], Row] = {}
    refused: list[Refused] = []
    repeated = 0
    for each in read_table(path):
        if isinstance(each, Refused):
            refused.append(each)
            continue
        key = (each.name, round(each.lat * 1000), round(each.lon * 1000))
        repeated += key in rows
        rows.setdefault(key, each)
    if not rows:
        raise PlaceError(
            f"None of {len(refused)} row(s) can be used"
            + (f"; the first: {refused[0].why}." if refused else "."),
            where=str(path),
            mend="Give name, lat and lon (degrees) in every row.",
        )
    return list(rows.values()), refused, repeated


def remove(name: str, folder: Path) -> Path:
    """Take a table away; raises UsageError if there is none of that name."""
    table = folder / f"{name_for(Path(name), name)}.csv"
    if not table.is_file():
        known = ", ".join(path.stem for path in tables_in(folder)) or "none is there"
        raise UsageError(f"There is no table “{name}”.", mend=f"Choose one of: {known}.")
    table.unlink()
    (folder / f"{name}{_REFUSED}").unlink(missing_ok=True)
    return table


def _cells(row: Row) -> tuple[str, ...]:
    country, _, admin1 = row.region.partition(".")
    return (
        row.name,
        f"{row.lat:.6g}",
        f"{row.lon:.6g}",
        str(row.people or ""),
        country,
        admin1,
        "|".join(name.replace("|", " ") for name in row.names),
    )


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a table as a whole or not at all."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as opened:
            opened.write(made.getvalue())
        Path(draft).replace(path)
    except OSError as error:
        raise PlaceError(
            f"The table cannot be kept: {error.strerror or error}.",
            where=str(path),
            mend="Make the folder writable, or set XDG_DATA_HOME to one that is.",
        ) from error
