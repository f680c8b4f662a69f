"""What arrives is kept: statements with what stands around them, looks of sensors, reviews."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from truceline.fuse.arriving.asking import READ
from truceline.fuse.arriving.columns import columns_of, rare_words
from truceline.fuse.arriving.decided import Decided
from truceline.fuse.arriving.growing import Growing, Rows
from truceline.fuse.arriving.index import Index
from truceline.fuse.arriving.kept import BY, Kept, Still, codes_of_texts, whole_tables
from truceline.fuse.arriving.looking import LOOKS, tiles_seen
from truceline.fuse.arriving.standing import Standing
from truceline.fuse.belief.watching import circles_of
from truceline.fuse.reported import Reports, reports_of
from truceline.fuse.settings import Settings
from truceline.model.arrow import Integers, among, column, match, members
from truceline.model.columns import from_table
from truceline.model.review import Review
from truceline.model.stage import Tables


def begun(batch: Tables, settings: Settings, still: Still) -> tuple[Kept, Reports, Tables]:
    """Return what is kept of a first batch, in no tile yet, with its reports and tables."""
    tables = whole_tables(batch)
    tables["statement"] = _read(tables["statement"])
    reports = reports_of(tables)
    code, report = rare_words(reports, still.frozen, settings)
    columns = _columns(reports, tables, np.zeros(3, dtype=np.int64), settings)
    rows = {**tables, "origin": _bare(tables["origin"])}
    kept = Kept(
        tables={name: Rows(table) for name, table in rows.items()},
        ids={name: Index(codes_of_texts(table["id"])) for name, table in tables.items()},
        reports=Growing(**columns),
        words=Growing(code=code, report=report),
        by={name: Index(columns[name]) for name in BY}
        | {
            "word": Index(code, report),
            "spelt": Index(report),
            "tile": Index(np.empty(0, dtype=np.int64)),
        },
        circles={name: Growing(**circles_of(name, tables[name])) for name in LOOKS},
        still=still,
        standing=Standing.empty(),
        decided=Decided(),
        kind_of_data="",
        tiles=0,
        figured=len(tables["statement"]),
    )
    return kept, reports, tables


def put_reviews(kept: Kept, decisions: Tables) -> Integers:
    """Keep the new reviews; return the parts of `Decided` that they are about."""
    given = from_table(Review, decisions["review"]) if "review" in decisions else []
    new = kept.decided.new_among(given)
    nothing = np.empty(0, dtype=np.int64)
    if not new:
        return nothing
    earlier = [kept.decided.reviews[each.id] for each in new if each.id in kept.decided.reviews]
    names = dict.fromkeys(name for each in new for name in each.subject.split())
    kept.decided.add(new, {name: each for name in names if (each := _members(kept, name))})
    # A review that replaces one of its id leaves what that one was about, too.
    undone = kept.decided.parts_of(earlier) if earlier else nothing
    return np.union1d(kept.decided.parts_of(new), undone)


def _members(kept: Kept, incident: str) -> tuple[str, ...]:
    """Return the statements of an incident, none for what is no incident that stands."""
    number = kept.standing.number_of(incident)
    if number < 0:
        return ()
    reports = kept.standing.members.of(np.array([number]))
    rows = np.unique(kept.reports["statement"][reports])
    return tuple(str(each) for each in kept.tables["statement"].of(rows)["id"].to_pylist())


def put_looks(kept: Kept, batch: Tables) -> Integers:
    """Keep new coverage and detections; return the tiles of incidents that they may bear on."""
    found = [np.empty(0, dtype=np.int64)]
    for name in LOOKS:
        if name not in batch:
            continue
        start = len(kept.tables[name])
        new = _unknown(kept, name, batch[name])
        kept.add(name, new)
        kept.circles[name].append(**circles_of(name, new))
        found.append(tiles_seen(kept, name, start + np.arange(new.num_rows)))
    return np.unique(np.concatenate(found))


def put_statements(kept: Kept, batch: Tables, settings: Settings) -> Integers:
    """Keep the new statements of a batch; return the rows of their reports."""
    tables = whole_tables(batch)
    tables["statement"] = _unknown(kept, "statement", _read(tables["statement"]))
    for name in ("document", "source"):
        kept.add(name, _unknown(kept, name, tables[name]))
    start = len(kept.reports)
    earlier = kept.ids["origin"].last(codes_of_texts(tables["origin"]["id"]))
    before = np.array([len(kept.tables[name]) for name in ("statement", "document", "origin")])
    around = {**tables, "document": _documents(kept, tables["statement"])}
    around["source"] = kept.tables["source"].of(np.arange(len(kept.tables["source"])))
    reports = reports_of(around)
    columns = _columns(reports, around, before, settings)
    codes = codes_of_texts(column(reports.said, "document"))
    columns["document"] = kept.ids["document"].last(codes)[reports.row]
    _renew(kept, tables["origin"], earlier, columns)
    kept.add("origin", _bare(tables["origin"]))
    kept.add("statement", tables["statement"])
    kept.add_reports(columns, *rare_words(reports, kept.still.frozen, settings))
    return np.arange(start, len(kept.reports))


def _read(statement: pa.Table) -> pa.Table:
    return statement.filter(pa.array(among(statement["kind"], READ)))


def _bare(origin: pa.Table) -> pa.Table:
    """Return origins without their members, whose reports know them."""
    at = origin.schema.get_field_index("members")
    field = origin.schema.field(at)
    ends = pa.array(np.zeros(origin.num_rows + 1), pa.int32())
    nobody = pa.ListArray.from_arrays(ends, pa.array([], pa.string())).cast(field.type)
    return origin.set_column(at, field, nobody)


def _unknown(kept: Kept, name: str, table: pa.Table) -> pa.Table:
    """Return the rows of a table whose ids are not kept yet."""
    known = kept.ids[name].last(codes_of_texts(table["id"])) >= 0
    return table.filter(pa.array(~known))


def _columns(
    reports: Reports, tables: Tables, before: Integers, settings: Settings
) -> dict[str, np.ndarray]:
    """Return the columns of reports; before: rows of statement, document, origin kept earlier."""
    said = reports.said
    nothing = np.full(len(reports.row), -1, dtype=np.int64)
    statement = match(said["id"], tables["statement"]["id"])
    row, named = members(tables["origin"]["members"])
    at = match(said["id"], named)
    origin = np.where(at >= 0, row[at], -1) if len(row) else at
    first = np.searchsorted(row, origin)
    position = np.where(at >= 0, at - first, 0)
    document = match(said["document"], tables["document"]["id"])
    found = {"statement": statement, "document": document, "origin": origin}
    shifted = {
        name: np.where(rows >= 0, rows + shift, -1)[reports.row]
        for (name, rows), shift in zip(found.items(), before.tolist(), strict=True)
    }
    return {
        **shifted,
        **columns_of(reports, settings),
        "position": position[reports.row],
        "tile": nothing,
        "incident": nothing.copy(),
    }


def _documents(kept: Kept, said: pa.Table) -> pa.Table:
    rows = kept.ids["document"].last(np.unique(codes_of_texts(said["document"])))
    return kept.tables["document"].of(np.unique(rows[rows >= 0]))


def _renew(kept: Kept, origin: pa.Table, earlier: Integers, columns: dict[str, np.ndarray]) -> None:
    """Let earlier members of origins that come again look to the newer row, in its order.

    earlier: the row of each that was kept, -1 for none; columns: of the new reports. A row that
    names only some of the earlier members adds to them: the new ones follow.
    """
    start, codes = len(kept.tables["origin"]), codes_of_texts(origin["id"])
    for number in np.flatnonzero(earlier >= 0).tolist():
        old = kept.by["voice"].of(codes[number : number + 1])
        if not len(old):
            continue
        kept.reports["origin"][old] = start + number
        named = column(origin, "members")[number].values
        said, at = np.unique(kept.reports["statement"][old], return_inverse=True)
        position = match(kept.tables["statement"].of(said)["id"], named)
        if (position >= 0).all():
            kept.reports["position"][old] = position[at.ravel()]
        else:
            behind = int(kept.reports["position"][old].max()) + 1
            columns["position"][columns["origin"] == start + number] += behind
