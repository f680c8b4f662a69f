"""Tables of places that the user took in: kept in a folder, used by every command."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from truceline.geography.forms import Forms
from truceline.geography.joining import Join
from truceline.geography.registers import Register, read_register
from truceline.geography.settlements import geonames
from truceline.geography.tables import Refused, Row, read_table
from truceline.ground.canonical import sha256_hex
from truceline.ground.errors import PlaceError, UsageError
from truceline.ground.spreadsheets import Cell, write_csv

_HEADER = ("name", "lat", "lon", "population", "country", "admin1", "alternatenames")
_REGISTER = "register_code"  # heads one column more in what a register gave
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}$")
_REFUSED = "-refused.csv"
FOLDER = "places"  # inside of the user's data folder, and inside of a case
# Places of one table: they are held in memory, at about half a gigabyte a million.
MOST_PLACES = 1_500_000
# Refused rows that are kept with their reason, and how many of nothing else end the reading.
MOST_REFUSED, HOPELESS = 100_000, 200_000
_MOST_SHOWN = 20  # refused rows that are told at once
_STEP = 5_000  # rows between two signs of progress

Tell = Callable[[int], None]


def untold(rows: int) -> None:
    """Tell nobody how many rows were read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What an import did: places used, rows refused, files written (None in a dry run).

    reasons: of a register joined to known places, how many rows were refused for which reason;
    areas: its rows that are no settlements.
    """

    name: str
    places: int
    refused: tuple[Refused, ...]
    refusals: int
    repeated: int
    table: Path | None
    quarantine: Path | None
    register: bool = False
    reasons: tuple[tuple[str, int], ...] = ()
    areas: int = 0


@dataclass(slots=True)
class _Read:
    """What a file gave: its places, refused rows (the first of them kept), rows that repeat."""

    rows: list[Row] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    refusals: int = 0
    repeated: int = 0
    register: Register | None = None
    reasons: Counter[str] = field(default_factory=Counter)

    def refuse(self, each: Refused) -> None:
        """Note a refused row."""
        self.refusals += 1
        if self.register:
            self.reasons[each.why] += 1
        if len(self.refused) < MOST_REFUSED:
            self.refused.append(each)


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
    """Return the places of tables; bad rows of a table made by hand are passed over.

    What a register gave comes last: it adds names to places that other tables hold.
    """
    found = [row for table in tables for row in read_table(table) if isinstance(row, Row)]
    return sorted(found, key=lambda row: bool(row.code))


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
    path: Path,
    folder: Path,
    *,
    name: str = "",
    dry: bool = False,
    columns: Mapping[str, str] | None = None,
    beside: Sequence[Path] = (),
    tell: Tell = untold,
) -> Taken:
    """Read a table and keep it in a folder; the same file again changes nothing.

    Rows that cannot be used go to a file beside it, with the line and the reason. Rows that repeat
    a name within some metres are one; equal names elsewhere are homonyms and stay. A register
    without coordinates is joined to the places known: GeoNames', those of the folder's other
    tables, and of the folders `beside`. columns: a register's headers by name, region, district,
    category, code. tell: is given the rows read since it was last called.
    Raises PlaceError if no row can be used, or the file is larger than all measure.
    """
    name = name_for(path, name)
    table, quarantine = folder / f"{name}.csv", folder / f"{name}{_REFUSED}"
    register = read_register(path, columns or {})
    known = [each for each in tables_in(folder, *beside) if each != table]
    read = _joined(register, known, tell) if register else _read(path, tell)
    if not read.rows:
        raise _nothing(read, path)
    if not dry:
        _keep(read, table, quarantine)
    return Taken(
        name=name,
        places=len(read.rows),
        refused=tuple(read.refused[:_MOST_SHOWN]),
        refusals=read.refusals,
        repeated=read.repeated,
        table=None if dry else table,
        quarantine=quarantine if read.refused and not dry else None,
        register=register is not None,
        reasons=tuple(read.reasons.most_common()),
        areas=register.areas if register else 0,
    )


def _keep(read: _Read, table: Path, quarantine: Path) -> None:
    """Write what was read, and beside it what was refused; raises PlaceError."""
    header = (*_HEADER, _REGISTER) if read.register else _HEADER
    _write(table, header, map(_cells, read.rows))
    if read.refused:
        cells = [(each.line, each.why, each.begins) for each in read.refused]
        _write(quarantine, ("line", "why", "begins"), cells)
    else:
        quarantine.unlink(missing_ok=True)


def _joined(register: Register, tables: Sequence[Path], tell: Tell) -> _Read:
    """Return a register's rows with the coordinates of the known places that they are."""
    tell(len(register.entries))
    known = [*_shipped(), *rows_of(tables)]
    joined = Join(register, known, Forms.load()).run()
    read = _Read(rows=list(joined.rows), register=register)
    for each in sorted((*register.refused, *joined.refused), key=lambda one: one.line):
        read.refuse(each)
    return read


def _shipped() -> Iterable[Row]:
    """Yield the settlements of the installed GeoNames table, of the whole world."""
    for row in geonames():
        yield Row(
            name=row["name"],
            lat=float(row["latitude"]),
            lon=float(row["longitude"]),
            people=int(row["population"]),
            region=f"{row['countrycode']}.{row['admin1code']}",
            names=tuple(row["alternatenames"]),
        )


def _read(path: Path, tell: Tell) -> _Read:
    """Return a table's places; raises PlaceError where there are too many or none for long."""
    rows: dict[tuple[str, int, int], Row] = {}
    read = _Read()
    for number, each in enumerate(read_table(path), start=1):
        if number % _STEP == 0:
            tell(_STEP)
        if isinstance(each, Refused):
            read.refuse(each)
            if not rows and read.refusals >= HOPELESS:
                raise _nothing(read, path)
            continue
        key = (each.name, round(each.lat * 1000), round(each.lon * 1000))
        read.repeated += key in rows
        rows.setdefault(key, each)
        if len(rows) > MOST_PLACES:
            raise PlaceError(
                f"The table has more than {MOST_PLACES:,} places.",
                where=str(path),
                mend="Take the tables of the countries that you need, one by one.",
            )
    read.rows = list(rows.values())
    return read


def _nothing(read: _Read, path: Path) -> PlaceError:
    mend = "Give name, lat and lon (degrees) in every row."
    if read.register:
        mend = "Import a table with coordinates of this area first; check its names of regions."
    return PlaceError(
        f"None of {read.refusals:,} row(s) can be used"
        + (f"; the first: {read.refused[0].why}." if read.refused else "."),
        where=str(path),
        mend=mend,
    )


def remove(name: str, folder: Path) -> Path:
    """Take a table away; raises UsageError if there is none of that name."""
    table = folder / f"{name_for(Path(name), name)}.csv"
    if not table.is_file():
        known = ", ".join(path.stem for path in tables_in(folder)) or "none is there"
        raise UsageError(f"There is no table “{name}”.", mend=f"Choose one of: {known}.")
    table.unlink()
    (folder / f"{name}{_REFUSED}").unlink(missing_ok=True)
    return table


def _cells(row: Row) -> tuple[Cell, ...]:
    country, _, admin1 = row.region.partition(".")
    return (
        row.name,
        float(f"{row.lat:.6g}"),
        float(f"{row.lon:.6g}"),
        row.people or "",
        country,
        admin1,
        "|".join(name.replace("|", " ") for name in row.names),
        *([row.code] if row.code else []),
    )


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    try:
        write_csv(path, header, rows)
    except OSError as error:
        raise PlaceError(
            f"The table cannot be kept: {error.strerror or error}.",
            where=str(path),
            mend="Make the folder writable, or set XDG_DATA_HOME to one that is.",
        ) from error
