"""When clusters happened: mixtures of stretches of time, how much two share, their product."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from truceline.fuse.reported import Reports
from truceline.model.arrow import Floats, Integers, Truths

_HOUR = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Mixtures of uniform stretches, each (n, m): UTC seconds, and shares that sum to 1.

    A row without any share has no known time; its ends are 0.
    """

    begin: Floats
    end: Floats
    share: Floats

    def put(self, rows: Integers, new: Times) -> None:
        """Write over some rows."""
        self.begin[rows], self.end[rows], self.share[rows] = new.begin, new.end, new.share

    @property
    def known(self) -> Truths:
        """Return which rows have a time; shape (n,)."""
        return np.asarray(self.share[:, 0] > 0)


def times_of(reports: Reports, rows: Integers, rule: Mapping[str, Any]) -> Times:
    """Return when the events of some reports may have been.

    A stated time holds with growing slack, and ends no later than its publication. Without one
    the event lies before publication by a lag that is mostly short; a follow-up comes later.
    """
    start, end = reports.start[rows, None], reports.end[rows, None]
    out, last = reports.published_start[rows, None], reports.published_end[rows, None]
    follow = reports.followup[rows, None]
    stated = ~np.isnan(start)
    slack = np.array([rule["slacks_h"]]) * _HOUR
    lag = np.where(follow, np.array([rule["followup_lags_h"]]), np.array([rule["lags_h"]])) * _HOUR
    begin = np.where(stated, start - slack, out - lag)
    latest = np.where(np.isnan(last), np.inf, np.fmax(last, end))
    finish = np.where(stated, np.minimum(end + slack, latest), last)
    share = np.where(stated, np.array([rule["slack_shares"]]), np.array([rule["lag_shares"]]))
    known = ~np.isnan(begin) & ~np.isnan(finish)
    shortest = rule["shortest_h"] * _HOUR
    begin = np.where(stated, begin, np.minimum(begin, finish - shortest))
    finish = np.maximum(finish, begin + shortest)
    return Times(
        begin=np.where(known, begin, 0.0),
        end=np.where(known, finish, 0.0),
        share=np.where(known, share, 0.0),
    )


def _shared(times: Times, a: Integers, b: Integers) -> tuple[Floats, Floats, Floats]:
    """Return where stretches overlap (begin, end) and their weighted density, 1/h; (k, m, m)."""
    begin = np.maximum(times.begin[a][:, :, None], times.begin[b][:, None, :])
    end = np.minimum(times.end[a][:, :, None], times.end[b][:, None, :])
    one = (times.end[a] - times.begin[a])[:, :, None]
    other = (times.end[b] - times.begin[b])[:, None, :]
    share = times.share[a][:, :, None] * times.share[b][:, None, :]
    overlap = np.maximum(end - begin, 0.0)
    length = np.where(share > 0, one * other, 1.0)
    return begin, end, share * overlap / length * _HOUR


def _columns(times: Times, rows: Integers) -> tuple[Floats, Floats, Floats]:
    """Return begin, end and density (1/s) of the stretches of some rows; each (m, k)."""
    begin, end, share = (
        np.ascontiguousarray(each[rows].T) for each in (times.begin, times.end, times.share)
    )
    return begin, end, share / np.where(share > 0, end - begin, 1.0)


def _coinciding(times: Times, a: Integers, b: Integers) -> Floats:
    """Return the integral of both densities, in 1/h; shape (k,).

    Stretch by stretch, in whole columns: a table of (k, m, m) takes three times as long.
    """
    begin, end, density = _columns(times, a)
    other_begin, other_end, other_density = _columns(times, b)
    found = np.zeros(len(a))
    for i, j in product(range(len(begin)), range(len(other_begin))):
        overlap = np.minimum(end[i], other_end[j])
        overlap -= np.maximum(begin[i], other_begin[j])
        np.maximum(overlap, 0.0, out=overlap)
        overlap *= density[i]
        overlap *= other_density[j]
        found += overlap
    return found * _HOUR


def time_part(times: Times, a: Integers, b: Integers, rule: Mapping[str, Any]) -> Floats:
    """Return the log of the integral of both densities, in 1/h; shape (k,).

    An unknown time is as likely anywhere within `hours`; a known one is wrong altogether with a
    small probability.
    """
    anywhere = 1.0 / rule["hours"]
    mixed = (1 - rule["wrong"]) * _coinciding(times, a, b) + rule["wrong"] * anywhere
    known = (times.share[a, 0] > 0) & (times.share[b, 0] > 0)
    return np.asarray(np.log(np.where(known, mixed, anywhere)))


def heights(times: Times) -> Floats:
    """Return how high each density is at most, in 1/h; shape (n,).

    Two densities share no more than the flatter one is high: what bounds `time_part` cheaply.
    """
    length = np.where(times.share > 0, times.end - times.begin, np.inf)
    return np.asarray((times.share / length).sum(axis=1) * _HOUR)


def combined_times(times: Times, a: Integers, b: Integers, rule: Mapping[str, Any]) -> Times:
    """Return the normalised products of two mixtures each, cut to their heaviest stretches.

    No stretch gets shorter than `shortest_h`: no clock of a reporter is that good. Where one time
    is unknown, or nothing is shared, the first known one stands.
    """
    begin, end, weight = (each.reshape(len(a), -1) for each in _shared(times, a, b))
    heaviest = np.argsort(-weight, axis=1, kind="stable")[:, : times.begin.shape[1]]
    row = np.arange(len(a))[:, None]
    share, first, last = weight[row, heaviest], begin[row, heaviest], end[row, heaviest]
    missing = np.maximum(rule["shortest_h"] * _HOUR - (last - first), 0.0) / 2
    whole = share.sum(axis=1, keepdims=True)
    single = np.where(times.known[a], a, b)
    both = whole > 0
    return Times(
        begin=np.where(both, first - missing, times.begin[single]),
        end=np.where(both, last + missing, times.end[single]),
        share=np.where(both, share / np.where(both, whole, 1.0), times.share[single]),
    )
