"""Chances that one moment comes before another where both are known only within ranges."""

from __future__ import annotations

from datetime import timedelta

from truceline.ground.times import TimeRange


def not_after(first: TimeRange, second: TimeRange) -> float:
    """Return P(A <= B) for A in the first range and B in the second, each moment as likely.

    Exact: the mean over B of the share of A that lies before it.
    """
    length = first.seconds
    start = (second.earliest - first.earliest).total_seconds()
    end = (second.latest - first.earliest).total_seconds()
    if start == end:
        if length == 0:
            return 1.0 if start >= 0 else 0.0
        return min(1.0, max(0.0, start / length))
    return (_below(end, length) - _below(start, length)) / (end - start)


def _below(x: float, length: float) -> float:
    """Return the integral up to x of the share of [0, length] that lies below."""
    if x <= 0:
        return 0.0
    if x >= length:
        return x - length / 2
    return x * x / (2 * length)


def shifted(time: TimeRange, seconds: float) -> TimeRange | None:
    """Return a range so many seconds later, None where no calendar reaches so far."""
    try:
        step = timedelta(seconds=seconds)
        return TimeRange(earliest=time.earliest + step, latest=time.latest + step)
    except OverflowError:
        return None
