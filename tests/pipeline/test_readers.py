"""Reading by several processes: the same results in the same order, and what was passed over."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from truceline.ground.errors import EvidenceError
from truceline.model.evidence import Document
from truceline.pipeline import gather
from truceline.pipeline.begin import new_case
from truceline.pipeline.readers import Unreadable, read_apart, read_here
from truceline.pipeline.run import Outcome, run
from truceline.read import Reader, ReadResult

TOWNS = ("Quillmere", "Odesa", "Haldsund", "Kharkiv")


def document(number: int) -> Document:
    """Return an item: every fourth one is of a fair, the others of shelling."""
    town = TOWNS[number % len(TOWNS)]
    text = f"Shells hit a house in {town} on Monday and killed {number + 1} people, officials said."
    if number % 4 == 0:
        text = f"The flower show in {town} drew {number + 1} visitors."
    return Document(
        id=f"d{number}", evidence=f"d{number}", source="s", media_type="text/plain", text=text
    )


def test_several_processes_read_what_one_reads() -> None:
    """Results are equal and in order, however many processes read and more chunks than these."""
    given = [document(number) for number in range(40)]
    reader = Reader.load()
    alone = [read_here(reader.read, each) for each in given]
    assert list(read_apart(Reader.load, given, jobs=2)) == alone
    assert any(isinstance(each, ReadResult) and each.statements for each in alone)


def test_whoever_stops_early_leaves_no_process_waiting() -> None:
    """The first result can be taken and the rest left; the documents are not all asked for."""
    asked: list[int] = []

    def documents() -> Iterator[Document]:
        for number in range(10_000):
            asked.append(number)
            yield document(number)

    results = read_apart(Reader.load, documents(), jobs=1)
    next(results)
    results.close()  # type: ignore[attr-defined] - it is a generator
    assert len(asked) < 1_000


def test_a_document_that_cannot_be_read_says_why() -> None:
    """An error of one document is a result like others; it ends nothing."""

    def refuse(given: Document) -> ReadResult:
        raise EvidenceError("It is torn.", mend="Scan it again.", where=given.id)

    assert read_here(refuse, document(1)) == Unreadable(what="It is torn.", mend="Scan it again.")


def _case(folder: Path) -> Path:
    inbox = new_case(folder, "easter-2025")
    rows = [{"id": each.id, "text": each.text} for each in map(document, range(12))]
    lines = "\n".join(json.dumps(each) for each in rows)
    (inbox / "news.jsonl").write_text(lines, encoding="utf-8")
    return folder


def _told(outcome: Outcome) -> tuple[str, int, str]:
    report = json.loads(outcome.report.with_suffix(".json").read_text(encoding="utf-8"))
    return outcome.digest, outcome.passed_over, json.dumps(report["limits"]["unobserved"])


def test_a_run_says_what_was_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outcome and report count the items of which nothing was read, resumed or by two processes."""
    monkeypatch.setattr(gather, "WORTH_A_POOL", 0)
    run_here = partial(run, _case(tmp_path / "case"))
    alone = _told(run_here(resume=False))
    assert alone[1] == 3
    assert "3 of 12 items held too few words of war or peace" in alone[2]
    assert _told(run_here(resume=True)) == alone
    assert _told(run_here(resume=False, jobs=2)) == alone
