"""What is too slow for CI: slow tests, all scoreboards, all benchmarks; `make long` runs it.

Writes docs/measured/long.json, stamped with commit, date and machine, and from it the page
docs/measured.md. Takes some ten minutes.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks import collect, fuse, judge, publish, read, trace, whole
from benchmarks.page import PAGE, RESULTS, page
from benchmarks.stamp import ROOT, stamp
from benchmarks.timing import SCALES, measure
from truceline.lab.board import BOARDS, Board, scoreboard

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


def scored(board: Board, data: Path) -> dict[str, Any]:
    """Return a scoreboard's figures as JSON values, each with what its set was used for."""
    rows = [{**row.as_json(), "use": board.use(row.stage)} for row in scoreboard(board.name, data)]
    return {"name": board.name, "about": board.about, "rows": rows}


def run(data: Path, scales: Sequence[int] = SCALES) -> dict[str, Any]:
    """Return everything that is measured, stamped, as JSON values; says on stderr how far it is."""
    found: dict[str, Any] = {"stamp": stamp(), "command": "make long"}
    _say("slow tests")
    found["tests"] = slow_tests()
    found["boards"] = []
    for board in BOARDS.values():
        _say(f"score {board.name}")
        found["boards"].append(scored(board, data))
    found["benchmarks"] = []
    for bench in BENCHES:
        _say(f"benchmark {bench.name}")
        found["benchmarks"] += [asdict(line) for line in measure(bench, data, scales)]
    return found


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def main(words: Sequence[str] | None = None) -> None:
    """Measure everything and write file and page; exit 1 if a slow test failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of labelled data")
    given = parser.parse_args(words)
    found = run(given.data)
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(
        json.dumps(found, ensure_ascii=False, indent=1, allow_nan=False) + "\n", encoding="utf-8"
    )
    PAGE.write_text(page(found), encoding="utf-8")
    _say(f"wrote {RESULTS.relative_to(ROOT)} and {PAGE.relative_to(ROOT)}")
    if found["tests"]["exit"]:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
