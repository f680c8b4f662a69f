"""What is remembered of addresses fetched before, so that what did not change is not sent again."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from truceline.ground.canonical import canonical_bytes
from truceline.ground.files import read_file

_SCHEMA = "truceline/visits/1"
_MOST_BYTES = 8 * 1024 * 1024
_MOST_VISITS = 20_000
_LONGEST = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """The last answer of an address: where it was found in the end, and the server's marks of it.

    etag, last_modified: as the server wrote them, "" for none; sha256: of the body.
    """

    final: str
    etag: str = ""
    last_modified: str = ""
    sha256: str = ""


@dataclass(slots=True)
class Visits:
    """The visits of a case, by the address that was asked for."""

    known: dict[str, Visit] = field(default_factory=dict)

    @staticmethod
    def load(path: Path) -> Visits:
        """Return the visits that a file keeps; none if it is missing, or not what we wrote.

        Forgetting costs one fetch; believing a stranger's file could cost a change.
        """
        try:
            content: Any = json.loads(read_file(path, _MOST_BYTES, follow=False))
        except (OSError, ValueError, RecursionError):
            return Visits()
        if not isinstance(content, dict) or content.get("schema") != _SCHEMA:
            return Visits()
        given = content.get("visits")
        entries = given.items() if isinstance(given, dict) else ()
        return Visits({address: Visit(**each) for address, each in entries if _is_visit(each)})

    def save(self, path: Path) -> None:
        """Write the visits so that a kill in between leaves the old ones; raises OSError."""
        visits = {address: asdict(each) for address, each in self.known.items()}
        beside = path.with_name(f"{path.name}.new")
        beside.unlink(missing_ok=True)
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(canonical_bytes({"schema": _SCHEMA, "visits": visits}))
        beside.replace(path)

    def remember(self, address: str, visit: Visit) -> None:
        """Keep the last visit of an address, unless its marks are too long to be marks."""
        if _is_visit(asdict(visit)) and len(self.known) < _MOST_VISITS:
            self.known[address] = visit


def _is_visit(value: object) -> bool:
    names = {each.name for each in fields(Visit)}
    return (
        isinstance(value, dict)
        and set(value) == names
        and all(isinstance(each, str) and len(each) <= _LONGEST for each in value.values())
        and all(each.isprintable() and each.isascii() for each in value.values())
    )
