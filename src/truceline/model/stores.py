"""What the pipeline needs of a store, whatever keeps it: SQLite today, PostgreSQL later."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

import pyarrow as pa

from truceline.model.evidence import Captured, Rejected
from truceline.model.stage import Delta


class Store(Protocol):
    """A case's memory: raw evidence by hash, tables by name, and the ledger beside them."""

    def put_evidence(self, items: Iterable[Captured]) -> int:
        """Keep items that are new, add custody to those that are not; return how many were new."""
        ...

    def put_rejected(self, items: Iterable[tuple[Rejected, bytes]]) -> int:
        """Quarantine items with what could be kept of their bytes; return how many were new."""
        ...

    def refused(self) -> frozenset[str]:
        """Return the ids of what was put into quarantine since the store was opened."""
        ...

    def raw(self, evidence: str) -> bytes:
        """Return the raw bytes of a piece of evidence; raises CaseError if it is not held."""
        ...

    def table(self, name: str) -> pa.Table:
        """Return a whole table, rows in id order; an empty one if nothing was put."""
        ...

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

        marks: keys of what the stage is finished with, kept in the same transaction; whole: the
        delta puts whole tables, so that rows which it does not put are withdrawn from these.
        """
        ...

    def done(self, stage: str, version: str | None = None) -> set[str]:
        """Return the keys that a stage is finished with (under one version, if it is named)."""
        ...

    def last_capture(self) -> datetime | None:
        """Return when an item was last captured or seen again; None for a case without any."""
        ...

    def put_report(self, name: str, data: bytes) -> object:
        """Keep a published artefact for good and enter it in the ledger."""
        ...
