"""A truce of the past run through every stage: collected, read, traced, fused, judged, laid out."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from truceline.agreements import load as load_agreement
from truceline.collect import CollectInput, collect
from truceline.fuse import step as fuse_step
from truceline.ground.times import TimeRange
from truceline.judge import step as judge_step
from truceline.judge import tally_step
from truceline.lab.replays.folder import KYIV, Cut
from truceline.lab.training.folds import without
from truceline.lab.watch import UNWATCHED, Watch
from truceline.model.agreement import Agreement
from truceline.model.columns import to_table
from truceline.model.detection import Coverage, Detection
from truceline.model.doors import to_json
from truceline.model.evidence import Captured, Document, Evidence
from truceline.model.source import Source
from truceline.model.stage import Params, Tables
from truceline.model.statement import Statement
from truceline.publish import ReportInput
from truceline.publish.tables import records_of
from truceline.read import Reader, open_document
from truceline.trace import step as trace_step
from truceline.vocabulary.files import DATA, shipped_entries
from truceline.vocabulary.parties import load_parties
from truceline.vocabulary.sources import load_sources

FILE = "replays.yaml"
TRUCE = "truce"  # what a text means by "since the start of the truce"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """A truce to replay: its agreement, its claims' name, and the labelled set of its days."""

    name: str
    agreement: str
    claims: str
    labelled: str = ""


def replay_named(name: str) -> Replay:
    """Return a shipped replay; raises VocabularyError for an unknown one."""
    entry = shipped_entries(FILE)["replays"][name]
    return Replay(
        name=name,
        agreement=entry["agreement"],
        claims=entry["claims"],
        labelled=entry.get("labelled", ""),
    )


def replay_names() -> list[str]:
    """Return the names of the shipped replays, in their order."""
    return list(shipped_entries(FILE)["replays"])


def replayed(
    name: str, data: Path, watch: Watch = UNWATCHED, reach: timedelta = timedelta(days=7)
) -> ReportInput:
    """Return all that a report on a truce may say, from the data of its days and those around.

    reach: how far before and after to look; one day more is read on either side, as reports come
    late. Raises InputError for data that cannot be read.
    """
    replay = replay_named(name)
    agreement = load_agreement(replay.agreement)
    window = agreement.window
    if window is None:
        raise ValueError("a replay of an agreement without a window")  # shipped data: never
    around = reach + timedelta(days=1)
    days = TimeRange(earliest=window.earliest - around, latest=window.latest + around)
    sources = load_sources(DATA / FILE)
    model = without(replay.labelled, data) if replay.labelled else None
    reader = Reader.load(sources=sources, anchors={TRUCE: window}, zone=KYIV, model=model)
    with tempfile.TemporaryDirectory() as folder:
        inputs = Cut(days=days, claims=replay.claims).write(data, Path(folder))
        captured = captured_from(inputs)
    return laid_out(agreement, reader, sources, captured, days.latest, watch)


def captured_from(inputs: Sequence[CollectInput]) -> list[Captured]:
    """Return the evidence of inputs; what had to be quarantined is left out."""
    items = collect(inputs, now=datetime(2026, 1, 1, tzinfo=UTC))
    return [each for each in items if isinstance(each, Captured)]


def laid_out(
    agreement: Agreement,
    reader: Reader,
    sources: Mapping[str, Source],
    captured: Sequence[Captured],
    as_of: datetime,
    watch: Watch = UNWATCHED,
) -> ReportInput:
    """Return what every stage makes of evidence under an agreement."""
    known: dict[str, Evidence] = {each.evidence.id: each.evidence for each in captured}
    raw = {each.evidence.id: each.raw for each in captured}
    documents = [open_document(known[i], raw[i], naming="evidence") for i in sorted(known)]
    tables = derived(agreement, *read(documents, reader, watch), documents, sources)
    return ReportInput(
        title=agreement.title,
        agreement=agreement,
        as_of=as_of,
        zone=KYIV,
        parties={each.id: each.name for each in load_parties().by_id.values()},
        sources=sources,
        documents={each.id: each for each in documents},
        evidence=known,
        **records_of(tables),
    )


def read(
    documents: Sequence[Document], reader: Reader, watch: Watch = UNWATCHED
) -> tuple[list[Statement], list[Detection], list[Coverage]]:
    """Return the statements, detections and coverage of documents, in order."""
    statements: list[Statement] = []
    detections: list[Detection] = []
    coverage: list[Coverage] = []
    watch.start("read", len(documents))
    for each in documents:
        found = reader.read(each)
        statements += found.statements
        detections += found.detections
        coverage += found.coverage
        watch.advance("read")
    return statements, detections, coverage


def derived(
    agreement: Agreement,
    statements: Sequence[Statement],
    detections: Sequence[Detection],
    coverage: Sequence[Coverage],
    documents: Sequence[Document],
    sources: Mapping[str, Source],
) -> Tables:
    """Return the tables of all stages after reading."""
    tables: dict[str, Any] = {
        "statement": to_table(Statement, statements),
        "detection": to_table(Detection, detections),
        "coverage": to_table(Coverage, coverage),
        "document": to_table(Document, documents),
        "source": to_table(Source, list(sources.values())),
    }
    tables |= trace_step(tables, {}, {}, Params(stage="trace")).put
    tables |= fuse_step(tables, {}, {}, Params(stage="fuse")).put
    return {**tables, **judged(agreement, tables)}


def judged(agreement: Agreement, tables: Tables) -> Tables:
    """Return the tables of judging and of claimed totals."""
    names = {each.id: each.name for each in load_parties().by_id.values()}
    values = {"agreement": to_json(agreement), "names": names}
    found = dict(judge_step(tables, {}, {}, Params(stage="judge", values=values)).put)
    found |= tally_step(tables, {}, {}, Params(stage="tally", values=values)).put
    return found
