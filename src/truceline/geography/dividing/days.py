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
    Within a gap the rule holds however long it is. Before the first version a line is known for
    STALE_DAYS at most, by “nearest”; after the last for as long if it is drawn anew in files, day
    by day, and until further notice if its versions are written in the agreement or it has a
    single file, as a line that was agreed.
    """
    if day is None:
        return tuple(held) if len(held) == 1 and not _redrawn(line) else ()
    place = bisect_right(held, day)
    before = held[place - 1] if place else None
    after = held[place] if place < len(held) else None
    if before == day:
        return (day,)
    if before is None and after is not None and (after - day).days > STALE_DAYS:
        return ()
    stale = _redrawn(line) and before is not None and (day - before).days > STALE_DAYS
    return () if after is None and stale else _by_rule(line, before, after, day)


def _redrawn(line: Line) -> bool:
    """Tell whether a line is drawn anew in a series of files."""
    return line.files is not None and line.files.first < line.files.last


def _by_rule(line: Line, before: date | None, after: date | None, day: date) -> tuple[date, ...]:
    if line.missing == "between":
        return (before, after) if before and after else ()
    if line.missing == "previous":
        return (before,) if before else ()
    if line.missing == "nearest":
        near = [each for each in (before, after) if each]
        return (min(near, key=lambda each: abs((each - day).days)),) if near else ()
    return ()
