"""Collecting, against reading each line and hashing it: `python -m benchmarks.collect`."""

from __future__ import annotations

import hashlib
import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.items import Item
from benchmarks.timing import Bench, Trial, main
from truceline.collect import CollectInput, Quarantined, collect
from truceline.ground.times import rfc3339

NOW = datetime(2025, 5, 1, tzinfo=UTC)
_FOLDER = tempfile.TemporaryDirectory(prefix="truceline-bench-")


def line_of(item: Item) -> str:
    """Return an item as a line of a feed."""
    known = {"id": item.id, "text": item.text, "source": item.source, "lang": item.language}
    return json.dumps({**known, "published": rfc3339(item.published.earliest)}, ensure_ascii=False)


def write_feed(items: list[Item], path: Path) -> Path:
    """Write items as JSON Lines and return the path."""
    path.write_text("".join(f"{line_of(each)}\n" for each in items), encoding="utf-8")
    return path


def prepare(items: list[Item]) -> Trial[int]:
    """Return a trial on a feed of the items; an answer is how many were taken in."""
    feed = write_feed(items, Path(_FOLDER.name) / f"feed-{len(items)}.jsonl")

    def ours() -> int:
        taken = collect([CollectInput(path=feed)], now=NOW)
        return sum(not isinstance(each, Quarantined) for each in taken)

    return Trial(
        size=len(items),
        ours=ours,
        baselines={"parse and hash each line": lambda: plain(feed)},
        right=lambda taken: taken / len(items),
    )


def plain(feed: Path) -> int:
    """Take a feed in as simply as can be: parse each line, hash it, count."""
    seen = set()
    with feed.open("rb") as lines:
        for line in lines:
            json.loads(line)
            seen.add(hashlib.sha256(line).hexdigest())
    return len(seen)


BENCH = Bench(
    name="collect",
    unit="lines",
    prepare=prepare,
    base={"made": 100, "real": 50},
    what="share taken in",
)

if __name__ == "__main__":
    main(BENCH)
