"""Evidence as captured, its custody, and the document that is read from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from truceline.ground.times import TimeRange

CustodyAct = Literal["captured", "seen_again", "unpacked", "quarantined"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Custody:
    """One step in the life of a piece of evidence."""

    at: datetime
    act: CustodyAct
    locator: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """An item as captured; never changed.

    id: "sha256:" and 64 hex digits of the raw bytes. locator: where it was found (file, member
    of an archive, row of a table). published: None means unknown, and nothing guesses it.
    language: as the source declared it, None if it did not. fields: typed columns that a table's
    mapping carried (JSON values), empty for text.
    """

    id: str
    source: str
    media_type: str
    locator: str
    size: int
    given_id: str | None = None
    url: str | None = None
    title: str | None = None
    language: str | None = None
    published: TimeRange | None = None
    fields: str = "{}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """A piece of evidence with its raw bytes, on its way into the store."""

    evidence: Evidence
    raw: bytes
    custody: tuple[Custody, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """An item that could not be used: kept in quarantine with the reason, never lost."""

    id: str
    locator: str
    what: str
    mend: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a reader reads: the input text exactly, with what is known of its origin.

    id: the given id when read from the command line, the evidence id inside a case.
    text: the input as decoded (markup included); every span counts its code points.
    """

    id: str
    evidence: str
    source: str
    media_type: str
    text: str
    published: TimeRange | None = None
    language: str | None = None
    title: str | None = None
    url: str | None = None
    fields: str = "{}"
