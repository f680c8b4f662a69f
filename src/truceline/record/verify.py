"""Checks a case folder against its own ledger, and says what such a check cannot show."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from truceline.ground.canonical import sha256_hex
from truceline.ground.errors import CaseError
from truceline.ground.files import open_file
from truceline.ground.printable import shortened
from truceline.record.blobs import PARTIAL, Blobs
from truceline.record.database import Database
from truceline.record.ledger import NO_ENTRY, check_chain
from truceline.record.store import CURRENT, DATABASE, EVIDENCE, QUARANTINE, REPORTS, CaseStore
from truceline.record.sums import Sum, digest_of, empty, row_numbers

LIMITS = (
    "This check compares the folder with itself. No key signs the ledger and no checkpoint of it "
    "lies outside the folder, so whoever can write to the folder could rewrite all of it, or cut "
    "off its last entries and undo what they changed, and this check would pass. To be able to "
    "notice that, keep the ledger's head (above) somewhere else.",
    "It does not show that what was captured was true, or complete.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What a check found.

    problems: what is wrong and where, empty if ok; says: what was checked, and what a check
    cannot show; head: number and hash of the ledger's last entry.
    """

    ok: bool
    problems: tuple[str, ...]
    says: tuple[str, ...]
    head: tuple[int, str]


def verify(folder: Path) -> Verification:
    """Recompute everything that a case's ledger vouches for.

    Needs write access where a run was killed: the database then first rolls itself back.
    Raises CaseError if there is no case in the folder.
    """
    if not CaseStore.exists(folder):
        CaseStore.open(folder)  # raises, saying so
    try:
        CaseStore.open_as_found(folder).close()
        database = Database(folder / DATABASE)
    except CaseError as error:
        return _unreadable(error)
    try:
        return _verified(folder, database)
    except CaseError as error:
        return _unreadable(error)
    finally:
        database.close()


def _unreadable(error: CaseError) -> Verification:
    problem = f"{DATABASE}: {error.what}"
    return Verification(ok=False, problems=(problem,), says=LIMITS, head=(0, NO_ENTRY))


def _verified(folder: Path, database: Database) -> Verification:
    entries = database.entries()
    chain = check_chain(entries)
    problems = [
        *_foreign(database),
        *chain.problems,
        *_table_problems(database, chain.digests),
    ]
    checked = 0
    for found in (
        _blob_problems(Blobs(folder / EVIDENCE), _evidence(database), EVIDENCE),
        _blob_problems(Blobs(folder / QUARANTINE), _kept(database), QUARANTINE),
        _report_problems(folder, database),
        _current_problems(folder, database),
    ):
        for problem in found:
            checked += 1
            problems += [problem] if problem else []
    head = (entries[-1].seq, entries[-1].hash) if entries else (0, NO_ENTRY)
    says = (
        f"Checked {len(entries)} ledger entries, {len(chain.digests)} tables and "
        f"{checked} files of evidence, quarantine and reports.",
        f"The ledger's head is entry {head[0]}, {head[1]}.",
        *_unnamed(folder, database),
        *LIMITS,
    )
    # Names of tables and files stand in the case as whoever made it wrote them.
    shown = tuple(shortened(each) for each in problems)
    return Verification(ok=not problems, problems=shown, says=says, head=head)


def _foreign(database: Database) -> Iterator[str]:
    """Yield a problem if the database holds other tables or triggers than are made here."""
    try:
        database.check_own()
    except CaseError as error:
        yield f"{DATABASE}: {error.what}"


def _table_problems(database: Database, stated: dict[str, str]) -> Iterator[str]:
    """Yield what is wrong with the tables: rows added, changed or removed behind the ledger."""
    sums: dict[str, Sum] = {}
    for table in database.tables():
        sums[table] = empty()
        for row, body in database.rows(table):
            sums[table] += row_numbers(table, row, body)
    nothing = digest_of(empty())
    held = {table: digest_of(each) for table, each in sums.items()}
    kept = database.digests()
    for table in sorted(stated.keys() | held.keys() | kept.keys()):
        found = held.get(table, nothing)
        if table not in stated:
            yield f"table {table}: no ledger entry tells of it."
        elif found != stated[table]:
            yield f"table {table}: its rows are not those that the ledger last told of."
        if kept.get(table, nothing) != found:
            yield f"table {table}: its running sum does not fit its rows."


def _evidence(database: Database) -> list[str]:
    return [row.removeprefix("sha256:") for row in database.ids("evidence")]


def _kept(database: Database) -> list[str]:
    return [str(row.get("sha256")) for row in _objects(database, "quarantine")]


def _objects(database: Database, table: str) -> Iterator[dict[str, Any]]:
    """Yield a table's rows, leaving out what is no JSON object (the table's digest tells of it)."""
    for body in database.bodies(table):
        try:
            row = json.loads(body)
        except (ValueError, RecursionError):
            continue
        if isinstance(row, dict):
            yield row


def _blob_problems(blobs: Blobs, named: list[str], what: str) -> Iterator[str | None]:
    """Yield a problem or None for each file that a table names by hash."""
    for sha256 in named:
        path = blobs.path(sha256)
        where = f"{what}/{path.parent.name}/{path.name}"
        try:
            data = blobs.get(sha256)
        except CaseError as error:
            yield f"{where}: {error.what}"
            continue
        yield None if sha256_hex(data) == sha256 else f"{where}: its bytes were changed."


def _report_problems(folder: Path, database: Database) -> Iterator[str | None]:
    for row in _objects(database, "report"):
        where = f"{REPORTS}/{row.get('file')}"
        path = folder / REPORTS / Path(str(row.get("file"))).name
        try:
            with open_file(path, follow=False) as file:
                data = file.read()
        except OSError as error:
            yield f"{where}: it cannot be read: {error.strerror}."
            continue
        yield None if sha256_hex(data) == row.get("sha256") else f"{where}: its bytes were changed."


def _current_problems(folder: Path, database: Database) -> Iterator[str | None]:
    """Hold the plainly named copies against everything that the case ever published."""
    known = {(row.get("name"), row.get("sha256")) for row in _objects(database, "report")}
    for path in sorted((folder / CURRENT).glob("*")):
        if path.suffix == PARTIAL:
            continue  # an interrupted run leaves such
        try:
            with open_file(path, follow=False) as file:
                data = file.read()
        except OSError as error:
            yield f"{CURRENT}/{path.name}: it cannot be read: {error.strerror}."
            continue
        published = (path.name, sha256_hex(data)) in known
        yield None if published else f"{CURRENT}/{path.name}: this case never published it so."


def _unnamed(folder: Path, database: Database) -> Iterator[str]:
    """Say how many files no table names: an interrupted run leaves some, and they do no harm."""
    for what, named in ((EVIDENCE, _evidence(database)), (QUARANTINE, _kept(database))):
        known = set(named)
        left = sum(1 for sha256, _ in Blobs(folder / what).held() if sha256 not in known)
        if left:
            yield f"{left} files in {what} are named by no entry; an interrupted run leaves such."
