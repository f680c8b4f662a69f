"""Numbers and windows of claimed totals in plain words, from the phrase file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from truceline.ground.times import day_range, rfc3339, zone_of
from truceline.model.agreement import Agreement
from truceline.model.values import Bounds, Window, plain_number
from truceline.vocabulary.parties import load_parties

_HOUR = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The phrases of one language and what they need to know of the agreement.

    zones: IANA zones in which a window may be a civil day; names: of parties by id, the shipped
    vocabulary's where it has none.
    """

    phrases: Mapping[str, Any]
    zones: Sequence[str]
    agreement: Agreement
    names: Mapping[str, str]

    def name(self, party: str) -> str:
        """Return a party's display name."""
        return self.names.get(party) or load_parties().name(party)

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

    def window(self, window: Window) -> str:
        """Return a window as hours and, where it is one, as the truce or as a civil day."""
        words = self.phrases["comparison"]
        if window.start is None or window.end is None:
            return str(words["window_open"])
        hours = self._hours((window.end - window.start).total_seconds() / _HOUR)
        announced = self.agreement.window
        if announced and (announced.earliest, announced.latest) == (window.start, window.end):
            return str(words["window_truce"].format(hours=hours))
        days = self._days(window.start, window.end)
        if days:
            zones = words["and"].join(_city(zone) for zone, _ in days)
            return str(words["window_day"].format(hours=hours, day=days[0][1], zones=zones))
        between = words["between"].format(start=_short(window.start), end=_short(window.end))
        return str(words["window"].format(hours=hours, range=between))

    def _hours(self, number: float) -> str:
        words = self.phrases["comparison"]
        hours = plain_number(round(number, 1))
        return str(words["one_hour"] if hours == 1 else words["hours"].format(n=hours))

    def _days(self, start: datetime, end: datetime) -> list[tuple[str, str]]:
        """Return the zones in which a window is a civil day, with that day."""
        found = []
        for zone in dict.fromkeys((*self.zones, self.agreement.zone)):
            day = start.astimezone(zone_of(zone)).date()
            civil = day_range(day, zone)
            if (civil.earliest, civil.latest) == (start, end):
                found.append((zone, day.isoformat()))
        return [each for each in found if each[1] == found[0][1]]


def _city(zone: str) -> str:
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def _short(moment: datetime) -> str:
    return rfc3339(moment).replace("T", " ").replace(":00Z", " UTC")
