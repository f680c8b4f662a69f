"""Items as the records that the stages take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache
from typing import Any

import pyarrow as pa

from benchmarks.items import Item
from truceline.agreements import load
from truceline.fuse import step as fuse_step
from truceline.ground.canonical import make_id
from truceline.ground.times import TimeRange
from truceline.model.agreement import Agreement
from truceline.model.doors import RECORDS
from truceline.model.evidence import Document
from truceline.model.source import Source
from truceline.model.stage import Params
from truceline.model.statement import Statement
from truceline.model.values import Bounds, Place, Span
from truceline.pipeline.parts import tables_of
from truceline.read import Reader
from truceline.trace import step as trace_step

AGREEMENT = "easter-2025"


@cache
def reader() -> Reader:
    """Return the shipped reader, loaded once."""
    return Reader.load()


@cache
def agreement() -> Agreement:
    """Return the agreement under which made incidents are judged."""
    return load(AGREEMENT)


def documents(items: Sequence[Item]) -> list[Document]:
    """Return each item as a document of its source."""
    return [
        Document(
            id=each.id,
            evidence=each.id,
            source=each.source,
            media_type="text/plain",
            text=each.text,
            published=each.published,
            language=each.language,
        )
        for each in items
    ]


def sources(items: Sequence[Item]) -> list[Source]:
    """Return the sources of items, as nobody has described them."""
    return [Source(id=each, name=each) for each in sorted({item.source for item in items})]


def statements(items: Sequence[Item]) -> list[Statement]:
    """Return what items say: as the generator knows it, or as the reader reads real ones."""
    made = [_statement(each) for each in items if each.event]
    real = documents([each for each in items if not each.is_made])
    return made + [said for each in real for said in reader().read(each).statements]


def _statement(item: Item) -> Statement:
    span = Span(0, item.lead)
    seed: Mapping[str, Any] = {
        "evidence": item.id,
        "span": list(span),
        "kind": "incident_report",
        "part": 0,
    }
    name, lat, lon = item.town or ("", 0.0, 0.0)
    happened = item.happened or item.published.earliest
    return Statement(
        id=make_id("st", seed),
        document=item.id,
        span=span,
        quote=item.text[: item.lead],
        kind="incident_report",
        lang="en",
        act=item.act,
        perpetrator="unknown",
        killed=Bounds(item.killed, item.killed) if item.killed else None,
        places=(Place(name=name, lat=lat, lon=lon, radius_m=3000.0, level="settlement"),),
        time=TimeRange(earliest=happened, latest=happened + timedelta(minutes=1)),
    )


def tables(items: Sequence[Item]) -> dict[str, pa.Table]:
    """Return the tables that tracing takes."""
    return tables_of(
        {
            "statement": statements(items),
            "document": documents(items),
            "source": sources(items),
        }
    )


def traced(items: Sequence[Item]) -> dict[str, pa.Table]:
    """Return the tables that fusing takes: those of tracing, and the origins."""
    batch = tables(items)
    return {**batch, **_known(trace_step(batch, {}, {}, Params(stage="trace")).put)}


def fused(items: Sequence[Item]) -> dict[str, pa.Table]:
    """Return the tables that judging takes: those of fusing, and the incidents."""
    batch = traced(items)
    return {**batch, **_known(fuse_step(batch, {}, {}, Params(stage="fuse")).put)}


def _known(put: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    return {name: table for name, table in put.items() if name in RECORDS}
