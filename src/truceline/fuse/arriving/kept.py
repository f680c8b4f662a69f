"""What is kept between arrivals: the statements, and columns by which neighbours are found."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from truceline.fuse.arriving.growing import Growing
from truceline.fuse.likeness.frozen import Frozen, code_of
from truceline.model.arrow import Column, Integers, of_rows
from truceline.model.columns import schema_of
from truceline.model.evidence import Document
from truceline.model.origin import Origin
from truceline.model.source import Source
from truceline.model.stage import Tables
from truceline.model.statement import Statement

RECORDS = {"statement": Statement, "document": Document, "origin": Origin, "source": Source}
_COMBINE = 5_000  # recent rows that are put with the others


class Rows:
    """A table that grows: the rows of long ago in one piece, the recent ones in another."""

    def __init__(self, table: pa.Table) -> None:
        """Hold a table."""
        self._old = table.combine_chunks()
        self._new = table.slice(0, 0)

    def __len__(self) -> int:
        """Return how many rows there are."""
        return int(self._old.num_rows + self._new.num_rows)

    def append(self, table: pa.Table) -> None:
        """Put rows behind the others."""
        self._new = pa.concat_tables([self._new, table.select(self._old.column_names)])
        self._new = self._new.combine_chunks()
        if self._new.num_rows > _COMBINE + self._old.num_rows // 8:
            self._old = pa.concat_tables([self._old, self._new]).combine_chunks()
            self._new = self._old.slice(0, 0)

    def of(self, rows: Integers) -> pa.Table:
        """Return rows by number, ascending."""
        split = np.searchsorted(rows, self._old.num_rows)
        old, new = rows[:split], rows[split:] - self._old.num_rows
        return pa.concat_tables([of_rows(self._old, old), of_rows(self._new, new)])


@dataclass(slots=True, kw_only=True)
class Kept:
    """Everything that has arrived so far, as it was fused; `arrive` writes into it.

    tables: by name, rows never leave; ids: code of each row's id, by table; frozen: the figures
    held still; incidents: ids by number.

    reports has a row for each report: statement, document, origin: rows of those tables, -1 none;
    part: which of its statement's reports; sector: see spells.py; tile; incident: number, -1 for
    none; voice: code of the origin; utterance: code of origin, place and of now or the past;
    begin, end: hull of its time, UTC seconds, NaN unknown; lat, lon, reach: (3,) candidate
    places, degrees and km, NaN
    where none. words has a row for each rare stem of a report: code, report.
    """

    tables: dict[str, Rows]
    ids: dict[str, Growing]
    reports: Growing
    words: Growing
    frozen: Frozen
    incidents: list[str]
    aliases: dict[str, str]
    tiles: int

    def batch(self, reports: Integers) -> dict[str, pa.Table]:
        """Return the tables of some reports' statements, origins with these as members only."""
        statement, first = np.unique(self.reports["statement"][reports], return_index=True)
        document = np.unique(self.reports["document"][reports])
        origin = self.reports["origin"][reports][first]
        said = self.tables["statement"].of(statement)
        return {
            "statement": said,
            "document": self.tables["document"].of(document[document >= 0]),
            "origin": self._origins(origin, said["id"]),
            "source": self.tables["source"].of(np.arange(len(self.tables["source"]))),
        }

    def _origins(self, origin: Integers, names: Column) -> pa.Table:
        rows = np.unique(origin[origin >= 0])
        table = self.tables["origin"].of(rows)
        order = np.argsort(origin, kind="stable")
        order = order[origin[order] >= 0]
        ends = np.searchsorted(origin[order], rows, side="right")
        starts = pa.array(np.concatenate([[0], ends]), pa.int32())
        told = pa.chunked_array([of_rows(names, order)]).combine_chunks()
        field = table.schema.field("members")
        members = pa.ListArray.from_arrays(starts, told).cast(field.type)
        return table.set_column(table.schema.get_field_index("members"), field, members)

    def row_of(self, name: str, codes: Integers) -> Integers:
        """Return the last row of a table with each code of an id, -1 for none; shape (k,)."""
        held = self.ids[name]["code"]
        found = np.flatnonzero(np.isin(held, codes))
        order = found[np.argsort(held[found], kind="stable")]
        at = np.searchsorted(held[order], codes, side="right") - 1
        there = (at >= 0) & (len(order) > 0)
        last = order[np.maximum(at, 0)] if len(order) else np.zeros(len(codes), dtype=np.int64)
        return np.where(there & (held[last] == codes if len(held) else False), last, -1)

    def add(self, name: str, table: pa.Table) -> None:
        """Put rows into a table."""
        self.tables[name].append(table)
        self.ids[name].append(code=codes_of_texts(table["id"]))


def codes_of_texts(texts: Column) -> Integers:
    """Return the code of each text of an Arrow column, of "" for null."""
    return np.array([code_of(each or "") for each in texts.to_pylist()], dtype=np.int64)


def whole_tables(batch: Tables) -> dict[str, pa.Table]:
    """Return the tables that are kept, empty where a batch has none."""
    return {
        name: batch[name] if name in batch else schema_of(record).empty_table()
        for name, record in RECORDS.items()
    }
