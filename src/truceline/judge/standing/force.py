"""When a duty is in force: only while all whose acceptance it awaits stand by theirs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import reduce
from itertools import accumulate, groupby, pairwise

from truceline.ground.times import TimeRange
from truceline.judge.standing.acceptance import in_order, steps
from truceline.judge.standing.moments import range_of
from truceline.judge.verdicts.periods import cut, later
from truceline.model.agreement import Agreement, Duty, Instrument
from truceline.model.terms import Gap, Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A time in which all of some actors had accepted, by the record.

    start, end: the moment lies anywhere in that range; end None as long as nobody has left. begun,
    ended: the acts that made it so.
    """

    start: TimeRange
    end: TimeRange | None = None
    begun: Instrument
    ended: Instrument | None = None


def in_force(agreement: Agreement, awaited: Collection[str]) -> tuple[Stretch, ...]:
    """Return each time in which all of some actors had accepted, () if there was none."""
    made: list[Instrument] = []
    when: list[TimeRange] = []
    for step in steps(in_order(agreement)):
        met = step.accepted.issuperset(awaited)
        if met == bool(len(made) % 2):  # begun and not ended
            continue
        needed = [step.deciding[each] for each in awaited] if met else []
        ranges = [range_of(each, agreement) for each in (step.act, *needed)]
        made.append(step.act)
        when.append(reduce(later, ranges))
    when = _one_after_another(when)
    return tuple(
        Stretch(
            start=when[at],
            begun=made[at],
            end=when[at + 1] if at + 1 < len(made) else None,
            ended=made[at + 1] if at + 1 < len(made) else None,
        )
        for at in range(0, len(made), 2)
    )


def _one_after_another(moments: Sequence[TimeRange]) -> list[TimeRange]:
    """Return ranges of moments that came in this order.

    Of n moments of one stretch that are known no better, the k-th lies around k / (n + 1) of it.
    """
    firsts = list(accumulate((each.earliest for each in moments), max))
    lasts = list(accumulate((each.latest for each in reversed(moments)), min))[::-1]
    ranges = [
        TimeRange(earliest=first, latest=max(first, last))
        for first, last in zip(firsts, lasts, strict=True)
    ]
    found: list[TimeRange] = []
    for each, group in groupby(ranges):
        n = len(list(group))
        part = (each.latest - each.earliest) / (n + 1)
        found += [
            TimeRange(earliest=each.earliest + k * part, latest=each.latest - (n - 1 - k) * part)
            for k in range(n)
        ]
    return found


def period_of(agreement: Agreement, duty: Duty) -> Period | None:
    """Return when a duty binds; None where nobody fixed it.

    Of an acceptance known to the day, the moment lies in that day. No duty binds before all whose
    acceptance it awaits have accepted, nor from when one of them has left until it accepts again;
    none before the first of the instruments that it rests on, nor after all have lapsed.
    """
    fixed = _fixed(duty, in_force(agreement, duty.acceptance_by))
    period = cut(fixed, _resting(agreement, duty))
    return replace(period, gaps=_apart(period.gaps)) if period else None


def _fixed(duty: Duty, held: Sequence[Stretch]) -> Period | None:
    if duty.starts == "accepted":
        return cut(_joined(duty, held), duty.within)
    return cut(duty.within, _joined(duty, held)) if duty.acceptance_by else duty.within


def _joined(duty: Duty, held: Sequence[Stretch]) -> Period | None:
    """Return the times in which a duty is in force as one period with gaps; None if there are none.

    What lasts so long from the last acceptance on lasts so long again where somebody who had left
    accepts anew.
    """
    parts = [(each.start, _lasting(duty, each)) for each in held]
    if not parts:
        return None
    gaps = tuple(
        Gap(start=end, end=start) for (_, end), (start, _) in pairwise(parts) if end is not None
    )
    return Period(start=parts[0][0], end=parts[-1][1], gaps=gaps)


def _lasting(duty: Duty, each: Stretch) -> TimeRange | None:
    """Return when one time in force ends: when somebody leaves, or once it has lasted."""
    if duty.starts != "accepted" or duty.lasts_s is None:
        return each.end
    length = timedelta(seconds=duty.lasts_s)
    over = TimeRange(earliest=each.start.earliest + length, latest=each.start.latest + length)
    ended = cut(Period(start=each.start, end=over), Period(start=each.start, end=each.end))
    return ended.end if ended else None


def _resting(agreement: Agreement, duty: Duty) -> Period | None:
    """Return while some instrument of a duty stands; None where it rests on none."""
    made = [each for each in agreement.instruments if each.id in duty.instruments]
    if not made:
        return None
    ends = [each.until for each in made if each.until]
    end = TimeRange.instant(max(ends)) if len(ends) == len(made) else None
    return Period(start=TimeRange.instant(min(each.at for each in made)), end=end)


def _apart(gaps: Sequence[Gap]) -> tuple[Gap, ...]:
    """Return gaps that do not overlap: what is both suspended and left is one gap."""
    found: list[Gap] = []
    for each in sorted(gaps, key=lambda gap: (gap.start.earliest, gap.start.latest)):
        if found and each.start.earliest < found[-1].end.latest:
            found[-1] = Gap(start=found[-1].start, end=later(found[-1].end, each.end))
        else:
            found.append(each)
    return tuple(found)
