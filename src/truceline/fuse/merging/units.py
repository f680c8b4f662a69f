"""Units of fusing: what one origin says of one place is one utterance, however often repeated."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truceline.fuse.reported import Reports
from truceline.fuse.runs import runs
from truceline.model.arrow import Floats, Integers, Truths

_ROUNDED = 1e4  # places that differ by less than some 10 m are one


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """The utterances behind reports: of: (n,) the unit of each report; lead: (u,) its report."""

    of: Integers
    lead: Integers


def place_codes(reports: Reports) -> tuple[Integers, Integers]:
    """Return the likeliest place of each report in whole steps; the same far step if unknown."""
    number = len(reports.row)
    first = np.searchsorted(reports.point_of, np.arange(number))
    there = np.searchsorted(reports.point_of, np.arange(number), side="right") > first
    lat, lon = np.full(number, -1 << 40), np.full(number, -1 << 40)
    for found, values in ((lat, reports.lat), (lon, reports.lon)):
        found[there] = np.round(values[first[there]] * _ROUNDED).astype(np.int64)
    return lat, lon


def utterances_of(reports: Reports) -> Integers:
    """Return a number for what each report tells: one origin and place, of now or of the past.

    Which unit a report belongs to depends on nothing but the reports that share it.
    """
    keys = (reports.origin, *place_codes(reports), reports.background)
    order, _, run = runs(*(each.astype(np.int64) for each in keys))
    found = np.empty(len(order), dtype=np.int64)
    found[order] = run
    return found


def units_of(reports: Reports, alone: Truths) -> Units:
    """Return the units of reports; alone: (n,) those that a person's decision keeps apart.

    Reports of several documents that share origin and place are one unit, led by the first that
    states a time, else by the first: a flood of copies weighs as much as the utterance that it
    repeats. Denials, and what one document says twice, stay apart.
    """
    number = len(reports.row)
    lat, lon = place_codes(reports)
    denial = np.arange(number) >= number - reports.denials
    origin = np.where(reports.origin >= 0, reports.origin, -1 - np.arange(number))
    own = np.where(alone | denial, np.arange(number), -1)
    keys = (origin, lat, lon, reports.background.astype(np.int64), own)
    order, starts, _ = runs(*keys, reports.document)
    # The second report of one document does not repeat an utterance, it tells of something else.
    again = np.ones(number, dtype=np.bool_)
    again[order[starts]] = False
    own = np.where(again, np.arange(number), own)
    untimed = np.isnan(reports.start)
    out = np.where(np.isnan(reports.published_start), np.inf, reports.published_start)
    return _led((*keys[:-1], own), untimed, out)


def _led(keys: tuple[Integers, ...], untimed: Truths, out: Floats) -> Units:
    """Return units in the order of their leads."""
    order, _, sorted_run = runs(*keys)
    run = np.empty(len(order), dtype=np.int64)
    run[order] = sorted_run
    by_lead = np.lexsort((np.arange(len(order)), out, untimed, run))
    lead = by_lead[np.unique(run[by_lead], return_index=True)[1]]
    rank = np.empty(len(lead), dtype=np.int64)
    rank[np.argsort(lead, kind="stable")] = np.arange(len(lead))
    return Units(of=rank[run], lead=np.sort(lead))
