"""Reading whole news articles on two cores: rate, share of each step, memory, growth with size.

`python -m benchmarks.news --data FOLDER` with news_2025/ in it. Articles are read by a pool of
processes, one a core; a rate is articles over the processor seconds of one core times the cores,
which says the same on a machine that is busy, and leaves out the loading of reader and grammar,
which happens once. "Conflict articles" are those that triage keeps.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from benchmarks.timing import SCALES, table
from truceline.geography.gazetteer import Gazetteer, PlaceMention
from truceline.ground.times import day_range
from truceline.language import grammar
from truceline.language.grammar import Parse
from truceline.model.evidence import Document
from truceline.read import Reader
from truceline.read.scenes import parses

BASE = 7  # articles at scale 1
WORKERS = 2
COLUMNS = (
    "scale",
    "articles",
    "articles/s",
    "conflict",
    "conflict/s",
    "grammar",
    "places",
    "rest",
    "time an article, 1x = 1",
    "MB a process",
)


@dataclass(slots=True)
class Spent:
    """Processor seconds of one article by step, whether triage kept it, and memory in MB."""

    total: float = 0.0
    grammar: float = 0.0
    places: float = 0.0
    kept: bool = False
    megabytes: float = 0.0


_NOW = Spent()


def _timed_parse(texts: Sequence[str]) -> Iterator[Parse]:
    begin = time.process_time()
    found = list(grammar.parse(texts))
    _NOW.grammar += time.process_time() - begin
    return iter(found)


class _TimedPlaces(Gazetteer):
    """A gazetteer that notes how long it looks, without the grammar that it asks for."""

    def find(
        self, text: str, lang: str, names: Callable[[], Sequence[grammar.Name]] | None = None
    ) -> list[PlaceMention]:
        """Return what the gazetteer finds."""
        begin, parsed = time.process_time(), _NOW.grammar
        found = super().find(text, lang, names)
        _NOW.places += time.process_time() - begin - (_NOW.grammar - parsed)
        return found


@cache
def _reader() -> Reader:
    """Return this process's reader, its parts timed and everything loaded."""
    reader = Reader.load(gazetteer=_TimedPlaces.load())
    vars(parses)["parse"] = _timed_parse
    reader.read(_document("Shelling and drones hit the port of Odesa, officials said. " * 3))
    return reader


def _document(text: str, title: str = "") -> Document:
    return Document(
        id="d",
        evidence="e",
        source="s",
        media_type="text/plain",
        text=text,
        title=title,
        language="en",
        published=day_range(date(2025, 5, 21), "UTC"),
    )


def read_one(article: tuple[str, str]) -> Spent:
    """Return what reading one article (title, text) took."""
    reader = _reader()
    _NOW.grammar = _NOW.places = 0.0
    begin = time.process_time()
    result = reader.read(_document(article[1], article[0]))
    return Spent(
        total=time.process_time() - begin,
        grammar=_NOW.grammar,
        places=_NOW.places,
        kept=not result.passed_over,
        megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def articles(data: Path, number: int) -> list[tuple[str, str]]:
    """Return so many articles, evenly taken from the set; raises OSError if it is not there."""
    with gzip.open(data / "news_2025" / "dedupe0521.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [(row["title"], row["text"]) for row in map(json.loads, lines)]
    return [rows[place * len(rows) // number] for place in range(min(number, len(rows)))]


def measure(data: Path, scales: Sequence[int], workers: int) -> Iterator[tuple[str, ...]]:
    """Yield a line of the table for each scale."""
    first = 0.0
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        list(pool.map(read_one, articles(data, 2 * workers)))
        for scale in scales:
            given = articles(data, BASE * scale)
            spent = list(pool.map(read_one, given, chunksize=1))
            each = sum(one.total for one in spent) / len(spent)
            first = first or each
            yield _line(scale, spent, workers, each / first)


def _line(scale: int, spent: Sequence[Spent], workers: int, growth: float) -> tuple[str, ...]:
    total = sum(each.total for each in spent)
    kept = [each for each in spent if each.kept]
    deep = sum(each.total for each in kept)
    parsed, placed = sum(each.grammar for each in spent), sum(each.places for each in spent)
    return (
        f"{scale}x",
        str(len(spent)),
        f"{workers * len(spent) / total:.1f}",
        str(len(kept)),
        f"{workers * len(kept) / deep:.1f}" if kept else "-",
        f"{parsed / total:.0%}",
        f"{placed / total:.0%}",
        f"{(total - parsed - placed) / total:.0%}",
        f"{growth:.2f}",
        f"{max(each.megabytes for each in spent):.0f}",
    )


def main(words: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with news_2025/")
    parser.add_argument("--scales", type=int, nargs="+", default=list(SCALES))
    parser.add_argument("--workers", type=int, default=WORKERS)
    given = parser.parse_args(words)
    lines = list(measure(given.data, given.scales, given.workers))
    sys.stdout.write(table(lines, COLUMNS) + "\n")


if __name__ == "__main__":
    main()
