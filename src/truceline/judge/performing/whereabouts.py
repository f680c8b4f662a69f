"""How much of a place lies in the areas of an obligation, by their lines on the day told of."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from truceline.geography.dividing import Divided, Places, shares_by_day
from truceline.ground.errors import PlaceError
from truceline.ground.times import TimeRange
from truceline.judge.verdicts.periods import seconds_of
from truceline.judge.verdicts.reach import divided
from truceline.judge.verdicts.slices import by_day
from truceline.model.agreement import Agreement
from truceline.model.values import Place

_Key = tuple[str, Place, TimeRange | None]
_Known = tuple[float, float]


@dataclass(slots=True)
class Whereabouts:
    """An agreement's ground; folder: where the files of its lines lie, None if not given."""

    agreement: Agreement
    folder: Path | None = None
    _ground: Divided | None = None
    _found: dict[_Key, _Known] = field(default_factory=dict)

    def share(self, areas: tuple[str, ...], place: Place, time: TimeRange | None) -> _Known:
        """Return how much of a place lies in zones, and of how much that is not known, at most.

        time: in which it was told to be there, each moment as likely; None: nobody knows when.
        """
        found = [self._possible(each, place, time) for each in areas]
        return max(inside for inside, _ in found), max(unknown for _, unknown in found)

    def _possible(self, zone: str, place: Place, time: TimeRange | None) -> _Known:
        key = (zone, place, time if self.agreement.lines else None)
        if key not in self._found:
            self._found[key] = self._asked(*key)
        return self._found[key]

    def _asked(self, zone: str, place: Place, time: TimeRange | None) -> _Known:
        if place.lat is None or place.lon is None:
            return 1.0, 0.0
        ends = (seconds_of(time.earliest), seconds_of(time.latest)) if time else (np.nan, np.nan)
        parts = by_day(np.array(ends[:1]), np.array(ends[1:]), self.agreement.zone)
        columns = [place.lat, place.lon, place.radius_m or 0.0]
        lat, lon, radius_m = (np.array([each], dtype=np.float64) for each in columns)
        places = Places(lat=lat, lon=lon, radius_m=radius_m)
        try:
            self._ground = self._ground or divided(self.agreement, self.folder)
            found = shares_by_day(self._ground, zone, places, parts.row, parts.day)
        except PlaceError:  # a zone that cannot be drawn excludes nothing, and proves nothing
            return 0.0, 1.0
        return float(found.inside @ parts.weight), float(found.unknown @ parts.weight)
