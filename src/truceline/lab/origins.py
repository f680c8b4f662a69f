"""Scores tracing against pairs of real articles that a person labelled: same origin or not."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from truceline.ground.errors import InputError
from truceline.lab.intervals import paired_bootstrap, share
from truceline.lab.kinship import kinship
from truceline.lab.measures import Auc, Truths, Values
from truceline.lab.rows import Row, row_of
from truceline.lab.watch import UNWATCHED, Watch
from truceline.model.evidence import Document
from truceline.model.stage import Params
from truceline.trace.candidates import Pairs
from truceline.trace.derivation import Comparison, compare
from truceline.trace.passages import Corpus, corpus_of
from truceline.trace.settings import thresholds

SAME, INDEPENDENT = "same_origin", "same_event_independent"
COPIES = ("verbatim", "rewrite", "translation", "quotation")
TRIGRAMS, COSINE = "word trigrams (Jaccard)", "document vectors (cosine)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two articles, by link, with a person's label and the baselines' scores."""

    a: str
    b: str
    label: str
    kind: str
    jaccard: float
    cosine: float


def load_pairs(path: Path) -> list[Pair]:
    """Return the labelled pairs of a file; raises InputError if it is not there."""
    if not path.is_file():
        raise InputError(
            "The labelled pairs are not there.",
            where=str(path),
            mend="Give the folder that holds gold/lineage.jsonl with --data.",
        )
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [
        Pair(
            a=row["a"],
            b=row["b"],
            label=row["label"],
            kind=row["kind"],
            jaccard=row["jaccard3"],
            cosine=row["cosine"],
        )
        for row in rows
    ]


def load_articles(path: Path) -> list[Document]:
    """Return the articles of a gzipped JSON Lines file, each link once, title first."""
    held: dict[str, dict[str, Any]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            held.setdefault(row["link"], row)
    return [
        Document(
            id=link,
            evidence=link,
            source=row["source"],
            media_type="text/plain",
            text=f"{row['title']}\n\n{row['text']}",
            language=row["lang"],
        )
        for link, row in held.items()
    ]


def score_folder(data: Path, watch: Watch = UNWATCHED) -> list[Row]:
    """Return the rows of the scoreboard of origins from a folder of labelled data."""
    pairs = load_pairs(data / "gold" / "lineage.jsonl")
    articles = load_articles(data / "news_2025" / "dedupe0521.jsonl.gz")
    return score(pairs, articles, watch)


def score(
    pairs: Sequence[Pair], articles: Iterable[Document], watch: Watch = UNWATCHED
) -> list[Row]:
    """Return how well tracing tells one origin from two, and copies from the rest.

    AUC: chance that a pair of one origin scores above an independent pair on the same event;
    tied pairs: those with any derivation between passages; copies: copies as a whole.
    """
    limits = thresholds(Params(stage="trace"))
    documents = list(articles)
    watch.start("trace", 2)
    corpus = corpus_of(documents, limits, {each.source for each in documents})
    watch.advance("trace")
    ends = _indexes(corpus, pairs)
    contested = [i for i, pair in enumerate(pairs) if pair.label in (SAME, INDEPENDENT)]
    ours = kinship(corpus, ends)[contested]
    same = np.array([pairs[i].label == SAME for i in contested])
    rows = []
    for name, baseline in (
        (TRIGRAMS, [pairs[i].jaccard for i in contested]),
        (COSINE, [pairs[i].cosine for i in contested]),
    ):
        figure = paired_bootstrap(auc(ours, same), auc(np.array(baseline), same))
        rows.append(row_of("one origin or two (AUC)", "lineage", len(contested), figure, name))
    rows += _tied(pairs, compare(corpus, ends, limits))
    watch.advance("trace")
    return [replace(row, stage="trace") for row in rows]


def _indexes(corpus: Corpus, pairs: Sequence[Pair]) -> Pairs:
    place = {link: i for i, link in enumerate(corpus.documents)}
    ends = np.array([sorted((place[pair.a], place[pair.b])) for pair in pairs], dtype=np.int64)
    return Pairs(ends[:, 0], ends[:, 1])


def auc(scores: Values, positive: Truths) -> Auc:
    """Return the statistic P(a positive row scores above a negative one), ties counting half."""
    return Auc(np.asarray(scores, dtype=np.float64), positive.astype(np.float64))


def _tied(pairs: Sequence[Pair], compared: Sequence[Comparison]) -> list[Row]:
    same = np.array([pair.label == SAME for pair in pairs])
    copies = np.array([pair.kind in COPIES for pair in pairs])
    tied = np.array([bool(one.derived) for one in compared])
    whole = np.array([one.copy is not None for one in compared])
    return [
        row_of(name, "lineage", int(among.sum()), share(hits, among))
        for name, hits, among in (
            ("tied pairs that have one origin", same, tied),
            ("pairs of one origin that are tied", tied, same),
            ("copies that are tied", tied, copies),
            ("whole copies that have one origin", same, whole),
        )
    ]
