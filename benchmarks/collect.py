"""Collecting, against reading each line and hashing it: `python -m benchmarks.collect`."""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import files
from benchmarks.items import Item, Maker
from benchmarks.timing import Bench, Trial, main
from truceline.collect import CollectInput, Quarantined, collect
from truceline.ground.times import rfc3339
from truceline.model.evidence import Captured

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


# Each kind of file by itself: how a text becomes such a file, and the simplest way to its bytes.
# The simplest way finds no words, checks nothing and keeps no custody: it is the least that any
# connector could cost.
KINDS: dict[str, tuple[str, Callable[[list[Item]], list[bytes]]]] = {
    "mail": (".eml", lambda items: [files.mail_of(each.text) for each in items]),
    "pdf": (".pdf", lambda items: [files.pdf_of(each.text) for each in items]),
    "word": (".docx", lambda items: [files.word_of([each.text]) for each in items]),
    "workbook": (
        ".xlsx",
        lambda items: [
            files.workbook_of(
                {
                    "News": [
                        ("datetime", "headline"),
                        *(("2025-04-20", f"{each.id} {each.text}") for each in items),
                    ]
                }
            )
        ],
    ),
    "feed": (
        ".rss",
        lambda items: [
            files.feed_of([(f"https://n.example/{each.id}", each.text, "") for each in items])
        ],
    ),
    "crawl": (
        ".warc",
        lambda items: [
            files.crawl_of(
                [
                    (
                        f"https://n.example/{each.id}",
                        f"<html><body><p>{each.text}</p></body></html>".encode(),
                    )
                    for each in items
                ]
            )
        ],
    ),
}


def rates(number: int) -> list[dict[str, object]]:
    """Return items a second (clock on the wall, helpers included) for each kind of file.

    taken: the share of items that became evidence; hashing: how many times longer than reading the
    files and hashing them, which is the least that taking them in could cost.
    """
    found: list[dict[str, object]] = []
    for kind, (suffix, make) in KINDS.items():
        folder = Path(_FOLDER.name) / kind
        folder.mkdir(exist_ok=True)
        items = Maker().items(number)
        for place, content in enumerate(make(items)):
            (folder / f"{place:06d}{suffix}").write_bytes(content)
        list(collect([CollectInput(path=folder)], now=NOW))  # loads what is loaded once
        start = time.perf_counter()
        taken = list(collect([CollectInput(path=folder)], now=NOW))
        took = time.perf_counter() - start
        start = time.perf_counter()
        for path in sorted(folder.iterdir()):
            hashlib.sha256(path.read_bytes()).hexdigest()
        least = time.perf_counter() - start
        good = sum(isinstance(each, Captured) for each in taken)
        found.append(
            {
                "kind": kind,
                "items": number,
                "a_second": round(number / took, 1),
                "hashing": round(took / least, 1),
                "taken": round(good / number, 3),
            }
        )
    return found


BENCH = Bench(
    name="collect",
    unit="lines",
    prepare=prepare,
    base={"made": 100, "real": 50},
    what="share taken in",
)

if __name__ == "__main__":
    main(BENCH)
    for line in rates(200):
        sys.stdout.write(json.dumps(line) + "\n")
