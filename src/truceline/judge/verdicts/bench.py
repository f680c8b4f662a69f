"""Asks every question of an agreement's docket about a table of incidents, in columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from truceline.geography.dividing import Divided
from truceline.ground.geometry import Floats
from truceline.judge.bindings import duty_of
from truceline.judge.docket import Entry, period_of
from truceline.judge.verdicts import answers as ask
from truceline.judge.verdicts.answering import answered_fire
from truceline.judge.verdicts.answers import Answers, Question
from truceline.judge.verdicts.columns import Incidents, Integers
from truceline.judge.verdicts.lapse import Failures, failed_before, surest_before
from truceline.judge.verdicts.periods import cut, seconds_of
from truceline.judge.verdicts.reach import Reaches
from truceline.judge.verdicts.weapons import weapon_share
from truceline.judge.verdicts.weigh import VERDICTS, Asked, probabilities
from truceline.model.agreement import Agreement, Duty, Reading
from truceline.model.terms import Answering, Clause, Period, Weapons

_BREACH = VERDICTS.index("breach")
Key = tuple[str, str, str]  # reading, party, and the clause where the reading gives it no duty


@dataclass(slots=True)
class Bench:
    """An agreement's docket over one table of incidents; what was asked once is kept.

    weapons: of each incident, what its reports name, asked only where a clause is about weapons.
    """

    agreement: Agreement
    entries: Sequence[Entry]
    incidents: Incidents
    ground: Divided
    weapons: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    _reaches: Reaches = field(init=False)
    _fire: dict[tuple[str, Period | None, Answering], Floats] = field(
        init=False, default_factory=dict
    )
    _armed: dict[Weapons, Answers] = field(init=False, default_factory=dict)
    _failed: dict[Key, Failures] = field(init=False, default_factory=dict)
    _before: dict[tuple[Key, Period | None], tuple[Floats, Integers, Integers]] = field(
        init=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        self._reaches = Reaches(self.incidents, self.ground, self.agreement.zone)

    def asked(self, entry: Entry) -> Asked:
        """Return all answers under one entry of the docket."""
        asked = self.unconditional(entry)
        if not entry.duty.conduct_of or entry.binding.force != "conditional":
            return asked
        condition, surest, alleged = self._condition(entry)
        return Asked(
            plain=asked.plain,
            reach=asked.reach,
            permission=asked.permission,
            condition=condition,
            surest=surest,
            alleged=alleged,
        )

    def unconditional(self, entry: Entry, answered: float | None = None) -> Asked:
        """Return all answers but that on what the duty hangs on.

        answered: what P(each answers fire) is taken for, in place of what was found.
        """
        incidents, clause, count = self.incidents, entry.clause, len(self.incidents)
        in_force = entry.binding.force != "not_in_force"
        permission, covered = self._permission(entry, answered)
        act = ask.act(incidents, clause.acts)
        if covered is not None:  # what is permitted outright is spoken of, prohibited or not
            act = Answers(np.maximum(act.yes, covered), act.no * (1 - covered))
        plain: dict[Question, Answers] = {
            "force": ask.always(float(in_force), float(not in_force), count),
            "act": act,
        }
        if clause.targets:
            plain["target"] = ask.target(incidents, clause.targets)
        if clause.weapons:
            plain["weapon"] = self._weapon(clause.weapons)
        if clause.domains:
            plain["domain"] = ask.domain(incidents, clause.domains)
        prevails = self._prevails(entry)
        if prevails is not None:
            plain["prevails"] = prevails
        plain["author"] = ask.author(incidents, entry.respondent)
        reach = self._reaches.reach(entry.period, entry.zones)
        return Asked(plain=plain, reach=reach, permission=permission)

    def _weapon(self, meant: Weapons) -> Answers:
        if meant not in self._armed:
            yes, no = np.zeros(len(self.incidents)), np.zeros(len(self.incidents))
            for row, named in self.weapons.items():
                yes[row], no[row] = weapon_share(named, meant)
            self._armed[meant] = Answers(yes, no)
        return self._armed[meant]

    def _prevails(self, entry: Entry) -> Answers | None:
        """Return whether the clause is left to govern by those that take its place elsewhere."""
        found: Answers | None = None
        duty = period_of(self.agreement, entry.duty)
        for clause in entry.prevailing:
            reach = self._reaches.reach(cut(duty, clause.within), clause.zones(entry.respondent))
            own = Answers(reach.either, reach.both)
            found = _both(found, own)
        return found

    def _permission(
        self, entry: Entry, answered: float | None
    ) -> tuple[Answers | None, Floats | None]:
        """Return whether an exception permits each, and P(its act is permitted outright)."""
        found: Answers | None = None
        outright = np.zeros(len(self.incidents))
        for clause in entry.permissions:
            own, covered = self._covers(clause, entry, answered)
            outright = np.maximum(outright, covered)
            found = _either(found, own)
        return found, None if found is None else outright

    def _covers(
        self, clause: Clause, entry: Entry, answered: float | None
    ) -> tuple[Answers, Floats]:
        """Return whether a permission covers each, and P(its act is one that it names)."""
        meant = ask.act(self.incidents, clause.acts)
        maybe = ask.act(self.incidents, clause.may_cover)
        answering = np.zeros(len(self.incidents))
        no = meant.no * maybe.no
        if clause.answers:
            fire = self._answered(entry, clause.answers) if answered is None else answered
            answering = maybe.yes * fire
            if clause.answers.otherwise == "breach":
                no = np.maximum(no, np.where(meant.yes > 0, 0.0, 1 - answering))
            if clause.answers.besides:  # what else it asks for, no report tells
                answering = np.zeros(len(self.incidents))
        act = Answers(np.maximum(meant.yes, answering), no)
        parts = [act, *self._bounds(clause, entry)]
        if clause.targets:
            parts.append(ask.target(self.incidents, clause.targets))
        if clause.weapons:
            parts.append(self._weapon(clause.weapons))
        if clause.domains:
            parts.append(ask.domain(self.incidents, clause.domains))
        yes, not_no = np.ones(len(self.incidents)), np.ones(len(self.incidents))
        for each in parts:
            yes, not_no = yes * each.yes, not_no * (1 - each.no)
        return Answers(yes, 1 - not_no), meant.yes

    def _bounds(self, clause: Clause, entry: Entry) -> list[Answers]:
        """Return whether each lies within a permission's own times and zones, if it has any."""
        zones = clause.zones(entry.respondent)
        reach = self._reaches.reach(clause.within, zones)
        if clause.within is not None:
            return [Answers(reach.both, reach.either)]
        return [reach.area] if reach.area is not None else []

    def _answered(self, entry: Entry, terms: Answering) -> Floats:
        """Return P(each answers fire of another party that came within the time of the duty)."""
        key = (entry.respondent, entry.period, terms)
        if key not in self._fire:
            others = [each for each in self.agreement.parties if each != entry.respondent]
            inside = self._reaches.time(entry.period).yes
            parties = [entry.respondent, *others]
            self._fire[key] = answered_fire(self.incidents, parties, inside, terms)
        return self._fire[key]

    def _condition(self, entry: Entry) -> tuple[Answers, Integers, Integers]:
        """Return whether the other had failed before each, the surest such act, and how many.

        The first is what is shown; that the other had kept its part cannot be shown by the absence
        of reports, so "no" stays 0 unless the duty says that nothing else shown makes a breach.
        """
        count, other = len(self.incidents), entry.duty.conduct_of or ""
        found = None if entry.circular else self._failures(entry.reading, other, entry)
        if found is None:
            return ask.unknown(count), np.full(count, -1), np.zeros(count, dtype=np.int64)
        key, failures = found
        if (key, entry.period) not in self._before:
            self._before[key, entry.period] = self._earlier(failures, entry.period)
        failed, surest, alleged = self._before[key, entry.period]
        shown = entry.duty.otherwise == "breach"
        timed = self.incidents.timed
        kept = np.where(alleged < 0, 0.0, timed - failed) if shown else np.zeros(count)
        return Answers(failed, kept), surest, np.maximum(alleged, 0)

    def _earlier(
        self, failures: Failures, period: Period | None
    ) -> tuple[Floats, Integers, Integers]:
        """Return P(a failure came before) of each, the surest, and how many (-1: not asked)."""
        count = len(self.incidents)
        start, end = self._inside(period)
        failed = failed_before(failures, np.arange(count), start, end) * self.incidents.timed
        alleged = np.searchsorted(np.sort(failures.start), np.nan_to_num(end, nan=-np.inf))
        itself = np.isin(np.arange(count), failures.row) & (end > start)
        known = ~np.isnan(start)
        surest = np.where(known, surest_before(failures, end), -1)
        return failed, surest, np.where(known, alleged - itself, -1)

    def _inside(self, period: Period | None) -> tuple[Floats, Floats]:
        """Return the part of each incident's time that lies within a period, NaN where none."""
        start, end = self.incidents.time
        if period is None:
            return np.full(len(start), np.nan), np.full(len(start), np.nan)
        outer = period.outer
        low = np.maximum(start, seconds_of(outer.earliest))
        high = np.minimum(end, seconds_of(outer.latest))
        empty = (low > high) | ((low == high) & (end > start)) | (low >= seconds_of(outer.latest))
        return np.where(empty, np.nan, low), np.where(empty, np.nan, high)

    def _failures(self, reading: Reading, party: str, entry: Entry) -> tuple[Key, Failures] | None:
        """Return a party's breaches of what a reading makes it owe, by any prohibition."""
        entries = self.owed_by(party, entry)
        if entries is None:
            return None
        key = (reading.id, party, "" if duty_of(reading, party) else entry.clause.id)
        if key not in self._failed:
            self._failed[key] = self._breaches(entries)
        return key, self._failed[key]

    def owed_by(self, party: str, entry: Entry) -> list[Entry] | None:
        """Return what a party owes whose failure releases the duty of an entry.

        Where the reading gives it no duty, that is what the entry's clause would ask of it. None
        where its own duty is conditional: nothing it did is a breach outright.
        """
        theirs = duty_of(entry.reading, party)
        if theirs is None:
            entries = [replace(entry, duty=Duty(party=party, within=entry.duty.within))]
        else:
            entries = [e for e in self.entries if e.reading is entry.reading and e.duty is theirs]
        if any(e.duty.conduct_of or e.binding.force == "not_in_force" for e in entries):
            return None
        return entries

    def _breaches(self, entries: Sequence[Entry]) -> Failures:
        fails = np.zeros(len(self.incidents))
        start, end = np.full(len(fails), np.inf), np.full(len(fails), -np.inf)
        for each in entries:
            p = probabilities(self.unconditional(each))[:, _BREACH]
            low, high = self._inside(each.period)
            start = np.where(p > 0, np.fmin(start, low), start)
            end = np.where(p > 0, np.fmax(end, high), end)
            fails = np.maximum(fails, p)
        row = np.flatnonzero(fails > 0)
        return Failures(
            row=row,
            p=np.nan_to_num(self.incidents.occurred)[row],
            fails=fails[row],
            start=start[row],
            end=end[row],
            concert=self.incidents.concert[row],
        )


def _either(one: Answers | None, other: Answers) -> Answers:
    """Return whether one of two is answered with yes."""
    return other if one is None else Answers(_any(one.yes, other.yes), one.no * other.no)


def _both(one: Answers | None, other: Answers) -> Answers:
    """Return whether both are answered with yes."""
    return other if one is None else Answers(one.yes * other.yes, _any(one.no, other.no))


def _any(one: Floats, other: Floats) -> Floats:
    """Return P(one of two at least), independent of each other."""
    return 1 - (1 - one) * (1 - other)
