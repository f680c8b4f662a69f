"""New statements into those that are kept: the tiles they touch are fused from scratch."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pyarrow as pa

from truceline.fuse.arriving.columns import columns_of, rare_words
from truceline.fuse.arriving.finding import rows_in, tiles_touched
from truceline.fuse.arriving.growing import Growing
from truceline.fuse.arriving.kept import Kept, Rows, codes_of_texts, whole_tables
from truceline.fuse.arriving.parts import some_of
from truceline.fuse.decisions import Bonds
from truceline.fuse.identity import Naming, name_clusters
from truceline.fuse.likeness.frozen import Frozen, frozen_of
from truceline.fuse.likeness.places import places_of
from truceline.fuse.likeness.times import times_of
from truceline.fuse.merging.fusing import Fused, fused_of, middles, pairing_of
from truceline.fuse.merging.pairing import texts_of
from truceline.fuse.merging.units import units_of
from truceline.fuse.reported import Reports, reports_of
from truceline.fuse.settings import Settings
from truceline.fuse.stage import described
from truceline.model.arrow import Integers, among, column, match, members, of_rows
from truceline.model.stage import Delta, Tables

_READ = ("incident_report", "denial")


def held_still(batch: Tables, settings: Settings) -> Frozen:
    """Return the rates and rarities of a batch, as fusing it would use them."""
    reports = reports_of(whole_tables(batch))
    alone = np.zeros(len(reports.row), dtype=np.bool_)
    lead = units_of(reports, alone, settings.cluster["unit_pause_h"]).lead
    rate = pairing_of(reports, lead, settings).state.rate
    places, times = places_of(reports, lead), times_of(reports, lead, settings.score["time"])
    return frozen_of(places, middles(times), rate, texts_of(reports, lead), settings.score)


def kept_of(batch: Tables, settings: Settings, frozen: Frozen | None = None) -> tuple[Kept, Delta]:
    """Return what is kept of a batch fused as a whole, and its incidents.

    frozen: figures held still; None: those of the batch itself.
    """
    frozen = frozen or held_still(batch, settings)
    tables = whole_tables(batch)
    tables["statement"] = _read(tables["statement"])
    reports = reports_of(tables)
    code, report = rare_words(reports, frozen, settings)
    texts = {name: codes_of_texts(table["id"]) for name, table in tables.items()}
    kept = Kept(
        tables={name: Rows(table) for name, table in tables.items()},
        ids={name: Growing(code=codes) for name, codes in texts.items()},
        reports=Growing(**_reports(reports, tables, np.zeros(3, dtype=np.int64), settings)),
        words=Growing(code=code, report=report),
        frozen=frozen,
        incidents=[],
        aliases={},
        tiles=0,
    )
    everything = np.arange(len(kept.reports))
    return kept, _fuse(kept, everything, reports, tables, settings)


def arrive(kept: Kept, batch: Tables, settings: Settings) -> Delta:
    """Return what new statements change, and keep them: as if all had been fused at once.

    batch: "statement", and "document", "origin" and "source" of them; an origin known before
    names the new members at least. Statements that are kept already change nothing: one whose
    words or origin changed needs `kept_of` anew. The partition is that of fusing everything at
    once with the same figures held still, in whatever order and parts statements arrive.
    """
    new = _put(kept, batch, settings)
    if not len(new):
        return Delta()
    tiles = tiles_touched(kept, new, settings)
    rows = np.union1d(new, np.flatnonzero(np.isin(kept.reports["tile"], tiles)))
    near = kept.batch(rows)
    reports = reports_of(near)
    at = rows_in(kept, rows, near, reports)
    order = np.argsort(at)
    return _fuse(kept, rows[order], some_of(reports, at[order]), near, settings)


def _read(statement: pa.Table) -> pa.Table:
    return statement.filter(pa.array(among(statement["kind"], _READ)))


def _reports(
    reports: Reports, tables: Tables, before: Integers, settings: Settings
) -> dict[str, np.ndarray]:
    """Return the columns of reports; before: rows of statement, document, origin kept earlier."""
    said = reports.said
    nothing = np.full(len(reports.row), -1, dtype=np.int64)
    statement = match(said["id"], tables["statement"]["id"])
    row, named = members(tables["origin"]["members"])
    at = match(said["id"], named)
    origin = np.where(at >= 0, row[at], -1) if len(row) else at
    document = match(said["document"], tables["document"]["id"])
    found = {"statement": statement, "document": document, "origin": origin}
    shifted = {
        name: np.where(rows >= 0, rows + shift, -1)[reports.row]
        for (name, rows), shift in zip(found.items(), before.tolist(), strict=True)
    }
    return {**shifted, **columns_of(reports, settings), "tile": nothing, "incident": nothing.copy()}


def _put(kept: Kept, batch: Tables, settings: Settings) -> Integers:
    """Keep the new statements of a batch; return the rows of their reports."""
    tables = whole_tables(batch)
    said = _read(tables["statement"])
    known = kept.row_of("statement", codes_of_texts(said["id"])) >= 0
    tables["statement"] = of_rows(said, np.flatnonzero(~known))
    for name in ("document", "source"):
        there = kept.row_of(name, codes_of_texts(tables[name]["id"])) >= 0
        kept.add(name, of_rows(tables[name], np.flatnonzero(~there)))
    start = len(kept.reports)
    origins = kept.row_of("origin", codes_of_texts(tables["origin"]["id"]))
    before = np.array([len(kept.tables[name]) for name in ("statement", "document", "origin")])
    kept.add("origin", tables["origin"])
    kept.add("statement", tables["statement"])
    _renew(kept, origins, int(before[2]))
    around = {**tables, "document": _documents(kept, tables["statement"])}
    around["source"] = kept.tables["source"].of(np.arange(len(kept.tables["source"])))
    reports = reports_of(around)
    columns = _reports(reports, around, before, settings)
    codes = codes_of_texts(column(reports.said, "document"))
    columns["document"] = kept.row_of("document", codes)[reports.row]
    kept.reports.append(**columns)
    code, report = rare_words(reports, kept.frozen, settings)
    kept.words.append(code=code, report=report + start)
    return np.arange(start, len(kept.reports))


def _documents(kept: Kept, said: pa.Table) -> pa.Table:
    codes = np.unique(codes_of_texts(said["document"]))
    rows = kept.row_of("document", codes)
    return kept.tables["document"].of(np.unique(rows[rows >= 0]))


def _renew(kept: Kept, earlier: Integers, start: int) -> None:
    """Let earlier members of origins that came again look to the newer row of it."""
    origin = kept.reports["origin"]
    for number, row in enumerate(earlier.tolist()):
        if row >= 0:
            origin[origin == row] = start + number


def _fuse(kept: Kept, rows: Integers, reports: Reports, batch: Tables, settings: Settings) -> Delta:
    """Fuse reports that nothing connects with others, and note what becomes of them.

    rows: of kept.reports, for each of the reports.
    """
    fused = fused_of(reports, Bonds(), settings, kept.frozen)
    naming = _named(kept, rows, reports, fused)
    kept.reports["tile"][rows] = kept.tiles + fused.tile
    kept.tiles += len(rows)
    number = len(kept.incidents) + np.arange(len(naming.ids))
    kept.incidents += naming.ids
    kept.reports["incident"][rows[: len(fused.home)]] = number[fused.home]
    kept.aliases |= naming.aliases
    return Delta(
        put=described(reports, fused, naming, batch, settings, {}),
        withdraw={"incident": naming.gone} if naming.gone else {},
    )


def _named(kept: Kept, rows: Integers, reports: Reports, fused: Fused) -> Naming:
    """Return ids for clusters, kept from the earlier incidents of the same reports."""
    told = len(fused.home)
    ids = of_rows(column(reports.said, "id"), reports.row[:told]).to_pylist()
    order = np.argsort(fused.home, kind="stable").tolist()
    ends = [0, *np.cumsum(np.bincount(fused.home)).tolist()]
    clusters = [list(dict.fromkeys(ids[i] for i in order[a:b])) for a, b in pairwise(ends)]
    earlier: dict[str, list[str]] = {}
    for i, incident in enumerate(kept.reports["incident"][rows[:told]].tolist()):
        if incident >= 0:
            earlier.setdefault(kept.incidents[incident], []).append(ids[i])
    # A statement of several places may have another part elsewhere: its incident's id is taken.
    taken = _elsewhere(kept, rows)
    naming = name_clusters(clusters, {**{each: [] for each in taken}, **earlier}, {})
    gone = tuple(each for each in naming.gone if each in earlier)
    return Naming(ids=naming.ids, aliases=naming.aliases, gone=gone)


def _elsewhere(kept: Kept, rows: Integers) -> list[str]:
    """Return the ids of incidents of the same statements, whatever tile they lie in."""
    if not kept.incidents:
        return []
    incident = kept.reports["incident"]
    there = np.isin(kept.reports["statement"], kept.reports["statement"][rows]) & (incident >= 0)
    return [kept.incidents[each] for each in np.unique(incident[there]).tolist()]
