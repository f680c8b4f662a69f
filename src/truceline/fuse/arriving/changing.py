"""What an arrival puts into the tables of fusing and what it withdraws from them."""

from __future__ import annotations

import numpy as np

from truceline.fuse.arriving.kept import Kept
from truceline.fuse.belief import box_of
from truceline.fuse.identity import Naming
from truceline.fuse.merging.fusing import Fused
from truceline.fuse.reported import Reports
from truceline.fuse.settings import Settings
from truceline.fuse.tables import link_ends
from truceline.model.arrow import Integers
from truceline.model.keys import spelt
from truceline.model.stage import Delta, Tables


def changed(
    kept: Kept,
    rows: Integers,
    reports: Reports,
    fused: Fused,
    naming: Naming,
    put: Tables,
    settings: Settings,
) -> Delta:
    """Note what becomes of reports, and return the change of tables that it is.

    rows: of kept.reports, for each of the reports; put: the whole tables of their tiles. What
    stood of these tiles is withdrawn, but for what is put again.
    """
    standing = kept.standing
    before = np.unique(kept.reports["incident"][rows])
    before = before[before >= 0]
    tiles = np.unique(kept.reports["tile"][rows])
    gone = {
        "incident": list(naming.gone),
        "group": sorted({standing.groups[each] for each in before.tolist()} - {""}),
        "weighing": standing.weighing_keys(before),
    }
    old = standing.link_of.of(tiles[tiles >= 0])
    ends = standing.link["a"][old], standing.link["b"][old]
    gone["link"] = _link_keys(kept, *ends)
    fresh = kept.tiles + fused.tile
    kept.reports["tile"][rows] = fresh
    kept.by["tile"].add(fresh, rows)
    kept.tiles += len(rows)
    _note_links(kept, rows, reports, fused, settings)
    _renumber(kept, rows, fused, before, put, fresh)
    _retire(kept, naming)
    withdraw = {name: tuple(keys) for name, keys in gone.items() if keys}
    return Delta(put=put, withdraw=withdraw)


def _renumber(
    kept: Kept, rows: Integers, fused: Fused, before: Integers, put: Tables, tile: Integers
) -> None:
    """Give the incidents of some reports new numbers; those of before stand no longer."""
    standing, incident, told = kept.standing, put["incident"], len(fused.home)
    number = len(standing.ids) + np.arange(incident.num_rows)
    home = np.full(len(rows), -1, dtype=np.int64)
    home[:told] = number[fused.home]
    first = np.unique(fused.home, return_index=True)[1]
    kept.reports["incident"][rows] = home
    standing.members.add(home[:told], rows[:told])
    standing.incidents["stands"][before] = 0
    ids = [str(each) for each in incident["id"].to_pylist()]
    standing.put_incidents(ids, incident["group"], box_of(incident), tile[first])
    standing.put_weighing(put["weighing"], ids, number)


def _retire(kept: Kept, naming: Naming) -> None:
    standing = kept.standing
    standing.retired.update(naming.gone)
    for old, new in naming.aliases.items():
        standing.lead(old, new)


def _note_links(
    kept: Kept, rows: Integers, reports: Reports, fused: Fused, settings: Settings
) -> None:
    """Note links. No other tile links the same statements: all reports of one lie in one tile."""
    ends = link_ends(reports, fused, settings)
    a, b = (kept.reports["statement"][rows][each] for each in ends)
    kept.standing.put_links(a, b, kept.reports["tile"][rows[ends[0]]])


def _link_keys(kept: Kept, a: Integers, b: Integers) -> list[str]:
    """Return what links between statements are known by; a, b: rows of statements."""
    said, at = np.unique(np.concatenate([a, b]), return_inverse=True)
    ids = kept.tables["statement"].of(said)["id"].to_pylist()
    first, second = at.ravel()[: len(a)].tolist(), at.ravel()[len(a) :].tolist()
    return sorted({spelt((ids[i], ids[j])) for i, j in zip(first, second, strict=True)})
