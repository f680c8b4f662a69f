"""Scores fusing on labelled headlines as we read them, each file apart, against every other way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from truceline.lab.clusters import bcubed_f1
from truceline.lab.gold_sets import GOLD_SETS
from truceline.lab.headlines import Gold, documents_of, load_gold, statements_of, traced_batch
from truceline.lab.intervals import paired_bootstrap
from truceline.lab.linking.ours import fused
from truceline.lab.linking.ways import WAYS, labels_by
from truceline.lab.rows import Row, row_of
from truceline.lab.training.folds import without
from truceline.lab.watch import UNWATCHED, Watch
from truceline.model.arrow import Integers
from truceline.model.evidence import Document
from truceline.model.stage import Tables
from truceline.read import Reader

FIGURE = "clusters B-cubed F1"
Clusters = list[frozenset[str]]


def score_folder(data: Path, watch: Watch = UNWATCHED) -> list[Row]:
    """Return the rows of every labelled set; the model that reads it never saw that set."""
    found = []
    for name in GOLD_SETS:
        gold = load_gold(data / "gold" / f"{name}.jsonl")
        found += score_headlines(name, gold, Reader.load(model=without(name, data)), watch)
    return found


def score_headlines(
    name: str,
    gold: Sequence[Gold],
    reader: Reader,
    watch: Watch = UNWATCHED,
    documents: Sequence[Document] | None = None,
) -> list[Row]:
    """Return extended B-cubed F1 of one set's incidents beside every other way of linking.

    All ways link the same statements, read by us here and now. A headline of which we read no
    report is in no cluster: leaving it out is no way to score. documents: of the same headlines;
    None: published on their days.
    """
    documents = documents_of(gold) if documents is None else documents
    batch = traced_batch(documents, statements_of(documents, reader, watch))
    kept = [i for i, row in enumerate(gold) if row.incident and row.clusters]
    wanted = [gold[i].clusters for i in kept]
    ours = bcubed_f1(wanted, _clusters(gold, kept, batch, fused(batch).labels))
    rows = []
    for way in WAYS:
        labels = labels_by(way, batch)
        if labels is None:
            against, baseline = paired_bootstrap(ours), f"{way} (not installed)"
            rows.append(replace(row_of(FIGURE, name, len(kept), against), baseline=baseline))
            continue
        theirs = bcubed_f1(wanted, _clusters(gold, kept, batch, labels))
        rows.append(row_of(FIGURE, name, len(kept), paired_bootstrap(ours, theirs), way))
    return [replace(row, stage="fuse") for row in rows]


def _clusters(
    gold: Sequence[Gold], kept: Sequence[int], batch: Tables, labels: Integers
) -> Clusters:
    """Return the incidents of each headline; reports of the far past tell of no incident of it."""
    columns = batch["statement"].select(["document", "background"]).to_pydict()
    home: dict[str, set[str]] = {}
    rows = zip(columns["document"], columns["background"], labels.tolist(), strict=True)
    for document, background, label in rows:
        if label >= 0 and not background:
            home.setdefault(document, set()).add(str(label))
    return [frozenset(home.get(gold[i].id, ())) for i in kept]
