"""The benchmark of whole articles: which articles it takes, and that its table adds up."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from benchmarks.news import COLUMNS, articles, measure

HIT = "Shells and drones hit a house in Odesa; a missile killed two people, officials said. "
TEXTS = ("The flower show drew a crowd. " * 3, HIT * 12)


def _folder(path: Path) -> Path:
    (path / "news_2025").mkdir()
    rows = [{"title": f"Item {n}", "text": TEXTS[n % 2]} for n in range(10)]
    with gzip.open(path / "news_2025" / "dedupe0521.jsonl.gz", "wt", encoding="utf-8") as out:
        out.write("\n".join(json.dumps(each) for each in rows))
    return path


def test_articles_are_taken_evenly_and_each_at_most_once(tmp_path: Path) -> None:
    """A few come from all parts of the set; more than there are is all of them, in order."""
    data = _folder(tmp_path)
    assert [title for title, _ in articles(data, 2)] == ["Item 0", "Item 5"]
    assert [title for title, _ in articles(data, 99)] == [f"Item {n}" for n in range(10)]


def test_a_line_counts_all_articles_and_those_of_war(tmp_path: Path) -> None:
    """Ten articles are read, the five of shelling are kept, and the steps make up the whole."""
    (line,) = measure(_folder(tmp_path), [2], workers=1)
    told = dict(zip(COLUMNS, line, strict=True))
    assert (told["articles"], told["conflict"]) == ("10", "5")
    shares = [float(told[name].rstrip("%")) for name in ("grammar", "places", "rest")]
    assert abs(sum(shares) - 100) <= 2
    assert float(told["articles/s"]) > float(told["conflict/s"]) > 0
    assert float(told["MB a process"]) < 2_000
