"""How much was delivered, and from when on: accounts of deliveries added where they are distinct.

Reports whose times do not touch tell of different deliveries and add up. Reports of the same time
tell of one delivery: within a side the largest number counts, and where sides differ the bounds
hold both. A total so far takes in all before it. So the least that was delivered is the heaviest
chain of reports none of which touches another (weighted interval scheduling), and a further
delivery never lowers it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import inf

from truceline.ground.times import EARLIEST_YEAR, TimeRange
from truceline.judge.performing.accounts import Account
from truceline.judge.performing.deliveries import load
from truceline.model.values import Bounds

_EVER = datetime(EARLIEST_YEAR, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How much was delivered at least, and at most, by the end of a report's time.

    time: of the report that brought it there; upto: it tells only that it was done by then.
    """

    time: TimeRange
    low: float
    high: float
    upto: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What was delivered: steps in time, and all in all (untimed reports included).

    rival: some sides' numbers of one delivery cannot both be right.
    """

    steps: tuple[Step, ...] = ()
    low: float = 0.0
    high: float = 0.0
    rival: bool = False

    @property
    def bounds(self) -> Bounds:
        """Return what was delivered; max None where nothing bounds it."""
        return Bounds(self.low, None if self.high == inf else self.high)

    def reached(self, amount: float) -> Step | None:
        """Return the first step by which at least so much was delivered, None if none."""
        return next((each for each in self.steps if each.low >= amount), None)


@dataclass(slots=True)
class _Event:
    time: TimeRange
    upto: bool
    accounts: list[Account]

    def bounds(self) -> tuple[float, float, bool]:
        """Return least and most by all sides, and whether sides exclude each other."""
        sides: dict[str, list[tuple[float, float]]] = {}
        for each in self.accounts:
            sides.setdefault(each.side, []).append(_ends(each))
        own = [(max(a for a, _ in told), max(b for _, b in told)) for told in sides.values()]
        low, high = min(a for a, _ in own), max(b for _, b in own)
        return low, high, max(a for a, _ in own) > min(b for _, b in own)


def _ends(account: Account) -> tuple[float, float]:
    """Return the bounds of an account; one that gives no number tells of something: 1 or more."""
    if account.amount is None:
        return (1.0, inf)
    return (account.amount.min, inf if account.amount.max is None else account.amount.max)


def progress_of(accounts: Sequence[Account], unsure: Sequence[Account] = ()) -> Progress:
    """Return what accounts of deliveries come to.

    unsure: those that may be of somebody else's: they raise the most and never the least.
    """
    timed = [each for each in accounts if each.time is not None]
    events = _events(timed)
    bounds = [each.bounds() for each in events]
    steps = _chained(events, bounds)
    low, high = (steps[-1].low, steps[-1].high) if steps else (0.0, 0.0)
    untimed = [_ends(each) for each in accounts if each.time is None]
    known = {_ends(each) for each in timed}
    low = max([low, *(a for a, _ in untimed)])
    further = {each for each in untimed if each not in known}
    further |= {each for each in map(_ends, unsure) if each not in known}
    high = max(high + sum(b for _, b in sorted(further)), low)
    return Progress(steps=steps, low=low, high=high, rival=any(each[2] for each in bounds))


def _events(accounts: Sequence[Account]) -> list[_Event]:
    """Return deliveries, the most precisely timed reports first, each with all that tell of it."""
    found: list[_Event] = []
    near: dict[tuple[bool, int], list[_Event]] = {}
    for each in sorted(accounts, key=_precision):
        time, upto = _stretch(each)
        fits = _same_total if upto else _same
        at = int(
            ((time.latest if upto else time.earliest) - _EVER).total_seconds() // load().same_s
        )
        close = (e for k in (at - 1, at, at + 1) for e in near.get((upto, k), ()))
        home = next((e for e in close if fits(e, time, each.side)), None)
        if home is None:
            found.append(_Event(time, upto, [each]))
            near.setdefault((upto, at), []).append(found[-1])
        else:
            home.accounts.append(each)
    return sorted(found, key=lambda event: (event.time.latest, event.time.earliest))


def _precision(account: Account) -> tuple[object, ...]:
    time, _ = _stretch(account)
    return (time.seconds, time.earliest, time.latest, _ends(account), account.statements)


def _stretch(account: Account) -> tuple[TimeRange, bool]:
    """Return when a delivery took place; of a total, all of the time before its moment."""
    time = account.time
    if time is None:
        raise ValueError(account)
    if not account.total:
        return time, False
    return TimeRange(earliest=_EVER, latest=time.latest), True


def _same(event: _Event, time: TimeRange, side: str) -> bool:  # noqa: ARG001 - as _same_total
    """Tell whether a report is of a delivery: their times touch and are about as long."""
    own = event.time
    if own == time:
        return True
    touch = own.earliest < time.latest and time.earliest < own.latest
    inside = own.earliest <= time.earliest < own.latest or (
        time.earliest <= own.earliest < time.latest
    )
    ends = (own.earliest - time.earliest, own.latest - time.latest)
    near = all(abs(each.total_seconds()) <= load().same_s for each in ends)
    return (touch or inside) and near


def _same_total(event: _Event, time: TimeRange, side: str) -> bool:
    """Tell whether totals are rivals: up to one moment, or two sides' up to nearly the same.

    One side's totals up to different moments follow each other.
    """
    apart = abs((event.time.latest - time.latest).total_seconds())
    others = side not in {each.side for each in event.accounts}
    return apart == 0 or (others and apart <= load().same_s)


def _chained(
    events: Sequence[_Event], bounds: Sequence[tuple[float, float, bool]]
) -> tuple[Step, ...]:
    """Return the heaviest chains of events that do not touch, by the end of each event."""
    ends = [each.time.latest for each in events]
    low, high = [0.0], [0.0]
    steps = []
    for at, event in enumerate(events):
        before = bisect_right(ends, event.time.earliest, hi=at)
        least, most, _ = bounds[at]
        gained = low[before] + least > low[-1]
        low.append(max(low[-1], low[before] + least))
        high.append(max(high[-1], high[before] + most))
        if gained or high[-1] > high[-2]:
            steps.append(Step(time=event.time, low=low[-1], high=high[-1], upto=event.upto))
    return tuple(steps)
