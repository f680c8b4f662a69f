"""How an agreement came to stand, by the timeline of positions, beside its status history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from truceline.ground.canonical import make_id
from truceline.ground.times import LATEST, TimeRange
from truceline.judge.standing.moments import day_of, near, range_of, recorded
from truceline.judge.standing.record import Record, on_day, phrase
from truceline.model.agreement import CONDITIONAL, Agreement
from truceline.model.standing import ShownBy, Standing, StandingChange

# A status of the evidence agrees with these of the history. An effective agreement may be
# disputed at the same time; one that was only proposed says nothing against any.
_AGREES = {
    "declared": {"declared", "effective", "disputed"},
    "effective": {"effective", "disputed"},
    "disputed": {"disputed"},
    "suspended": {"suspended"},
    "ended": {"ended"},
}
# Without a history: what the agreement has to have been before it could stand as it does now.
_PASSED = {
    "declared": {"declared", "effective", "disputed", "suspended", "ended"},
    "effective": {"effective", "disputed", "suspended", "ended"},
}
# Of what one party says on one day the last of these counts: a condition weighs more than an
# acceptance without one, but less than a declaration that the record has.
_STANCES = (
    "undecided",
    "proposes",
    "accepts",
    "accepts_conditionally",
    "declares",
    "rejects",
    "suspends",
    "ends",
)
_ACCEPTING = ("accepts", "declares")


@dataclass(frozen=True, slots=True)
class _Step:
    """A status that the stances of a day bring about."""

    status: str
    at: TimeRange
    standings: tuple[str, ...]


def course(record: Record, lines: Sequence[Standing]) -> list[StandingChange]:
    """Return the changes of the agreement's status, by the evidence and by its history.

    By the evidence it is in effect once all whose acceptance any reading waits for have accepted
    (any party, where none waits) and its time has begun; suspended, ended or disputed by what
    one party says, until it accepts again. Only dated lines that count are followed. A change
    that the history does not have around then is raised for review; one that only the history
    has is shown beside, for no case holds everything that was said.
    """
    agreement = record.agreement
    steps = list(_steps(agreement, lines))
    changes = [_change(record, each) for each in steps]
    return sorted([*changes, *_of_record(agreement, steps)], key=_order)


def _order(change: StandingChange) -> tuple[object, ...]:
    ends = (change.at.earliest, change.at.latest) if change.at else (LATEST, LATEST)
    return (*ends, change.shown_by == "record", change.status)


def _steps(agreement: Agreement, lines: Sequence[Standing]) -> Iterator[_Step]:
    dated = [(each.at, each) for each in lines if each.at is not None and each.counts]
    dated.sort(key=lambda pair: day_of(pair[0], agreement))
    state: dict[str, str] = {}
    before = ""
    start = agreement.period.start.earliest if agreement.period else None
    days = groupby(dated, key=lambda pair: day_of(pair[0], agreement))
    waiting: _Step | None = None
    for _, group in days:
        same = list(group)
        at, ids = same[0][0], tuple(each.id for _, each in same)
        if waiting is not None and waiting.at.earliest <= at.earliest:
            yield waiting
            waiting, before = None, "effective"
        _take(agreement, state, [each for _, each in same])
        status = _status(agreement, state)
        if status == "effective" and start is not None and at.earliest < start:
            begins = TimeRange(earliest=start, latest=start, zone=agreement.zone)
            waiting = waiting or _Step("effective", begins, ids)
            status = "declared"
        elif status != "declared":
            waiting = None
        if status and status != before:
            yield _Step(status, at, ids)
            before = status
    if waiting is not None:
        yield waiting


def _take(agreement: Agreement, state: dict[str, str], same: Sequence[Standing]) -> None:
    """Enter what the lines of one day say of each party; opposite ones leave it disputed."""
    for party in agreement.parties:
        mine = [each for each in same if each.party == party]
        if any(each.disputed for each in mine):
            state[party] = "disputed"
            continue
        stances = [_meant(agreement, each) for each in mine]
        strongest = max(stances, key=_STANCES.index, default="undecided")
        earlier = state.get(party, "")
        if strongest == "undecided" or (strongest == "proposes" and earlier):
            continue
        # A condition that is heard of later takes no acceptance back.
        if strongest == "accepts_conditionally" and earlier in _ACCEPTING:
            continue
        refused = strongest == "rejects" and earlier in _ACCEPTING
        state[party] = "disputed" if refused else strongest


def _meant(agreement: Agreement, line: Standing) -> str:
    """Return a line's stance as the act on record that it is: a declaration, a mere promise."""
    act = next((each for each in agreement.instruments if each.id == line.matches), None)
    if act is not None and act.act == "declaration":
        return "declares"
    if act is not None and act.act in CONDITIONAL:
        return "accepts_conditionally"
    return line.stance if line.stance in _STANCES else "undecided"


def _status(agreement: Agreement, state: dict[str, str]) -> str:
    held = set(state.values())
    stopped = {"ends": "ended", "suspends": "suspended", "disputed": "disputed"}
    for stance, status in stopped.items():
        if stance in held:
            return status
    duties = [duty for reading in agreement.readings for duty in reading.duties]
    awaited = {each for duty in duties for each in duty.acceptance_by} & set(agreement.parties)
    accepted = {party for party, stance in state.items() if stance in _ACCEPTING}
    if accepted and awaited <= accepted:
        return "effective"
    return "proposed" if held - {"rejects"} else ""


def _change(record: Record, step: _Step) -> StandingChange:
    agreement = record.agreement
    known = recorded(agreement, step.at)
    agrees = (_AGREES if agreement.status else _AGREES | _PASSED).get(step.status)
    conflict = ""
    if agrees is not None and not agrees & known:
        words = [phrase(record.wording, "status", each) for each in _in_order(known)]
        conflict = phrase(
            record.wording,
            "conflict",
            "status",
            status=phrase(record.wording, "status", step.status),
            when=on_day(step.at, agreement, record.wording),
            recorded=", ".join(words) or phrase(record.wording, "status", "none"),
        )
    both = any(_is_same(each.status, range_of(each, agreement), step) for each in agreement.status)
    identity = {"agreement": agreement.id, "status": step.status, "standings": step.standings}
    return StandingChange(
        id=make_id("sc", identity),
        agreement=agreement.id,
        status=step.status,
        at=step.at,
        shown_by="both" if both else "evidence",
        standings=step.standings,
        conflict=conflict,
    )


def _in_order(known: frozenset[str]) -> list[str]:
    order = ("proposed", "declared", "effective", "disputed", "suspended", "ended")
    return [each for each in order if each in known]


def _of_record(agreement: Agreement, steps: Sequence[_Step]) -> Iterator[StandingChange]:
    """Return the changes that only the status history has."""
    record: ShownBy = "record"
    for each in agreement.status:
        at = range_of(each, agreement)
        if any(_is_same(each.status, at, step) for step in steps):
            continue
        identity = {"agreement": agreement.id, "status": each.status, "at": each.at.isoformat()}
        yield StandingChange(
            id=make_id("sc", identity),
            agreement=agreement.id,
            status=each.status,
            at=at,
            shown_by=record,
        )


def _is_same(status: str, at: TimeRange, step: _Step) -> bool:
    return status == step.status and near(at, step.at)
