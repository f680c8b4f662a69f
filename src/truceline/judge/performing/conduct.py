"""Duties that last only while another party keeps its own part: whether it had failed before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truceline.ground.geometry import Floats
from truceline.ground.times import TimeRange
from truceline.judge.bindings import duty_of, is_circular
from truceline.judge.performing.accounts import Account
from truceline.judge.performing.settling import Case
from truceline.judge.performing.timing import not_after
from truceline.judge.standing import period_of
from truceline.judge.verdicts.columns import Incidents
from truceline.judge.verdicts.lapse import Failures, failed_before
from truceline.judge.verdicts.periods import seconds_of
from truceline.model.agreement import Agreement, Duty, Reading
from truceline.model.columns import from_table
from truceline.model.finding import Binding, Finding
from truceline.model.performance import Basis, PerformanceStatus
from truceline.model.stage import Tables

Key = tuple[str, str]  # reading and party
Shares = dict[PerformanceStatus, float]
Moments = Mapping[PerformanceStatus, TimeRange | None]
# What is held against who owed it: only as far as it still owed it. (Of what “failed” nobody is
# named; where the duty had ended it was not due either.)
HELD: tuple[PerformanceStatus, ...] = (
    "refused",
    "suspended",
    "late",
    "part",
    "part_late",
    "failed",
)


_LAPSING: tuple[PerformanceStatus, ...] = ("refused", "late", "part_late")
_SHOWN = ("admitted", "observed", "confirmed", "recorded")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapse:
    """A failure of a party's own part: of which clause, when, and how sure it is."""

    clause: str
    at: TimeRange
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """Shares by status as far as the duty still stood; how: the phrase that tells it, p of it."""

    p: Shares
    how: str = ""
    shown: float = 0.0


def moments(case: Case, latest: Account | None) -> Moments:
    """Return when each failing of what was asked came about, as far as that is known.

    A word that still holds when the time begins is of its beginning.
    """
    spoken = (latest.time or latest.published) if latest else None
    if spoken and case.start and spoken.latest <= case.start.earliest:
        spoken = case.start
    said: Moments = dict.fromkeys(("refused", "suspended", "failed"), spoken)
    return {**said, **dict.fromkeys(("late", "part", "part_late"), case.deadline)}


def failed_by(clause: str, p: Shares, basis: Basis, at: Moments) -> list[Lapse]:
    """Return what of an obligation owed outright was shown to be failed.

    A refusal or a delay that somebody else than the accuser tells; what nobody told of shows
    nothing, and a suspension may still end in time.
    """
    if basis not in _SHOWN:
        return []
    shown = ((each, at.get(each)) for each in _LAPSING if each in p)
    return [Lapse(clause=clause, at=time, p=p[each]) for each, time in shown if time]


@dataclass(slots=True)
class Conduct:
    """What each party is shown to have failed under each reading: by its acts, by what it owed.

    bound: the bindings; given: where tables "finding" and "incident" may be, later ones prevail.
    """

    agreement: Agreement
    bound: Sequence[Binding] = ()
    given: Sequence[Tables] = ()
    _acts: dict[Key, Failures | None] = field(default_factory=dict)
    _owed: dict[Key, list[Lapse]] = field(default_factory=dict)

    def note(self, reading: Reading, party: str, lapses: Iterable[Lapse]) -> None:
        """Take down what a party failed of what it owed outright."""
        self._owed.setdefault((reading.id, party), []).extend(lapses)

    def weighed(self, reading: Reading, party: str, p: Shares, moments: Moments) -> Weighed:
        """Return how an obligation stands, seen that its duty may have lapsed.

        moments: when each failing came about. Whose duty had lapsed by then owed it no longer;
        where that is not shown it stays open, but for a duty that says that nothing else shown
        makes a breach. What was done, or may still be, is as it is.
        """
        duty = duty_of(reading, party)
        if duty is None or not duty.conduct_of:
            return Weighed(p=p)
        held = {status: share for status, share in p.items() if status in HELD}
        if not held:
            return Weighed(p=p, how="plain")
        if is_circular(reading, party):
            return Weighed(p=_moved(p, dict.fromkeys(held, 0.0), kept=False), how="circular")
        asked = self._outright(reading, duty.conduct_of)
        failed = {each: self._before(reading, duty, moments.get(each), asked=asked) for each in p}
        shown = max(failed[each] for each in held)
        kept = asked and duty.otherwise == "breach"
        return Weighed(
            p=_moved(p, {each: failed[each] for each in held}, kept=kept),
            how="shown" if shown else "owed" if kept else "open",
            shown=shown,
        )

    def _outright(self, reading: Reading, party: str) -> bool:
        """Tell whether a party owes something without a condition, so that it can fail it."""
        duty = duty_of(reading, party)
        force = {(each.reading, each.party): each.force for each in self.bound}
        return bool(duty and not duty.conduct_of and force.get((reading.id, party)) == "bound")

    def _before(
        self, reading: Reading, duty: Duty, moment: TimeRange | None, *, asked: bool
    ) -> float:
        """Return P(the other had failed its own part before a moment), as far as it is shown."""
        other = duty.conduct_of or ""
        if moment is None or not asked:
            return 0.0
        spared = 1.0
        by_clause: dict[str, float] = {}
        for each in self._owed.get((reading.id, other), ()):
            p = each.p * (1 - not_after(moment, each.at))
            by_clause[each.clause] = max(p, by_clause.get(each.clause, 0.0))
        for p in by_clause.values():
            spared *= 1 - p
        acts = self._failures(reading, other)
        if acts is not None:
            ends = (np.array([seconds_of(e)]) for e in (moment.earliest, moment.latest))
            spared *= 1 - float(failed_before(acts, np.array([-1]), *ends)[0])
        return 1 - spared

    def _failures(self, reading: Reading, party: str) -> Failures | None:
        key = (reading.id, party)
        if key not in self._acts:
            breaches = self._breaches(reading, party)
            self._acts[key] = self._timed(reading, party, breaches) if breaches else None
        return self._acts[key]

    def _breaches(self, reading: Reading, party: str) -> dict[str, float]:
        """Return P(breach by a party, given that it occurred) of incidents by id."""
        found: dict[str, tuple[str, float]] = {}
        for tables in self.given:
            table = tables.get("finding")
            if table is None:
                continue
            own = (pc.field("reading") == reading.id) & (pc.field("respondent") == party)
            for each in from_table(Finding, table.filter(own)):
                found[each.id] = (each.incident, each.p.get("breach", 0.0))
        most: dict[str, float] = {}
        for incident, p in found.values():
            most[incident] = max(p, most.get(incident, 0.0))
        return {incident: p for incident, p in most.items() if p > 0}

    def _timed(self, reading: Reading, party: str, breaches: Mapping[str, float]) -> Failures:
        """Return breaches with their times, cut to the time for which the party was bound."""
        incidents = _incidents(self.given, breaches)
        start, end = self._inside(reading, party, *incidents.time)
        row = np.flatnonzero(end >= start)
        fails = np.array([breaches[each] for each in incidents.ids], dtype=np.float64)
        return Failures(
            row=row,
            p=np.nan_to_num(incidents.occurred)[row],
            fails=fails[row],
            start=start[row],
            end=end[row],
            concert=incidents.concert[row],
        )

    def _inside(
        self, reading: Reading, party: str, start: Floats, end: Floats
    ) -> tuple[Floats, Floats]:
        duty = duty_of(reading, party)
        period = period_of(self.agreement, duty) if duty else None
        if period is None:
            return start, end
        outer = period.outer
        low, high = seconds_of(outer.earliest), seconds_of(outer.latest)
        return np.maximum(start, low), np.minimum(end, high)


def _incidents(given: Sequence[Tables], wanted: Mapping[str, float]) -> Incidents:
    """Return the wanted incidents, each as the last table that holds it has it."""
    parts: list[pa.Table] = []
    seen: set[str] = set()
    for tables in reversed(given):
        table = tables.get("incident")
        if table is None:
            continue
        names = [str(each) for each in table["id"].to_pylist()]
        kept = [each in wanted and each not in seen for each in names]
        parts.append(table.filter(pa.array(kept, pa.bool_())))
        seen.update(names)
    return Incidents(pa.concat_tables(parts))


def as_owed(p: Shares, at: Moments, owing: Callable[[TimeRange], float]) -> Shares:
    """Return shares of which what would have been failed while nothing was owed is not due.

    owing: P(the duty was in force up to a moment).
    """
    known = {each: time for each in p if each in HELD and (time := at.get(each))}
    return _moved(p, {each: 1 - owing(time) for each, time in known.items()}, kept=True)


def _moved(p: Shares, lapsed: Mapping[PerformanceStatus, float], *, kept: bool) -> Shares:
    """Return shares of which what had lapsed is not due, and the rest as it is kept or open."""
    found: Shares = {}
    for status, share in p.items():
        gone = lapsed.get(status)
        parts: Shares = {status: share}
        if gone is not None:
            rest: PerformanceStatus = status if kept else "undetermined"
            parts = {rest: share * (1 - gone)}
            parts["not_due"] = share * gone
        for name, part in parts.items():
            if part > 0:
                found[name] = found.get(name, 0.0) + part
    return found
