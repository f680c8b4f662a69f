"""What is named as unusable: what still is, not what was mended since."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from truceline.ground.errors import CaseError
from truceline.pipeline.begin import new_case
from truceline.pipeline.run import run

ITEM = {"source": "s", "text": "Російські війська обстріляли Херсон 20 квітня."}
COLUMNS = "no,remark\n1,Shells fell on Kherson on 20 April.\n2,\n"
MAPPING = """purpose: A log
required: [no, remark]
item: {given_id: {columns: [no]}}
readings: [{as: text, values: {text: {columns: [remark]}}}]
"""


def lines(*items: dict[str, str]) -> str:
    """Return items as JSON Lines."""
    return "".join(json.dumps(each | ITEM) + "\n" for each in items)


def test_what_was_mended_is_named_no_more_and_what_was_not_still_is(tmp_path: Path) -> None:
    """A corrected line counts as taken in; the line beside it, still wrong, stays in the list."""
    folder = tmp_path / "case"
    file = new_case(folder, "easter-2025") / "news.jsonl"
    good = lines({"id": "good"})
    wrong = [{"id": "a", "published": "20225-04-20"}, {"id": "b", "published": "tomorrow"}]
    file.write_text(lines(*wrong) + good, encoding="utf-8")
    first = run(folder, resume=False)
    assert [where for _, where, _ in first.quarantined] == [
        "inbox/news.jsonl:1",
        "inbox/news.jsonl:2",
    ]
    file.write_text(
        lines(wrong[0] | {"published": "2025-04-20"}, wrong[1]) + good, encoding="utf-8"
    )
    second = run(folder, resume=False)
    assert [where for _, where, _ in second.quarantined] == ["inbox/news.jsonl:2"]
    report = json.loads((folder / "report" / "report.json").read_text(encoding="utf-8"))
    assert [each["locator"] for each in report["limits"]["quarantine"]] == ["inbox/news.jsonl:2"]


def test_a_case_of_which_nothing_could_be_used_says_why(tmp_path: Path) -> None:
    """The first reason is told with its place, not that the inbox is empty."""
    folder = tmp_path / "case"
    file = new_case(folder, "easter-2025") / "news.jsonl"
    file.write_text(lines({"id": "a", "published": "20225-04-20"}), encoding="utf-8")
    with pytest.raises(CaseError, match="20225") as found:
        run(folder, resume=False)
    assert found.value.where == "inbox/news.jsonl:1"


def test_a_table_that_got_its_mapping_is_named_no_more(tmp_path: Path) -> None:
    """Its rows came in; the row that says nothing is named by itself; bytes stay kept."""
    folder = tmp_path / "case"
    inbox = new_case(folder, "easter-2025")
    (folder / "log.csv").write_text(COLUMNS, encoding="utf-8")
    (folder / "log.yaml").write_text(MAPPING, encoding="utf-8")
    (inbox / "a.jsonl").write_text(lines({"id": "a"}), encoding="utf-8")
    case = folder / "case.toml"
    plain = case.read_text(encoding="utf-8")
    case.write_text(f'{plain}\n[[input]]\npath = "log.csv"\n', encoding="utf-8")
    assert [where for _, where, _ in run(folder, resume=False).quarantined] == ["log.csv"]
    kept = [each for each in (folder / "quarantine").rglob("*") if each.is_file()]
    case.write_text(
        f'{plain}\n[[input]]\npath = "log.csv"\nmapping = "log.yaml"\n', encoding="utf-8"
    )
    after = run(folder, resume=False)
    assert "log.csv" not in {where for _, where, _ in after.quarantined}
    assert all(each.is_file() for each in kept)
    assert kept


def test_a_file_that_breaks_off_is_named_as_long_as_it_does(tmp_path: Path) -> None:
    """Lines from before the break do not hide that the rest is missing."""
    folder = tmp_path / "case"
    inbox = new_case(folder, "easter-2025")
    many = lines(*({"id": str(number)} for number in range(400)))
    (inbox / "a.jsonl.gz").write_bytes(gzip.compress(many.encode())[:-30])
    for _ in range(2):
        outcome = run(folder, resume=False)
        assert [where for _, where, _ in outcome.quarantined] == ["inbox/a.jsonl.gz"]
