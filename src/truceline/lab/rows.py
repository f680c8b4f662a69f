"""One figure of a scoreboard, as printed and as a line of JSON."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

from truceline.lab.intervals import Comparison, wilson
from truceline.lab.measures import Statistic


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure of a scoreboard; higher is better unless the name says otherwise.

    set: the labelled data; n: rows that it was measured on; low, high: the 95 % interval, NaN
    where undefined; baseline: what it is compared with, "" if nothing; ahead: share of paired
    resamples in which the figure exceeds the baseline's. stage: the verb that it tells of, or
    "places";
    basis: what it was computed from, row by row.
    """

    name: str
    set: str
    n: int
    figure: float
    low: float
    high: float
    baseline: str = ""
    baseline_figure: float | None = None
    ahead: float | None = None
    stage: str = ""
    basis: Statistic | None = field(default=None, compare=False, repr=False)

    def cells(self) -> tuple[str, ...]:
        """Return the row as printed: figure, set, n, value, interval, baseline and its value."""
        interval = f"{_shown(self.low)} - {_shown(self.high)}"
        return (
            self.name,
            self.set,
            str(self.n),
            _shown(self.figure),
            interval,
            self.baseline,
            "" if self.baseline_figure is None else _shown(self.baseline_figure),
        )

    def as_json(self) -> dict[str, Any]:
        """Return the row as JSON values; null where a figure is undefined."""
        numbers = {name: getattr(self, name) for name in ("figure", "low", "high")}
        return {
            "type": "score",
            "name": self.name,
            "set": self.set,
            "stage": self.stage,
            "n": self.n,
            **{name: _rounded(value) for name, value in numbers.items()},
            "baseline": self.baseline or None,
            "baseline_figure": _rounded(self.baseline_figure),
            "ahead": _rounded(self.ahead),
        }


def _shown(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:.3f}"


def _rounded(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else round(value, 4)


def row_of(name: str, where: str, n: int, found: Comparison, baseline: str = "") -> Row:
    """Return a row from a figure, with its baseline where there was one."""
    return Row(
        name=name,
        set=where,
        n=n,
        figure=found.ours.figure,
        low=found.ours.low,
        high=found.ours.high,
        baseline=baseline if found.baseline is not None else "",
        baseline_figure=found.baseline,
        ahead=found.ahead,
        basis=found.basis,
    )


def counted(name: str, where: str, hits: int, n: int) -> Row:
    """Return a row for so many of n with Wilson's interval; it is compared with nothing."""
    found = wilson(hits, n)
    return Row(name=name, set=where, n=n, figure=found.figure, low=found.low, high=found.high)
