"""Lines as the model's tables: statements, documents, true origins, and who told what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from truceline.lab.simulate.ground import Ground
from truceline.lab.simulate.lines import (
    CHANGES,
    DENIES,
    EDGES,
    KINDS,
    NOT_NAMED,
    TARGETS,
    Lines,
    acts,
)
from truceline.lab.simulate.outlets import Outlets
from truceline.lab.simulate.placed import places_of
from truceline.lab.simulate.truth import TOLD
from truceline.lab.simulate.wording import words_of
from truceline.model.columns import schema_of
from truceline.model.evidence import Document
from truceline.model.origin import Origin
from truceline.model.statement import Statement

Array = Any  # pyarrow names the type of what an array holds; here it is what the model says
Columns = dict[str, Array]
Yes = NDArray[np.bool_]
_DAY_S = 86400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The words of a day: a text for each document, a span and a quote for each statement."""

    texts: Sequence[str]
    spans: NDArray[np.int64]
    quotes: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What numbers in lines stand for."""

    ground: Ground
    outlets: Outlets

    @property
    def parties(self) -> tuple[str, str]:
        """Return the ids of the two sides."""
        return self.ground.theatre.front.parties


def named(codes: NDArray[Any], names: Sequence[str | None] | NDArray[Any]) -> Array:
    """Return a text for each number; a negative one counts from the end, as in Python."""
    return pa.array(np.array([*names], dtype=object)[codes], pa.string())


def bounds(numbers: NDArray[np.float64]) -> Array:
    """Return [least, most] as Bounds: null if unknown, an open end if infinite."""
    unknown = np.isnan(numbers[:, 0])
    least = pa.array(np.where(unknown, 0.0, numbers[:, 0]))
    most = pa.array(numbers[:, 1], mask=~np.isfinite(numbers[:, 1]))
    return pa.StructArray.from_arrays([least, most], names=["min", "max"], mask=pa.array(unknown))


def instants(seconds: NDArray[np.float64], unknown: Yes) -> Array:
    """Return seconds since 1970 as instants in UTC, null where unknown."""
    whole = np.where(unknown, 0.0, seconds).astype(np.int64) * 1_000_000
    return pa.array(whole, mask=unknown).cast(pa.timestamp("us", tz="UTC"))


def ranges(times: NDArray[np.float64], names: tuple[str, str], zone: bool) -> Array:
    """Return [earliest, latest] as a TimeRange (zone) or a Window, null if unknown."""
    unknown = np.isnan(times[:, 0])
    parts = [instants(times[:, 0], unknown), instants(times[:, 1], unknown)]
    fields = list(names)
    if zone:
        parts.append(pa.nulls(len(times), pa.string()))
        fields.append("zone")
    return pa.StructArray.from_arrays(parts, names=fields, mask=pa.array(unknown))


def ids(letter: str, day: int, number: int) -> NDArray[Any]:
    """Return ids of a day's things in a row."""
    return np.array([f"{letter}{day:05d}-{each:06d}" for each in range(number)], dtype=object)


def table(record: type, columns: Mapping[str, Array], number: int) -> pa.Table:
    """Return a table with a record's schema; columns that are not given are empty or null."""
    found = []
    for field in schema_of(record):
        column = columns.get(field.name)
        if column is None:
            column = _nothing(field.type, number)
        found.append(column.cast(field.type))
    return pa.Table.from_arrays(found, schema=schema_of(record))


def _nothing(kind: pa.DataType, number: int) -> Array:
    if pa.types.is_string(kind):
        return pa.array([""] * number, pa.string())
    if pa.types.is_boolean(kind):
        return pa.array(np.zeros(number, dtype=np.bool_))
    if pa.types.is_list(kind):
        return pa.array([[]] * number, kind)
    found: Array = pa.array([None] * number, kind)
    return found


def spans(pairs: NDArray[np.int64]) -> Array:
    """Return pairs of code points as spans."""
    return pa.StructArray.from_arrays(
        [pa.array(pairs[:, 0]), pa.array(pairs[:, 1])], names=["start", "end"]
    )


def statements(
    said: Lines, keys: Mapping[str, NDArray[Any]], setting: Setting, written: Written
) -> pa.Table:
    """Return lines as statements."""
    outlets, number = setting.outlets, len(said)
    tally = said["kind"] == KINDS.index("tally")
    reported = np.where(tally[:, None], np.nan, said["time"])
    official = np.where(said["speaker"] >= 0, outlets.side[np.maximum(said["speaker"], 0)], -1)
    command = outlets.command[np.maximum(said["speaker"], 0)]
    columns: Columns = {
        "id": pa.array(keys["statement"], pa.string()),
        "document": pa.array(keys["document"][said["document"]], pa.string()),
        "span": spans(written.spans),
        "quote": pa.array(written.quotes, pa.string()),
        "kind": named(said["kind"], KINDS),
        "lang": named(outlets.language[said["outlet"]], outlets.languages),
        "modality": named(
            (said["kind"] == KINDS.index("denial")).astype(np.int64), ("asserted", "denied")
        ),
        "speaker": _spoken(said, setting),
        "authority": named(np.where(command, official, -1), (*setting.parties, None)),
        "act": named(said["act"], acts()),
        "perpetrator": named(said["by"] - NOT_NAMED, ("", "unknown", *setting.parties)),
        "perpetrator_stated": pa.array((said["by"] >= 0) & ~said["implied"]),
        "target_class": named(said["target"], TARGETS),
        "killed": bounds(said["killed"]),
        "injured": bounds(said["injured"]),
        "places": places_of(said, setting.ground),
        "time": ranges(reported, ("earliest", "latest"), zone=True),
        "window": ranges(
            np.where(tally[:, None], said["time"], np.nan), ("start", "end"), zone=False
        ),
        "quantity": bounds(said["quantity"]),
        "unit": named(tally.astype(np.int64), ("", "attacks")),
        "followup": pa.array(said["followup"]),
        "means": named(said["direct"].astype(np.int64), ("", "saw")),
        "denies": named(said["denies"], (None, *DENIES[1:])),
    }
    return table(Statement, columns, number)


def _spoken(said: Lines, setting: Setting) -> Array:
    """Return who speaks, as named in the language of the document."""
    outlets = setting.outlets
    by_language = np.array(
        [[*map(words_of(each).name, outlets.persons), ""] for each in outlets.languages],
        dtype=object,
    )
    language = outlets.language[said["outlet"]]
    return pa.array(by_language[language, said["speaker"]], pa.string())


def documents(said: Lines, keys: NDArray[Any], setting: Setting, written: Written) -> pa.Table:
    """Return the documents in which the lines stand."""
    _, first = np.unique(said["document"], return_index=True)
    outlet, published = said["outlet"][first], said["published"][first]
    known = np.zeros(len(first), dtype=np.bool_)
    daily = setting.outlets.hourless[outlet]
    earliest = np.where(daily, np.floor(published / _DAY_S) * _DAY_S, published)
    latest = np.where(daily, earliest + _DAY_S, published)
    columns: Columns = {
        "id": pa.array(keys, pa.string()),
        "evidence": pa.array([f"simulated:{key}" for key in keys], pa.string()),
        "source": named(outlet, setting.outlets.ids()),
        "media_type": pa.array(["text/plain"] * len(first)),
        "text": pa.array(written.texts, pa.string()),
        "published": pa.StructArray.from_arrays(
            [instants(earliest, known), instants(latest, known), pa.nulls(len(first), pa.string())],
            names=["earliest", "latest", "zone"],
        ),
        "language": named(setting.outlets.language[outlet], setting.outlets.languages),
        "fields": pa.array(["{}"] * len(first)),
    }
    return table(Document, columns, len(first))


def told(said: Lines, keys: Mapping[str, NDArray[Any]], setting: Setting) -> pa.Table:
    """Return who really said what, row by row beside the statements."""
    columns = [
        pa.array(keys["statement"], pa.string()),
        named(said["incident"], (*keys["incident"], "")),
        named(said["origin"], keys["origin"]),
        named(said["parent"], (*keys["statement"], "")),
        named(said["edge"], EDGES),
        named(said["distorted"], CHANGES),
        named(said["side"], (*setting.parties, "")),
    ]
    return pa.Table.from_arrays(columns, schema=TOLD)


def origins(
    said: Lines, keys: Mapping[str, NDArray[Any]], setting: Setting, written: Written
) -> pa.Table:
    """Return the true origins, members in the order of their telling, first utterance first."""
    later = said["parent"] >= 0
    order = np.lexsort((said["published"], later, said["origin"]))
    _, first, size = np.unique(said["origin"][order], return_index=True, return_counts=True)
    head = order[first]
    begins: Any = pa.array(np.append(first, len(order)).astype(np.int32))
    edges = order[later[order]]
    edge_size = size - np.add.reduceat(~later[order], first) if len(first) else size
    edge_begins: Any = pa.array(np.append(0, np.cumsum(edge_size)).astype(np.int32))
    columns: Columns = {
        "id": named(said["origin"][head], keys["origin"]),
        "members": pa.ListArray.from_arrays(
            begins, pa.array(keys["statement"][order], pa.string())
        ),
        "edges": pa.ListArray.from_arrays(
            edge_begins,
            _edges(said, edges, keys, written),
        ),
        "side": named(said["side"][head], (*setting.parties, None)),
        "speaker": named(said["speaker"][head], (*setting.outlets.persons, "")),
        "direct": pa.array(said["direct"][head]),
    }
    return table(Origin, columns, len(head))


def _edges(
    said: Lines, rows: NDArray[np.int64], keys: Mapping[str, NDArray[Any]], written: Written
) -> Array:
    parent = said["parent"][rows]
    columns: Columns = {
        "from_document": pa.array(keys["document"][said["document"][parent]], pa.string()),
        "to_document": pa.array(keys["document"][said["document"][rows]], pa.string()),
        "kind": named(said["edge"][rows], EDGES),
        "score": pa.array(np.ones(len(rows))),
        "from_span": spans(written.spans[parent]),
        "to_span": spans(written.spans[rows]),
        "directed": pa.array(np.ones(len(rows), dtype=np.bool_)),
    }
    return pa.StructArray.from_arrays(list(columns.values()), names=list(columns))
