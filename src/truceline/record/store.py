"""The case folder: evidence by hash, tables, ledger, quarantine and reports (model/stores.py)."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa

from truceline.ground.canonical import canonical_bytes, digest, sha256_hex
from truceline.ground.errors import CaseError
from truceline.ground.times import parse_instant, rfc3339
from truceline.model.columns import to_table
from truceline.model.doors import NAMES, RECORDS
from truceline.model.evidence import Captured, Custody, Evidence, Rejected
from truceline.model.stage import Delta
from truceline.record.blobs import Blobs, sync_folder, write_durably
from truceline.record.database import FORMAT, Changes, Database
from truceline.record.guard import check_folder, make_private
from truceline.record.rows import damaged, decoded, encoded, read_object, schema_for
from truceline.record.sums import digest_of, empty

DATABASE = "case.db"
EVIDENCE = "evidence"
QUARANTINE = "quarantine"
REPORTS = "reports"
CURRENT = "report"  # the last report of each name, under that plain name
FOLDERS = (EVIDENCE, QUARANTINE, REPORTS, CURRENT)
# Tables that tell how the case came about: two runs of one case may differ in them.
BOOKKEEPING = frozenset({"custody", "quarantine", "progress", "report"})
_NEEDED = {
    "progress": {"stage", "key", "version"},
    "custody": {"at"},
    "report": {"name", "sha256", "size", "file", "number"},
}
_CHUNK = 500  # items in one transaction
_REPORT_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")
_SHORT_HASH = 12
_PREFIX = "sha256:"
_HEX = re.compile(r"[0-9a-f]{64}$")

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReport:
    """A published artefact: its name, hash, size in bytes, and its file in the case folder."""

    name: str
    sha256: str
    size: int
    path: Path


class CaseStore:
    """A case in a folder. clock: what time it is, for custody and ledger; no result shows it."""

    def __init__(self, folder: Path, *, clock: Callable[[], datetime] | None = None) -> None:
        self.folder = folder
        self._clock = clock or (lambda: datetime.now(UTC))
        self._evidence = Blobs(folder / EVIDENCE)
        self._quarantine = Blobs(folder / QUARANTINE)
        self._database = Database(folder / DATABASE)
        self._refused: set[str] = set()

    @classmethod
    def create(cls, folder: Path, *, clock: Callable[[], datetime] | None = None) -> CaseStore:
        """Make a case in a new or empty folder, or in one that has no case yet.

        Raises CaseError if there is a case already or the folder cannot be made.
        """
        try:
            check_folder(folder, (*FOLDERS, DATABASE))
            make_private(folder, FOLDERS, folder / DATABASE)
            store = cls(folder, clock=clock)
            made = store._database.format()
            if not made:
                store._database.set_up()
        except (OSError, sqlite3.Error) as error:
            raise CaseError(
                f"The case cannot be made: {error}.",
                where=str(folder),
                mend="Choose a folder that can be written to.",
            ) from error
        if made:
            store.close()
            raise CaseError(
                "There is a case already.", where=str(folder), mend="Open it, or name another."
            )
        store._database.commit(Changes(), kind="created", at=store._clock())
        return store

    @staticmethod
    def exists(folder: Path) -> bool:
        """Tell whether there is a case in a folder, whole or half made."""
        return (folder / DATABASE).is_file()

    @classmethod
    def open(cls, folder: Path, *, clock: Callable[[], datetime] | None = None) -> CaseStore:
        """Open a case; what an interrupted run left half-done is rolled back.

        Raises CaseError if there is none, one of another version, or one whose database holds
        more than Truceline puts there.
        """
        store = cls.open_as_found(folder, clock=clock)
        try:
            store._database.check_own()
        except CaseError:
            store.close()
            raise
        return store

    @classmethod
    def open_as_found(
        cls, folder: Path, *, clock: Callable[[], datetime] | None = None
    ) -> CaseStore:
        """Open a case as `open` does, whatever tables and triggers its database holds."""
        if not cls.exists(folder):
            raise CaseError(
                "There is no case here.", where=str(folder), mend="Name a folder with a case.db."
            )
        check_folder(folder, FOLDERS)
        store = cls(folder, clock=clock)
        found = store._database.format()
        if found == 0 and store._database.is_blank():
            # A run was killed while it made the case; nothing had been kept yet.
            store._database.set_up()
            found = FORMAT
        if found != FORMAT:
            store.close()
            raise CaseError(
                f"The case has format {found}; this version reads format {FORMAT}.",
                where=str(folder),
                mend="Make the case anew, or use the version that made it.",
            )
        return store

    def close(self) -> None:
        """Close the database; the store cannot be used afterwards."""
        self._database.close()

    def put_evidence(self, items: Iterable[Captured]) -> int:
        """Keep items that are new, add custody to those that are not; return how many were new.

        Bytes are on disk before the transaction that names them. Items enter in chunks, so that
        an interrupted run keeps what came before; seeing an item again in the place where it was
        captured adds nothing.
        """
        new = 0
        stream = iter(items)
        while chunk := list(islice(stream, _CHUNK)):
            self._evidence.put(item.raw for item in chunk)
            changes = Changes()
            for item in chunk:
                new += self._keep(item, changes)
            self._database.commit(changes, kind="evidence", at=self._clock())
        return new

    def _keep(self, item: Captured, changes: Changes) -> bool:
        """Add an item to the changes; tell whether its bytes are new to the case."""
        evidence = item.evidence
        known = self._row("evidence", evidence.id, changes)
        if known is None:
            _add(changes, Evidence, evidence)
        for step in item.custody:
            place = {"evidence": evidence.id, "locator": step.locator}
            row = f"{evidence.id}|{digest(place)[:16]}"
            if self._row("custody", row, changes) is None:
                again = known is not None and step is item.custody[-1]
                changes.add("custody", row, _custody(row, evidence, step, again=again))
        return known is None

    def _row(self, table: str, row: str, changes: Changes) -> str | None:
        """Return a row as it will be once the changes are made."""
        return changes.put.get(table, {}).get(row) or self._database.body(table, row)

    def put_rejected(self, items: Iterable[tuple[Rejected, bytes]]) -> int:
        """Quarantine items with what could be kept of their bytes; return how many were new."""
        new = 0
        stream = iter(items)
        while chunk := list(islice(stream, _CHUNK)):
            names = self._quarantine.put(kept for _, kept in chunk)
            changes = Changes()
            for (rejected, kept), name in zip(chunk, names, strict=True):
                new += self._row("rejected", rejected.id, changes) is None
                _add(changes, Rejected, rejected)
                self._refused.add(rejected.id)
                body = {"id": rejected.id, "sha256": name, "size": len(kept)}
                changes.add("quarantine", rejected.id, canonical_bytes(body).decode())
            self._database.commit(changes, kind="rejected", at=self._clock())
        return new

    def refused(self) -> frozenset[str]:
        """Return the ids of what was put into quarantine since the store was opened."""
        return frozenset(self._refused)

    def raw(self, evidence: str) -> bytes:
        """Return the raw bytes of a piece of evidence; raises CaseError if it is not held whole."""
        sha256 = evidence.removeprefix(_PREFIX)
        if not _HEX.match(sha256):
            raise CaseError(
                f"“{evidence[:80]}” is no evidence id.", mend="Give sha256: and 64 hex digits."
            )
        data = self._evidence.get(sha256)
        if sha256_hex(data) != sha256:
            raise CaseError(
                f"The bytes of {evidence} are no longer those that were captured.",
                where=str(self._evidence.path(sha256)),
                mend="Restore the file from a copy of the case.",
            )
        return data

    def table(self, name: str) -> pa.Table:
        """Return a whole table, rows in id order; an empty one if nothing was put."""
        schema = schema_for(name, self._database.schema(name))
        return decoded(name, self._database.bodies(name), schema)

    def apply(
        self,
        delta: Delta,
        *,
        stage: str,
        version: str,
        marks: Iterable[str] = (),
        whole: bool = False,
    ) -> None:
        """Make a stage's changes in one transaction and enter them in the ledger.

        marks: keys of what the stage is finished with, for `done()`; they are kept in the same
        transaction. whole: the delta puts whole tables, so that rows which it does not put are
        withdrawn from these. A delta that changes nothing makes no entry. Raises CaseError for
        a delta that touches evidence or bookkeeping, or that cannot be kept.
        """
        _check_derived(delta, stage)
        changes = Changes()
        for table, rows in delta.put.items():
            changes.put[table] = dict(encoded(table, rows))
            if whole:
                changes.withdraw[table] = set(self._database.ids(table)) - set(changes.put[table])
            if table not in RECORDS:
                changes.schemas[table] = rows.schema.remove_metadata().serialize().to_pybytes()
        for table, ids in delta.withdraw.items():
            changes.withdraw.setdefault(table, set()).update(ids)
        for key in marks:
            row = f"{stage}/{key}"
            body = {"id": row, "stage": stage, "key": key, "version": version}
            changes.add("progress", row, canonical_bytes(body).decode())
        said = {"stage": stage, "version": version}
        self._database.commit(changes, kind="applied", at=self._clock(), said=said)

    def done(self, stage: str, version: str | None = None) -> set[str]:
        """Return the keys that a stage is finished with (under one version, if it is named)."""
        return {
            str(row["key"])
            for row in self._objects("progress")
            if row["stage"] == stage and version in (None, row["version"])
        }

    def forget_progress(self) -> None:
        """Forget what the stages are finished with, so that all is derived anew."""
        changes = Changes(withdraw={"progress": set(self._database.ids("progress"))})
        self._database.commit(changes, kind="applied", at=self._clock(), said={"stage": "anew"})

    def last_capture(self) -> datetime | None:
        """Return when an item was last captured or seen again; None for a case without any."""
        times = [parse_instant(str(row["at"])) for row in self._objects("custody")]
        return max(times, default=None)

    def _objects(self, table: str) -> list[dict[str, Any]]:
        """Return a bookkeeping table's rows; raises CaseError for one that lacks a field."""
        rows = [read_object(body, table) for body in self._database.bodies(table)]
        for row in rows:
            if not row.keys() >= _NEEDED[table]:
                raise damaged(table, KeyError("a field"))
        return rows

    def put_report(self, name: str, data: bytes) -> StoredReport:
        """Keep a published artefact for good; its file's name carries the start of its hash.

        Publishing the same bytes under the same name again adds nothing. The last one of each
        name stands in `report` too, under the plain name. Raises CaseError for a name that is
        no plain file name.
        """
        if not _REPORT_NAME.match(name):
            raise CaseError(
                f"“{name[:80]}” cannot name a report.",
                mend="Use letters, digits, full stops, hyphens; no folders.",
            )
        sha256 = sha256_hex(data)
        row = f"{name}|{sha256}"
        stem, dot, suffix = name.rpartition(".")
        file = f"{stem or suffix}-{sha256[:_SHORT_HASH]}{dot}{suffix if stem else ''}"
        path = self.folder / REPORTS / file
        if self._database.body("report", row) is None:
            path.parent.mkdir(exist_ok=True)
            write_durably(path, data)
            sync_folder(path.parent)
            number = len(self._database.ids("report")) + 1
            body = {
                "id": row,
                "name": name,
                "sha256": sha256,
                "size": len(data),
                "file": file,
                "number": number,
            }
            changes = Changes()
            changes.add("report", row, canonical_bytes(body).decode())
            self._database.commit(changes, kind="report", at=self._clock(), said={"name": name})
        (self.folder / CURRENT).mkdir(exist_ok=True)
        write_durably(self.folder / CURRENT / name, data)
        return StoredReport(name=name, sha256=sha256, size=len(data), path=path)

    def reports(self) -> tuple[StoredReport, ...]:
        """Return what was published, in the order in which it was."""
        rows = self._objects("report")
        return tuple(
            StoredReport(
                name=str(row["name"]),
                sha256=str(row["sha256"]),
                size=int(row["size"]),
                path=self.folder / REPORTS / Path(str(row["file"])).name,
            )
            for row in sorted(rows, key=lambda row: int(row["number"]))
        )

    def result_digest(self) -> str:
        """Return one hash over all evidence ids and derived tables.

        Two runs of the same case have the same, whenever and in however many steps they ran.
        """
        left_out = BOOKKEEPING | {"evidence"}
        tables = {
            table: each
            for table, each in self._database.digests().items()
            if table not in left_out and each != digest_of(empty())
        }
        return digest({"evidence": self._database.ids("evidence"), "tables": tables})


def _check_derived(delta: Delta, stage: str) -> None:
    """Raise CaseError for a delta that touches what no stage may."""
    touched = {*delta.put, *delta.withdraw} & {*BOOKKEEPING, "evidence", "rejected"}
    if touched:
        raise CaseError(
            f"The stage {stage} would change {', '.join(sorted(touched))}.",
            mend="A stage may put derived tables only.",
        )


def _add(changes: Changes, record: type[T], value: T) -> None:
    """Put one record into the table of its kind."""
    table = NAMES[record]
    for row, body in encoded(table, to_table(record, [value])):
        changes.add(table, row, body)


def _custody(row: str, evidence: Evidence, step: Custody, *, again: bool) -> str:
    """Return a custody row; seen again, it says as whose evidence it came."""
    body = {
        "id": row,
        "evidence": evidence.id,
        "at": rfc3339(step.at),
        "act": "seen_again" if again else step.act,
        "locator": step.locator,
        "note": f"as {evidence.source}; {step.note}".removesuffix("; ") if again else step.note,
    }
    return canonical_bytes(body).decode()
