"""Kinds of act before, during and after a truce, and what reports of incidents say of each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from truceline.ground.times import TimeRange, day_range, zone_of
from truceline.model.evidence import Document
from truceline.model.incident import Incident
from truceline.publish.counts import ROW
from truceline.publish.kinds_rates import Rate, Share, Word, share_of, spread_of, word_of
from truceline.publish.lookup import Lookup
from truceline.vocabulary.files import shipped_entries
from truceline.vocabulary.untold_times import likely_time

How = Literal["reports", "channel", "table", "claims"]
AROUND = timedelta(days=7)  # before and after: a week, so that each holds every day of the week
HOUR = 3600.0
HALF_A_DAY = 12 * HOUR
_MOST_DAYS = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretches:
    """A truce, and as much before and after as it is compared with."""

    before: TimeRange
    during: TimeRange
    after: TimeRange

    @property
    def all(self) -> tuple[TimeRange, TimeRange, TimeRange]:
        """Return the three in the order of time."""
        return (self.before, self.during, self.after)


def stretches_of(window: TimeRange, reach: timedelta | None = None) -> Stretches:
    """Return a truce's window with what stands around it.

    reach: on either side; a week if not given.
    """
    length = reach or AROUND
    return Stretches(
        before=TimeRange(earliest=window.earliest - length, latest=window.earliest),
        during=window,
        after=TimeRange(earliest=window.latest, latest=window.latest + length),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """One way of knowing about one kind of act.

    how: reports of incidents, a channel that counts without a break, a table that a side keeps, or
    totals that the sides claim of each other;
    source: id, of a channel or table; who: who counts, as the table or channel names it. rates:
    before, during, after, per hours looked at; shares: of the rate in the truce in that around
    it, per hours and, for reports, also per report. origins: of the incidents in the truce.
    """

    how: How
    word: Word
    rates: tuple[Rate, Rate, Rate]
    shares: tuple[Share | None, ...]
    source: str = ""
    who: str = ""
    unit: str = ""
    origins: int = 0
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of act: which incidents, claimed acts and models of weapons belong to it."""

    id: str
    acts: frozenset[str]
    targets: frozenset[str]
    weapons: tuple[str, ...] = ()

    def holds(self, incident: Incident) -> bool:
        """Tell whether an incident is of this kind."""
        return incident.act in self.acts or incident.target_class in self.targets

    def fires(self, model: str) -> bool:
        """Tell whether a model of weapon is of this kind."""
        folded = model.casefold()
        return any(folded.startswith(each) for each in self.weapons)


def load_kinds() -> tuple[Kind, ...]:
    """Return the shipped kinds of act, in the order to list them."""
    return tuple(
        Kind(
            id=each["id"],
            acts=frozenset(each.get("acts", ())),
            targets=frozenset(each.get("targets", ())),
            weapons=tuple(str(word).casefold() for word in each.get("weapons", ())),
        )
        for each in _data()["kinds"]
    )


def _data() -> Any:  # noqa: ANN401 - YAML values
    return shipped_entries("vocabulary", "kinds.yaml")


@dataclass(frozen=True, slots=True)
class Reporting:
    """On which days a case holds any reports, how many, and when what they report may have been.

    days: reports by civil day in `zone`. A day without a report is not known, it is not quiet.
    times: by incident, of those that can be laid in time at all, and how surely.
    """

    days: dict[date, int]
    zone: str
    times: dict[str, tuple[TimeRange, float]]

    @classmethod
    def of(cls, look: Lookup) -> Reporting:
        """Return the days on which a case's reports were published."""
        days: dict[date, int] = {}
        place = zone_of(look.given.zone)
        for each in look.given.documents.values():
            if each.published is None or not _reports(each):
                continue
            middle = each.published.earliest + (each.published.latest - each.published.earliest) / 2
            day = middle.astimezone(place).date()
            days[day] = days.get(day, 0) + 1
        times = ((each.id, likely_time(each)) for each in look.given.incidents)
        return cls(days, look.given.zone, {name: when for name, when in times if when})

    def share(self, incident: Incident, within: TimeRange) -> float:
        """Return how much of an incident's possible time lies in a stretch."""
        if incident.id not in self.times:
            return 0.0
        when, sure = self.times[incident.id]
        return sure * when.share_inside(within)

    def pieces(self, within: TimeRange) -> list[tuple[TimeRange, float]]:
        """Return the parts of a stretch on whose days there are reports, and how many these are.

        Of a day that lies inside in part, that part of its reports counts.
        """
        found = []
        for day, number in sorted(self.days.items()):
            whole = day_range(day, self.zone)
            start = max(whole.earliest, within.earliest)
            end = min(whole.latest, within.latest)
            if start < end:
                piece = TimeRange(earliest=start, latest=end)
                found.append((piece, number * piece.seconds / whole.seconds))
        return found[:_MOST_DAYS]


def reported(kind: Kind, stretches: Stretches, reporting: Reporting, look: Lookup) -> Strand | None:
    """Return what reports of incidents say of a kind, None if they say nothing of it."""
    mine = [
        each
        for each in look.given.incidents
        if each.id in reporting.times and each.status != "refuted" and kind.holds(each)
    ]
    if not any(reporting.share(each, within) > 0 for each in mine for within in stretches.all):
        return None
    hours = tuple(_rate(mine, within, reporting, in_hours=True) for within in stretches.all)
    reports = tuple(_rate(mine, within, reporting, in_hours=False) for within in stretches.all)
    before, during, after = hours
    spread = spread_of(
        [
            (sum(reporting.share(each, piece) for each in mine), piece.seconds)
            for within in (stretches.before, stretches.after)
            for piece, _ in reporting.pieces(within)
            if piece.seconds > HALF_A_DAY  # the ends of a stretch hold no whole day's hours
        ]
    )
    shares: tuple[Share | None, ...] = (None, None)
    if all(each.enough for each in hours):
        shares = (
            share_of(during, (before, after), spread),
            share_of(reports[1], (reports[0], reports[2]), spread),
        )
    inside = [each for each in mine if reporting.share(each, stretches.during) > 0]
    inside.sort(key=lambda each: -reporting.share(each, stretches.during))
    return Strand(
        how="reports",
        word=word_of(during.count, shares, _sure(inside, stretches.during, reporting)),
        rates=(before, during, after),
        shares=shares,
        origins=len({one for each in inside for side in each.origins for one in side.origins}),
        cites=look.in_order(each.members[0].statement for each in inside if each.members),
    )


def _reports(document: Document) -> bool:
    """Tell whether a document may report incidents: rows of totals and of counts do not."""
    if document.media_type != ROW:
        return True
    try:
        fields = json.loads(document.fields)
    except ValueError:
        return False
    return isinstance(fields, dict) and fields.get("as", "text") in ("text", "incident")


def _sure(incidents: Iterable[Incident], within: TimeRange, reporting: Reporting) -> float:
    """Return the probability that one of the incidents at least happened in a stretch."""
    none = 1.0
    for each in incidents:
        none *= 1.0 - (each.p_occurred or 0.0) * reporting.share(each, within)
    return 1.0 - none


def _rate(
    incidents: Sequence[Incident], within: TimeRange, reporting: Reporting, *, in_hours: bool
) -> Rate:
    pieces = reporting.pieces(within)
    covered = sum(piece.seconds / HOUR if in_hours else number for piece, number in pieces)
    count = sum(reporting.share(each, within) for each in incidents)
    return Rate(count=count, covered=covered, hours=within.seconds / HOUR)
