"""One run over a case, from evidence to report; it can be stopped anywhere and resumed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from truceline.agreements import load as load_agreement
from truceline.ground.errors import CaseError
from truceline.model.evidence import Rejected
from truceline.pipeline.case import SOURCES, Case, Input, Page, load_case
from truceline.pipeline.derive import derive_all
from truceline.pipeline.gather import collect_all, documents, read_all, read_version
from truceline.pipeline.progress import Progress, Silence
from truceline.pipeline.quarantine import unmended
from truceline.pipeline.reporting import LeftOut, publish_report
from truceline.read.language_model import Assistant
from truceline.record import CURRENT, CaseStore
from truceline.vocabulary.sources import load_sources

COUNTED = ("evidence", "statement", "detection", "origin", "contradiction", "incident", "finding")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run left behind: counts by kind, the quarantine, the report and the result's hash.

    passed_over: documents that hold no word of war or peace, so that no sentence was read.
    """

    folder: Path
    counts: dict[str, int]
    quarantined: tuple[tuple[str, str, str], ...]
    report: Path
    digest: str
    passed_over: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return the outcome as JSON values."""
        names = ("what", "where", "mend")
        return {
            "case": str(self.folder),
            "counts": self.counts,
            "passed_over": self.passed_over,
            "quarantined": [dict(zip(names, each, strict=True)) for each in self.quarantined],
            "report": str(self.report),
            "result": self.digest,
        }


def run(
    folder: Path,
    *,
    resume: bool,
    outside: bool = False,
    progress: Progress | None = None,
    assistant: Assistant | None = None,
    fetch: frozenset[str] | None = None,
    jobs: int = 1,
) -> Outcome:
    """Run a case: collect, read, trace, fuse, judge, publish.

    resume: keep what earlier runs did and add what is new (see `trace_all`); without it all is
    derived anew from the evidence, which is kept either way. outside: allow case.toml to name
    files outside of the folder; assistant: a language model that reads after the rules; fetch:
    None to leave pages alone, else the hosts of the user's own network that may be fetched from
    beside public ones; jobs: processes that read where there is much to read (see `read_apart`).
    Raises CaseError, AgreementError, VocabularyError; single bad items go to quarantine.
    """
    case = load_case(folder, outside=outside)
    agreement = load_agreement(case.agreement)
    store = _open(folder)
    watch = progress or Silence()
    try:
        if not resume:
            store.forget_progress()
        collect_all(case, store, watch)
        if case.pages and fetch is not None:
            _fetch(case, store, watch, fetch)
        sources = load_sources(folder / SOURCES)
        passed = read_all(case, agreement, store, sources, watch, assistant, jobs)
        texts = list(documents(store))
        version = read_version(case, agreement, sources, assistant)
        derive_all(case, agreement, store, texts, sources, watch, version)
        waiting = unmended(store, texts)
        left = LeftOut(waiting=waiting, passed_over=passed)
        report = publish_report(case, agreement, store, texts, sources, left)
        return replace(_outcome(case, store, report, waiting), passed_over=passed)
    finally:
        store.close()


def _fetch(case: Case, store: CaseStore, progress: Progress, hosts: frozenset[str]) -> None:
    from truceline.pipeline.web import fetch_all  # noqa: PLC0415 - loads slowly, run rarely

    fetch_all(case, store, progress, hosts)


def plan(folder: Path) -> list[tuple[Input | Page, str]]:
    """Return what a run would collect, each with a word on whether it is there."""
    case = load_case(folder, outside=True)
    files = [(each, "ready" if each.path.exists() else "missing") for each in case.inputs]
    return [*files, *((each, "with --fetch") for each in case.pages)]


def pages_named(folder: Path) -> int:
    """Return how many addresses a case names; raises CaseError."""
    return len(load_case(folder, outside=True).pages)


def stored_report(folder: Path, form: str) -> bytes:
    """Return the report of the last finished run; raises CaseError if there is none."""
    path = folder / CURRENT / f"report.{form}"
    if not path.exists():
        raise CaseError(
            "This case has no report yet.", where=str(folder), mend=f"truceline run {folder}"
        )
    return path.read_bytes()


def _open(folder: Path) -> CaseStore:
    return CaseStore.open(folder) if CaseStore.exists(folder) else CaseStore.create(folder)


def _outcome(case: Case, store: CaseStore, report: Path, waiting: tuple[Rejected, ...]) -> Outcome:
    return Outcome(
        folder=case.folder,
        counts={name: store.table(name).num_rows for name in COUNTED},
        quarantined=tuple((each.what, each.locator, each.mend) for each in waiting),
        report=report,
        digest=f"sha256:{store.result_digest()}",
    )
