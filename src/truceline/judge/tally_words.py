"""Numbers and windows of claimed totals in plain words, from the phrase file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from truceline.ground.times import TimeRange, day_range, rfc3339, zone_of
from truceline.model.agreement import Agreement
from truceline.model.values import Bounds, Window, plain_number

_HOUR = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The phrases of one language and what they need to know of the agreement."""

    phrases: Mapping[str, Any]
    zones: Mapping[str, str]
    agreement: Agreement

    def number(self, bounds: Bounds) -> str:
        """Return bounds as a phrase: "more than 950" for [951, open]."""
        low = f"{plain_number(bounds.min):,}"
        if bounds.max is None:
            # Whoever says "more than 950" does not say "at least 951".
            if bounds.min % 10 == 1 and bounds.min > 1:
                return str(self.phrases["more_than"].format(n=f"{plain_number(bounds.min - 1):,}"))
            return str(self.phrases["at_least"].format(n=low))
        if bounds.max == bounds.min:
            return str(self.phrases["exact"].format(n=low))
        return str(self.phrases["range"].format(low=low, high=f"{plain_number(bounds.max):,}"))

    def window(self, window: Window, side: str | None) -> str:
        """Return a window as hours and, where it is one, as the truce or a side's civil day."""
        words = self.phrases["comparison"]
        if window.start is None or window.end is None:
            return str(words["window_open"])
        span = TimeRange(earliest=window.start, latest=window.end)
        hours = plain_number(round(span.seconds / _HOUR, 1))
        announced = self.agreement.window
        if announced and (announced.earliest, announced.latest) == (window.start, window.end):
            return str(words["window_truce"].format(hours=hours))
        zone = self.zones.get(side or "", self.agreement.zone)
        day = window.start.astimezone(zone_of(zone)).date()
        if (civil := day_range(day, zone)).earliest == window.start and civil.latest == window.end:
            return str(words["window_day"].format(hours=hours, day=day.isoformat(), zone=zone))
        between = words["between"].format(start=_short(window.start), end=_short(window.end))
        return str(words["window"].format(hours=hours, range=between))


def _short(moment: datetime) -> str:
    return rfc3339(moment).replace("T", " ").replace(":00Z", " UTC")
