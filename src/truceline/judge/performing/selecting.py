"""Which accounts tell of one respondent's obligation: by who acts, who speaks, when and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np

from truceline.geography.dividing import Divided
from truceline.ground.errors import PlaceError
from truceline.judge.performing.accounts import Account
from truceline.judge.performing.deliveries import load
from truceline.judge.performing.duties import Owed
from truceline.judge.performing.settling import counts
from truceline.model.agreement import Agreement
from truceline.model.statement import Statement
from truceline.model.values import Place

_NEAR = ("point", "settlement")  # wider places may hold an area that is a small part of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """Accounts of one obligation; unsure: deliveries that may be another respondent's.

    by: who did it, where that is not the respondent.
    """

    accounts: tuple[Account, ...]
    unsure: tuple[Account, ...]
    by: tuple[str, ...]


@dataclass(slots=True)
class Selector:
    """Selects accounts under one agreement; statements by id give places."""

    agreement: Agreement
    statements: Mapping[str, Statement]
    _ground: Divided | None = None
    _inside: dict[tuple[tuple[str, ...], Place], float] = field(default_factory=dict)

    def select(self, owed: Owed, told: Sequence[Account]) -> Selected:
        """Return the accounts that tell of an obligation."""
        others = self._third(owed)
        actors = {*self.agreement.parties, *others}
        sole = len(owed.clause.respondents or self._bound(owed)) == 1
        sole = sole or owed.obligation.kind == "exchange"
        kept: list[Account] = []
        unsure: list[Account] = []
        for each in told:
            if not counts(each, owed.respondent, actors) or not _in_time(owed, each):
                continue
            if not self._here(owed, each):
                continue
            if each.performer == owed.respondent:
                kept.append(each)
            elif not each.performer:
                (kept if sole or each.signal == "failed" else unsure).append(each)
            elif each.performer in others and each.signal in ("done", "begun"):
                kept.append(each)
        by = [e.performer for e in kept if e.signal == "done" and e.performer in others]
        return Selected(accounts=tuple(kept), unsure=tuple(unsure), by=tuple(dict.fromkeys(by)))

    def _bound(self, owed: Owed) -> tuple[str, ...]:
        return tuple(each.party for each in owed.reading.duties)

    def _third(self, owed: Owed) -> frozenset[str]:
        """Return who may do it for the respondent: mediators, and whom it serves but no party."""
        serving = (*self.agreement.mediators, *owed.obligation.serves)
        taken = {*self.agreement.parties, *owed.clause.respondents}
        return frozenset(each for each in serving if each not in taken)

    def _here(self, owed: Owed, account: Account) -> bool:
        """Tell whether an account may be of the obligation's areas: its place is not elsewhere."""
        areas = owed.obligation.areas or owed.clause.zones(owed.respondent)
        places = [p for name in account.statements[:1] for p in self._places(name)]
        if not areas or not places:
            return True
        return max(self._share(areas, each) for each in places) >= load().elsewhere

    def _places(self, name: str) -> list[Place]:
        said = self.statements.get(name)
        return [each for each in said.places if each.level in _NEAR] if said else []

    def _share(self, areas: tuple[str, ...], place: Place) -> float:
        """Return how much of a place may lie in one of some zones, 1 where that is unknown."""
        key = (areas, place)
        if key not in self._inside:
            self._inside[key] = max(self._possible(each, place) for each in areas)
        return self._inside[key]

    def _possible(self, zone: str, place: Place) -> float:
        if place.lat is None or place.lon is None:
            return 1.0
        try:
            ground = self._ground or Divided(self.agreement.lines, self.agreement.zones)
            self._ground = ground
            prepared = ground.prepared(zone, ground.version(zone, None))
            lat, lon, radius = ([n] for n in (place.lat, place.lon, place.radius_m or 0.0))
            shares = prepared.shares(np.array(lat), np.array(lon), np.array(radius))
        except PlaceError:  # a zone that cannot be drawn excludes nothing
            return 1.0
        return float(shares.inside[0] + shares.unknown[0])


def _in_time(owed: Owed, account: Account) -> bool:
    """Tell whether what is told may have happened since the duty began, or shortly before."""
    at = account.moment
    if at is None or owed.start is None:
        return True
    return at >= owed.start.earliest - timedelta(seconds=load().slack_s)
