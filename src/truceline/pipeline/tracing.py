"""Tracing in a run: all statements at once, or what is new beside what is near it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from truceline.ground.canonical import digest
from truceline.model.columns import from_table
from truceline.model.evidence import Document
from truceline.model.stage import Params, Tables
from truceline.model.statement import Statement
from truceline.model.stores import Store
from truceline.pipeline.case import Case
from truceline.pipeline.progress import Progress
from truceline.pipeline.recall import forget, recall, remember
from truceline.pipeline.traced import Traced, having, texts
from truceline.trace import step
from truceline.trace.memory import Memory
from truceline.trace.settings import thresholds

STAGE = "trace"
BATCH = 16  # new documents in one transaction: a kill costs at most these
_MOST_MEMBERS = 640  # of origins near a batch that are brought in whole


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """What tracing needs; version: of everything that it depends on besides the documents."""

    case: Case
    store: Store
    given: Tables
    progress: Progress
    params: Params
    version: str


def trace_all(case: Case, store: Store, given: Tables, progress: Progress, read: str) -> None:
    """Derive origins and contradictions of a case's statements.

    given: tables "statement", "document" and "source"; read: the version under which they were
    read, a hash of words, sources and program. Documents that were traced under it stay as they
    are if all that they say is still said and no more documents are new than they are: then the
    new ones alone are traced, in batches in the order of their ids, each beside the earlier ones
    near it. Else all are traced at once.
    """
    work = _Work(
        case=case,
        store=store,
        given=given,
        progress=progress,
        params=Params(stage=STAGE, values={"vocabulary": str(case.vocabulary)}),
        version=digest({"stage": STAGE, "read": read})[:16],
    )
    documents = texts(given["document"], "id") | texts(given["statement"], "document")
    done = store.done(STAGE, work.version)
    fresh = sorted(documents - done)
    if len(fresh) <= len(done) and done <= documents:
        traced = Traced.of(store)
        if traced.covers(having(given["statement"], "document", done)):
            _trace_new(work, traced, done, fresh)
            return
    _trace_whole(work, documents)


def _trace_whole(work: _Work, documents: set[str]) -> None:
    """Trace all at once; what was remembered of the documents is of no use any more."""
    forget(work.case.folder)
    work.progress.start(STAGE, 1)
    delta = step(work.given, {}, {}, work.params)
    work.store.apply(delta, stage=STAGE, version=work.version, marks=sorted(documents), whole=True)
    work.progress.advance(STAGE)


def _trace_new(work: _Work, traced: Traced, done: set[str], fresh: list[str]) -> None:
    """Trace new documents in batches; each batch is one transaction with its marks."""
    if not fresh:
        work.progress.start(STAGE, 0)
        return
    limits = thresholds(work.params)
    memory = recall(work.case.folder, work.version, limits, done)
    missing = sorted(done - memory.ids)
    work.progress.start(STAGE, len(missing) + len(fresh))
    for some in _batches(missing):
        memory.keep(*_records(work.given, some))
        work.progress.advance(STAGE, len(some))
    for some in _batches(fresh):
        _trace_batch(work, traced, memory, some)
        work.progress.advance(STAGE, len(some))
    remember(work.case.folder, work.version, memory)


def _trace_batch(work: _Work, traced: Traced, memory: Memory, new: list[str]) -> None:
    documents, statements = _records(work.given, new)
    near = _near(work, traced, memory.around(documents, statements))
    batch = _tables(work.given, new)
    beside = {**near, **traced.around(near["statement"]), "words": memory.words()}
    delta = step({**batch, "source": work.given["source"]}, beside, {}, work.params)
    work.store.apply(delta, stage=STAGE, version=work.version, marks=new)
    traced.change(delta)
    memory.keep(documents, statements)


def _near(work: _Work, traced: Traced, documents: Sequence[str]) -> Tables:
    """Return documents and, unless they are many, those that share an origin with them."""
    found = _tables(work.given, documents)
    members = traced.beside(found["statement"], _MOST_MEMBERS)
    more = texts(having(work.given["statement"], "id", members), "document")
    return _tables(work.given, sorted(more.union(documents)))


def _batches(ids: list[str]) -> list[list[str]]:
    return [ids[start : start + BATCH] for start in range(0, len(ids), BATCH)]


def _tables(given: Tables, documents: Sequence[str]) -> Tables:
    return {
        "document": having(given["document"], "id", documents),
        "statement": having(given["statement"], "document", documents),
    }


def _records(given: Tables, documents: list[str]) -> tuple[list[Document], list[Statement]]:
    found = _tables(given, documents)
    return from_table(Document, found["document"]), from_table(Statement, found["statement"])
