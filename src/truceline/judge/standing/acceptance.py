"""Who has accepted an agreement by its own record, at the end of it or at any moment before."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from truceline.ground.times import day_range, zone_of
from truceline.model.agreement import CONDITIONAL, Agreement, Instrument

_UNCONDITIONAL = ("acceptance", "declaration", "ratification", "extension", "addendum", "order")
_ACCEPTING = (*_UNCONDITIONAL, *CONDITIONAL, "proposal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How things stand once an act on record is made.

    deciding: by actor, the act that decides whether it has accepted; accepted: who has.
    """

    act: Instrument
    deciding: Mapping[str, Instrument]
    accepted: frozenset[str]


def in_order(agreement: Agreement) -> list[Instrument]:
    """Return the acts on record in the order of time.

    Of a day on which the hour of some act is not on record the file's order decides.
    """
    zone = zone_of(agreement.zone)
    days = {each.id: each.at.astimezone(zone).date() for each in agreement.instruments}
    vague = {days[each.id] for each in agreement.instruments if each.at_precision == "day"}

    def moment(each: Instrument) -> datetime:
        day: date = days[each.id]
        return day_range(day, agreement.zone).earliest if day in vague else each.at

    return sorted(agreement.instruments, key=moment)


def steps(acts: Iterable[Instrument]) -> Iterator[Step]:
    """Yield how things stand after each of some acts, which are in the order of time.

    A withdrawal undoes what was before; an acceptance or declaration stands until then, whatever
    is said later about extensions or conditions; a conditional one stands until it becomes
    unconditional, or is rejected while its condition is not met; a proposal, rejection or
    condition decides only while nothing else does. Who takes part in an extension or an addendum
    accepts by it; a suspension undoes no acceptance.
    """
    deciding: dict[str, Instrument] = {}
    accepted: frozenset[str] = frozenset()
    for each in acts:
        deciding = dict(deciding)
        for by in each.makers:
            before = deciding.get(by)
            if before is None or _outweighs(each, before, accepted=by in accepted):
                deciding[by] = each
        accepted = _accepted(deciding)
        yield Step(act=each, deciding=deciding, accepted=accepted)


def _outweighs(act: Instrument, before: Instrument, *, accepted: bool) -> bool:
    """Tell whether a later act of an actor decides in place of one before."""
    if before.act == "withdrawal" or _weight(act) >= _weight(before):
        return True
    return act.act == "rejection" and not accepted


def _weight(instrument: Instrument) -> int:
    if instrument.act == "withdrawal":
        return 3
    if instrument.act in _UNCONDITIONAL:
        return 2
    return 1 if instrument.act in CONDITIONAL else 0


def _accepted(deciding: Mapping[str, Instrument]) -> frozenset[str]:
    """Return who has accepted by the acts that decide it."""
    willing = {by: each for by, each in deciding.items() if each.act in _ACCEPTING}
    while True:
        unmet = [
            by
            for by, each in willing.items()
            if each.untestable
            or (each.act in CONDITIONAL and not set(each.depends_on) <= willing.keys())
        ]
        if not unmet:
            return frozenset(willing)
        for by in unmet:
            del willing[by]


def deciding_acts(agreement: Agreement, until: datetime | None = None) -> Mapping[str, Instrument]:
    """Return, for each actor, the act on record that decides whether it has accepted.

    until: acts after it are left out.
    """
    last = _last(agreement, until)
    return last.deciding if last else {}


def accepted_by(agreement: Agreement, until: datetime | None = None) -> frozenset[str]:
    """Return the actors who have accepted, by the agreement's own record (up to a moment).

    Who proposes accepts by it. A conditional acceptance counts once all on whom it depends have
    accepted; two that depend on each other's acceptance count together, as an exchange of
    promises does. One that names nobody never counts: its condition can be read, not tested.
    """
    last = _last(agreement, until)
    return last.accepted if last else frozenset()


def _last(agreement: Agreement, until: datetime | None) -> Step | None:
    acts = (each for each in in_order(agreement) if until is None or each.at <= until)
    return next(iter(deque(steps(acts), maxlen=1)), None)
