"""What one new article costs to trace beside many: `python -m benchmarks.tracing`.

Earlier articles are kept, then new ones are traced one at a time: neighbours looked up, the stage
run over them, the article kept. Beside it MinHash of whole documents: with signatures compared
one by one, as is commonly done, and looked up by bands. Processor time, so that a busy machine
changes little; the filling is made by `benchmarks.items`, and with --data real articles lie
among it. Right: the found share of the copies (word for word or reworded) among made articles.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.items import Item, Maker
from benchmarks.records import documents, sources, statements
from benchmarks.timing import table
from truceline.lab.origin_baselines import minhash
from truceline.lab.origins import load_articles
from truceline.model.columns import from_table, to_table
from truceline.model.evidence import Document
from truceline.model.origin import Origin
from truceline.model.source import Source
from truceline.model.stage import Params, Tables
from truceline.model.statement import Statement
from truceline.trace import step
from truceline.trace.memory import Memory
from truceline.trace.settings import thresholds

BASE, NEW, SCALES = 300, 40, (1, 10, 100)
_SENTENCES = 12
_NEAR_COPY = 0.5
_BANDS, _ROWS = 32, 4
PARAMS = Params(stage="trace")
COLUMNS = (
    "earlier articles",
    "ms an article",
    "of it looking up",
    "1x = 1",
    "copies found",
    "MinHash ms, one by one",
    "MinHash ms, by bands",
    "copies it finds",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Earlier articles and new ones with what they say; parents: the origin's text of each."""

    earlier: list[Document]
    new: list[Document]
    said: dict[str, list[Statement]]
    sources: list[Source]
    parents: dict[str, set[str]]


def case_of(size: int, real: Sequence[Document]) -> Case:
    """Return made articles, real ones among them, the last to be published as the new ones."""
    items = Maker().items(size + NEW - min(len(real), size // 2), sentences=_SENTENCES)
    made = documents(items)
    first, last = made[:-NEW], made[-NEW:]
    earlier = [*real[: size // 2], *first]
    said: dict[str, list[Statement]] = defaultdict(list)
    for each in statements(items):
        said[each.document].append(each)
    outlets = {each.id: each for each in sources(items)}
    for article in real:
        outlets.setdefault(article.source, Source(id=article.source, name=article.source))
    return Case(
        earlier=earlier,
        new=last,
        said=said,
        sources=list(outlets.values()),
        parents=_parents(items),
    )


def _parents(items: Sequence[Item]) -> dict[str, set[str]]:
    """Return for each new text the earlier ones that go back to the same one."""
    first, last = items[:-NEW], items[-NEW:]
    of: dict[str, set[str]] = defaultdict(set)
    for each in first:
        of[each.origin].add(each.id)
    return {each.id: of[each.origin] for each in last if each.event and of[each.origin]}


def tables_of(case: Case, ids: Sequence[str], by_id: dict[str, Document]) -> Tables:
    """Return documents with what they say and their sources."""
    chosen = [by_id[each] for each in ids]
    wanted = {each.source for each in chosen}
    return {
        "statement": to_table(Statement, [one for each in ids for one in case.said[each]]),
        "document": to_table(Document, chosen),
        "source": to_table(Source, [each for each in case.sources if each.id in wanted]),
    }


def ours(case: Case) -> tuple[float, float, float]:
    """Return milliseconds an article, those spent looking up, and the share of copies found."""
    memory = Memory(thresholds(PARAMS))
    memory.keep(case.earlier, (one for each in case.said.values() for one in each))
    by_id = {each.id: each for each in (*case.earlier, *case.new)}
    looking, begin, found = 0.0, time.process_time(), 0
    for new in case.new:
        start = time.process_time()
        near = memory.around([new], case.said[new.id])
        looking += time.process_time() - start
        beside = {**tables_of(case, near, by_id), "words": memory.words()}
        delta = step(tables_of(case, [new.id], by_id), beside, {}, PARAMS)
        document_of = {s.id: d for d in (*near, new.id) for s in case.said[d]}
        for each in from_table(Origin, delta.put["origin"]):
            together = {document_of[member] for member in each.members}
            found += new.id in together and bool(together & case.parents.get(new.id, set()))
        memory.keep([new], case.said[new.id])
    taken = (time.process_time() - begin) * 1e3
    return taken / len(case.new), looking * 1e3 / len(case.new), _share(found, case)


def _share(found: int, case: Case) -> float:
    return found / len(case.parents) if case.parents else float("nan")


def plain(case: Case) -> tuple[float, float, float]:
    """Return milliseconds an article of MinHash, one by one and by bands, and copies found."""
    signs = minhash([each.text for each in case.earlier])
    ids = [each.id for each in case.earlier]
    bands: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    for row, sign in enumerate(signs):
        for band in range(_BANDS):
            bands[band, sign[band * _ROWS : (band + 1) * _ROWS].tobytes()].append(row)
    found = 0
    one, looked = 0.0, 0.0
    for new in case.new:
        start = time.process_time()
        sign = minhash([new.text])[0]
        signing = time.process_time() - start
        near = (signs == sign).mean(axis=1) >= _NEAR_COPY
        one += time.process_time() - start
        start = time.process_time()
        keys = ((b, sign[b * _ROWS : (b + 1) * _ROWS].tobytes()) for b in range(_BANDS))
        rows = np.array(sorted({row for key in keys for row in bands.get(key, ())}), dtype=int)
        (signs[rows] == sign).mean(axis=1)
        looked += signing + time.process_time() - start
        said = {ids[row] for row in np.flatnonzero(near)}
        found += bool(said & case.parents.get(new.id, set()))
    number = len(case.new) / 1e3
    return one / number, looked / number, _share(found, case)


def real_articles(data: Path | None) -> list[Document]:
    """Return the real articles of a data folder on the day of the made ones, or none."""
    if data is None:
        return []
    path = data / "news_2025" / "dedupe0521.jsonl.gz"
    day = Maker().items(1)[0].published
    return [replace(each, published=day) for each in load_articles(path)]


def main(words: Sequence[str] | None = None) -> None:
    """Print a line for each scale."""
    parser = argparse.ArgumentParser(description="Measure tracing of one article into many.")
    parser.add_argument("--data", type=Path, help="folder with news_2025/, for real articles too")
    parser.add_argument("--base", type=int, default=BASE)
    parser.add_argument("--scales", type=int, nargs="+", default=list(SCALES))
    given = parser.parse_args(words)
    real, rows, first = real_articles(given.data), [], 0.0
    for scale in given.scales:
        case = case_of(given.base * scale, real)
        mine, looking, right = ours(case)
        every, banded, other = plain(case)
        first = first or mine
        figures = (mine, looking, mine / first, right, every, banded, other)
        rows.append((f"{len(case.earlier):,}", *(f"{each:.2f}" for each in figures)))
    sys.stdout.write(table(rows, COLUMNS) + "\n")


if __name__ == "__main__":
    main()
