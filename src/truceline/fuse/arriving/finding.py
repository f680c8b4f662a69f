"""Which tiles new reports touch: those of all reports that anything may connect with them."""

from __future__ import annotations

import numpy as np

from truceline.fuse.arriving.kept import Kept
from truceline.fuse.likeness.nearby import level_sizes
from truceline.fuse.merging.fusing import pairing_of
from truceline.fuse.merging.pairing import edges_of
from truceline.fuse.reported import Reports, reports_of
from truceline.fuse.runs import unsorted
from truceline.fuse.settings import Settings
from truceline.ground.geometry import KM_A_DEGREE
from truceline.model.arrow import Integers, match
from truceline.model.stage import Tables

_BESIDE = 2.5  # cells that two circles may lie apart and still be compared; a little more than two
_AT_ONCE = 1_000  # new reports that are looked around at a time


def tiles_touched(kept: Kept, new: Integers, settings: Settings) -> Integers:
    """Return the tiles that new reports reach; new: rows of kept.reports, their tiles still -1.

    Whatever fusing compares is looked at, and a little more: a tile too many costs time alone.
    """
    reports = kept.reports
    changed = _changed(kept, new)
    voiced = kept.by["voice"].of(reports["voice"][new])
    parts = [changed[at : at + _AT_ONCE] for at in range(0, len(changed), _AT_ONCE)]
    sector = reports["sector"][changed]
    # How much an origin ties depends on all that it told.
    touched = [
        *(_joined(kept, each, settings) for each in parts),
        kept.by["utterance"].of(reports["utterance"][new]),
        kept.by["sector"].of(sector[sector >= 0]),
        voiced,
    ]
    tiles = np.unique(reports["tile"][np.concatenate(touched)])
    return tiles[tiles >= 0]


def _changed(kept: Kept, new: Integers) -> Integers:
    """Return the new reports, and those that may lead an utterance only now.

    Of what one document says twice of one origin and place, only the first repeats the utterance.
    """
    reports = kept.reports
    alike = kept.by["utterance"].of(reports["utterance"][new])
    keys = np.stack([reports["utterance"][alike], reports["document"][alike]])
    if np.unique(keys, axis=1).shape[1] == len(alike):
        return new
    return np.union1d(new, alike)


def _near(kept: Kept, wanted: int) -> Integers:
    """Return the reports that lie so near in time and ground that fusing may compare them."""
    reports = kept.reports
    found = [np.empty(0, dtype=np.int64)]
    begin, end = reports["begin"], reports["end"]
    then = np.flatnonzero((begin <= end[wanted] + 60) & (end >= begin[wanted] - 60))
    lat, lon, reach = (reports[name][then] for name in ("lat", "lon", "reach"))
    size = level_sizes(reach)
    for spot in range(lat.shape[1]):
        own = reports["lat"][wanted, spot], reports["lon"][wanted, spot]
        if np.isnan(own[0]):
            continue
        apart = np.maximum(size, level_sizes(reports["reach"][wanted, spot : spot + 1]))
        room = _BESIDE * apart / KM_A_DEGREE
        turn = np.abs((lon - own[1] + 180) % 360 - 180)
        shrink = np.maximum(np.cos(np.radians(np.minimum(np.abs(own[0]) + room, 90))), 0.05)
        there = (np.abs(lat - own[0]) <= room) & (turn * shrink <= room)
        found.append(then[there.any(axis=1)])
    return np.concatenate(found)


def _worded(kept: Kept, wanted: int, spelt: dict[int, Integers]) -> Integers:
    """Return the reports that share two rare stems with one; spelt: those of stems seen before."""
    codes = np.unique(kept.words["code"][kept.by["spelt"].of(np.array([wanted]))]).tolist()
    for code in codes:
        if code not in spelt:
            spelt[code] = kept.by["word"].of(np.array([code]))
    shared = [np.empty(0, dtype=np.int64), *(spelt[code] for code in codes)]
    found, many = np.unique(np.concatenate(shared), return_counts=True)
    return found[many > 1]


def _beside(kept: Kept, wanted: Integers) -> Integers:
    """Return pairs of a report wanted and one of a tile that may be compared; shape (k, 2)."""
    tile, spelt = kept.reports["tile"], dict[int, Integers]()
    found = [np.empty((0, 2), dtype=np.int64)]
    for each in wanted.tolist():
        around = np.union1d(_near(kept, each), _worded(kept, each, spelt))
        around = around[(tile[around] >= 0) & (around != each)]
        found.append(np.stack([np.full(len(around), each), around], axis=1))
    return np.concatenate(found)


def _joined(kept: Kept, wanted: Integers, settings: Settings) -> Integers:
    """Return which of the reports around have an edge to one of those wanted."""
    pairs = _beside(kept, wanted)
    rows, ends = np.unique(pairs, return_inverse=True)
    if not len(rows):
        return rows
    batch = kept.batch(rows)
    reports = reports_of(batch)
    at = rows_in(kept, rows, batch, reports)
    order = np.argsort(at)
    place = unsorted(order, np.arange(len(order)))
    pairing = pairing_of(reports, at[order], settings, kept.still.frozen)
    edges, _ = edges_of(pairing, place[ends.reshape(-1, 2)], np.empty(0, dtype=np.int64))
    found = rows[order][np.unique(np.concatenate([edges.a, edges.b]))]
    return np.asarray(found[kept.reports["tile"][found] >= 0])


def rows_in(kept: Kept, rows: Integers, batch: Tables, reports: Reports) -> Integers:
    """Return where reports kept as `rows` stand among those read from their statements."""
    _, back = np.unique(kept.reports["statement"][rows], return_inverse=True)
    said = match(batch["statement"]["id"], reports.said["id"])
    first = np.searchsorted(reports.row, said[back.ravel()])
    return np.asarray(first + kept.reports["part"][rows])


def tied(kept: Kept, tiles: Integers, new: Integers, parts: Integers) -> Integers:
    """Return tiles with all that decisions of people tie to them.

    new: rows of reports that are in no tile yet; parts: of `Decided`, those of new reviews. What
    any chain of reviews connects is decided together.
    """
    decided = kept.decided
    if not len(decided.code):
        return tiles
    named = kept.ids["statement"].last(decided.code)
    reports = kept.by["statement"].of(named[named >= 0])
    said = kept.reports["statement"][reports]
    order = np.argsort(named, kind="stable")
    part = decided.part[order[np.searchsorted(named[order], said)]]
    tile = kept.reports["tile"][reports]
    while True:
        touched = np.union1d(parts, part[np.isin(tile, tiles) | np.isin(reports, new)])
        found = np.union1d(tiles, tile[np.isin(part, touched) & (tile >= 0)])
        if len(found) == len(tiles):
            return found
        tiles = found
