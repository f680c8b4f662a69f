"""Asks every question of an agreement's docket about a table of incidents, in columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

import numpy as np

from truceline.geography.dividing import Divided
from truceline.ground.geometry import Floats
from truceline.judge.bindings import duty_of
from truceline.judge.docket import Entry
from truceline.judge.standing import period_of
from truceline.judge.verdicts import answers as ask
from truceline.judge.verdicts.answering import Answerer
from truceline.judge.verdicts.answers import Answers, Question
from truceline.judge.verdicts.cells import Term
from truceline.judge.verdicts.columns import Incidents, Integers
from truceline.judge.verdicts.exchanges import Exchange, answered_fire
from truceline.judge.verdicts.joint import Joint, joint_of
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
    _exchanges: dict[tuple[tuple[str, Period | None, int], ...], Exchange] = field(
        init=False, default_factory=dict
    )
    _fire: dict[Exchange, Mapping[str, Floats]] = field(init=False, default_factory=dict)
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
        return replace(asked, condition=condition, surest=surest, alleged=alleged)

    def unconditional(self, entry: Entry, answered: float | None = None) -> Asked:
        """Return all answers but that on what the duty hangs on.

        answered: what P(each answers fire) is taken for, in place of what was found.
        """
        incidents, clause, count = self.incidents, entry.clause, len(self.incidents)
        in_force = entry.binding.force != "not_in_force"
        permitting = [self._covers(each, entry, answered) for each in entry.permissions]
        joint = self._joint(entry, [each for each, _ in permitting])
        act = ask.act(incidents, clause.acts)
        for _, covered in permitting:  # what is permitted outright is spoken of, prohibited or not
            act = Answers(np.maximum(act.yes, covered), act.no * (1 - covered))
        plain: dict[Question, Answers] = {
            "force": ask.always(float(in_force), float(not in_force), count),
            "act": act,
            **self._about(clause),
            "author": ask.author(incidents, entry.respondent),
        }
        reach = self._reaches.reach(entry.period, entry.zones)
        if joint is None:
            permission = ask.any_of([each for each, _ in permitting]) if permitting else None
            return Asked(plain=plain, reach=reach, permission=permission)
        return Asked(
            plain=plain,
            reach=reach,
            prevails=joint.marginal(joint.governs, count) if entry.prevailing else None,
            permission=joint.marginal(joint.permission, count) if permitting else None,
            joint=joint,
        )

    def _about(self, clause: Clause) -> dict[Question, Answers]:
        """Return whether each is of the targets, weapons and domains that a clause names."""
        found: dict[Question, Answers] = {}
        if clause.targets:
            found["target"] = ask.target(self.incidents, clause.targets)
        if clause.weapons:
            found["weapon"] = self._weapon(clause.weapons)
        if clause.domains:
            found["domain"] = ask.domain(self.incidents, clause.domains)
        return found

    def _joint(self, entry: Entry, permitting: Sequence[Answers]) -> Joint | None:
        """Return when, where, what prevails and what is permitted, part by part.

        None where nothing prevails and nothing is excepted for some time or ground only.
        """
        terms = [
            Term(zones=each.zones(entry.respondent), period=each.within, always=not each.within)
            for each in entry.permissions
        ]
        if not entry.prevailing and all(each.always and not each.zones for each in terms):
            return None
        duty = period_of(self.agreement, entry.duty)
        over = [
            Term(zones=each.zones(entry.respondent), period=cut(duty, each.within))
            for each in entry.prevailing
        ]
        own = Term(zones=entry.zones, period=entry.period)
        cells = self._reaches.cells((own, *over, *terms))
        return joint_of(cells, [self._narrower(each) for each in entry.prevailing], permitting)

    def _narrower(self, clause: Clause) -> Answers:
        """Return whether each is an act that a prevailing clause is about."""
        parts = list(self._about(clause).values())
        if clause.acts or clause.may_cover:
            parts.append(ask.act(self.incidents, (*clause.acts, *clause.may_cover)))
        return ask.all_of(parts) if parts else ask.always(1.0, 0.0, len(self.incidents))

    def _weapon(self, meant: Weapons) -> Answers:
        if meant not in self._armed:
            yes, no = np.zeros(len(self.incidents)), np.zeros(len(self.incidents))
            for row, named in self.weapons.items():
                yes[row], no[row] = weapon_share(named, meant)
            self._armed[meant] = Answers(yes, no)
        return self._armed[meant]

    def _covers(
        self, clause: Clause, entry: Entry, answered: float | None
    ) -> tuple[Answers, Floats]:
        """Return whether a permission covers such an act, and P(its act is one that it names)."""
        meant = ask.act(self.incidents, clause.acts)
        maybe = ask.defence(self.incidents, clause.may_cover)
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
        return ask.all_of([act, *self._about(clause).values()]), meant.yes

    def _answered(self, entry: Entry, terms: Answering) -> Floats:
        """Return P(each answers fire of another party that came within the time of the duty)."""
        exchange = self.exchange(entry, terms)
        if exchange not in self._fire:
            self._fire[exchange] = answered_fire(self.incidents, exchange)
        return self._fire[exchange][entry.respondent]

    def exchange(self, entry: Entry, terms: Answering) -> Exchange:
        """Return who may answer fire by some terms of an entry, and how the others may answer that.

        Another may as the same clause permits it, on the same terms if it knows them; where it is
        not bound by that clause, as another of the same reading does.
        """
        theirs = [entry, *(each for each in self.entries if each.reading is entry.reading)]
        theirs.sort(key=lambda each: each.clause.id != entry.clause.id)
        known = {
            each.respondent: (each.period, permission)
            for each in reversed(theirs)
            for permission in sorted(each.permissions, key=lambda one: one.answers == terms)
            if permission.answers
        }
        key = tuple((party, period, id(one)) for party, (period, one) in sorted(known.items()))
        if key not in self._exchanges:
            answerers = tuple(self._answerer(party, *known[party]) for party in sorted(known))
            self._exchanges[key] = Exchange(parties=self.agreement.parties, answerers=answerers)
        return self._exchanges[key]

    def _answerer(self, party: str, period: Period | None, permission: Clause) -> Answerer:
        """Return a party that may answer fire, and which of its acts that covers."""
        terms = cast("Answering", permission.answers)
        within = self._reaches.reach(cut(period, permission.within), permission.zones(party))
        acts = ask.defence(self.incidents, permission.may_cover)
        about = [acts, Answers(within.both, within.either), *self._about(permission).values()]
        covers = ask.all_of(about)
        if terms.besides:  # what else it asks for, no report tells
            covers = Answers(np.zeros(len(self.incidents)), covers.no)
        inside = self._reaches.time(period).yes
        return Answerer(party=party, terms=terms, period=period, inside=inside, covers=covers)

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
        # By id, so that nothing hangs on the order of the input where two are equal.
        row = row[np.argsort([self.incidents.ids[each] for each in row], kind="stable")]
        return Failures(
            row=row,
            p=np.nan_to_num(self.incidents.occurred)[row],
            fails=fails[row],
            start=start[row],
            end=end[row],
            concert=self.incidents.concert[row],
        )
