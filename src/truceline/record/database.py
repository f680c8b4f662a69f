"""The case's database: rows by table and id, their sums, and the ledger; SQLite, one file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from truceline.ground.errors import CaseError
from truceline.record.guard import check_files
from truceline.record.ledger import NO_ENTRY, Change, Entry, EntryKind, make_entry
from truceline.record.sums import digest_of, empty, row_numbers

FORMAT = 1  # of the case folder; PRAGMA user_version
_WAIT_S = 30.0
_TABLES = """
CREATE TABLE row (tab TEXT, id TEXT, body TEXT NOT NULL, PRIMARY KEY (tab, id)) WITHOUT ROWID;
CREATE TABLE sum (tab TEXT PRIMARY KEY, numbers BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE schema (tab TEXT PRIMARY KEY, arrow BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE ledger (seq INTEGER PRIMARY KEY, hash TEXT NOT NULL, body TEXT NOT NULL);
CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger
  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger
  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
"""


# The last two are for files from strangers: nothing in them may act, and cells are looked at.
_SETTINGS = (
    "journal_mode = DELETE",
    "synchronous = EXTRA",
    "trusted_schema = OFF",
    "cell_size_check = ON",
)


@dataclass(slots=True)
class Changes:
    """Rows to put (table -> id -> JSON) and to withdraw (table -> ids) in one transaction."""

    put: dict[str, dict[str, str]] = field(default_factory=dict)
    withdraw: dict[str, set[str]] = field(default_factory=dict)
    schemas: dict[str, bytes] = field(default_factory=dict)

    def add(self, table: str, row: str, body: str) -> None:
        """Put one row more."""
        self.put.setdefault(table, {})[row] = body


class Database:
    """An open case.db. Every change is one transaction with its ledger entry, durable on return."""

    def __init__(self, path: Path) -> None:
        self._path = path
        check_files(path)
        # Every transaction is begun by hand; FULL waits for the disk, EXTRA for the folder too.
        self._open = sqlite3.connect(path, timeout=_WAIT_S, isolation_level=None)
        try:
            for setting in _SETTINGS:
                self._query(f"PRAGMA {setting}")
        except CaseError:
            self._open.close()
            raise

    def _query(self, sql: str, values: tuple[str, ...] = ()) -> list[Any]:
        """Return what a query finds; raises CaseError if the file is damaged or locked."""
        try:
            return self._open.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise CaseError(
                f"The case's database cannot be read: {error}.",
                where=str(self._path),
                mend="Restore the case folder from a copy; close other programs that use it.",
            ) from error

    def close(self) -> None:
        """Close the file."""
        self._open.close()

    def check_own(self) -> None:
        """Raise CaseError if the file holds other tables, views or triggers than were made here.

        A trigger that a stranger left in it would act on everything that is kept later.
        """
        try:
            found = self._objects(self._open)
        except sqlite3.Error as error:
            raise self._broken(error) from error
        if found != _own_objects():
            raise CaseError(
                "The case's database holds other tables or triggers than Truceline makes.",
                where=str(self._path),
                mend="Take the evidence files into a case of your own; do not use this one.",
            )

    @staticmethod
    def _objects(database: sqlite3.Connection) -> list[tuple[str, str, str]]:
        found = database.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name")
        return [(kind, name, sql) for kind, name, sql in found]

    def set_up(self) -> None:
        """Make the tables of a new database."""
        self._open.executescript(f"BEGIN;{_TABLES}PRAGMA user_version = {FORMAT};COMMIT;")

    def format(self) -> int:
        """Return the format that the file says it has; 0 for none."""
        return int(self._query("PRAGMA user_version")[0][0])

    def is_blank(self) -> bool:
        """Tell whether the file holds no tables at all."""
        return not self._query("SELECT count(*) FROM sqlite_master")[0][0]

    def bodies(self, table: str) -> list[str]:
        """Return the rows of a table as JSON, in the order of their ids."""
        found = self._query("SELECT body FROM row WHERE tab = ? ORDER BY id", (table,))
        return [body for (body,) in found]

    def body(self, table: str, row: str) -> str | None:
        """Return one row as JSON, None if there is none."""
        found = self._query("SELECT body FROM row WHERE tab = ? AND id = ?", (table, row))
        return str(found[0][0]) if found else None

    def ids(self, table: str) -> list[str]:
        """Return a table's ids in order."""
        found = self._query("SELECT id FROM row WHERE tab = ? ORDER BY id", (table,))
        return [row for (row,) in found]

    def tables(self) -> list[str]:
        """Return the names of the tables that hold rows, in order."""
        return [table for (table,) in self._query("SELECT DISTINCT tab FROM row ORDER BY tab")]

    def rows(self, table: str) -> list[tuple[str, str]]:
        """Return (id, JSON) of every row of a table, in order."""
        return self._query("SELECT id, body FROM row WHERE tab = ? ORDER BY id", (table,))

    def schema(self, table: str) -> bytes | None:
        """Return the Arrow schema kept for a table, None if none is."""
        found = self._query("SELECT arrow FROM schema WHERE tab = ?", (table,))
        return bytes(found[0][0]) if found else None

    def digests(self) -> dict[str, str]:
        """Return the digest of each table that was ever written, by name."""
        found = self._query("SELECT tab, numbers FROM sum ORDER BY tab")
        return {tab: digest_of(np.frombuffer(raw, dtype="<u2")) for tab, raw in found}

    def entries(self) -> list[Entry]:
        """Return the ledger in the order in which it was kept."""
        found = self._query("SELECT seq, hash, body FROM ledger ORDER BY seq")
        return [Entry(seq=seq, hash=digest, body=body) for seq, digest, body in found]

    def commit(
        self,
        changes: Changes,
        *,
        kind: EntryKind,
        at: datetime,
        said: Mapping[str, str] | None = None,
    ) -> Entry | None:
        """Make changes and enter them in the ledger, all or nothing; None if they change nothing.

        The first entry of a case ("created") is made whether it changes anything or not.
        """
        with self._transaction():
            done = [self._change(table, changes) for table in _tables(changes)]
            found = [each for each in done if each is not None]
            if not found and kind != "created":
                return None
            last = self._open.execute(
                "SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1"
            ).fetchone() or (0, NO_ENTRY)
            entry = make_entry(
                seq=last[0] + 1,
                previous=last[1],
                kind=kind,
                at=at,
                changes=found,
                said=dict(said or {}),
            )
            self._open.execute(
                "INSERT INTO ledger VALUES (?, ?, ?)", (entry.seq, entry.hash, entry.body)
            )
        return entry

    def _change(self, table: str, changes: Changes) -> Change | None:
        """Change one table and its sum; None if nothing in it is other than before."""
        put = changes.put.get(table, {})
        gone = changes.withdraw.get(table, set()) - put.keys()
        before = self._held(table, [*put, *gone])
        fresh = {row: body for row, body in put.items() if before.get(row) != body}
        gone &= before.keys()
        if not fresh and not gone:
            return None
        total = self._sum(table)
        for row in (fresh.keys() & before.keys()) | gone:
            total -= row_numbers(table, row, before[row])
        for row, body in fresh.items():
            total += row_numbers(table, row, body)
        self._open.executemany(
            "DELETE FROM row WHERE tab = ? AND id = ?", [(table, row) for row in sorted(gone)]
        )
        self._open.executemany(
            "INSERT OR REPLACE INTO row VALUES (?, ?, ?)",
            [(table, row, body) for row, body in sorted(fresh.items())],
        )
        self._open.execute(
            "INSERT OR REPLACE INTO sum VALUES (?, ?)", (table, total.astype("<u2").tobytes())
        )
        if table in changes.schemas and fresh:
            self._open.execute(
                "INSERT OR REPLACE INTO schema VALUES (?, ?)", (table, changes.schemas[table])
            )
        return Change(table=table, put=len(fresh), withdrawn=len(gone), digest=digest_of(total))

    def _held(self, table: str, rows: Sequence[str]) -> dict[str, str]:
        found = {}
        for row in rows:
            body = self.body(table, row)
            if body is not None:
                found[row] = body
        return found

    def _sum(self, table: str) -> np.ndarray[tuple[int, ...], np.dtype[np.uint16]]:
        found = self._open.execute("SELECT numbers FROM sum WHERE tab = ?", (table,)).fetchone()
        return np.frombuffer(found[0], dtype="<u2").astype(np.uint16) if found else empty()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Hold the database for writing; roll back if anything goes wrong."""
        try:
            self._open.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            raise self._broken(error) from error
        try:
            yield
            self._open.execute("COMMIT")
        except BaseException as error:
            if self._open.in_transaction:
                self._open.execute("ROLLBACK")
            if isinstance(error, sqlite3.Error):
                raise self._broken(error) from error
            raise

    def _broken(self, error: sqlite3.Error) -> CaseError:
        return CaseError(
            f"The case's database refused a change: {error}.",
            where=str(self._path),
            mend="Close other programs that use the case; check that the disk has room.",
        )


def _tables(changes: Changes) -> Iterable[str]:
    return sorted(changes.put.keys() | changes.withdraw.keys())


@cache
def _own_objects() -> list[tuple[str, str, str]]:
    """Return the tables and triggers of a database as it is made here."""
    with closing(sqlite3.connect(":memory:")) as made:
        made.executescript(_TABLES)
        return Database._objects(made)
