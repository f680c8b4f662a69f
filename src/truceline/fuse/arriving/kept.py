"""What is kept between arrivals: the statements, and columns by which neighbours are found."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from truceline.fuse.arriving.decided import Decided
from truceline.fuse.arriving.growing import Growing, Rows
from truceline.fuse.arriving.index import Index
from truceline.fuse.arriving.standing import Standing
from truceline.fuse.belief.watching import Chances
from truceline.fuse.likeness.frozen import Frozen, code_of
from truceline.model.arrow import Column, Integers, of_rows
from truceline.model.columns import schema_of
from truceline.model.detection import Coverage, Detection
from truceline.model.evidence import Document
from truceline.model.origin import Origin
from truceline.model.source import Source
from truceline.model.stage import Tables
from truceline.model.statement import Statement

RECORDS = {
    "statement": Statement,
    "document": Document,
    "origin": Origin,
    "source": Source,
    "detection": Detection,
    "coverage": Coverage,
}
# What fusing looks at of a document; its text stays where it is.
_DOCUMENT = ["id", "source", "published"]
BY = ("statement", "voice", "utterance", "sector")  # columns by which reports are found


@dataclass(frozen=True, slots=True, kw_only=True)
class Still:
    """Figures held still: rates and rarities, and how easily what sensors see fits by chance."""

    frozen: Frozen
    chances: Chances


@dataclass(slots=True, kw_only=True)
class Kept:
    """Everything that has arrived so far, as it was fused; `arrive` writes into it.

    tables: by name, rows never leave; ids: row of each code of an id, by table; still: figures
    held still; standing: what the tables of fusing hold; decided: reviews; kind_of_data: see
    `believed`; tiles: numbers given so far; figured: how many statements there were when the
    figures were taken.

    reports has a row for each report: statement, document, origin: rows of those tables, -1 none;
    position: among the members of its origin; part: which of its statement's reports; sector: see
    spells.py; tile; incident: number, -1 for none; voice: code of the origin; utterance: code of
    origin, place and of now or the past; begin, end: hull of its time, UTC seconds, NaN unknown;
    lat, lon, reach: (3,) candidate places, degrees and km, NaN where none. words has a row for
    each rare stem of a report: code, report. by finds rows of reports by some of these columns
    and by "word"; "spelt" finds rows of words by report. circles: where and when sensors looked
    and saw, see watching.py.
    """

    tables: dict[str, Rows]
    ids: dict[str, Index]
    reports: Growing
    words: Growing
    by: dict[str, Index]
    circles: dict[str, Growing]
    still: Still
    standing: Standing
    decided: Decided
    kind_of_data: str
    tiles: int
    figured: int

    def batch(self, reports: Integers) -> dict[str, pa.Table]:
        """Return the tables of some reports' statements, origins with these as members only."""
        statement, first = np.unique(self.reports["statement"][reports], return_index=True)
        document = np.unique(self.reports["document"][reports])
        said = self.tables["statement"].of(statement)
        return {
            "statement": said,
            "document": self.tables["document"].of(document[document >= 0]),
            "origin": self._origins(reports[first], said["id"]),
            "source": self.tables["source"].of(np.arange(len(self.tables["source"]))),
        }

    def _origins(self, reports: Integers, names: Column) -> pa.Table:
        """Return the origins of some reports, whose statements' ids are given."""
        origin = self.reports["origin"][reports]
        rows = np.unique(origin[origin >= 0])
        table = self.tables["origin"].of(rows)
        order = np.lexsort((self.reports["position"][reports], origin))
        order = order[origin[order] >= 0]
        ends = np.searchsorted(origin[order], rows, side="right")
        starts = pa.array(np.concatenate([[0], ends]), pa.int32())
        told = pa.chunked_array([of_rows(names, order)]).combine_chunks()
        field = table.schema.field("members")
        members = pa.ListArray.from_arrays(starts, told).cast(field.type)
        return table.set_column(table.schema.get_field_index("members"), field, members)

    def add(self, name: str, table: pa.Table) -> None:
        """Put rows into a table."""
        start = len(self.tables[name])
        self.tables[name].append(table)
        self.ids[name].add(codes_of_texts(table["id"]), start + np.arange(table.num_rows))

    def add_reports(self, columns: dict[str, np.ndarray], code: Integers, report: Integers) -> None:
        """Put reports behind the others; code, report: their rare stems, numbered among them."""
        start, spelt = len(self.reports), len(self.words)
        rows = start + np.arange(len(columns["tile"]))
        self.reports.append(**columns)
        self.words.append(code=code, report=report + start)
        for name in BY:
            self.by[name].add(columns[name], rows)
        self.by["word"].add(code, report + start)
        self.by["spelt"].add(report + start, spelt + np.arange(len(code)))


def codes_of_texts(texts: Column) -> Integers:
    """Return the code of each text of an Arrow column, of "" for null."""
    return np.array([code_of(each or "") for each in texts.to_pylist()], dtype=np.int64)


def whole_tables(batch: Tables) -> dict[str, pa.Table]:
    """Return the tables that are kept, empty where a batch has none."""
    found = {
        name: batch[name] if name in batch else schema_of(record).empty_table()
        for name, record in RECORDS.items()
    }
    return found | {"document": found["document"].select(_DOCUMENT)}
