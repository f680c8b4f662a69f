"""What collecting takes in and gives out, and how something unusable becomes a quarantined item."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from truceline.collect.limits import KEPT_LIMIT
from truceline.collect.streams import Budget
from truceline.ground.canonical import make_id
from truceline.ground.errors import InputError
from truceline.model.evidence import Captured, Custody, CustodyAct, Rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectInput:
    """One thing to collect: a file or folder, with what the user knows about it.

    source: id of the source for items that name none themselves; mapping: name or path of the
    mapping for tables; language: code for items that declare none. within: a folder that the
    path, and the links on its way, must not lead out of; None where the user named the path.
    """

    path: Path
    source: str | None = None
    mapping: str | None = None
    language: str | None = None
    within: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """An item that could not be used, with as many of its bytes as may be kept."""

    rejected: Rejected
    kept: bytes


Item = Captured | Quarantined


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a connector knows about the file that it reads.

    locator: where the file is, as every item names it: never an absolute path, so that a case
    moved to another machine stays the same. name: the file's own name, which decides who reads
    it. original: returns up to so many of the file's bytes, as they lie there. size: of the
    file, in bytes. depth: how many archives stand around it; unfolding, members: what may still
    come out of the outermost of these, in bytes and in files. media_type: what the file is, where
    whoever delivered it said so; it then decides who reads it, not the name. url: its address.
    note: what custody says of its capture.
    """

    locator: str
    name: str
    size: int
    now: datetime
    original: Callable[[int], bytes]
    source: str | None = None
    mapping: str | None = None
    language: str | None = None
    custody: tuple[Custody, ...] = ()
    depth: int = 0
    unfolding: Budget | None = None
    members: Budget | None = None
    media_type: str | None = None
    url: str | None = None
    note: str = ""

    def here(self) -> tuple[Custody, ...]:
        """Return the custody up to this file: captured, or unpacked from what stands around it."""
        return self.step("unpacked" if self.depth else "captured", self.locator, self.note)

    def step(self, act: CustodyAct, locator: str, note: str = "") -> tuple[Custody, ...]:
        """Return the custody of what stands around this file, and one step more."""
        return (*self.custody, Custody(at=self.now, act=act, locator=locator, note=note))

    def inside(self, name: str, *, size: int, original: Callable[[int], bytes]) -> Context:
        """Return the context of a file that lies inside this one."""
        return replace(
            self,
            locator=f"{self.locator}!{name}",
            name=name.rsplit("/", 1)[-1],
            size=size,
            original=original,
            custody=self.here(),
            depth=self.depth + 1,
            media_type=None,
            url=None,
            note="",
        )


def quarantined(
    error: InputError,
    *,
    locator: str,
    kept: bytes,
    size: int | None = None,
    sha256: str | None = None,
) -> Quarantined:
    """Return the quarantined item for an error.

    kept is cut to KEPT_LIMIT; size and sha256 are those of the whole where it was longer than
    what is at hand, and the message then says how much is kept.
    """
    whole = len(kept) if size is None else size
    head = kept[:KEPT_LIMIT]
    what = error.what
    if len(head) < whole:
        what = f"{what} Of {whole:,} bytes the first {len(head):,} are kept here."
        if sha256:
            what = f"{what} SHA-256 of all: {sha256}."
    told = sha256 or hashlib.sha256(kept).hexdigest()
    rejected = Rejected(
        id=make_id("rj", {"locator": locator, "sha256": told, "what": error.what}),
        locator=locator,
        what=what,
        mend=error.mend,
        size=whole,
    )
    return Quarantined(rejected=rejected, kept=head)
