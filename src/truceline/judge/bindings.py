"""Whom the agreement binds under each reading, when, why, and what the evidence says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from truceline.ground.canonical import make_id
from truceline.ground.times import LATEST, TimeRange, zone_of
from truceline.judge.standing import (
    Position,
    Stretch,
    accepted_by,
    deciding_acts,
    in_force,
    period_of,
    range_of,
)
from truceline.judge.wording import Wording
from truceline.model.agreement import Agreement, Duty, Reading
from truceline.model.finding import Binding, Force
from truceline.model.origin import Passage

MOST_PASSAGES = 20  # more would prove nothing further; the sentence says how many there are
_LEAVES = ("rejects", "suspends", "ends")
_STANCES = (
    "accepts",
    "accepts_conditionally",
    "rejects",
    "undecided",
    "proposes",
    "suspends",
    "ends",
)


def bindings(agreement: Agreement, said: Sequence[Position], wording: Wording) -> list[Binding]:
    """Return a binding for each reading and party, in the file's order.

    `said` are the stances in the evidence: they are cited and, where they contradict the
    agreement's record, noted; they never change what the record says. Mediators have no
    binding: what they undertook is followed by their undertakings, not judged from incidents.
    """
    return [
        _Subject(agreement, reading, party, said, wording).binding()
        for reading in agreement.readings
        for party in agreement.parties
    ]


def duty_of(reading: Reading, party: str) -> Duty | None:
    """Return a party's duty under a reading, None if it has none."""
    return next((duty for duty in reading.duties if duty.party == party), None)


def is_circular(reading: Reading, party: str) -> bool:
    """Tell whether a duty depends, through others' conduct, on its own party's conduct."""
    seen: list[str] = []
    duty = duty_of(reading, party)
    while duty is not None and duty.conduct_of and duty.conduct_of not in seen:
        if duty.conduct_of == party:
            return True
        seen.append(duty.conduct_of)
        duty = duty_of(reading, duty.conduct_of)
    return False


@dataclass(frozen=True, slots=True)
class _Subject:
    """One party under one reading, with what the record and the evidence say of it."""

    agreement: Agreement
    reading: Reading
    party: str
    said: Sequence[Position]
    wording: Wording

    @property
    def duty(self) -> Duty | None:
        return duty_of(self.reading, self.party)

    @property
    def held(self) -> tuple[Stretch, ...]:
        """Return when all had accepted on whose acceptance the duty waits."""
        awaited = self.duty.acceptance_by if self.duty else ()
        return in_force(self.agreement, awaited) if awaited else ()

    @property
    def missing(self) -> list[str]:
        """Return who, at the end of the record, has not accepted of those on whom it waits."""
        accepted = accepted_by(self.agreement)
        awaited = self.duty.acceptance_by if self.duty else ()
        return [each for each in awaited if each not in accepted]

    @property
    def force(self) -> Force:
        """Return how the duty binds while it is in force; when that is, its period says."""
        if self.duty is None:
            return "not_bound"
        if self.missing and not self.held:
            return "not_in_force"
        return "conditional" if self.duty.conduct_of else "bound"

    def binding(self) -> Binding:
        """Return the binding; its id depends on the party's place in the list, not on its id."""
        identity = {
            "agreement": self.agreement.id,
            "reading": self.reading.id,
            "party": self.agreement.parties.index(self.party),
        }
        binds = self.force in ("bound", "conditional")
        period = period_of(self.agreement, self.duty) if self.duty and binds else None
        subjects = list(dict.fromkeys([*self.missing, self.party]))
        return Binding(
            id=make_id("bi", identity),
            agreement=self.agreement.id,
            reading=self.reading.id,
            party=self.party,
            force=self.force,
            reason=self._reason(),
            within=period.outer if period else None,
            condition=self._condition(),
            citations=self._citations(),
            passages=self._passages(subjects),
            notes=self._notes(subjects),
        )

    def _reason(self) -> str:
        wording, duty = self.wording, self.duty
        name = wording.name(self.party)
        if duty is None:
            bound = wording.several([each.party for each in self.reading.duties])
            return wording.phrase("force", "not_bound", party=name, bound=bound)
        if self.force == "not_in_force":
            return self._not_in_force(duty)
        kind = "conditional" if duty.conduct_of else "bound"
        kind = "circular" if is_circular(self.reading, self.party) else kind
        other = wording.name(duty.conduct_of) if duty.conduct_of else ""
        sentence = wording.phrase("force", kind, party=name, other=other, because=duty.because)
        period = period_of(self.agreement, duty)
        if period is None:
            sentence += wording.phrase("force", "never_fixed")
        over = period.end.latest if period and period.end else LATEST
        return sentence + "".join(self._left(each, over) for each in self.held)

    def _left(self, held: Stretch, over: datetime) -> str:
        """Return since when it was not in force any more, and until when or why.

        "" if nobody has left before it was over by itself.
        """
        if held.end is None or held.end.earliest > over:
            return ""
        since = self._day(held.end)
        again = next((e.start for e in self.held if e.start.earliest >= held.end.earliest), None)
        if again is not None:
            return self.wording.phrase("force", "paused", since=since, until=self._day(again))
        missing = "; ".join(self._standing(each) for each in self.missing)
        said = "".join(self._said(each) for each in self.missing)
        return self.wording.phrase("force", "no_longer", since=since, missing=missing) + said

    def _day(self, when: TimeRange) -> str:
        return when.earliest.astimezone(zone_of(self.agreement.zone)).date().isoformat()

    def _not_in_force(self, duty: Duty) -> str:
        """Return who has not accepted, by the record first and then by the evidence."""
        sentence = self.wording.phrase(
            "force",
            "not_in_force",
            because=duty.because,
            required=self.wording.several(duty.acceptance_by),
            missing="; ".join(self._standing(each) for each in self.missing),
        )
        return sentence + "".join(self._said(each) for each in self.missing)

    def _standing(self, party: str) -> str:
        act = deciding_acts(self.agreement).get(party)
        name = self.wording.name(party)
        if act is None:
            return self.wording.phrase("standing", "none", party=name)
        kinds = {
            "condition": "condition",
            "conditional_acceptance": "conditional",
            "mirror_pledge": "conditional",
            "withdrawal": "withdrawn",
        }
        kind = "untestable" if act.untestable else kinds.get(act.act, "rejected")
        words = act.condition.rstrip(".") or act.summary.rstrip(".")
        day = self._day(range_of(act, self.agreement))
        return self.wording.phrase(
            "standing", kind, party=name, day=day, act=act.act, condition=words
        )

    def _said(self, party: str) -> str:
        stances = [each.stance for each in self.said if each.party == party]
        name = self.wording.name(party)
        known = [each for each in _STANCES if each in stances]
        if not known:
            return self.wording.phrase("said", "none", party=name)
        listed = [self.wording.phrase("said", each, n=stances.count(each)) for each in known]
        return self.wording.phrase("said", "some", party=name, stances=", ".join(listed))

    def _condition(self) -> str:
        parts, duty = [], self.duty
        if duty and duty.acceptance_by:
            required = self.wording.several(duty.acceptance_by)
            parts.append(self.wording.phrase("condition", "acceptance", required=required))
        if duty and duty.conduct_of:
            other = self.wording.name(duty.conduct_of)
            parts.append(self.wording.phrase("condition", "conduct", other=other))
        return "; ".join(parts)

    def _citations(self) -> tuple[str, ...]:
        deciding = deciding_acts(self.agreement)
        named = self.duty.instruments if self.duty else ()
        acts = [each for each in self.agreement.instruments if each.id in named]
        acts += [each.ended for each in self.held if each.ended]
        acts += [deciding[each] for each in self.missing if each in deciding]
        cited = [name for each in acts for name in each.citations]
        return tuple(dict.fromkeys([*cited, *self.reading.citations]))

    def _passages(self, subjects: Sequence[str]) -> tuple[Passage, ...]:
        ordered = [e.passage for party in subjects for e in self.said if e.party == party]
        return tuple(dict.fromkeys(ordered))[:MOST_PASSAGES]

    def _notes(self, subjects: Sequence[str]) -> tuple[str, ...]:
        """Return where a party's own words in the evidence and the record of its acts differ."""
        accepted = accepted_by(self.agreement)
        record = self.agreement.instruments
        left = {each.by for each in record if each.act in ("rejection", "withdrawal")}
        notes = []
        for party in subjects:
            own = [each.stance for each in self.said if each.party == party and each.own]
            kind, meant = ("left", _LEAVES) if party in accepted else ("accepted", ("accepts",))
            n = sum(stance in meant for stance in own)
            if n and not (kind == "left" and party in left):
                notes.append(self.wording.phrase("note", kind, party=self.wording.name(party), n=n))
        return tuple(notes)
