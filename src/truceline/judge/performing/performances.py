"""Performances of an agreement: every obligation by reading, respondent and stage."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from math import inf
from pathlib import Path

from truceline.ground.canonical import make_id
from truceline.ground.times import TimeRange
from truceline.judge.performing.accounts import Account, Archive
from truceline.judge.performing.amounts import Progress
from truceline.judge.performing.conduct import (
    Conduct,
    Lapse,
    Moments,
    Shares,
    as_owed,
    failed_by,
    moments,
)
from truceline.judge.performing.deliveries import Subject
from truceline.judge.performing.duties import Owed, duties
from truceline.judge.performing.movement import denial, first_denied, is_freedom
from truceline.judge.performing.recurring import partly, periods, summed
from truceline.judge.performing.selecting import Selected, Selector
from truceline.judge.performing.settling import Case, Settled, settled
from truceline.judge.performing.telling import Teller, sides_of
from truceline.judge.performing.whereabouts import Whereabouts
from truceline.judge.verdicts.weigh import met_from
from truceline.judge.wording import Wording
from truceline.model.agreement import Agreement
from truceline.model.columns import from_table, to_table
from truceline.model.evidence import Document
from truceline.model.finding import Binding
from truceline.model.origin import Origin
from truceline.model.performance import Performance, PerformanceStatus
from truceline.model.stage import Tables
from truceline.model.statement import Statement
from truceline.model.terms import Stage
from truceline.model.values import Amount, Bounds


def performances(
    agreement: Agreement,
    bound: Sequence[Binding],
    archive: Archive,
    wording: Wording,
    as_of: datetime | None = None,
    folder: Path | None = None,
    given: Sequence[Tables] = (),
) -> list[Performance]:
    """Return how every obligation of an agreement fares, in the file's order.

    bound: the bindings of the agreement; as_of: up to when the evidence reaches, by default as
    Archive.reach has it; folder: where the files of the agreement's lines lie; given: where the
    tables "finding" and "incident" may be, later ones prevail. An obligation with stages has a
    performance for each and one for the whole; a recurring one has one for the whole, which
    counts its periods, and one for each period of which anything is told.
    """
    owed = list(duties(agreement, bound))
    court = _Court(
        agreement,
        archive,
        Selector(agreement, archive.by_id, Whereabouts(agreement, folder)),
        Teller(wording, agreement.zone),
        as_of or archive.reach,
        Conduct(agreement, bound, given),
    )
    # What is owed outright comes first: by failing it a party releases those who wait on it.
    order = sorted(range(len(owed)), key=lambda at: owed[at].waits_on is not None)
    made = {at: list(court.made(owed[at])) for at in order}
    return [each for at in range(len(owed)) for each in made[at]]


def performance_table(
    agreement: Agreement,
    bound: Sequence[Binding],
    statements: Mapping[str, Statement],
    documents: Mapping[str, Document],
    given: Sequence[Tables],
    wording: Wording,
    folder: Path | None = None,
) -> Tables:
    """Return the table "performance".

    given: where origins, findings and incidents may be found, later ones prevail; folder: where
    the files of the agreement's lines lie.
    """
    if not any(each.obligation for each in agreement.clauses):
        return {"performance": to_table(Performance, [])}
    origins = {
        each.id: each
        for tables in given
        if "origin" in tables
        for each in from_table(Origin, tables["origin"])
    }
    archive = Archive.of(statements.values(), documents, origins.values())
    made = performances(agreement, bound, archive, wording, folder=folder, given=given)
    return {"performance": to_table(Performance, made)}


@dataclass(slots=True)
class _Court:
    agreement: Agreement
    archive: Archive
    selector: Selector
    teller: Teller
    as_of: datetime | None
    conduct: Conduct
    _told: dict[Subject, list[Account]] = field(default_factory=dict)
    _made: dict[Hashable, list[Performance]] = field(default_factory=dict)
    _failed: dict[Hashable, list[Lapse]] = field(default_factory=dict)

    def made(self, owed: Owed) -> Iterator[Performance]:
        """Yield the performances of one obligation."""
        if not owed.in_force:
            yield self._not_in_force(owed)
            return
        key = _alike(owed)
        if key not in self._made:
            self._made[key] = list(self._judge(owed))
        self.conduct.note(owed.reading, owed.respondent, self._failed.get(key, ()))
        for each in self._made[key]:
            name = self._id(owed, each.stage)
            yield replace(each, id=name, reading=owed.reading.id)

    def _judge(self, owed: Owed) -> Iterator[Performance]:
        subject = Subject.of(owed.obligation)
        if subject not in self._told:
            self._told[subject] = self.archive.accounts(subject)
        chosen = self.selector.select(owed, self._told[subject])
        if is_freedom(owed.obligation):
            yield self._freedom(owed, chosen)
        elif owed.obligation.every_s:
            yield from self._recurring(owed, chosen)
        else:
            yield from self._staged(owed, chosen)

    def _staged(self, owed: Owed, chosen: Selected) -> Iterator[Performance]:
        """Yield the whole and then each stage; deliveries fill the stages in their order."""
        stages = owed.obligation.stages
        amounts = [each.quantity for each in stages]
        whole = owed.obligation.quantity or _sum(amounts)
        ends = [each.deadline for each in stages]
        last = ends[-1] if ends and all(ends) else None
        yield self._judged(owed, chosen, Stage(id="", deadline=last, quantity=whole), 0.0)
        before = 0.0
        for each in stages:
            yield self._judged(owed, chosen, each, before)
            before += each.quantity.min if each.quantity else 0.0

    def _judged(self, owed: Owed, chosen: Selected, stage: Stage, before: float) -> Performance:
        deadline = owed.deadline if not stage.id and owed.deadline else stage.deadline
        case = Case(
            respondent=owed.respondent,
            kind=owed.obligation.kind,
            stage=stage.id,
            owed=stage.quantity,
            before=before,
            start=owed.start,
            deadline=deadline,
            as_of=self.as_of,
            recorded=_recorded(owed),
        )
        found = settled(case, chosen.accounts, chosen.unsure, self.agreement.parties)
        return self._put(owed, chosen, case, found, stage.id)

    def _recurring(self, owed: Owed, chosen: Selected) -> Iterator[Performance]:
        made: list[Performance] = []
        told: list[bool] = []
        for name, case, own in periods(owed, chosen, self.as_of):
            found = settled(case, own.accounts, own.unsure, self.agreement.parties)
            made.append(self._put(owed, own, case, found, name))
            told.append(bool(own.accounts or own.unsure))
        status, counted = summed(made)
        base = self._blank(owed, "", status, {status: 1.0})
        part = partly(made)
        reason = self.teller.phrase(
            "status",
            "recurring",
            party=self.teller.wording.name(owed.respondent),
            part=self.teller.phrase("in_part", part=part) if part else "",
            **counted,
        )
        whole = replace(base, reason=f"{reason}.", periods=counted)
        yield self._with_evidence(whole, chosen)
        yield from (each for each, spoken in zip(made, told, strict=True) if spoken)

    def _freedom(self, owed: Owed, chosen: Selected) -> Performance:
        status, basis, denials, key = denial(owed, chosen, self.agreement.parties)
        base = self._blank(owed, "", status, {status: 1.0})
        reason = self.teller.phrase(
            "status",
            key,
            party=self.teller.wording.name(owed.respondent),
            count=self.teller.number(denials),
        )
        told = replace(base, basis=basis, denials=denials, reason=f"{reason}.")
        at: Moments = {"refused": first_denied(chosen)}
        return self._with_evidence(self._as_far_as_owed(owed, told, {status: 1.0}, at), chosen)

    def _not_in_force(self, owed: Owed) -> Performance:
        base = self._blank(owed, "", "not_due", {"not_due": 1.0})
        return replace(base, reason=owed.reason)

    def _put(
        self, owed: Owed, chosen: Selected, case: Case, found: Settled, stage: str
    ) -> Performance:
        base = replace(
            self._blank(owed, stage, *self._best(found.p)),
            basis=found.basis,
            owed=case.owed,
            deadline=case.deadline,
            done=_done(case, found),
            by=chosen.by if found.did else (),
        )
        told = replace(base, reason=self.teller.reason(base, found))
        made = self._as_far_as_owed(owed, told, found.p, moments(case, found.latest))
        return self._with_evidence(made, chosen)

    def _best(self, p: Shares) -> tuple[PerformanceStatus, Shares]:
        """Return the status that reaches the agreement's standard, and the shares in order."""
        ordered = dict(sorted(p.items(), key=lambda each: (-each[1], each[0])))
        best = next(iter(ordered))
        return (best if p[best] >= met_from(self.agreement.standard) else "undetermined"), ordered

    def _as_far_as_owed(
        self, owed: Owed, told: Performance, shares: Shares, at: Moments
    ) -> Performance:
        """Return what is told of an obligation as far as its duty was in force and had not lapsed.

        What was failed outright is kept: it may release who waits on it.
        """
        held = self._untold(owed, told, as_owed(shares, at, owed.owing))
        if held != shares:
            status, p = self._best(held)
            off = self.teller.phrase("off") if "not_due" in p else ""
            told = replace(
                told, status=status, p={str(e): p[e] for e in p}, reason=told.reason + off
            )
            shares = held
        if owed.waits_on is None:
            lapses = self._failed.setdefault(_alike(owed), [])
            lapses += failed_by(owed.clause.id, shares, told.basis, at)
            return told
        weighed = self.conduct.weighed(owed.reading, owed.respondent, shares, at)
        status, p = self._best(weighed.p)
        reason = told.reason + self.teller.condition(
            weighed, owed.respondent, owed.waits_on, lapsed=status == "not_due"
        )
        return replace(told, status=status, p={str(e): p[e] for e in p}, reason=reason)

    def _untold(self, owed: Owed, told: Performance, shares: Shares) -> Shares:
        """Return shares of what nobody told of: not due where the duty was off by then."""
        known = TimeRange.instant(told.as_of) if told.as_of else None
        ends = [each for each in (known, told.deadline) if each]
        if told.basis or not ends or not owed.off:
            return shares
        owing = owed.owing(min(ends, key=lambda each: each.earliest))
        kept: Shares = {status: p * owing for status, p in shares.items() if p * owing > 0}
        gone = sum(p for status, p in shares.items() if status != "not_due") * (1 - owing)
        rest = shares.get("not_due", 0.0)
        return {**kept, "not_due": rest + gone} if rest + gone > 0 else kept

    def _with_evidence(self, made: Performance, chosen: Selected) -> Performance:
        """Return a performance with who says what, and the facts that cite it."""
        order = (*self.agreement.parties, *self.agreement.mediators)
        sides = sides_of(chosen.accounts, order)
        return replace(made, sides=sides, facts=self.teller.facts(sides))

    def _id(self, owed: Owed, stage: str) -> str:
        """Return the id of a performance, which hangs on no party's name."""
        identity = {
            "agreement": self.agreement.id,
            "reading": owed.reading.id,
            "clause": owed.clause.id,
            "respondent": owed.rank,
            "stage": stage,
        }
        return make_id("pf", identity)

    def _blank(
        self,
        owed: Owed,
        stage: str,
        status: PerformanceStatus,
        p: Mapping[PerformanceStatus, float],
    ) -> Performance:
        """Return a performance without its account."""
        return Performance(
            id=self._id(owed, stage),
            agreement=self.agreement.id,
            clause=owed.clause.id,
            respondent=owed.respondent,
            reading=owed.reading.id,
            stage=stage,
            status=status,
            basis="",
            p={str(name): value for name, value in p.items()},
            reason="",
            as_of=self.as_of,
        )


def _alike(owed: Owed) -> Hashable:
    """Return what two readings must have in common for an obligation to fare alike under both."""
    bound = tuple(each.party for each in owed.reading.duties)
    own = owed.reading.id if owed.waits_on else ""
    return id(owed.clause), owed.respondent, owed.start, owed.end, owed.off, bound, own


def _sum(amounts: Sequence[Amount | None]) -> Amount | None:
    """Return the sum of the stages' amounts, None where one of them has none."""
    known = [each for each in amounts if each is not None]
    if not known or len(known) < len(amounts):
        return None
    highs = [each.max for each in known if each.max is not None]
    most = sum(highs) if len(highs) == len(known) else None
    return Amount(min=sum(each.min for each in known), max=most, unit=known[0].unit)


def _done(case: Case, found: Settled) -> Bounds | None:
    """Return how much of a stage was done: what is left of all after the stages before it."""
    progress: Progress = found.progress
    if not found.did and not progress.high:
        return None
    if case.owed is None:
        told = any(each.amount is not None for each in found.did)
        return progress.bounds if told else None
    cap = inf
    if case.stage and case.owed.max is not None:
        cap = case.owed.max
    low = min(cap, max(0.0, progress.low - case.before))
    high = min(cap, max(0.0, progress.high - case.before))
    return Bounds(low, None if high == inf else high)


def _recorded(owed: Owed) -> TimeRange | None:
    """Return when the agreement's own instruments say that a party ratified it."""
    if owed.obligation.kind != "ratification":
        return None
    made = [
        each
        for each in owed.agreement.instruments
        if each.act == "ratification" and owed.respondent in each.makers
    ]
    first = min(made, key=lambda each: each.at, default=None)
    return first.moment if first else None
