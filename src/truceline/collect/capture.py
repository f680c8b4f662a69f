"""Making evidence: its hash, what it says of itself, and its custody."""

from __future__ import annotations

from dataclasses import dataclass, replace

from truceline.collect.items import Context
from truceline.collect.limits import GIVEN_LIMITS
from truceline.ground.canonical import sha256_hex
from truceline.ground.errors import EvidenceError
from truceline.ground.times import TimeRange
from truceline.model.evidence import Captured, Custody, Evidence

UNKNOWN_SOURCE = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What an item says of itself; None is unknown.

    source: as the item names it; usual_source: whose such items are if nobody says otherwise.
    """

    given_id: str | None = None
    source: str | None = None
    usual_source: str | None = None
    url: str | None = None
    title: str | None = None
    language: str | None = None
    published: TimeRange | None = None
    fields: str = "{}"


def checked(said: Said) -> Said:
    """Return what an item says of itself; raises EvidenceError for what is too long to be that."""
    for name, limit in GIVEN_LIMITS.items():
        value = getattr(said, name)
        if value is not None and len(value) > limit:
            raise EvidenceError(
                f"Its {name.replace('_', ' ')} has {len(value):,} characters; {limit:,} are kept.",
                mend="Check that the columns or keys are the right ones; shorten it.",
            )
    return said


def capture(
    raw: bytes,
    *,
    media_type: str,
    locator: str,
    context: Context,
    said: Said,
    note: str = "",
) -> Captured:
    """Return the evidence that some bytes are.

    The source is the one that the item names, else the one that the user gave for the input,
    else the usual one of such tables, else "unknown". Bytes that are the whole file are
    "captured"; part of one is "unpacked" from it, with the file's own capture before. note: what
    custody says beside that, such as who sent a mail.
    """
    custody = context.here()
    if locator != context.locator:
        custody += (Custody(at=context.now, act="unpacked", locator=locator, note=note),)
    elif note:
        custody = (*custody[:-1], replace(custody[-1], note=note))
    evidence = Evidence(
        id=f"sha256:{sha256_hex(raw)}",
        source=said.source or context.source or said.usual_source or UNKNOWN_SOURCE,
        media_type=media_type,
        locator=locator,
        size=len(raw),
        given_id=said.given_id,
        url=said.url or context.url,
        title=said.title,
        language=said.language or context.language,
        published=said.published,
        fields=said.fields,
    )
    return Captured(evidence=evidence, raw=raw, custody=custody)
