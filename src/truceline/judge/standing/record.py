"""What an agreement's own record says about a stance: the act that it is, or how they differ."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from truceline.ground.times import TimeRange
from truceline.judge.standing.acceptance import accepted_by, deciding_acts, in_order
from truceline.judge.standing.moments import day_of, near, range_of, recorded, soon_after
from truceline.judge.wording import Wording
from truceline.model.agreement import CONDITIONAL, Agreement, Instrument
from truceline.model.standing import Standing
from truceline.vocabulary.files import shipped_entries

_CONDITIONS = (*CONDITIONAL, "condition")
# The acts on record that a stance can be a report of.
_SAME_ACT = {
    "proposes": ("proposal", "declaration"),
    "accepts": ("acceptance", "declaration", "ratification", "extension", "addendum", "order"),
    "accepts_conditionally": _CONDITIONS,
    "rejects": ("rejection", "withdrawal"),
    "suspends": ("suspension", "withdrawal"),
    "ends": ("ending", "withdrawal"),
}


def phrase(wording: Wording, *keys: str, **values: object) -> str:
    """Return a sentence on the timeline of positions with its blanks filled in."""
    found = shipped_entries("phrases", "standings.yaml")[wording.language]
    for key in keys:
        found = found[key]
    return str(found).format(**values)


def on_day(when: TimeRange | None, agreement: Agreement, wording: Wording) -> str:
    """Return "on 2030-04-01", the day being the agreement's, or that the time is not known."""
    if when is None:
        return phrase(wording, "no_day")
    return phrase(wording, "day", day=day_of(when, agreement).isoformat())


@dataclass(frozen=True, slots=True)
class Record:
    """An agreement's record of acts, to lay a line of the timeline beside."""

    agreement: Agreement
    wording: Wording

    def beside(self, line: Standing) -> Standing:
        """Return a line with the act on record that it is, or with how the record differs.

        What a speaker without authority says is neither; nor is a proposal or an open answer a
        difference, or a rejection by who has accepted nothing. An acceptance of the day of a
        conditional one is that act, told without its condition: both is said.
        """
        if not line.counts:
            return line
        acts = _SAME_ACT.get(line.stance, ())
        same = self._nearest(line, acts)
        if same is not None:
            return replace(line, matches=same.id)
        shortened = self._nearest(line, CONDITIONAL) if line.stance == "accepts" else None
        met = line.party in accepted_by(self.agreement, soon_after(line.at))
        if shortened is not None and not met:
            said = self._sentence(line, "shortened")
            return replace(line, matches=shortened.id, conflict=said)
        difference = self._difference(line) if line.party in self._heeded() else ""
        return replace(line, conflict=self._sentence(line, difference) if difference else "")

    def _heeded(self) -> set[str]:
        """Return whose stances can differ from the record: a mediator's only if it is awaited."""
        duties = (duty for reading in self.agreement.readings for duty in reading.duties)
        return {*self.agreement.parties, *(each for duty in duties for each in duty.acceptance_by)}

    def _nearest(self, line: Standing, acts: tuple[str, ...]) -> Instrument | None:
        """Return the act of the party, of one of these kinds, nearest to a line, if any is near."""
        if line.at is None:
            return None
        found = [
            (abs(_middle(range_of(each, self.agreement)) - _middle(line.at)), each)
            for each in self.agreement.instruments
            if each.act in acts
            and line.party in each.makers
            and near(line.at, range_of(each, self.agreement))
        ]
        return min(found, key=lambda pair: pair[0])[1] if found else None

    def _sentence(self, line: Standing, key: str) -> str:
        return phrase(
            self.wording,
            "conflict",
            key,
            party=self.wording.name(line.party),
            when=on_day(line.at, self.agreement, self.wording),
            last=self._last(line),
        )

    def _difference(self, line: Standing) -> str:
        """Return which sentence tells how a line and the record differ, "" if they do not."""
        stance = line.stance
        if stance in ("suspends", "ends"):
            return "" if self._stopped(line) else stance
        accepted = line.party in accepted_by(self.agreement, soon_after(line.at))
        if stance == "accepts_conditionally" and accepted:
            return "" if self._made(line, _CONDITIONS) else "unconditioned"
        if stance in ("accepts", "accepts_conditionally"):
            known = stance != "accepts" and self._made(line, _CONDITIONS)
            return "" if accepted or known else stance
        refused = self._made(line, _SAME_ACT["rejects"])
        return stance if stance == "rejects" and accepted and not refused else ""

    def _stopped(self, line: Standing) -> bool:
        """Tell whether the record has the party or the whole agreement suspend or end by then."""
        stopping = (*_SAME_ACT["suspends"], *_SAME_ACT["ends"])
        acts = [
            each.act
            for each in in_order(self.agreement)
            if each.act in (*stopping, *_SAME_ACT["accepts"])
            and line.party in each.makers
            and each.at <= soon_after(line.at)
        ]
        if acts and acts[-1] in stopping:
            return True
        wanted = {"ended"} if line.stance == "ends" else {"ended", "suspended"}
        return bool(wanted & recorded(self.agreement, line.at))

    def _made(self, line: Standing, acts: tuple[str, ...]) -> bool:
        return any(
            each.act in acts and line.party in each.makers and each.at <= soon_after(line.at)
            for each in self.agreement.instruments
        )

    def _last(self, line: Standing) -> str:
        act = deciding_acts(self.agreement, soon_after(line.at)).get(line.party)
        if act is None:
            return phrase(self.wording, "never")
        return phrase(
            self.wording,
            "last",
            act=phrase(self.wording, "acts", act.act),
            day=day_of(range_of(act, self.agreement), self.agreement).isoformat(),
        )


def _middle(when: TimeRange) -> datetime:
    return when.earliest + (when.latest - when.earliest) / 2
