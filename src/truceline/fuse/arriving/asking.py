"""What a door asks of what is kept before and after something arrives."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from truceline.fuse.arriving.kept import Kept, codes_of_texts
from truceline.model.arrow import Integers, column, members, of_rows

READ = ("incident_report", "denial")  # kinds of statements that fusing looks at
# A statement that is given without its item has no quote of its own; its meaning is the same.
_ASIDE = ("quote",)


def knows(kept: Kept, name: str, ids: Sequence[str]) -> list[bool]:
    """Return which ids are kept of a table."""
    found = kept.ids[name].last(codes_of_texts(pa.array(ids, pa.string())))
    return [bool(each) for each in found >= 0]


def changed_among(kept: Kept, statement: pa.Table) -> int:
    """Return how many statements are kept with other content than in a table."""
    rows = kept.ids["statement"].last(codes_of_texts(statement["id"]))
    order = np.argsort(rows, kind="stable")
    order = order[rows[order] >= 0]
    given = of_rows(statement, order).drop_columns(list(_ASIDE))
    held = kept.tables["statement"].of(rows[order]).select(given.column_names)
    if given.equals(held):
        return 0
    pairs = zip(given.to_pylist(), held.to_pylist(), strict=True)
    return sum(one != other for one, other in pairs)


def origins_as_kept(kept: Kept, origin: pa.Table) -> tuple[pa.Table, int]:
    """Return origins under the ids that their kept members' origins have, and how many could not.

    An origin is named after one member, so one more may give it another name. Those that could
    not are of kept members of several origins, or of none: what is kept of these stays as it was.
    """
    row, named = members(column(origin, "members"))
    said = kept.ids["statement"].last(codes_of_texts(named))
    ids = [str(each) for each in origin["id"].to_pylist()]
    homes: dict[int, set[str]] = {}
    for number, statement in zip(row.tolist(), said.tolist(), strict=True):
        if statement >= 0:
            homes.setdefault(number, set()).update(_origin_of(kept, statement))
    apart, taken = 0, set(ids)
    for number, home in homes.items():
        wanted = min(home)
        if len(home) > 1 or not wanted or (wanted in taken and wanted != ids[number]):
            apart += 1
            continue
        ids[number] = wanted
        taken.add(wanted)
    at = origin.schema.get_field_index("id")
    renamed = origin.set_column(at, origin.schema.field(at), pa.array(ids, pa.string()))
    return renamed, apart


def _origin_of(kept: Kept, statement: int) -> set[str]:
    """Return the id of the origin of a kept statement, "" for one that has none."""
    reports = kept.by["statement"].of(np.array([statement]))
    rows = np.unique(kept.reports["origin"][reports])
    known = kept.tables["origin"].of(rows[rows >= 0])["id"].to_pylist()
    return {str(each) for each in known} | ({""} if (rows < 0).any() else set())


def tiles_since(kept: Kept, before: int) -> tuple[int, int]:
    """Return how many tiles were fused since there were `before` numbers, and how many there are.

    before: `kept.tiles` as it was then.
    """
    tiles: Integers = np.unique(kept.reports["tile"])
    return int((tiles >= before).sum()), len(tiles)


def late_share(kept: Kept) -> float:
    """Return the share of kept statements that came after the figures were taken, 0 for none."""
    number = len(kept.tables["statement"])
    return (number - kept.figured) / number if number else 0.0


def marks(kept: Kept) -> tuple[object, ...]:
    """Return what changes whenever something that is worth saving arrives."""
    sizes = tuple(len(rows) for rows in kept.tables.values())
    return (*sizes, kept.tiles, kept.figured, tuple(kept.decided.reviews.items()))
