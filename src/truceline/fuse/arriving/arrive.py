"""New statements into those that are kept: the tiles they touch are fused from scratch."""

from __future__ import annotations

import numpy as np

from truceline.fuse.arriving.changing import changed
from truceline.fuse.arriving.columns import rare_words
from truceline.fuse.arriving.finding import rows_in, tied, tiles_touched
from truceline.fuse.arriving.growing import Growing
from truceline.fuse.arriving.index import Index
from truceline.fuse.arriving.keeping import begun, put_looks, put_reviews, put_statements
from truceline.fuse.arriving.kept import Kept, Still, whole_tables
from truceline.fuse.arriving.looking import LOOKS, looks_near
from truceline.fuse.arriving.naming import named
from truceline.fuse.arriving.parts import some_of
from truceline.fuse.belief import box_of
from truceline.fuse.belief.watching import chances_of
from truceline.fuse.believed import believed
from truceline.fuse.likeness.frozen import frozen_of
from truceline.fuse.merging.fusing import fused_of, middles, units_apart
from truceline.fuse.merging.pairing import texts_of
from truceline.fuse.merging.units import units_of
from truceline.fuse.reported import Reports, reports_of
from truceline.fuse.settings import Settings
from truceline.fuse.stage import bonds_in, unweighed
from truceline.model.arrow import Integers
from truceline.model.stage import Delta, Tables


def held_still(batch: Tables, settings: Settings) -> Still:
    """Return the figures of a batch, as fusing it would use them: rates, rarities, chances."""
    reports = reports_of(whole_tables(batch))
    alone = np.zeros(len(reports.row), dtype=np.bool_)
    lead = units_of(reports, alone, settings.cluster["unit_pause_h"]).lead
    state = units_apart(reports, lead, settings)
    when, texts = middles(state.times), texts_of(reports, lead)
    return Still(
        frozen=frozen_of(state.places, when, state.rate, texts, settings.score),
        chances=chances_of(batch),
    )


def kept_of(
    batch: Tables,
    settings: Settings,
    still: Still | None = None,
    decisions: Tables | None = None,
    kind_of_data: str = "",
) -> tuple[Kept, Delta]:
    """Return what is kept of a batch fused as a whole, and the tables of fusing it.

    batch, decisions, kind_of_data: as of `step`; still: figures held still, None for those of the
    batch itself. The delta puts whole tables.
    """
    kept, reports, tables = begun(batch, settings, still or held_still(batch, settings))
    kept.kind_of_data = kind_of_data
    put_reviews(kept, decisions or {})
    return kept, _fuse(kept, np.arange(len(kept.reports)), reports, tables, settings)


def arrive(kept: Kept, batch: Tables, settings: Settings, decisions: Tables | None = None) -> Delta:
    """Return what new statements, looks of sensors and reviews change, and keep them.

    The tables are then what fusing everything at once with the same figures held still makes of
    them, but for the ids of incidents and of groups, in whatever order and parts all arrives.

    batch: "statement", and "document", "origin" and "source" of them; an origin known before
    names the new members at least; "coverage" and "detection". Statements and looks that are kept
    already change nothing: one whose words or origin changed needs `kept_of` anew. Looks bear on
    incidents near them in space and time, whose tiles are fused again. decisions: "review"; an
    incident that one names stands for the statements that it had when it was first named.
    """
    parts = put_reviews(kept, decisions or {})
    tiles = [put_looks(kept, batch)]
    new = put_statements(kept, batch, settings)
    if len(new):
        tiles.append(tiles_touched(kept, new, settings))
    touched = tied(kept, np.unique(np.concatenate(tiles)), new, parts)
    rows = np.union1d(new, kept.by["tile"].of(touched))
    if not len(rows):
        return Delta()
    return _fuse(kept, *_in_order(kept, rows), settings)


def renewed(kept: Kept, settings: Settings, still: Still | None = None) -> Delta:
    """Take the figures anew from all that is kept, fuse all of it, and return what that changes.

    The tables are then what fusing everything at once makes of them, but for ids. still: figures
    to hold from now on, None for those of what is kept.
    """
    rows, reports, batch = _in_order(kept, np.arange(len(kept.reports)))
    looks = {name: kept.tables[name].whole for name in LOOKS}
    kept.still = still or held_still({**batch, **looks}, settings)
    kept.figured = len(kept.tables["statement"])
    code, report = rare_words(reports, kept.still.frozen, settings)
    kept.words = Growing(code=code, report=rows[report])
    kept.by |= {"word": Index(code, rows[report]), "spelt": Index(rows[report])}
    return _fuse(kept, rows, reports, batch, settings) if len(rows) else Delta()


def _in_order(kept: Kept, rows: Integers) -> tuple[Integers, Reports, Tables]:
    """Return rows of kept.reports in the order of their reports, these, and their tables."""
    batch = kept.batch(rows)
    reports = reports_of(batch)
    at = rows_in(kept, rows, batch, reports)
    order = np.argsort(at)
    return rows[order], some_of(reports, at[order]), batch


def _fuse(kept: Kept, rows: Integers, reports: Reports, batch: Tables, settings: Settings) -> Delta:
    """Fuse reports that nothing connects with others, and note what becomes of them.

    rows: of kept.reports, for each of the reports.
    """
    decided = kept.decided
    bonds = bonds_in(reports, list(decided.reviews.values()), decided.members, settings)
    fused = fused_of(reports, bonds, settings, kept.still.frozen)
    naming = named(kept, rows, reports, fused)
    plain = unweighed(reports, fused, naming, settings)
    looks = looks_near(kept, box_of(plain["incident"]))
    values = {"kind_of_data": kept.kind_of_data}
    put = believed(plain, {**batch, **looks}, values, kept.still.chances)
    return changed(kept, rows, reports, fused, naming, put, settings)
