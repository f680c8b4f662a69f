"""Whose clock a text reads: the speaker's side, the source's, the place's, the case's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from truceline.geography.gazetteer import PlaceMention
from truceline.geography.zones import country_zone, same_clock, zone_within
from truceline.ground.times import TimeRange
from truceline.read.moments.hulls import hulls
from truceline.read.moments.times import TimeMention, find_times
from truceline.read.speakers.mention import SpeakerMention
from truceline.vocabulary.files import shipped_entries

_NEUTRAL = ("UTC", None)  # zones of a publication date that say nothing of where it was written


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """What tells in which zone a document's clock times and days are meant.

    side: the party whose feed it is; lang: its language; case: the zone that the case gives;
    published: when it appeared, perhaps with the zone of its place; sides: the zone of each party
    for which the vocabulary has one.
    """

    side: str | None = None
    lang: str = ""
    case: str | None = None
    published: TimeRange | None = None
    sides: Mapping[str, str] = field(default_factory=dict)

    def zones(
        self, speakers: Sequence[SpeakerMention] = (), places: Sequence[PlaceMention] = ()
    ) -> tuple[str, ...]:
        """Return the zones that a sentence may mean: most often one, () where nothing tells.

        In this order: the side of the speaker, that of the feed, the clock of the places named if
        they share one, the case's, that of the publication date, those usual for the language.
        """
        spoken = {self._side(each.party) for each in speakers if each.party and not each.relay}
        if len(spoken) == 1 and (zone := spoken.pop()):
            return (zone,)
        if self.side and (zone := self._side(self.side)):
            return (zone,)
        if zone := self._of_places(places):
            return (zone,)
        return self.at_home()

    def at_home(self) -> tuple[str, ...]:
        """Return the zones of a document apart from what a sentence says."""
        if self.side and (zone := self._side(self.side)):
            return (zone,)
        if self.case:
            return (self.case,)
        if self.published is not None and self.published.zone not in _NEUTRAL:
            return (str(self.published.zone),)
        return tuple(shipped_entries("vocabulary", "times.yaml")["usual_zones"].get(self.lang, ()))

    def day_zone(self) -> str:
        """Return the one zone of the document's days: the first that it may mean, else UTC."""
        return next(iter(self.at_home()), "UTC")

    def _side(self, party: str) -> str | None:
        return self.sides.get(party) or capital_zone(party)

    def _of_places(self, places: Iterable[PlaceMention]) -> str | None:
        """Return the clock that the places share on the day of publication, else None."""
        if self.published is None:
            return None
        when = self.published.earliest
        found: list[str] = []
        for each in places:
            place = max(each.candidates, key=lambda one: one.p, default=None)
            if place is None or place.lat is None or place.lon is None or place.role != "event":
                continue
            zone = zone_within(place.lat, place.lon, place.radius_m or 0.0, when)
            if zone is None:
                return None
            found.append(zone)
        first = next(iter(found), None)
        agree = first is not None and all(same_clock(first, each, when) for each in found)
        return first if agree else None

    def times(
        self,
        text: str,
        lang: str,
        speakers: Sequence[SpeakerMention] = (),
        places: Sequence[PlaceMention] = (),
    ) -> tuple[TimeMention, ...]:
        """Return the times of a sentence; where several zones may be meant, what holds all."""
        usual = next(iter(self.at_home()), None)
        first = find_times(text, lang, published=self.published, zone=usual)
        if not first:
            return ()
        zones: tuple[str | None, ...] = self.zones(speakers, places) or (None,)
        rest = [find_times(text, lang, published=self.published, zone=each) for each in zones]
        return tuple(hulls(rest if zones != (usual,) else [first]))


def capital_zone(party: str) -> str | None:
    """Return the zone of a state (ISO 3166-1 alpha-3): its capital's, or the only one it has."""
    held = shipped_entries("vocabulary", "times.yaml")["capital_zones"].get(party)
    return str(held) if held else country_zone(party)
