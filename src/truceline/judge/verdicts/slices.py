"""Incidents cut at midnight, so that each part is asked of the lines as they stood that day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from truceline.ground.geometry import Floats
from truceline.ground.ranges import ranges
from truceline.ground.times import zone_of
from truceline.judge.verdicts.columns import Integers

# A time that is uncertain over more days than this says too little to ask each day for itself.
MOST_DAYS = 62
_DAY_S = 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Slices:
    """Parts of incidents' times, one civil day each, m rows.

    row: which incident; start, end: seconds of UTC; weight: share of the incident's time; day:
    the civil day, NaT where it is not known.
    """

    row: Integers
    start: Floats
    end: Floats
    weight: Floats
    day: NDArray[np.datetime64]

    def at(self, kept: NDArray[np.int64]) -> Slices:
        """Return some of them, as often as they are named."""
        return Slices(**{name: getattr(self, name)[kept] for name in self.__slots__})

    def weighted(self, share: Floats) -> Slices:
        """Return them with their weights times some shares."""
        return replace(self, weight=self.weight * share)


def whole(start: Floats, end: Floats) -> Slices:
    """Return each incident in one piece, its day unasked."""
    count = len(start)
    return Slices(
        row=np.arange(count),
        start=start,
        end=end,
        weight=np.ones(count),
        day=np.full(count, np.datetime64("NaT", "D")),
    )


def by_day(start: Floats, end: Floats, zone: str, edges: Sequence[float] = ()) -> Slices:
    """Return incidents cut at midnight in a zone; what lasts too long stays in one piece.

    start, end: seconds of UTC, n each, NaN where not known; edges: further moments to cut at.
    """
    known = ~np.isnan(start) & (end - start <= MOST_DAYS * _DAY_S)
    if not known.any():
        return whole(start, end)
    midnights, days = _midnights(float(start[known].min()), float(end[known].max()), zone)
    within = [each for each in edges if midnights[0] < each < midnights[-1]]
    cuts = np.union1d(midnights, within)
    days = days[np.searchsorted(midnights, cuts, side="right") - 1]
    asked = np.flatnonzero(known)
    first = np.searchsorted(cuts, start[asked], side="right") - 1
    last = np.searchsorted(cuts, end[asked], side="left") - 1
    many = np.maximum(last, first) - first + 1
    row = np.repeat(asked, many)
    which = ranges(first, many)
    low = np.maximum(start[row], cuts[which])
    high = np.minimum(end[row], cuts[which + 1])
    span = (end - start)[row]
    with np.errstate(divide="ignore", invalid="ignore"):
        weight = np.where(span > 0, (high - low) / span, 1.0)
    rest = np.flatnonzero(~known)
    return Slices(
        row=np.concatenate([row, rest]),
        start=np.concatenate([low, start[rest]]),
        end=np.concatenate([np.maximum(low, high), end[rest]]),
        weight=np.concatenate([weight, np.ones(len(rest))]),
        day=np.concatenate([days[which], np.full(len(rest), np.datetime64("NaT", "D"))]),
    )


def _midnights(first: float, last: float, zone: str) -> tuple[Floats, NDArray[np.datetime64]]:
    """Return the midnights around a stretch of time in seconds of UTC, and the day each begins."""
    place = zone_of(zone)
    day = datetime.fromtimestamp(first, UTC).astimezone(place).date()
    until = datetime.fromtimestamp(last, UTC).astimezone(place).date() + timedelta(days=2)
    days = [day + timedelta(days=each) for each in range((until - day).days + 1)]
    moments = [_midnight(each, zone) for each in days]
    return np.array(moments), np.array(days, dtype="datetime64[D]")


def _midnight(day: date, zone: str) -> float:
    return datetime(day.year, day.month, day.day, tzinfo=zone_of(zone)).timestamp()
