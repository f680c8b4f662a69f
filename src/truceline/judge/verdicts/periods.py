"""P(a moment lies within a period), where both are known only as ranges: exact, in columns."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np

from truceline.ground.geometry import Floats
from truceline.ground.times import TimeRange
from truceline.model.terms import Period


def seconds_of(moment: datetime) -> float:
    """Return a moment as seconds of UTC."""
    return moment.timestamp()


def share_within(period: Period | None, start: Floats, end: Floats) -> Floats:
    """Return P(within the period) of moments uniform over [start, end), n each in seconds.

    NaN where the moment or the period is not known. The ends of the period are uniform over
    their ranges, as the moment is; a period that ends before it begins holds nothing.
    """
    if period is None:
        return np.full(len(start), np.nan)
    share = share_after(period.start, start, end)
    if period.end is not None:
        share = np.maximum(share - share_after(period.end, start, end), 0.0)
    for each in period.gaps:
        gap = cut(Period(start=each.start, end=each.end), replace(period, gaps=()))
        share = np.maximum(share - share_within(gap, start, end), 0.0)
    return share


def edges_of(period: Period | None) -> list[float]:
    """Return the moments, in seconds of UTC, between which a period's share changes evenly."""
    if period is None:
        return []
    gaps = [mark for gap in period.gaps for mark in (gap.start, gap.end)]
    marks = [each for each in (period.start, period.end, *gaps) if each is not None]
    return [seconds_of(end) for mark in marks for end in (mark.earliest, mark.latest)]


def share_after(mark: TimeRange, start: Floats, end: Floats) -> Floats:
    """Return P(mark <= moment), both uniform: the moment over [start, end), NaN where not known."""
    low, high = seconds_of(mark.earliest), seconds_of(mark.latest)
    return precedes(np.full(len(start), low), np.full(len(start), high), start, end)


def precedes(low: Floats, high: Floats, start: Floats, end: Floats) -> Floats:
    """Return P(a moment of [low, high) <= one of [start, end)), uniform and independent, n each.

    Equal moments that are known exactly count as preceding.
    """
    length, span = high - low, end - start
    with np.errstate(divide="ignore", invalid="ignore"):
        passed = _passed(end, low, length) - _passed(start, low, length)
        lasting = passed / span
        share = np.where(length > 0, (start - low) / length, (start >= low).astype(np.float64))
    instant = np.where(np.isnan(start), np.nan, np.clip(share, 0.0, 1.0))
    return np.where(span > 0, np.clip(lasting, 0.0, 1.0), instant)


def _passed(moment: Floats, low: Floats, length: Floats) -> Floats:
    """Return the integral up to a moment of the chance that a mark of [low, low+length) passed."""
    gone = np.maximum(moment - low, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        growing = gone * gone / (2 * length)
    return np.where(gone < length, growing, gone - length / 2)


def cut(first: Period | None, second: Period | None) -> Period | None:
    """Return what is common to two periods; None where the first was never fixed.

    second: None limits nothing. Where two ends that are both uncertain overlap, the later of two
    starts is taken as between the later of their first and of their last moments.
    """
    if first is None or second is None:
        return first
    start = later(first.start, second.start)
    ends = [each for each in (first.end, second.end) if each is not None]
    both = len(ends) == 2  # noqa: PLR2004 - the ends of two periods
    end = _earlier(*ends) if both else ends[0] if ends else None
    return Period(start=start, end=end, gaps=tuple(dict.fromkeys(first.gaps + second.gaps)))


def later(a: TimeRange, b: TimeRange) -> TimeRange:
    """Return when the later of two moments was."""
    return TimeRange(earliest=max(a.earliest, b.earliest), latest=max(a.latest, b.latest))


def _earlier(a: TimeRange, b: TimeRange) -> TimeRange:
    return TimeRange(earliest=min(a.earliest, b.earliest), latest=min(a.latest, b.latest))
