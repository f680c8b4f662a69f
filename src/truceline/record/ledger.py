"""The ledger's entries: each names the hash of the one before it, so that none can be changed.

An entry is a JSON object; its hash is the SHA-256 of its RFC 8785 form.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from truceline.ground.canonical import canonical_bytes, sha256_hex
from truceline.ground.times import rfc3339

EntryKind = Literal["created", "evidence", "rejected", "applied", "report"]

NO_ENTRY = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an entry did to one table: rows put and withdrawn, and the table's digest after."""

    table: str
    put: int
    withdrawn: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry: its canonical JSON and the hash of that."""

    seq: int
    hash: str
    body: str


def make_entry(
    *,
    seq: int,
    previous: str,
    kind: EntryKind,
    at: datetime,
    changes: Sequence[Change],
    said: dict[str, str] | None = None,
) -> Entry:
    """Return the entry that follows `previous`; said: what else it states (stage, version...)."""
    value = {
        **(said or {}),
        "seq": seq,
        "prev": previous,
        "at": rfc3339(at),
        "kind": kind,
        "tables": {
            each.table: {"put": each.put, "withdrawn": each.withdrawn, "digest": each.digest}
            for each in changes
        },
    }
    body = canonical_bytes(value)
    return Entry(seq=seq, hash=sha256_hex(body), body=body.decode("utf-8"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a chain shows: its problems, and the digest that it states last for each table."""

    problems: tuple[str, ...]
    digests: dict[str, str]


def check_chain(entries: Sequence[Entry]) -> Checked:
    """Recompute a chain from its first entry; entries in the order in which they were kept."""
    problems: list[str] = []
    digests: dict[str, str] = {}
    previous = NO_ENTRY
    for position, entry in enumerate(entries, start=1):
        where = f"ledger entry {position}"
        body = _object(entry.body)
        if sha256_hex(entry.body.encode("utf-8")) != entry.hash:
            problems.append(f"{where}: its text does not have the hash that stands beside it.")
        if body is None:
            problems.append(f"{where}: its text is not a JSON object.")
        else:
            if entry.seq != position or body.get("seq") != position:
                problems.append(
                    f"{where}: it is numbered {entry.seq}; entries are missing or moved."
                )
            if body.get("prev") != previous:
                problems.append(f"{where}: it does not follow the entry before it.")
            digests |= _digests(body)
        previous = entry.hash
    return Checked(problems=tuple(problems), digests=digests)


def _object(text: str) -> dict[str, Any] | None:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _digests(body: dict[str, Any]) -> dict[str, str]:
    tables = body.get("tables")
    if not isinstance(tables, dict):
        return {}
    return {
        name: each["digest"]
        for name, each in tables.items()
        if isinstance(each, dict) and isinstance(each.get("digest"), str)
    }
