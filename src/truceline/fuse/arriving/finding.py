"""Which tiles new reports touch: those of all reports that anything may connect with them."""

from __future__ import annotations

import numpy as np

from truceline.fuse.arriving.kept import Kept
from truceline.fuse.likeness.nearby import level_sizes
from truceline.fuse.merging.fusing import pairing_of
from truceline.fuse.merging.pairing import edges_of
from truceline.fuse.reported import Reports, reports_of
from truceline.fuse.settings import Settings
from truceline.ground.geometry import KM_A_DEGREE
from truceline.model.arrow import Integers, match
from truceline.model.stage import Tables

_BESIDE = 2.5  # cells that two circles may lie apart and still be compared; a little more than two


def tiles_touched(kept: Kept, new: Integers, settings: Settings) -> Integers:
    """Return the tiles that new reports reach; new: rows of kept.reports, their tiles still -1.

    Whatever fusing compares is looked at, and a little more: a tile too many costs time alone.
    """
    reports = kept.reports
    changed = _changed(kept, new)
    voiced = kept.by["voice"].of(reports["voice"][new])
    around = np.concatenate([_near(kept, changed), _worded(kept, changed), voiced])
    around = np.unique(around[reports["tile"][around] >= 0])
    sector = reports["sector"][changed]
    # How much an origin ties depends on all that it told.
    touched = [
        _joined(kept, changed, around, settings),
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


def _near(kept: Kept, wanted: Integers) -> Integers:
    """Return the reports that lie so near in time and ground that fusing may compare them."""
    reports = kept.reports
    found = [np.empty(0, dtype=np.int64)]
    begin, end = reports["begin"], reports["end"]
    for each in wanted.tolist():
        then = np.flatnonzero((begin <= end[each] + 60) & (end >= begin[each] - 60))
        lat, lon, reach = (reports[name][then] for name in ("lat", "lon", "reach"))
        size = level_sizes(reach)
        for spot in range(lat.shape[1]):
            own = reports["lat"][each, spot], reports["lon"][each, spot]
            if np.isnan(own[0]):
                continue
            apart = np.maximum(size, level_sizes(reports["reach"][each, spot : spot + 1]))
            room = _BESIDE * apart / KM_A_DEGREE
            turn = np.abs((lon - own[1] + 180) % 360 - 180)
            shrink = np.maximum(np.cos(np.radians(np.minimum(np.abs(own[0]) + room, 90))), 0.05)
            there = (np.abs(lat - own[0]) <= room) & (turn * shrink <= room)
            found.append(then[there.any(axis=1)])
    return np.concatenate(found)


def _worded(kept: Kept, wanted: Integers) -> Integers:
    """Return the reports that share two rare stems with one of those wanted."""
    codes = np.unique(kept.words["code"][kept.by["spelt"].of(wanted)])
    shared = [kept.by["word"].of(np.array([code])) for code in codes.tolist()]
    found, many = np.unique(np.concatenate([wanted[:0], *shared]), return_counts=True)
    return found[many > 1]


def _joined(kept: Kept, wanted: Integers, around: Integers, settings: Settings) -> Integers:
    """Return which of the reports around have an edge to one of those wanted."""
    rows = np.union1d(wanted, around)
    batch = kept.batch(rows)
    reports = reports_of(batch)
    at = rows_in(kept, rows, batch, reports)
    lead = np.sort(at)
    which = rows[np.argsort(at)]
    pairing = pairing_of(reports, lead, settings, kept.still.frozen)
    ours = np.flatnonzero(np.isin(which, wanted))
    theirs = np.arange(len(which))
    pairs = np.stack(np.meshgrid(ours, theirs, indexing="ij"), axis=-1).reshape(-1, 2)
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    edges, _ = edges_of(pairing, pairs, np.empty(0, dtype=np.int64))
    ends = which[np.unique(np.concatenate([edges.a, edges.b]))]
    return np.asarray(ends[kept.reports["tile"][ends] >= 0])


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
