"""Writes docs/measured.md from docs/measured/long.json: `python -m benchmarks.page`.

A test checks that page and file agree. Nothing on the page is typed in: neither figures nor which
of them are failures.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from benchmarks.stamp import ROOT
from benchmarks.timing import shown, table
from truceline.lab.better import badness, is_accuracy

RESULTS = ROOT / "docs" / "measured" / "long.json"
PAGE = ROOT / "docs" / "measured.md"
_GAP = 0.1  # between the recalls of two sides, from which it is named a failure
_DENSE = 2.0  # times the time of an item, from which growth is named a failure
Cells = Mapping[str, Any]

HEAD = """# Measured

Written by `python -m benchmarks.page` from [long.json](measured/long.json); do not edit.

- Code: commit `{commit}`
- Day: {date}; machine: {cores} cores
- Command: `{command}`, which runs the slow tests, every scoreboard and every benchmark
- Slow tests: {summary}

**How to read it.** *Interval*: 95 %, Wilson's for proportions, else a bootstrap over rows. *Ahead*:
share of paired resamples in which Truceline's figure is above the baseline's; 0.5 is a tie. *Use*:
*development* means that words or settings of that stage were chosen by looking at these very rows,
so the figure flatters; *measuring only* means that nobody had looked at them. Labels are by one
person a set (easter: two), of headlines in Ukrainian and Russian or English articles; nothing here
says how well other languages, places or wars are read.
"""

BESIDE = (
    "No accuracy: neither figure of a line is right or wrong, and none is better for being higher."
)

GROWTH = """## Time: against simpler ways, and how it grows

Processor time, as ratios; what a machine takes in seconds is in the file. *Made* items come from a
seeded generator and our own words; *real* ones are headlines of 2025. From 1x to 100x the number of
items grows; days and items a day both grow with its root. *An item*: time for one, against that at
1x; 1.0 is linear growth. *Times the baseline*: our time over the baseline's, which does far less.
*Right*: on made items, where the truth is known; they were written by people who know what the
reader looks for, so it says that the work was done, not how well real texts are understood.
"""


NEWS = """## Whole news articles

English articles of one day of 2025, read by two processes. Rates are articles over the processor
seconds of one core times the cores; *conflict* articles are those that triage keeps; the grammar
alone is the library's whole pipeline over the same texts. *Grammar*, *places*, *rest*: shares of
the time of reading.
"""


FUSING = """## Fusing up to a million observations

A simulated front, fused from scratch; each way alone in a process of its own, on the same tables.
*Ours* is the whole stage, with incidents, beliefs and reasons written out; *linking alone* is what
Splink does too. *Growth exponent*: of processor time, against the smallest size; 1 is linear.
*Times ours*: processor time over that of the whole stage. *Peak MB*: the whole process, tables
included.
"""


ZONES = """## Places in zones, beside sampling

A front with a version for each of 30 days and three zones along it; *made* is invented, *real* was
published. 30 % of the uncertain places lie near the line. *Sampling*: 1,000 points a place, zones
ready drawn, counted up from a part of the places. *Largest error*: of a share, near the edges,
against 100,000 samples, which are off by 0.005 themselves.
"""


JUDGING = """## Judging under many clauses, beside sampling

Made incidents about a front with 30 daily versions, 30 % of them near it, under 20 clauses, three
zones and two readings. *Sampling*: 1,000 draws of moment, place and author for each incident, asked
clause by clause, counted up from a part of the incidents. *Largest error*: of P(breach), against
100,000 draws.
"""


BROKEN = """## Broken agreement files

Agreements that ship, each injured in one to three ways by a seeded generator. Each must give
problems with a line of the file and a mend, or be sound in spite of the injury and then load and
show.
*Told badly*: a problem without its line or mend; *raised*: an error that got out.
"""
# Each benchmark of its own that has a section, in their order.
SECTIONS = {"news": NEWS, "fusing": FUSING, "zones": ZONES, "judging": JUDGING, "broken": BROKEN}


def page(found: Cells) -> str:
    """Return the page for what was measured."""
    parts = [
        HEAD.format(**found["stamp"], command=found["command"], summary=found["tests"]["summary"]),
        "## What fails\n\n" + "\n".join(f"- {each}" for each in failures(found)) + "\n",
        "## What is right, set by set\n",
        *(_board(each) for each in found["boards"]),
        GROWTH,
        _growth(found["benchmarks"]),
        *(part for name, head in SECTIONS.items() for part in _section(head, found.get(name, ()))),
    ]
    return "\n".join(parts)


def _section(head: str, lines: Sequence[Cells]) -> list[str]:
    """Return a section with a table, nothing where it was not measured."""
    if not lines:
        return []
    return [head, table([tuple(each.values()) for each in lines], tuple(lines[0])) + "\n"]


def failures(found: Cells) -> list[str]:
    """Return in sentences every figure worse than its baseline, every gap, bad growth, errors."""
    rows = [row for board in found["boards"] for row in board["rows"]]
    numbers = ("figure", "baseline_figure")
    beside = [row for row in rows if all(row[name] is not None for name in numbers)]
    compared = [row for row in beside if is_accuracy(row["name"])]
    worse = [row for row in compared if _worse(row)]
    told = [
        f"{len(worse)} of {len(compared)} figures are worse than their baseline"
        + (":" if worse else ".")
    ]
    told += [
        f"**{row['name']}** on {row['set']} ({row['use']}): {row['figure']:.3f}, worse than"
        f" {row['baseline_figure']:.3f} of “{row['baseline']}”{_sure(row)}"
        for row in worse
    ]
    told += [sentence for board in found["boards"] for sentence in _gaps(board["rows"])]
    told += list(_optimism(rows))
    told += list(_steep(found["benchmarks"]))
    told += [
        f"Broken agreement files: {line[name]} of {line['files']} {name}."
        for line in found.get("broken", ())
        for name in ("told badly", "raised")
        if line[name] != "0"
    ]
    if found["tests"]["exit"]:
        told.append(f"Slow tests failed: {found['tests']['summary']}.")
    return told


def _sure(row: Cells) -> str:
    return f" (above it in {row['ahead']:.0%} of resamples)." if row["ahead"] is not None else "."


def _worse(row: Cells) -> bool:
    """Tell whether a figure is worse than its baseline's."""
    mine, its = (badness(row["name"], float(row[which])) for which in ("figure", "baseline_figure"))
    return mine > its


def _gaps(rows: Iterable[Cells]) -> Iterator[str]:
    """Tell where one side's deeds are found less often than another's."""
    start = "incident recall, by "
    sides = [row for row in rows if row["name"].startswith(start)]
    if len(sides) > 1:
        low = min(sides, key=lambda row: float(row["figure"]))
        high = max(sides, key=lambda row: float(row["figure"]))
        if high["figure"] - low["figure"] >= _GAP:
            a, b = (_side(row["name"].removeprefix(start)) for row in (low, high))
            yield (
                f"On {low['set']}, incidents by {a} are found less often ({_with_interval(low)}) "
                f"than those by {b} ({_with_interval(high)})."
            )


def _side(name: str) -> str:
    return "nobody known" if name == "unknown" else name


def _with_interval(row: Cells) -> str:
    return f"{row['figure']:.2f}, {row['low']:.2f} to {row['high']:.2f}, n {row['n']}"


def _optimism(rows: Iterable[Cells]) -> Iterator[str]:
    """Tell how much worse reading is on sets at which nobody looked."""
    figures: dict[str, list[float]] = {}
    for row in rows:
        if row["name"] == "incident F1":
            figures.setdefault(row["use"], []).append(row["figure"])
    means = {use: sum(each) / len(each) for use, each in figures.items()}
    if len(means) > 1:
        parts = (f"{means[use]:.2f} over {len(figures[use])} sets ({use})" for use in means)
        yield f"Incident F1 differs by what a set was used for: {'; '.join(parts)}."


def _steep(lines: Iterable[Cells]) -> Iterator[str]:
    told = set()
    for line in lines:
        key = (line["bench"], line["input"], line["scale"])
        if line["an_item"] >= _DENSE and key not in told:
            told.add(key)
            yield (
                f"Time of *{line['bench']}* grows faster than its input: at {line['scale']}x "
                f"({line['size']:,} {line['unit']}, {line['input']}) an item takes "
                f"{line['an_item']:.1f} times as long as at 1x."
            )


def _board(board: Cells) -> str:
    apart = [row for row in board["rows"] if not is_accuracy(row["name"])]
    rows = [row for row in board["rows"] if is_accuracy(row["name"])]
    anew = board.get("commit")
    when = f" Measured anew on `{anew}`, {board['date']}." if anew else ""
    parts = [f"### {board['name']}", f"Set: {board['about']}.{when}"]
    parts += [_figures(rows, ("baseline", "its value"))] if rows else []
    parts += [BESIDE, _figures(apart, ("beside", "its value"))] if apart else []
    return "\n\n".join(parts) + "\n"


def _figures(rows: Iterable[Cells], other: tuple[str, str]) -> str:
    """Return a table of figures; other: how the columns of the other figure are called."""
    cells = [
        (
            row["name"],
            str(row["n"]),
            _figure(row["figure"]),
            f"{_figure(row['low'])} to {_figure(row['high'])}",
            row["baseline"] or "",
            _figure(row["baseline_figure"]) if row["baseline"] else "",
            shown(row["ahead"]) if row["baseline"] else "",
            row["use"],
        )
        for row in rows
    ]
    return table(cells, ("figure", "n", "value", "interval", *other, "ahead", "use"))


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _growth(lines: Iterable[Cells]) -> str:
    """Return a row for each stage, input and baseline, with the scales side by side."""
    series: dict[tuple[str, str, str], list[Cells]] = {}
    for line in lines:
        series.setdefault((line["bench"], line["input"], line["baseline"]), []).append(line)
    columns = ("stage", "input", "items", "an item", "baseline", "times the baseline", "right")
    rows = [
        (
            bench,
            kind,
            f"{' / '.join(format(one['size'], ',') for one in each)} {each[0]['unit']}",
            " / ".join(f"{one['an_item']:.2f}" for one in each),
            baseline,
            " / ".join(f"{one['ratio']:,.1f}" for one in each),
            _right(each[-1]),
        )
        for (bench, kind, baseline), each in series.items()
    ]
    return table(rows, columns) + "\n"


def _right(line: Cells) -> str:
    if line["right"] is None:
        return ""
    return f"{line['what']}: {shown(line['right'])}, baseline {shown(line['baseline_right'])}"


def main() -> None:
    """Write the page anew from the file."""
    PAGE.write_text(page(json.loads(RESULTS.read_text(encoding="utf-8"))), encoding="utf-8")


if __name__ == "__main__":
    main()
