"""What documents, sources and origins add to statements, as columns beside them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from truceline.model.arrow import (
    Column,
    Integers,
    Truths,
    column,
    compute,
    filled,
    first_known,
    match,
    members,
    of_rows,
    take,
    truths,
    whole,
)
from truceline.model.columns import schema_of
from truceline.model.evidence import Document
from truceline.model.origin import Origin
from truceline.model.source import Source
from truceline.model.stage import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """What stands around n statements; every column has a row for each.

    published: a time range, null if unknown; origin: id; side: the party whose voice it is, null
    for none; speaker: of the origin, else of the statement; direct: the origin saw it.
    """

    published: Column
    origin: Column
    side: Column
    speaker: Column
    direct: Truths


def near_of(said: pa.Table, batch: Tables) -> Near:
    """Return what the batch's tables "document", "source" and "origin" add to statements.

    A statement without an origin is its own, with the authority that it names, else its source's
    allegiance. Tables that are missing add nothing.
    """
    document = _table(batch, "document", Document, "id", "source")
    source = _table(batch, "source", Source, "id", "allegiance")
    at = match(column(said, "document"), document["id"])
    feed = match(take(column(document, "source"), at), source["id"])
    authority = column(said, "authority")
    unnamed = compute.equal(filled(authority, ""), "")
    own = compute.if_else(unnamed, pa.scalar(None, pa.string()), authority)
    side = first_known(own, take(column(source, "allegiance"), feed))
    origin = _table(batch, "origin", Origin, "id", "members", "side", "speaker", "direct")
    home = _home(column(said, "id"), origin)
    traced = pa.array(home >= 0)
    speaker = filled(take(column(origin, "speaker"), home), "")
    named = filled(column(said, "speaker"), "")
    return Near(
        published=published_of(said, batch),
        origin=first_known(take(column(origin, "id"), home), column(said, "id")),
        side=compute.if_else(traced, take(column(origin, "side"), home), side),
        speaker=compute.if_else(compute.equal(speaker, ""), named, speaker),
        direct=truths(take(column(origin, "direct"), home)),
    )


def published_of(said: pa.Table, batch: Tables) -> Column:
    """Return when the documents of statements were published, null if unknown."""
    document = _table(batch, "document", Document, "id", "published")
    at = match(column(said, "document"), document["id"])
    return take(column(document, "published"), at)


def _table(batch: Tables, name: str, record: type, *columns: str) -> pa.Table:
    found = batch[name] if name in batch else schema_of(record).empty_table()
    return found.select(list(columns))


def _home(statement: Column, origin: pa.Table) -> Integers:
    """Return the row of each statement's origin, -1 for none; of several that of the least id."""
    owner, member = members(column(origin, "members"))
    once = whole(compute.unique(member))
    if len(once) < len(member):
        ids = of_rows(column(origin, "id"), owner)
        order = compute.sort_indices(ids)
        owner, member = owner[np.asarray(order)], member.take(order)
    at = match(statement, member)
    return np.where(at >= 0, owner[at], -1) if len(owner) else at
