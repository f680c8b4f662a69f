"""Which versions of a line hold on a day, also on a day that has none of its own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from truceline.model.zones import Line

# A line that is drawn anew every day says little of a day so far from the nearest drawing.
STALE_DAYS = 7


def in_force(line: Line, held: Sequence[date], day: date | None) -> tuple[date, ...]:
    """Return the days of the versions by which a line stands on a day: none, one or two.

    held: days of the versions that there are, ascending. None: not known where the line was. Two:
    only what both say is known. day: None where the day is not known; then a line with one version
    stands by it. On a day without a version:
    previous: the last before it; nearest: the nearest, the earlier of two as near; between: the
    last before and the first after it; unknown: none.
    What lies before the first version is never known by more than STALE_DAYS. A line of daily
    files is not known by more than that either way; a version written into the agreement stands
    until the next.
    """
    if day is None:
        return tuple(held) if len(held) == 1 and line.files is None else ()
    place = bisect_right(held, day)
    before = held[place - 1] if place else None
    after = held[place] if place < len(held) else None
    if before == day:
        return (day,)
    if before is not None and line.files is not None and (day - before).days > STALE_DAYS:
        before = None
    stale_after = line.files is not None or before is None
    if after is not None and stale_after and (after - day).days > STALE_DAYS:
        after = None
    return _by_rule(line, before, after, day)


def _by_rule(line: Line, before: date | None, after: date | None, day: date) -> tuple[date, ...]:
    if line.missing == "between":
        return (before, after) if before and after else ()
    if line.missing == "previous":
        return (before,) if before else ()
    if line.missing == "nearest":
        near = [each for each in (before, after) if each]
        return (min(near, key=lambda each: abs((each - day).days)),) if near else ()
    return ()
