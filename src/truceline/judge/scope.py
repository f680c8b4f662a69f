"""What of all that was read is not about the agreement: other wars, other truces, other times."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from truceline.ground.canonical import make_id
from truceline.ground.times import zone_of
from truceline.judge.standing import in_time
from truceline.judge.surroundings import Surroundings
from truceline.judge.wording import Wording
from truceline.model.exclusion import Excluded, Exclusion, Ground
from truceline.model.incident import Incident
from truceline.model.statement import Statement

LONG_BEFORE = timedelta(days=30)  # before the first act; as a background event before its report
_SLIGHT = 0.1  # what is less likely than this, by place or author, ties nothing to a party
_MENTIONED = 0.15  # share of the names near a passage that tie it, if nothing else is known of it
_MOSTLY = 0.5  # the same where place or author already lie elsewhere
_JUDGED_BY_WORDS = ("position", "undertaking")
_NOBODY = ("", "unknown")

_Reason = tuple[Ground, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Scope:
    """Tells what is out of an agreement's scope; whatever may be in it is left in."""

    around: Surroundings
    members: dict[str, Statement]
    wording: Wording

    def of_incidents(self, incidents: Iterable[Incident]) -> list[Exclusion]:
        """Return an exclusion for each incident that is none of the agreement's, in order."""
        reasons = ((each.id, self._incident(each)) for each in incidents)
        return [self._made("incident", id_, *why) for id_, why in reasons if why]

    def of_statements(self, statements: Iterable[Statement]) -> list[Exclusion]:
        """Return an exclusion for each other statement that is none of the agreement's.

        Reports of incidents have none of their own: their incidents have.
        """
        others = (each for each in statements if each.kind != "incident_report")
        reasons = ((each.id, self._statement(each)) for each in others)
        return [self._made("statement", id_, *why) for id_, why in reasons if why]

    def _made(
        self, kind: Excluded, subject: str, ground: Ground, values: dict[str, str]
    ) -> Exclusion:
        agreement = self.around.agreement
        return Exclusion(
            id=make_id("ex", {"agreement": agreement.id, "kind": kind, "subject": subject}),
            agreement=agreement.id,
            kind=kind,
            subject=subject,
            ground=ground,
            reason=self.wording.phrase("scope", ground, **values),
        )

    def _incident(self, incident: Incident) -> _Reason | None:
        if self._long_before(incident.time.latest if incident.time else None):
            return self._before()
        own = sum(incident.attribution.get(each, 0.0) for each in self.around.parties)
        inside = self._placed(incident)
        if own >= _SLIGHT or (inside is not None and inside >= _SLIGHT):
            return None
        others = {k: p for k, p in incident.attribution.items() if p >= _SLIGHT}
        author = max(others, key=lambda each: others[each], default="")
        members = [self.members.get(each.statement) for each in incident.members]
        passages = [each for each in members if each is not None]
        away = inside is not None
        least = _MOSTLY if away or author else _MENTIONED
        if not (away and author) and self._tied(passages, least):
            return None
        return self._elsewhere(incident) if away else self._between(author, passages)

    def _elsewhere(self, incident: Incident) -> _Reason:
        place = incident.place.name or self.wording.phrase("scope", "somewhere")
        return "elsewhere", {"place": place, "parties": self._parties()}

    def _between(self, author: str, passages: Sequence[Statement]) -> _Reason | None:
        """Return who else it is about; None if there is nobody to be named, so that it stays."""
        if author:
            return "others", {"who": self.wording.name(author), "parties": self._parties()}
        found = (self.around.foremost(each.document, each.span) for each in passages)
        who = next((each for each in found if each), "")
        if not who:
            return None
        return "unnamed", {"who": self.wording.name(who), "parties": self._parties()}

    def _placed(self, incident: Incident) -> float | None:
        """Return P(on a party's land) of an incident's place; None where no land is known."""
        place = incident.place
        shares = [
            (each.p, inside)
            for each in place.alternatives
            if (inside := self.around.inside(each.lat, each.lon, each.radius_m)) is not None
        ]
        here = self.around.inside(place.lat, place.lon, place.radius_m)
        if not shares:
            return here
        return max(here or 0.0, sum(p * inside for p, inside in shares))

    def _statement(self, statement: Statement) -> _Reason | None:
        if statement.kind in _JUDGED_BY_WORDS:
            return self._stance(statement)
        if self._long_before(_ended(statement)):
            return self._before()
        actor = statement.perpetrator
        if actor in self.around.parties or statement.authority in self.around.parties:
            return None
        if any(self._inside(statement)):
            return None
        known = actor not in (*_NOBODY, *self.around.agreement.mediators)
        if self._tied([statement], _MOSTLY if known else _MENTIONED):
            return None
        return self._between(actor if known else "", [statement])

    def _inside(self, statement: Statement) -> Iterable[bool]:
        for each in statement.places:
            inside = self.around.inside(each.lat, each.lon, each.radius_m)
            yield bool(inside) and each.p >= _SLIGHT

    def _stance(self, statement: Statement) -> _Reason | None:
        """Return why a position or undertaking is none on this agreement."""
        agreement = self.around.agreement
        actors = (*agreement.parties, *agreement.mediators)
        by, speaker = statement.perpetrator, statement.speaker
        if by not in (*_NOBODY, *actors):
            return "binds_nobody", {"who": self.wording.name(by), "parties": self._parties()}
        if by in _NOBODY and speaker and statement.authority not in actors:
            return "binds_nobody", {"who": speaker, "parties": self._parties()}
        if not self._tied([statement], _MENTIONED):
            other = self.around.foremost(statement.document, statement.span)
            if other:
                who = self.wording.name(other)
                return "another", {"who": who, "parties": self._parties()}
        document = self.around.documents.get(statement.document)
        spoken = document is None or in_time(agreement, statement, document)
        if statement.kind == "position" and not spoken:
            return "not_then", {"agreement": agreement.title}
        return None

    def _tied(self, passages: Sequence[Statement], least: float) -> bool:
        """Tell whether some passage names the parties enough; one without any names may be."""
        shares = [self.around.share(each.document, each.span) for each in passages]
        return not shares or any(each is None or each >= least for each in shares)

    def _long_before(self, ended: datetime | None) -> bool:
        acts = self.around.agreement.instruments
        if ended is None or not acts:
            return False
        return ended < min(each.at for each in acts) - LONG_BEFORE

    def _before(self) -> _Reason:
        agreement = self.around.agreement
        first = min(each.at for each in agreement.instruments)
        return "before", {"day": first.astimezone(zone_of(agreement.zone)).date().isoformat()}

    def _parties(self) -> str:
        return self.wording.several(self.around.agreement.parties)


def _ended(statement: Statement) -> datetime | None:
    if statement.time is not None:
        return statement.time.latest
    return statement.window.end if statement.window else None
