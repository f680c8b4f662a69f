"""Continuous fighting: clusters of one sector that follow one another are one spell, by rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.special import softmax

from truceline.fuse.likeness import State
from truceline.fuse.runs import unsorted
from truceline.fuse.settings import Settings
from truceline.ground.geometry import KM_A_DEGREE
from truceline.model.arrow import Floats, Integers, Truths

_HOUR = 3600.0
_SECONDS_A_DEGREE = 240.0  # what midnight by the sun shifts by with longitude
_COLUMN_BITS, _DAY_BITS = 20, 24  # of the number of a sector: room for any cell and any date
_DAYS = 1 << (_DAY_BITS - 1)  # days before 1970 count too
_FAR = 10**12  # seconds: more than lies between any two times of the calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Spells:
    """Clusters that the rule makes one: b joins a, the first of its spell; both (k,), by b."""

    a: Integers
    b: Integers


def sectors_of(state: State, present: Truths, settings: Settings) -> Integers:
    """Return the sector and local day that each unit tells fighting of, -1 for none; shape (n,).

    state: of units, before any merge; present: which report something of these days. A number
    means the same cell and day in every batch. A sector is a cell of a fixed grid: so no chain of
    neighbours can run along a front, no report moves the sector of another, and what shares no
    number never meets. Circles around where most is told find the spells of simulated fronts
    better (pairs F1 .84 and .72 against .76 and .65), but each new report could move them.
    """
    rule = settings.spells
    found = np.full(len(present), -1, dtype=np.int64)
    fought = np.flatnonzero(present)
    fought = fought[_continuous(state, fought, settings)]
    fought = fought[_well_known(state, fought, rule)]
    lat, lon = state.places.lat[fought, 0], state.places.lon[fought, 0]
    middle = (state.times.begin[fought, 0] + state.times.end[fought, 0]) / 2
    day = np.floor((middle + lon * _SECONDS_A_DEGREE) / (rule["longest_h"] * _HOUR))
    row, column = _cells(lat, lon, rule["sector_km"])
    found[fought] = ((row << _COLUMN_BITS) + column << _DAY_BITS) + day.astype(np.int64) + _DAYS
    return found


def spells_of(
    state: State, home: Integers, apart: Integers, sector: Integers, settings: Settings
) -> Spells:
    """Return which clusters are one spell of fighting: see `spells` in fuse.yaml for the rule.

    state: of clusters, rows that no unit calls home being stale; home: (n,) the cluster of each
    unit, its first member; apart: (h, 2) clusters that people or one statement hold apart;
    sector: (n,) of units. A cluster is where and on which day its first such unit tells it.
    """
    lead, first = _firsts(home, sector)
    fought = _continuous(state, lead, settings)
    lead, key = lead[fought], sector[first[fought]]
    spell = _followed(state, lead, key, settings.spells["pause_h"] * _HOUR)
    alone = _held_out(spell, lead, apart, len(home))
    return _joined(spell[~alone], lead[~alone], int(settings.spells["least"]))


def _continuous(state: State, rows: Integers, settings: Settings) -> Truths:
    """Return which clusters tell more likely than not of an act that goes on for hours."""
    open_words = set(settings.acts["open"])
    definite = [each for each in settings.proposition["acts"] if each not in open_words]
    wanted = [each in settings.spells["acts"] for each in definite]
    share = softmax(state.act[rows], axis=1)[:, wanted].sum(axis=1)
    return np.asarray(share > settings.spells["act_share"])


def _well_known(state: State, rows: Integers, rule: Mapping[str, Any]) -> Truths:
    """Return which units have one likely place no larger than a sector, and a known day."""
    places, times = state.places, state.times
    length = (times.end[rows, 0] - times.begin[rows, 0]) / _HOUR
    return np.asarray(
        (places.share[rows, 0] > rule["place_share"])
        & (places.radius_km[rows, 0] <= rule["sector_km"])
        & (times.share[rows, 0] > 0)
        & (length <= rule["known_within_h"])
    )


def _cells(lat: Floats, lon: Floats, width: float) -> tuple[Integers, Integers]:
    """Return row and column of each place in the grid; width: of a cell in km, at least 0.1."""
    high = width / KM_A_DEGREE
    row = np.floor((lat + 90) / high)
    wide = high / np.maximum(np.cos(np.radians((row + 0.5) * high - 90)), 0.01)
    return row.astype(np.int64), np.floor((lon + 180) / wide).astype(np.int64)


def _firsts(home: Integers, sector: Integers) -> tuple[Integers, Integers]:
    """Return the clusters with a sector, and the first unit of each that has one."""
    told = np.flatnonzero(sector >= 0)
    lead, at = np.unique(home[told], return_index=True)
    return lead, told[at]


def _followed(state: State, rows: Integers, sector: Integers, pause: float) -> Integers:
    """Return the number of each cluster's spell: one sector and day, no longer pause (seconds)."""
    begin, end = (
        np.round(each[rows, 0]).astype(np.int64) for each in (state.times.begin, state.times.end)
    )
    order = np.lexsort((rows, begin, sector))
    begin, end, sector = begin[order], end[order], sector[order]
    new = np.diff(sector, prepend=-1) != 0
    # The latest end so far; a new sector starts it afresh because it is put far ahead. In whole
    # seconds: how far ahead must not decide by a last bit whether a pause is too long.
    number = np.cumsum(new) - 1
    ahead = number * _FAR - begin[new][number]
    latest = np.maximum.accumulate(end + ahead)
    new[1:] |= begin[1:] + ahead[1:] - latest[:-1] > pause
    return unsorted(order, np.cumsum(new) - 1)


def _held_out(spell: Integers, rows: Integers, apart: Integers, number: int) -> Truths:
    """Return which clusters are held apart from another one of their spell.

    Both of such a pair stand alone: whoever tells two fights apart says that neither is merely a
    part of the nameless fighting around it.
    """
    of = np.full(number, -1, dtype=np.int64)
    of[rows] = spell
    a, b = apart[:, 0], apart[:, 1]
    return np.isin(rows, apart[(of[a] == of[b]) & (a != b)])


def _joined(spell: Integers, rows: Integers, least: int) -> Spells:
    """Return the clusters of spells of at least so many, each joining the first of its spell."""
    order = np.lexsort((rows, spell))
    b = rows[order]
    _, first, of, size = np.unique(
        spell[order], return_index=True, return_inverse=True, return_counts=True
    )
    a = b[first[of]]
    chosen = np.flatnonzero((a != b) & (size[of] >= least))
    chosen = chosen[np.argsort(b[chosen])]
    return Spells(a=a[chosen], b=b[chosen])


def with_spells(spells: Spells, home: Integers) -> Integers:
    """Return a partition in which the clusters of each spell are one, named by its least name.

    home: (n,) of each unit, any partition whose parts are named by one of their members.
    """
    ends = (home[spells.a], home[spells.b])
    graph = coo_array((np.ones(len(spells.a), dtype=np.int8), ends), shape=(len(home), len(home)))
    part = connected_components(graph, directed=False)[1]
    least = np.full(len(home), len(home), dtype=np.int64)
    np.minimum.at(least, part, np.arange(len(home)))
    return np.asarray(least[part][home], dtype=np.int64)
