"""The middle of a run: statements to origins, incidents, findings and tallies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from truceline.fuse import step as fuse_step
from truceline.judge import step as judge_step
from truceline.judge import tally_step
from truceline.model.agreement import Agreement
from truceline.model.columns import to_table
from truceline.model.evidence import Document
from truceline.model.source import Source
from truceline.model.stage import Params, Stage, Tables
from truceline.model.stores import Store
from truceline.pipeline.case import Case
from truceline.pipeline.parts import judge_params
from truceline.pipeline.progress import Progress
from truceline.pipeline.standard import held_to
from truceline.pipeline.tracing import trace_all
from truceline.vocabulary.parties import load_parties


def derive_all(
    case: Case,
    agreement: Agreement,
    store: Store,
    documents: Iterable[Document],
    sources: Mapping[str, Source],
    progress: Progress,
    read: str,
) -> None:
    """Derive everything from the statements; documents and sources stand beside every batch.

    read: the version under which the documents were read.
    """
    around = {
        "document": to_table(Document, documents),
        "source": to_table(Source, sources.values()),
    }
    trace_and_fuse(case, store, around, progress, read)
    judge_all(case, agreement, store, around, progress)


def trace_and_fuse(case: Case, store: Store, around: Tables, progress: Progress, read: str) -> None:
    """Derive origins and contradictions, then incidents with P(occurred), links and groups."""
    batch = {"statement": store.table("statement"), **around}
    values = {"vocabulary": str(case.vocabulary)}
    trace_all(case, store, batch, progress, read)
    progress.start("fuse", 1)
    batch |= {name: store.table(name) for name in ("origin", "detection", "coverage")}
    earlier = {name: store.table(name) for name in ("incident", "alias")}
    _take(store, fuse_step, batch, earlier, Params(stage="fuse", values=values))
    progress.advance("fuse")


def judge_all(
    case: Case,
    agreement: Agreement,
    store: Store,
    around: Tables,
    progress: Progress,
) -> None:
    """Derive bindings and findings, and each side's claimed totals."""
    progress.start("judge", 2)
    names = ("incident", "statement", "origin", "contradiction", "group")
    batch = {**{name: store.table(name) for name in names}, **around}
    judged = held_to(agreement, case.standard)
    params = judge_params(judged, load_parties(case.vocabulary), case.lines)
    _take(store, judge_step, batch, {}, params)
    progress.advance("judge")
    _take(store, tally_step, batch, {}, Params(stage="tally", values=params.values))
    progress.advance("judge")


def _take(store: Store, stage: Stage, batch: Tables, near: Tables, params: Params) -> None:
    """Run a stage over the whole case and put what changed; what it no longer finds goes."""
    delta = stage(batch, near, {"review": store.table("review")}, params)
    store.apply(delta, stage=params.stage, version=params.version, whole=True)
