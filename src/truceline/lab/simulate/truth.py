"""The shapes of a simulated world: its truth as columns, and what a simulation is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pyarrow as pa

from truceline.ground.errors import UsageError
from truceline.model.columns import schema_of
from truceline.model.detection import Coverage, Detection
from truceline.model.evidence import Document
from truceline.model.origin import Origin
from truceline.model.source import Source
from truceline.model.stage import Tables
from truceline.model.statement import Statement

Account = Literal["as told", "flood", "three accounts"]
FRONTS = ("quiet", "busy", "mixed")
FAMILIES = ("a", "b")

# What was so. by, ground: party ids, by "" if nobody did it; place: a settlement's name; spell: ""
# or the id of the spell of continuous fighting; start, end: seconds since 1970. A row that did not
# occur is what somebody made up.
_HAPPENED: dict[str, pa.DataType] = {
    "id": pa.string(),
    "occurred": pa.bool_(),
    "act": pa.string(),
    "lat": pa.float64(),
    "lon": pa.float64(),
    "start": pa.float64(),
    "end": pa.float64(),
    "by": pa.string(),
    "ground": pa.string(),
    "place": pa.string(),
    "killed": pa.int32(),
    "injured": pa.int32(),
    "spell": pa.string(),
}
HAPPENED = pa.schema(_HAPPENED)
# Who really said what of it. incident: id in HAPPENED, "" for tallies; parent: the statement
# copied from, "" for a first utterance; kind: of the edge to it, "" likewise; distorted: the field
# that was changed on the way, or ""; side: the party whose voice the origin is, or "".
TOLD = pa.schema(
    [
        pa.field(name, pa.string())
        for name in ("statement", "incident", "origin", "parent", "kind", "distorted", "side")
    ]
)
# Which incident set a sensor off: "" for a false alarm.
SENSED = pa.schema({"detection": pa.string(), "incident": pa.string()})
RECORDS: Mapping[str, type] = {
    "source": Source,
    "document": Document,
    "statement": Statement,
    "origin": Origin,
    "detection": Detection,
    "coverage": Coverage,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A stretch of simulated time.

    happened, told, sensed: the truth (HAPPENED, TOLD, SENSED). tables: what the stages are given,
    by the names of RECORDS, with the model's own columns; "origin" holds the true origins, for
    runs without tracing. Every day's World carries the same sources.
    """

    happened: pa.Table
    told: pa.Table
    sensed: pa.Table
    tables: Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a simulation is asked for.

    front, family: names in fronts.yaml and families.yaml; texts: whether documents get words
    (without them a text and a quote are empty). account: "flood": each day one made-up report is
    rewritten `copies` times; "three accounts": each day one incident is told by three witnesses
    who do not know of each other, one of them a monitor.
    """

    front: str
    family: str
    seed: int
    texts: bool = True
    account: Account = "as told"
    copies: int = 1000

    def __post_init__(self) -> None:
        for what, name, known in (("front", self.front, FRONTS), ("family", self.family, FAMILIES)):
            if name not in known:
                raise UsageError(
                    f"There is no {what} named “{name}”.",
                    mend=f"Choose one of: {', '.join(known)}.",
                )
        if self.seed < 0:
            raise UsageError("A seed below 0.", mend="Give a whole number from 0 on.")


def joined(days: list[World]) -> World:
    """Return days as one World; the sources, the same on every day, stand in it once."""
    tables = {
        name: pa.concat_tables([each.tables[name] for each in days])
        if days
        else schema_of(record).empty_table()
        for name, record in RECORDS.items()
    }
    if days:
        tables["source"] = days[0].tables["source"]
    return World(
        happened=pa.concat_tables([each.happened for each in days])
        if days
        else HAPPENED.empty_table(),
        told=pa.concat_tables([each.told for each in days]) if days else TOLD.empty_table(),
        sensed=pa.concat_tables([each.sensed for each in days]) if days else SENSED.empty_table(),
        tables=tables,
    )
