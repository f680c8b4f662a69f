"""Scoreboards by name: rows of figures with intervals and a baseline from the same run."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from truceline.ground.canonical import json_line
from truceline.ground.errors import InputError, UsageError
from truceline.lab.intervals import Comparison, Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure of a scoreboard; higher is better unless the name says otherwise.

    set: the labelled data; n: rows that it was measured on; low, high: the 95 % interval, NaN
    where undefined; baseline: what it is compared with, "" if nothing; ahead: share of paired
    resamples in which the figure exceeds the baseline's.
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

    def as_line(self) -> str:
        """Return the row as one line of JSON; null where a figure is undefined."""
        numbers = {name: getattr(self, name) for name in ("figure", "low", "high")}
        return json_line(
            {
                "type": "score",
                "name": self.name,
                "set": self.set,
                "n": self.n,
                **{name: _rounded(value) for name, value in numbers.items()},
                "baseline": self.baseline or None,
                "baseline_figure": _rounded(self.baseline_figure),
                "ahead": _rounded(self.ahead),
            }
        )


def _shown(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:.3f}"


def _rounded(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else round(value, 4)


def row_of(name: str, where: str, n: int, found: Comparison | Interval, baseline: str = "") -> Row:
    """Return a row from a figure, with its baseline where there was one."""
    if isinstance(found, Interval):
        return Row(name=name, set=where, n=n, figure=found.figure, low=found.low, high=found.high)
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
    )


def _headlines(name: str) -> Callable[[Path], list[Row]]:
    def run(data: Path) -> list[Row]:
        from truceline.lab.easter import score_folder  # noqa: PLC0415 - the reader loads slowly

        return score_folder(name, data)

    return run


# Sets of labelled headlines; each is another period, and none of them trained anything.
HEADLINE_SETS = (
    "easter",
    "energy",
    "winter",
    "summer",
    "belgorod",
    "kursk",
    "spring",
    "april",
)
BOARDS: dict[str, Callable[[Path], list[Row]]] = {name: _headlines(name) for name in HEADLINE_SETS}


def scoreboard(name: str, data: Path) -> list[Row]:
    """Return the rows of a scoreboard.

    Raises UsageError for an unknown name and InputError if the labelled data is not there.
    """
    if name not in BOARDS:
        raise UsageError(
            f"There is no scoreboard named “{name}”.", mend=f"Choose one of: {', '.join(BOARDS)}."
        )
    if not data.is_dir():
        raise InputError(
            "The folder of labelled data is not there.",
            where=str(data),
            mend="Give the folder that holds gold/ and viina/ with --data.",
        )
    return BOARDS[name](data)
