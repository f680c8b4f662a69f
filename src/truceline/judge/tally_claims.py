"""The claims of one total: tally statements with their origin, report and flaws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from truceline.language.words import fold
from truceline.model.columns import from_table
from truceline.model.evidence import Document
from truceline.model.origin import Contradiction, Origin
from truceline.model.source import Source
from truceline.model.stage import Tables
from truceline.model.statement import Statement
from truceline.model.values import Window

_RecordType = TypeVar("_RecordType")
_LATE = datetime(9999, 1, 1, tzinfo=UTC)
_UNKNOWN = Window(start=None, end=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A tally statement with what stands around it.

    report: the page or document that it comes from; own: the claimant's own feed says it;
    distorted: fields that this report is known to have changed; share: a share of another
    number, so that it must not be added; published: for the order only.
    """

    statement: Statement
    origin: str
    side: str | None
    claimant: str
    report: str
    published: datetime
    own: bool = False
    distorted: frozenset[str] = frozenset()
    share: bool = False

    @property
    def window(self) -> Window:
        """Return the window as this report gives it."""
        return self.statement.window or _UNKNOWN


def records(tables: Tables, name: str, record: type[_RecordType]) -> list[_RecordType]:
    """Return a table's rows as records, [] if the table is not there."""
    return from_table(record, tables[name]) if name in tables else []


def _is_share(said: Statement, text: str, words: Mapping[str, Any]) -> bool:
    """Tell whether the words make a number a share of the one before it."""
    reach = int(words["share_reach"])
    before = fold(text[max(0, said.span.start - reach) : said.span.start])
    quoted = fold(said.quote)
    for cue in words["share_cues"].get(said.lang, ()):
        # Inside the quote a cue counts only where it leads: "1,882, of them 812" is about 1,882.
        if quoted.startswith(cue) or before.rstrip(" ,:(").endswith(cue):
            return True
    return False


def claims_of(batch: Tables, words: Mapping[str, Any]) -> list[Claim]:
    """Return the tally statements of a batch as claims, in the order of the evidence.

    Only tallies with a number count. Order: publication, then the largest number.
    """
    table = batch["statement"]
    said = [
        each
        for each in from_table(Statement, table.filter(pc.equal(table["kind"], pa.scalar("tally"))))
        if each.quantity is not None
    ]
    origins = {m: each for each in records(batch, "origin", Origin) for m in each.members}
    wanted = {each.document for each in said}
    documents = {
        each.id: each for each in records(batch, "document", Document) if each.id in wanted
    }
    sources = {each.id: each for each in records(batch, "source", Source)}
    flaws = _flaws(records(batch, "contradiction", Contradiction))
    claims = [
        _claim(each, origins.get(each.id), documents.get(each.document), sources, flaws, words)
        for each in said
    ]
    return sorted(claims, key=_order)


def _order(claim: Claim) -> tuple[object, ...]:
    quantity = claim.statement.quantity
    largest_first = -quantity.min if quantity else 0.0
    return (claim.published, largest_first, claim.statement.span, claim.report, claim.statement.id)


def _flaws(contradictions: Sequence[Contradiction]) -> dict[str, frozenset[str]]:
    """Return the fields that each statement is known to have changed, by statement id.

    Where no parent is known neither of two is the distortion, and none is marked.
    """
    found: dict[str, set[str]] = {}
    for each in contradictions:
        if each.distortion and each.parent:
            changed = each.b if each.parent != each.b else each.a
            found.setdefault(changed, set()).add(each.distortion)
    return {name: frozenset(fields) for name, fields in found.items()}


def _claim(
    said: Statement,
    origin: Origin | None,
    document: Document | None,
    sources: Mapping[str, Source],
    flaws: Mapping[str, frozenset[str]],
    words: Mapping[str, Any],
) -> Claim:
    source = sources.get(document.source) if document else None
    side = origin.side if origin else said.authority
    published = document.published if document else None
    return Claim(
        statement=said,
        origin=origin.id if origin else said.id,
        side=side,
        claimant=(origin.speaker if origin else "") or said.speaker,
        report=(document.url or document.id) if document else said.document,
        published=published.earliest if published else _LATE,
        own=bool(
            source
            and side is not None
            and source.allegiance == side
            and source.kind in ("official", "party")
        ),
        distorted=flaws.get(said.id, frozenset()),
        share=_is_share(said, document.text if document else "", words),
    )
