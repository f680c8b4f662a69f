"""The scoreboard of clean text: wanted and unwanted strings of web pages, as trafilatura counts."""

from __future__ import annotations

import gzip
import json
import sys
import tarfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import trafilatura

from truceline.ground.errors import InputError
from truceline.lab.article_lines import FOLDS, PageRows, fit, page_rows, plain, write
from truceline.lab.intervals import paired_bootstrap
from truceline.lab.measures import Values, ratio
from truceline.lab.rows import Row, row_of
from truceline.lab.watch import UNWATCHED, Watch
from truceline.language.encoding import decoded
from truceline.read.page.article import KEPT_FROM, Model
from truceline.read.page.kept import kept_of

BASELINE = "trafilatura's defaults"
_WORKERS = 2
_SOME = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """A page with the text that the baseline keeps of it."""

    rows: PageRows
    baseline: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Raw:
    name: str
    content: bytes
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]


def _pages(data: Path) -> Iterator[_Raw]:
    """Yield the pages that are there, in the order of the archive; nothing is unpacked to disk."""
    folder = data / "extraction"
    try:
        labels = json.loads(gzip.decompress((folder / "evaldata.json.gz").read_bytes()))
        wanted: Mapping[str, dict[str, Any]] = {each["file"]: each for each in labels.values()}
        with tarfile.open(folder / "eval_html.tar.xz") as archive:
            for member in archive:
                name = Path(member.name).name
                content = archive.extractfile(member) if name in wanted else None
                if content is not None:
                    given = wanted[name]
                    yield _Raw(
                        name=name,
                        content=content.read(),
                        wanted=tuple(given["with"]),
                        unwanted=tuple(given["without"]),
                    )
    except (OSError, ValueError, KeyError, tarfile.TarError) as error:
        raise InputError(
            f"The pages with wanted and unwanted strings cannot be read: {error}.",
            where=str(folder),
            mend="Give evaldata.json.gz and eval_html.tar.xz of trafilatura's evaluation.",
        ) from error


def _extracted(raw: _Raw) -> Extracted:
    source = decoded(raw.content, page=True) or raw.content.decode("utf-8", "replace")
    written = trafilatura.extract(source) or ""
    rows = page_rows(raw.name, source, kept_of(written.split("\n")), raw.wanted, raw.unwanted)
    return Extracted(rows=rows, baseline=plain(written))


def load_pages(data: Path, watch: Watch = UNWATCHED) -> list[Extracted]:
    """Return the pages with their measures; raises InputError where the set cannot be read."""
    raws = list(_pages(data))
    watch.start("read", len(raws))
    found = []
    # A fresh process: a fork would copy locks of threads that run beside.
    with ProcessPoolExecutor(_WORKERS, mp_context=get_context("spawn")) as pool:
        for each in pool.map(_extracted, raws, chunksize=_SOME):
            found.append(each)
            watch.advance("read")
    return found


def _counts(pages: Sequence[Extracted], texts: Iterable[str]) -> Values:
    """Return for each page: wanted kept, wanted lost, unwanted kept; shape (pages, 3)."""
    rows = []
    for page, text in zip(pages, texts, strict=True):
        kept = sum(each in text for each in page.rows.wanted)
        stray = sum(each in text for each in page.rows.unwanted)
        rows.append((kept, len(page.rows.wanted) - kept, stray))
    return np.array(rows, dtype=np.float64).reshape(len(rows), 3)


def read_text(page: PageRows, model: Model) -> str:
    """Return what the reader would read of a page."""
    likely = model.advised.probability(page.advised) if page.texts else np.zeros(0)
    return " ".join(t for t, p in zip(page.texts, likely, strict=True) if p >= KEPT_FROM)


def _held_out(pages: Sequence[Extracted]) -> list[str]:
    """Return what is read of each page by a model fitted on the other folds."""
    models = [fit([p.rows for p in pages if p.rows.fold != fold]) for fold in range(FOLDS)]
    return [read_text(page.rows, models[page.rows.fold]) for page in pages]


def score_folder(data: Path, watch: Watch = UNWATCHED) -> list[Row]:
    """Return precision, recall and F1 over strings; each page by weights that never saw it."""
    pages = load_pages(data, watch)
    ours = _counts(pages, _held_out(pages))
    theirs = _counts(pages, (page.baseline for page in pages))
    found = []
    for name, over, under in (
        ("text precision", (1, 0, 0), (1, 0, 1)),
        ("text recall", (1, 0, 0), (1, 1, 0)),
        ("text F1", (2, 0, 0), (2, 1, 1)),
    ):
        mine, other = (
            ratio(each @ np.array(over), each @ np.array(under)) for each in (ours, theirs)
        )
        row = row_of(name, "extraction", len(pages), paired_bootstrap(mine, other), BASELINE)
        found.append(replace(row, stage="read"))
    return found


def main() -> None:
    """Fit on all pages and write the weights that ship: `... extraction DATA OUT`."""
    data, out = map(Path, sys.argv[1:3])
    write(fit([page.rows for page in load_pages(data)]), out)


if __name__ == "__main__":
    main()
