"""Units of fusing: what one origin says of one place is one utterance, however often repeated."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truceline.fuse.reported import Reports
from truceline.fuse.runs import run_of, runs, unsorted
from truceline.model.arrow import Floats, Integers, Truths

_ROUNDED = 1e4  # places that differ by less than some 10 m are one
_ABOUT = 1000  # such steps make a tenth of a degree
_HOUR, _DAY = 3600.0, 86_400.0
_NEVER = 2**52  # seconds: an unknown time of publication stands after all others


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


def occasions_of(reports: Reports) -> Integers:
    """Return on how many occasions (a town and a day) the origin of each report spoke; (n,).

    An origin of one occasion ties its reports to one incident. One of many is a form of words
    that fits every day, or a source that tells of much: it ties the less.
    """
    lat, lon = (each // _ABOUT for each in place_codes(reports))
    keys = (
        reports.origin.astype(np.int64),
        lat,
        lon,
        (_published(reports) // _DAY).astype(np.int64),
    )
    order, starts, _ = runs(*keys)
    told = np.maximum(reports.origin, 0)
    many = np.bincount(told[order[starts]], minlength=int(told.max(initial=0)) + 1)
    return np.asarray(np.where(reports.origin >= 0, many[told], 1))


def _published(reports: Reports) -> Floats:
    return np.where(np.isnan(reports.published_start), float(_NEVER), reports.published_start)


def _bursts(keys: tuple[Integers, ...], out: Floats, pause_h: float) -> Integers:
    """Return a number for each stretch of equal keys without a longer pause between two; (n,)."""
    order, _, _ = runs(*keys, out.astype(np.int64))
    ordered = np.stack([each[order] for each in keys])
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = (ordered[:, 1:] != ordered[:, :-1]).any(axis=0)
    new[1:] |= np.diff(out[order]) > pause_h * _HOUR
    return unsorted(order, np.cumsum(new) - 1)


def units_of(reports: Reports, alone: Truths, pause_h: float) -> Units:
    """Return the units of reports; alone: (n,) those that a person's decision keeps apart.

    Reports of several documents that share origin and place, with no longer pause between them
    than pause_h, are one unit, led by the first that states a time, else by the first: a flood of
    copies weighs as much as the utterance that it repeats. Denials, and what one document says
    twice, stay apart.
    """
    number = len(reports.row)
    lat, lon = place_codes(reports)
    denial = np.arange(number) >= number - reports.denials
    origin = np.where(reports.origin >= 0, reports.origin, -1 - np.arange(number))
    own = np.where(alone | denial, np.arange(number), -1)
    keys = (origin, lat, lon, reports.background.astype(np.int64), own)
    burst = _bursts(keys, _published(reports), pause_h)
    order, starts, _ = runs(burst, reports.document)
    # The second report of one document does not repeat an utterance, it tells of something else.
    again = np.ones(number, dtype=np.bool_)
    again[order[starts]] = False
    own = np.where(again, np.arange(number), own)
    return _led((burst, own), np.isnan(reports.start), _published(reports))


def _led(keys: tuple[Integers, ...], untimed: Truths, out: Floats) -> Units:
    """Return units in the order of their leads."""
    run = run_of(*keys)
    by_lead = np.lexsort((np.arange(len(run)), out, untimed, run))
    lead = by_lead[np.unique(run[by_lead], return_index=True)[1]]
    rank = unsorted(np.argsort(lead, kind="stable"), np.arange(len(lead)))
    return Units(of=rank[run], lead=np.sort(lead))
