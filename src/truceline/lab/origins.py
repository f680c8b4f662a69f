"""Scores tracing against pairs of real articles that a person labelled: same origin or not."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from truceline.ground.errors import InputError
from truceline.lab.intervals import paired_bootstrap, share
from truceline.lab.measures import Auc, Truths, Values, f1, ratio
from truceline.lab.origin_baselines import cut_elsewhere, minhash, same_site
from truceline.lab.rows import Row, row_of
from truceline.lab.watch import UNWATCHED, Watch
from truceline.model.evidence import Document
from truceline.model.stage import Params
from truceline.trace.candidates import Pairs
from truceline.trace.dependence import dependence, probability
from truceline.trace.derivation import Comparison, compare
from truceline.trace.passages import Corpus, corpus_of
from truceline.trace.settings import thresholds

SAME, INDEPENDENT = "same_origin", "same_event_independent"
COPIES = ("verbatim", "rewrite", "translation", "quotation")
SHARED = "shared_statement"
TRIGRAMS, COSINE = "word trigrams (Jaccard)", "document vectors (cosine)"
OUTLETS, SITE, MINHASH = "outlets counted", "one site", "MinHash"
NEAR_COPY = 0.5  # MinHash likeness that is commonly taken for a near-copy
LIKELY = 0.5  # chance of one origin from which a pair counts as one


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
            url=link,
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
    """Return how well tracing tells one origin from two, copies and shared statements.

    AUC: chance that a pair of one origin scores above an independent pair on the same event;
    tied pairs: those with any derivation between passages; copies: pairs of which one article is a
    copy of the other, or a translation; shared statements: pairs that are likely of one
    origin, those that are labelled copies left out.
    """
    limits = thresholds(Params(stage="trace"))
    documents = list(articles)
    watch.start("trace", 2)
    corpus = corpus_of(documents, limits, {each.source for each in documents})
    watch.advance("trace")
    ends = _indexes(corpus, pairs)
    ours = dependence(corpus, ends, limits)
    others = _baselines(pairs, documents)
    compared = compare(corpus, ends, limits)
    rows = [
        *_one_or_two(pairs, ours, others),
        *_tied(pairs, compared),
        *_copies(pairs, compared, others[MINHASH]),
        *_shared(pairs, ours, others[TRIGRAMS], ends),
    ]
    watch.advance("trace")
    return [replace(row, stage="trace") for row in rows]


def _baselines(pairs: Sequence[Pair], documents: Sequence[Document]) -> dict[str, Values]:
    """Return by name what simpler ways say of each pair, higher for one origin."""
    text = {each.id: each.text for each in documents}
    used = sorted({link for pair in pairs for link in (pair.a, pair.b)})
    place = {link: i for i, link in enumerate(used)}
    signs = minhash([text[link] for link in used])
    first, second = ([place[getattr(pair, end)] for pair in pairs] for end in ("a", "b"))
    return {
        TRIGRAMS: np.array([pair.jaccard for pair in pairs]),
        COSINE: np.array([pair.cosine for pair in pairs]),
        MINHASH: np.asarray((signs[first] == signs[second]).mean(axis=1)),
        SITE: same_site([pair.a for pair in pairs], [pair.b for pair in pairs]),
        OUTLETS: np.zeros(len(pairs)),
    }


def _one_or_two(pairs: Sequence[Pair], ours: Values, others: Mapping[str, Values]) -> Iterator[Row]:
    chosen = np.array([pair.label in (SAME, INDEPENDENT) for pair in pairs])
    same = np.array([pair.label == SAME for pair in pairs])[chosen]
    for name, baseline in others.items():
        figure = paired_bootstrap(auc(ours[chosen], same), auc(baseline[chosen], same))
        yield row_of("one origin or two (AUC)", "lineage", len(same), figure, name)


def _copies(pairs: Sequence[Pair], compared: Sequence[Comparison], near: Values) -> Iterator[Row]:
    copies = np.array([pair.kind in COPIES for pair in pairs])
    said = np.array([one.copied for one in compared])
    plain = near >= NEAR_COPY
    for name, ours, theirs in (
        ("copies precision", said, plain),
        ("copies recall", copies, copies),
    ):
        mine = ratio(copies & said, ours.astype(np.float64))
        figure = paired_bootstrap(mine, ratio(copies & plain, theirs.astype(np.float64)))
        yield row_of(name, "lineage", int(ours.sum()), figure, MINHASH)


def _shared(pairs: Sequence[Pair], ours: Values, plain: Values, ends: Pairs) -> Iterator[Row]:
    """Yield F1 at the shipped cut, and at cuts fitted on other articles, the baseline alike."""
    rest = np.array([pair.kind not in COPIES for pair in pairs])
    gold = np.array([pair.kind == SHARED for pair in pairs])
    fitted, other = (
        cut_elsewhere(each, gold, ends.a, ends.b, rest)[rest] for each in (ours, plain)
    )
    likely = (probability(ours) >= LIKELY)[rest]
    for name, said in (
        ("shared statements F1", likely),
        ("shared statements F1, cut fitted on other articles", fitted),
    ):
        figure = paired_bootstrap(f1(gold[rest], said), f1(gold[rest], other))
        yield row_of(name, "lineage", int(rest.sum()), figure, TRIGRAMS)


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
