"""The origins and contradictions of a case as columns: which of them some statements have."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from truceline.model.arrow import Column, column, compute
from truceline.model.columns import schema_of
from truceline.model.origin import Contradiction, Origin
from truceline.model.stage import Delta, Tables
from truceline.model.stores import Store

_RECORDS = {"origin": Origin, "contradiction": Contradiction}


def texts(table: pa.Table, name: str) -> set[str]:
    """Return the different texts of a column."""
    return set(compute.unique(table[name]).to_pylist())


def having(table: pa.Table, name: str, wanted: Collection[str]) -> pa.Table:
    """Return the rows whose text in a column is one of those wanted, in the table's order."""
    return table.filter(_among(table[name], pa.array(wanted, pa.string())))


def _among(values: Column, wanted: Column) -> Column:
    return compute.is_in(values, value_set=wanted)


@dataclass(slots=True)
class _Kept:
    """One table as it was stored, and what was changed in it since.

    gone: ids of stored rows that do not hold any more; added: rows that came instead.
    """

    stored: pa.Table
    added: pa.Table
    gone: set[str] = field(default_factory=set)

    def parts(self) -> tuple[pa.Table, pa.Table]:
        """Return the stored rows, gone ones among them, and those that came."""
        return self.stored, self.added

    def standing(self, rows: pa.Table) -> pa.Table:
        """Return those of stored rows that still hold."""
        gone = pa.array(sorted(self.gone), pa.string())
        return rows.filter(compute.invert(_among(rows["id"], gone)))

    def change(self, put: pa.Table, withdrawn: Collection[str]) -> None:
        """Put rows and take others away."""
        out = texts(put, "id") | set(withdrawn)
        self.gone |= out
        stays = compute.invert(_among(self.added["id"], pa.array(sorted(out), pa.string())))
        self.added = pa.concat_tables([self.added.filter(stays), put.cast(self.added.schema)])


@dataclass(frozen=True, slots=True)
class Traced:
    """What was traced before: looked up by statement, a scan of columns each time."""

    origins: _Kept
    contradictions: _Kept

    @classmethod
    def of(cls, store: Store) -> Traced:
        """Return what a store holds."""
        return cls(*(_kept(store, name) for name in _RECORDS))

    def covers(self, statements: pa.Table) -> bool:
        """Tell whether the origins are a partition of exactly these statements."""
        members = column(self.origins.stored, "members").flatten()
        return len(members) == statements.num_rows and texts(statements, "id") == set(
            members.to_pylist()
        )

    def around(self, statements: pa.Table) -> Tables:
        """Return the origins and contradictions that have any of these statements."""
        wanted = column(statements, "id")
        ends = [
            part.filter(compute.or_(_among(part["a"], wanted), _among(part["b"], wanted)))
            for part in self.contradictions.parts()
        ]
        return {
            "origin": self._origins(wanted),
            "contradiction": pa.concat_tables([self.contradictions.standing(ends[0]), ends[1]]),
        }

    def beside(self, statements: pa.Table, most: int) -> set[str]:
        """Return the members of the origins that have any of these statements, the small ones.

        So many members at the most, of the origins with fewest first: what is whole can be
        traced anew, and may come apart.
        """
        wanted = column(statements, "id")
        origins = self._origins(wanted)
        sizes = np.asarray(compute.list_value_length(column(origins, "members")))
        order = np.lexsort((np.asarray(compute.rank(origins["id"])), sizes))
        taken = order[: int((np.cumsum(sizes[order]) <= most).sum())]
        return set(column(origins.take(taken), "members").flatten().to_pylist())

    def _origins(self, statements: Column) -> pa.Table:
        stored, added = (_with_members(part, statements) for part in self.origins.parts())
        return pa.concat_tables([self.origins.standing(stored), added])

    def change(self, delta: Delta) -> None:
        """Take over what a tracing changed."""
        for name, kept in (("origin", self.origins), ("contradiction", self.contradictions)):
            kept.change(delta.put[name], delta.withdraw.get(name, ()))


def _kept(store: Store, name: str) -> _Kept:
    schema = schema_of(_RECORDS[name])
    table = store.table(name)
    stored = table.cast(schema) if table.num_rows else schema.empty_table()
    return _Kept(stored.combine_chunks(), schema.empty_table())


def _with_members(origins: pa.Table, wanted: Column) -> pa.Table:
    """Return the origins that have any of the wanted statements as a member."""
    members = column(origins, "members")
    hit = np.flatnonzero(np.asarray(_among(members.flatten(), wanted)))
    rows = np.unique(np.asarray(compute.list_parent_indices(members))[hit])
    return origins.take(rows)
