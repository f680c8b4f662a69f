"""What is too slow for CI: slow tests, all scoreboards, all benchmarks; `make long` runs it.

Writes docs/measured/long.json, stamped with commit, date and machine, and from it the page
docs/measured.md. Takes about an hour; what was interrupted goes on when run again.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import (
    broken,
    collect,
    fuse,
    fusing,
    judge,
    judging,
    news,
    publish,
    read,
    trace,
    whole,
    zones,
)
from benchmarks.floors import write_rows
from benchmarks.page import PAGE, RESULTS, page
from benchmarks.stamp import ROOT, stamp
from benchmarks.timing import SCALES, Bench, measure
from truceline.lab.board import BOARDS, Board, scoreboard

NEWS, FUSING, ZONES, JUDGING, BROKEN = APART = ("news", "fusing", "zones", "judging", "broken")
SAMPLED = 50  # incidents that are sampled for the baseline of judging
KEPT = ROOT / "long" / "done.json"  # git leaves this folder out
BENCHES = tuple(each.BENCH for each in (collect, read, trace, fuse, judge, publish, whole))


def slow_tests() -> dict[str, Any]:
    """Run the tests that CI leaves out; returns the exit code and pytest's own summary."""
    words = [sys.executable, "-m", "pytest", "-m", "long"]
    done = subprocess.run(  # noqa: S603 - our own tests
        words, cwd=ROOT, capture_output=True, text=True, check=False
    )
    sys.stderr.write(done.stdout[-4000:] if done.returncode else "")
    lines = [line for line in done.stdout.splitlines() if line.strip()]
    return {"exit": done.returncode, "summary": lines[-1].strip("= ") if lines else ""}


def scored(board: Board, data: Path, *, floors: bool = False) -> dict[str, Any]:
    """Return a scoreboard's figures as JSON values, each with what its set was used for.

    floors: write them as the floors that later runs are compared with, too.
    """
    found = scoreboard(board, data)
    if floors:
        write_rows(board.name, found, data)
    rows = [{**row.as_json(), "use": board.use(row.stage)} for row in found]
    return {"name": board.name, "about": board.about, "rows": rows}


def parts(
    data: Path,
    scales: Sequence[int] = SCALES,
    *,
    floors: bool = False,
    sizes: Sequence[int] = fusing.LONG,
    files: int = broken.FILES,
) -> dict[str, Callable[[], Any]]:
    """Return by name everything that is measured, each ready to be called.

    scales: of the benchmarks of stages, zones and judging; sizes: observations of the fronts that
    are fused; files: broken agreement files that are checked.

    The tests come after the scoreboards: they hold the figures against floors that may be new.
    """
    work: dict[str, Callable[[], Any]] = {
        f"board {board.name}": partial(scored, board, data, floors=floors)
        for board in BOARDS.values()
    }
    work["tests"] = slow_tests
    for bench in BENCHES:
        work[f"benchmark {bench.name}"] = partial(_measured, bench, data, scales)
    work[NEWS] = partial(_articles, data, scales)
    work[FUSING] = lambda: _named(fusing.COLUMNS, fusing.measure(sizes))
    work[ZONES] = lambda: _named(
        zones.COLUMNS, zones.measured(data, [zones.BASE * each for each in scales])
    )
    work[JUDGING] = lambda: _named(
        judging.COLUMNS, judging.measure([judging.BASE * each for each in scales], SAMPLED)
    )
    work[BROKEN] = lambda: _named(broken.COLUMNS, [broken.checked(files)])
    return work


def _measured(bench: Bench, data: Path, scales: Sequence[int]) -> list[dict[str, Any]]:
    return [asdict(line) for line in measure(bench, data, scales)]


def _articles(data: Path, scales: Sequence[int]) -> list[dict[str, str]]:
    lines = news.measure(data, scales, news.WORKERS)
    return [dict(zip(news.COLUMNS, line, strict=True)) for line in lines]


def _named(columns: Sequence[str], lines: Sequence[Any]) -> list[dict[str, str]]:
    """Return the cells of lines by the names of their columns."""
    return [dict(zip(columns, each.cells(), strict=True)) for each in lines]


def run(work: Mapping[str, Callable[[], Any]], stamped: Mapping[str, Any], kept: Path) -> Any:  # noqa: ANN401 - JSON values
    """Return everything that is measured, as JSON values; says on stderr how far it is.

    kept: what is done is kept in this file, so that an interrupted run of the same commit on the
    same machine goes on where it stopped.
    """
    done: dict[str, Any] = {"stamp": dict(stamped)}
    if kept.is_file():
        earlier = json.loads(kept.read_text(encoding="utf-8"))
        if earlier["stamp"] == done["stamp"] and "dirty" not in stamped["commit"]:
            done = earlier
    for name, each in work.items():
        if name not in done:
            _say(name)
            done[name] = each()
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(json.dumps(done), encoding="utf-8")
    return {
        "stamp": done["stamp"],
        "command": "make long",
        "tests": done["tests"],
        "boards": [done[name] for name in work if name.startswith("board ")],
        "benchmarks": [
            line for name in work if name.startswith("benchmark ") for line in done[name]
        ],
        **{name: done.get(name, []) for name in APART},
    }


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def main(words: Sequence[str] | None = None) -> None:
    """Measure everything and write file and page; exit 1 if a slow test failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of labelled data")
    parser.add_argument("--floors", action="store_true", help="write the floors of CI as well")
    parser.add_argument(
        "--boards", nargs="+", choices=list(BOARDS), help="only these, into the figures there are"
    )
    given = parser.parse_args(words)
    if given.boards:
        write(renewed(json.loads(RESULTS.read_text(encoding="utf-8")), given))
        return
    found = run(parts(given.data, floors=given.floors), stamp(), KEPT)
    write(found)
    KEPT.unlink()
    if found["tests"]["exit"]:
        raise SystemExit(1)


def renewed(found: dict[str, Any], given: argparse.Namespace) -> dict[str, Any]:
    """Return figures with some boards measured anew, each with its own commit and day."""
    held = {each["name"]: each for each in found["boards"]}
    now = stamp()
    for name in given.boards:
        _say(f"board {name}")
        board = scored(BOARDS[name], given.data, floors=given.floors)
        held[name] = {**board, "commit": now["commit"], "date": now["date"]}
    return {**found, "boards": [held[name] for name in BOARDS if name in held]}


def write(found: Mapping[str, Any]) -> None:
    """Write the file of figures and the page that is made from it."""
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(
        json.dumps(found, ensure_ascii=False, indent=1, allow_nan=False) + "\n", encoding="utf-8"
    )
    PAGE.write_text(page(found), encoding="utf-8")
    _say(f"wrote {RESULTS.relative_to(ROOT)} and {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
