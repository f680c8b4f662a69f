"""The whole run, against the simple ways one after another: `python -m benchmarks.whole`."""

from __future__ import annotations

import shutil
import tempfile
from html import escape
from pathlib import Path

from benchmarks import collect, read, trace
from benchmarks.items import Item
from benchmarks.records import AGREEMENT
from benchmarks.timing import Bench, Trial, main
from truceline.pipeline.begin import new_case
from truceline.pipeline.run import run

_FOLDER = tempfile.TemporaryDirectory(prefix="truceline-bench-")


def plain(items: list[Item], feed: Path) -> int:
    """Parse, match keywords, group trigrams, take place and day for an incident, print a table."""
    collect.plain(feed)
    kept = [each for each, hit in zip(items, read.plain(items), strict=True) if hit]
    groups = trace.plain(kept) if kept else {}
    incidents: dict[tuple[str, str], set[str]] = {}
    for each in kept:
        key = (each.town[0] if each.town else each.id, f"{each.published.earliest:%Y-%m-%d}")
        incidents.setdefault(key, set()).add(groups[each.id])
    rows = (f"<tr><td>{escape(' '.join(key))}<td>{len(by)}" for key, by in incidents.items())
    return len("<table>" + "\n".join(rows))


def prepare(items: list[Item]) -> Trial[int]:
    """Return a trial from a feed to a report; an answer is a length or a number of incidents."""
    folder = Path(_FOLDER.name) / f"case-{len(items)}"

    def ours() -> int:
        shutil.rmtree(folder, ignore_errors=True)
        collect.write_feed(items, new_case(folder, AGREEMENT) / "feed.jsonl")
        return run(folder, resume=False).counts["incident"]

    feed = collect.write_feed(items, Path(_FOLDER.name) / f"feed-{len(items)}.jsonl")
    return Trial(
        size=len(items), ours=ours, baselines={"the simple ways": lambda: plain(items, feed)}
    )


BENCH = Bench(name="whole run", unit="texts", prepare=prepare, base={"made": 10, "real": 10})

if __name__ == "__main__":
    main(BENCH)
