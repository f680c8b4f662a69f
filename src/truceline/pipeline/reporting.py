"""The end of a run: everything the store holds to a report on disk."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from truceline import __version__
from truceline.ground.errors import CaseError
from truceline.ground.files import read_file
from truceline.model.agreement import Agreement
from truceline.model.evidence import Document, Rejected
from truceline.model.source import Source
from truceline.model.stores import Store
from truceline.pipeline.case import Case, Layer
from truceline.pipeline.gather import held
from truceline.pipeline.standard import held_to
from truceline.publish import (
    MapLayer,
    ReportInput,
    build_report,
    layer_from_geojson,
    render_html,
    render_json,
)
from truceline.publish.tables import FROM_TABLES, records_of
from truceline.record import CURRENT
from truceline.vocabulary.parties import load_parties

MOST_LAYER_BYTES = 32 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What a case was given but no stage has used.

    waiting: what is in quarantine and has not come in since; passed_over: documents of which no
    sentence was read.
    """

    waiting: tuple[Rejected, ...] = ()
    passed_over: int = 0


def publish_report(
    case: Case,
    agreement: Agreement,
    store: Store,
    documents: Iterable[Document],
    sources: Mapping[str, Source],
    left_out: LeftOut,
) -> Path:
    """Write the report as HTML and JSON into the case and its ledger; return the HTML's path."""
    report = build_report(report_input(case, agreement, store, documents, sources, left_out))
    store.put_report("report.json", render_json(report))
    store.put_report("report.html", render_html(report).encode("utf-8"))
    return case.folder / CURRENT / "report.html"


def report_input(
    case: Case,
    agreement: Agreement,
    store: Store,
    documents: Iterable[Document],
    sources: Mapping[str, Source],
    left_out: LeftOut,
) -> ReportInput:
    """Return all that a report of this case may say."""
    evidence = held(store)
    parties = load_parties(case.vocabulary).by_id
    return ReportInput(
        title=case.title,
        agreement=held_to(agreement, case.standard),
        replaced_standard=None if case.standard is None else agreement.standard,
        as_of=case.as_of or _last_capture(store, left_out.waiting),
        zone=case.zone,
        parties={each.id: each.name for each in parties.values()},
        sources=sources,
        documents={each.id: each for each in documents},
        evidence={each.id: each for each in evidence},
        layers=tuple(_layer(each) for each in case.layers),
        command=f"truceline verify {case.folder.name}",
        made_by=f"Truceline {__version__}",
        rejected=left_out.waiting,
        passed_over=left_out.passed_over,
        **records_of({name: store.table(name) for name in FROM_TABLES.values()}),
    )


def _last_capture(store: Store, waiting: tuple[Rejected, ...]) -> datetime:
    moment = store.last_capture()
    if moment is None and waiting:
        raise CaseError(
            f"Nothing could be used: {len(waiting)} item(s) went to quarantine, the first with: "
            f"{waiting[0].what}",
            where=waiting[0].locator,
            mend=waiting[0].mend,
        )
    if moment is None:
        raise CaseError(
            "The case holds no evidence, so it has no cut-off.",
            mend="Put files into its inbox, or set as_of in case.toml.",
        )
    return moment


def _layer(layer: Layer) -> MapLayer:
    try:
        content = json.loads(read_file(layer.path, MOST_LAYER_BYTES))
    except (OSError, ValueError, RecursionError) as error:
        raise CaseError(
            f"The map layer cannot be read: {error}.",
            where=str(layer.path),
            mend="Give a GeoJSON file, or take the [[layer]] out of case.toml.",
        ) from error
    return layer_from_geojson(content, name=layer.name, citation=layer.note, where=str(layer.path))
