"""Times a stage against simpler ways of doing its work, at one, ten and a hundred times the size.

Processor time is measured, not the clock on the wall, and what is reported are ratios: both say
the same on a machine that is busy or slow.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from benchmarks.items import Item, Maker, headlines

SCALES = (1, 10, 100)
_ENOUGH_S = 0.3  # a shorter run is repeated until it has taken so long
_MOST_RUNS = 20
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial(Generic[Answer]):
    """One input prepared for a stage: our way and simpler ones, each ready to be called.

    size: how many things the stage gets (`Bench.unit`). right: how right an answer is, 0 to 1,
    None where the truth is not known. The simpler ways answer in the same form.
    """

    size: int
    ours: Callable[[], Answer]
    baselines: Mapping[str, Callable[[], Answer]]
    right: Callable[[Answer], float | None] = lambda _: None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """A stage to measure: its smallest input and how a trial is prepared from items.

    base: items at scale 1, by input; what: the meaning of `right`, "" if nothing is said.
    """

    name: str
    unit: str
    prepare: Callable[[list[Item]], Trial[Any]]
    base: Mapping[str, int]
    what: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What was measured: seconds of processor time, their ratio, and how right both were.

    an_item: our time for one thing, against that at scale 1 (1.0 is linear growth).
    """

    bench: str
    input: str
    scale: int
    size: int
    unit: str
    seconds: float
    baseline: str
    baseline_seconds: float
    ratio: float
    an_item: float
    what: str
    right: float | None
    baseline_right: float | None

    def cells(self) -> tuple[str, ...]:
        """Return the line as printed."""
        return (
            self.bench,
            self.input,
            f"{self.scale}x",
            f"{self.size:,} {self.unit}",
            f"{self.an_item:.2f}",
            self.baseline,
            f"{self.ratio:,.1f}",
            self.what,
            shown(self.right),
            shown(self.baseline_right),
        )


COLUMNS = (
    "stage",
    "input",
    "scale",
    "size",
    "time an item, 1x = 1",
    "baseline",
    "times its time",
    "right as",
    "ours",
    "baseline's",
)


def shown(value: float | None) -> str:
    """Return a figure as printed, a dash for none."""
    return "-" if value is None else f"{value:.2f}"


def timed(work: Callable[[], Answer]) -> tuple[Answer, float]:
    """Return an answer and the least processor time (seconds) that it took to find it."""
    best, spent, answer = float("inf"), 0.0, None
    gc.collect()  # rubbish of the work before is not charged to this one
    for _ in range(_MOST_RUNS):
        begin = time.process_time()
        answer = work()
        took = time.process_time() - begin
        best, spent = min(best, took), spent + took
        if spent > _ENOUGH_S:
            break
    return answer, max(best, 1e-6)  # type: ignore[return-value] # there is at least one run


def measure(bench: Bench, data: Path | None, scales: Sequence[int] = SCALES) -> list[Line]:
    """Return what a stage takes on made items and, where a data folder is given, on real ones."""
    bench.prepare(Maker().items(5)).ours()  # loads what is loaded once
    lines: list[Line] = []
    for kind, base in bench.base.items():
        if kind == "real" and data is None:
            continue
        first = 0.0
        for scale in scales:
            number = base * scale
            given = headlines(data, number) if kind == "real" and data else Maker().items(number)
            trial = bench.prepare(given)
            answer, seconds = timed(trial.ours)
            first = first or seconds / trial.size
            for name, work in trial.baselines.items():
                other, taken = timed(work)
                lines.append(
                    Line(
                        bench=bench.name,
                        input=kind,
                        scale=scale,
                        size=trial.size,
                        unit=bench.unit,
                        seconds=round(seconds, 4),
                        baseline=name,
                        baseline_seconds=round(taken, 6),
                        ratio=round(seconds / taken, 2),
                        an_item=round(seconds / trial.size / first, 3),
                        what=bench.what,
                        right=rounded(trial.right(answer)),
                        baseline_right=rounded(trial.right(other)),
                    )
                )
    return lines


def rounded(value: float | None) -> float | None:
    """Return a figure with four decimals."""
    return None if value is None else round(value, 4)


def table(rows: Sequence[Sequence[str]], columns: Sequence[str]) -> str:
    """Return rows as a Markdown table with columns of even width."""
    widths = [max(len(row[i]) for row in (columns, *rows)) for i in range(len(columns))]

    def line(cells: Sequence[str]) -> str:
        padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        return f"| {' | '.join(padded)} |"

    rule = f"|{'|'.join('-' * (width + 2) for width in widths)}|"
    return "\n".join([line(columns), rule, *(line(row) for row in rows)])


def write_lines(lines: Sequence[Any], columns: Sequence[str], *, as_json: bool) -> None:
    """Print records of what was measured, each with its cells: a table, or JSON Lines."""
    text = table([each.cells() for each in lines], columns)
    if as_json:
        text = "\n".join(json.dumps(asdict(each)) for each in lines)
    sys.stdout.write(f"{text}\n")


def main(bench: Bench, words: Sequence[str] | None = None) -> None:
    """Measure one stage from the command line: a table, or JSON Lines with --json."""
    parser = argparse.ArgumentParser(description=f"Measure {bench.name}. {__doc__}")
    parser.add_argument("--data", type=Path, help="folder with viina/, for real headlines too")
    parser.add_argument("--json", action="store_true", help="JSON Lines for programs")
    parser.add_argument("--scales", type=int, nargs="+", default=list(SCALES))
    given = parser.parse_args(words)
    lines = measure(bench, given.data, given.scales)
    write_lines(lines, COLUMNS, as_json=given.json)
