"""What an arrival puts into the tables of fusing and what it withdraws from them."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from truceline.fuse.arriving.columns import mixed
from truceline.fuse.arriving.kept import Kept
from truceline.fuse.belief import box_of
from truceline.fuse.identity import Naming
from truceline.fuse.merging.fusing import Fused
from truceline.fuse.reported import Reports
from truceline.fuse.settings import Settings
from truceline.fuse.tables import link_ends, link_rows, one_each
from truceline.model.arrow import Integers, Truths
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
    link = _links(kept, rows, reports, fused, ends, put["link"], settings)
    _renumber(kept, rows, fused, before, put, fresh)
    _retire(kept, naming)
    withdraw = {name: tuple(keys) for name, keys in gone.items() if keys}
    return Delta(put={**put, "link": link}, withdraw=withdraw)


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


def _links(
    kept: Kept,
    rows: Integers,
    reports: Reports,
    fused: Fused,
    before: tuple[Integers, Integers],
    link: pa.Table,
    settings: Settings,
) -> pa.Table:
    """Note links and return them, with what other tiles hold of the same two statements.

    before: rows of the statements of links that are withdrawn.
    """
    ends = link_ends(reports, fused, settings)
    standing, statement = kept.standing, kept.reports["statement"][rows]
    a, b = (statement[each] for each in ends)
    tile = kept.reports["tile"][rows[ends[0]]]
    standing.put_links(a, b, tile)
    several = reports.parts > 1
    both = several[ends[0]] & several[ends[1]]
    shared = mixed(a[both], b[both])
    others = standing.shared_of.of(np.concatenate([mixed(*before), shared]))
    others = others[_alive(kept, standing.shared_tile["tile"][others])]
    start = len(standing.shared)
    standing.shared.append(link_rows(reports, fused, settings, both))
    standing.shared_tile.append(tile=tile[both])
    standing.shared_of.add(shared, start + np.arange(len(shared)))
    if not len(others):
        return link
    whole = pa.concat_tables([link, standing.shared.of(others)])
    pairs = zip(*(whole[name].to_pylist() for name in ("a", "b")), strict=True)
    codes: dict[tuple[str, str], int] = {}
    return one_each(whole, np.array([codes.setdefault(each, len(codes)) for each in pairs]))


def _alive(kept: Kept, tiles: Integers) -> Truths:
    """Return which tiles were not fused again since."""
    found = [kept.by["tile"].of(np.array([each])) for each in tiles.tolist()]
    held = kept.reports["tile"]
    return np.array([held[at[0]] == tile for at, tile in zip(found, tiles, strict=True)], np.bool_)


def _link_keys(kept: Kept, a: Integers, b: Integers) -> list[str]:
    """Return what links between statements are known by; a, b: rows of statements."""
    said, at = np.unique(np.concatenate([a, b]), return_inverse=True)
    ids = kept.tables["statement"].of(said)["id"].to_pylist()
    first, second = at.ravel()[: len(a)].tolist(), at.ravel()[len(a) :].tolist()
    return sorted({spelt((ids[i], ids[j])) for i, j in zip(first, second, strict=True)})
