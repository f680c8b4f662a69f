"""Numbers of one incident from all its reports: killed, injured, and how many of what."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.fuse.reports import Report
from truceline.model.incident import Harm
from truceline.model.values import Amount, Bounds, plain_number


def said(bounds: Bounds) -> str:
    """Return bounds as plain words: "3", "2-4" or "at least 2"."""
    low = plain_number(bounds.min)
    if bounds.max is None:
        return f"at least {low}"
    return f"{low}" if bounds.max == bounds.min else f"{low}-{plain_number(bounds.max)}"


def _common(values: Sequence[Bounds]) -> Bounds | None:
    """Return the numbers that all bounds admit, None if there are none."""
    low = max(each.min for each in values)
    highs = [each.max for each in values if each.max is not None]
    high = min(highs) if highs else None
    return Bounds(low, high) if high is None or low <= high else None


def _after(a: Report, b: Report) -> bool:
    """Tell whether a is known to be published after b."""
    return (
        a.published is not None
        and b.published is not None
        and a.published.earliest >= b.published.latest
        and a.published != b.published
    )


def harm_of(reports: Sequence[Report], field: str) -> tuple[Harm | None, tuple[Bounds, ...], bool]:
    """Return a toll, the values on which the last reports clash, and whether it shrank.

    A later toll replaces an earlier one. Values of the last reports that admit one number are
    narrowed to it; where they clash, low and high hold them all and best is None.
    """
    told = [(each, getattr(each.statement, field)) for each in reports]
    stated = [(each, value) for each, value in told if value is not None]
    if not stated:
        return None, (), False
    last = [
        (each, value)
        for each, value in stated
        if not any(_after(other, each) for other, _ in stated)
    ]
    values = list(dict.fromkeys(value for _, value in last))
    common = _common(values)
    shrank = any(
        high is not None and high < value.min
        for _, value in stated
        for high in [max((each.max or float("inf")) for each in values)]
    )
    if common:
        best = int(common.min) if common.max == common.min else None
        high = None if common.max is None else int(common.max)
        return Harm(low=int(common.min), best=best, high=high), (), shrank
    highs = [each.max for each in values]
    return (
        Harm(
            low=int(min(each.min for each in values)),
            best=None,
            high=None if None in highs else int(max(high for high in highs if high is not None)),
        ),
        tuple(values),
        shrank,
    )


def count_of(reports: Sequence[Report]) -> tuple[Amount | None, tuple[str, ...]]:
    """Return how many of what, and the values on which reports clash.

    The unit that most origins use is kept, the first told of equals.
    """
    units: dict[str, set[str]] = {}
    for report in reports:
        if report.statement.count:
            units.setdefault(report.statement.count.unit, set()).add(report.origin)
    if not units:
        return None, ()
    unit = max(units, key=lambda each: len(units[each]))
    amounts = [each.statement.count for each in reports if each.statement.count]
    values = list(
        dict.fromkeys(Bounds(each.min, each.max) for each in amounts if each.unit == unit)
    )
    common = _common(values)
    if common:
        return Amount(min=common.min, max=common.max, unit=unit), ()
    highs = [each.max for each in values if each.max is not None]
    high = max(highs) if len(highs) == len(values) else None
    whole = Amount(min=min(each.min for each in values), max=high, unit=unit)
    return whole, tuple(f"{said(each)} {unit}".strip() for each in values)
