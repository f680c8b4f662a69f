"""One reading of a text's times out of those under several zones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from truceline.ground.times import TimeRange
from truceline.read.moments.times import TimeMention


def hulls(read: Sequence[Sequence[TimeMention]]) -> list[TimeMention]:
    """Return the times of one text as several zones have them, each range holding all of them.

    read: the same text's times under each zone; an end that is not the same under all is not
    said exactly.
    """
    return [_hull(each) for each in zip(*read, strict=True)]


def _hull(each: Sequence[TimeMention]) -> TimeMention:
    first, held = each[0], [one.range for one in each if one.range]
    if len(each) == 1 or len(held) < len(each) or all(one == first for one in each):
        return first
    alike = all((one.since, one.until) == (first.since, first.until) for one in each)
    return replace(
        first,
        range=TimeRange(
            earliest=min(one.earliest for one in held),
            latest=max(one.latest for one in held),
            zone=held[0].zone,
        ),
        since=first.since if alike else None,
        until=first.until if alike else None,
    )
