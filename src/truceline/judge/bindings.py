"""Whom the agreement binds under each reading, when, why, and what the evidence says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from truceline.ground.canonical import make_id
from truceline.ground.times import zone_of
from truceline.judge.standing import Position, accepted_by, deciding_acts
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
    def missing(self) -> list[str]:
        """Return who has not accepted of those on whose acceptance the duty waits."""
        accepted = accepted_by(self.agreement)
        awaited = self.duty.acceptance_by if self.duty else ()
        return [each for each in awaited if each not in accepted]

    @property
    def force(self) -> Force:
        if self.duty is None:
            return "not_bound"
        if self.missing:
            return "not_in_force"
        return "conditional" if self.duty.conduct_of else "bound"

    def binding(self) -> Binding:
        """Return the binding; its id depends on the party's place in the list, not on its id."""
        identity = {
            "agreement": self.agreement.id,
            "reading": self.reading.id,
            "party": self.agreement.parties.index(self.party),
        }
        binds = self.duty is not None and self.force in ("bound", "conditional")
        subjects = list(dict.fromkeys([*self.missing, self.party]))
        return Binding(
            id=make_id("bi", identity),
            agreement=self.agreement.id,
            reading=self.reading.id,
            party=self.party,
            force=self.force,
            reason=self._reason(),
            within=self.duty.within.outer if self.duty and self.duty.within and binds else None,
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
        if self.missing:
            return self._not_in_force(duty)
        kind = "conditional" if duty.conduct_of else "bound"
        kind = "circular" if is_circular(self.reading, self.party) else kind
        other = wording.name(duty.conduct_of) if duty.conduct_of else ""
        sentence = wording.phrase("force", kind, party=name, other=other, because=duty.because)
        return sentence if duty.within else sentence + wording.phrase("force", "never_fixed")

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
        day = act.at.astimezone(zone_of(self.agreement.zone)).date().isoformat()
        kinds = {
            "condition": "condition",
            "conditional_acceptance": "conditional",
            "mirror_pledge": "conditional",
        }
        kind = kinds.get(act.act, "rejected")
        return self.wording.phrase("standing", kind, party=name, day=day, act=act.act)

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
