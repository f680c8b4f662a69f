"""Workbooks: sheets are tables, cells what CSV would hold, and nothing in them is run."""

from __future__ import annotations

import time
from datetime import date, datetime
from pathlib import Path

import pytest
from benchmarks.files import workbook_of

from tests.collect.test_collect import GOOD, gathered
from tests.collect.test_documents import refused, repacked
from tests.collect.test_tables import fields
from truceline.collect import workbook
from truceline.collect.limits import ROW_COLUMNS_LIMIT, SHEET_ROWS_LIMIT

HEADER = ("datetime", "headline")
SHEET = "xl/worksheets/sheet1.xml"
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def with_rows(rows: str, before: str = "") -> bytes:
    """Return a workbook whose first sheet is given as XML."""
    xml = f'<?xml version="1.0"?>{before}<worksheet {S}><sheetData>{rows}</sheetData></worksheet>'
    return repacked(workbook_of({"News": [HEADER]}), {SHEET: xml.encode()})


def text_cell(place: str, words: str) -> str:
    """Return a cell that holds a text of its own."""
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


HEAD_ROW = f'<row r="1">{text_cell("A1", "datetime")}{text_cell("B1", "headline")}</row>'


def test_a_sheet_reads_like_the_same_table_as_csv(tmp_path: Path) -> None:
    """Days, clock times, numbers and letters give the fields and bytes that CSV gives."""
    rows = [
        (datetime.fromisoformat("2025-04-20T09:05:00"), "Shelling, twice"),
        (date(2025, 4, 21), "Обстріл"),
        ("2025-04-22", 950.0),
    ]
    (tmp_path / "a.xlsx").write_bytes(workbook_of({"News": [HEADER, *rows]}))
    csv = 'datetime,headline\n2025-04-20 09:05:00,"Shelling, twice"\n2025-04-21,Обстріл\n'
    (tmp_path / "a.csv").write_text(f"{csv}2025-04-22,950\n", encoding="utf-8")
    sheets, bad = gathered(tmp_path / "a.xlsx", mapping="viina")
    lines, _ = gathered(tmp_path / "a.csv", mapping="viina")
    assert not bad
    assert [each.raw for each in sheets] == [each.raw for each in lines]
    assert [fields(each) for each in sheets] == [fields(each) for each in lines]
    assert [each.evidence.published for each in sheets] == [
        each.evidence.published for each in lines
    ]
    assert sheets[0].evidence.locator == "a.xlsx!News:2"
    assert sheets[0].evidence.media_type == "text/csv-row"


def test_a_sheet_that_no_mapping_fits_costs_only_itself(tmp_path: Path) -> None:
    """Of three sheets the table comes in; the notes are quarantined, the empty one is not."""
    book = workbook_of(
        {
            "Notes": [("remember", "this")],
            "Empty": [],
            "News": [HEADER, ("2025-04-20", "Shelling")],
        }
    )
    (tmp_path / "a.xlsx").write_bytes(book)
    captured, rejected = gathered(tmp_path / "a.xlsx")
    assert [fields(each)["text"] for each in captured] == ["Shelling"]
    assert [each.rejected.locator for each in rejected] == ["a.xlsx!Notes"]
    assert "remember, this" in rejected[0].rejected.what


def test_formulas_are_never_worked_out(tmp_path: Path) -> None:
    """A formula counts as what it last came to; one that never came to anything is empty."""
    rows = (
        f'{HEAD_ROW}<row r="2">{text_cell("A2", "2025-04-20")}'
        '<c r="B2" t="str"><f>CONCATENATE("a","b")</f><v>Last value</v></c></row>'
        f'<row r="3">{text_cell("A3", "2025-04-21")}<c r="B3"><f>WEBSERVICE("http://x")</f></c></row>'
    )
    (tmp_path / "a.xlsx").write_bytes(with_rows(rows))
    captured, rejected = gathered(tmp_path / "a.xlsx", mapping="viina")
    assert not rejected
    assert [fields(each)["text"] for each in captured] == ["Last value", ""]


def test_a_row_beside_the_table_costs_only_itself(tmp_path: Path) -> None:
    """Cells without a column, wherever they stand, are named with their row."""
    far = f'<row r="2">{text_cell("A2", "2025-04-20")}{text_cell("XFD2", "far away")}</row>'
    near = f'<row r="3">{text_cell("A3", "2025-04-20")}{text_cell("D3", "near")}</row>'
    good = f'<row r="5">{text_cell("A5", "2025-04-20")}{text_cell("B5", "Shelling")}</row>'
    (tmp_path / "a.xlsx").write_bytes(with_rows(HEAD_ROW + far + near + good))
    captured, rejected = gathered(tmp_path / "a.xlsx", mapping="viina")
    assert [each.evidence.locator for each in captured][-1] == "a.xlsx!News:5"
    assert [each.rejected.locator for each in rejected] == ["a.xlsx!News:3"]
    assert ROW_COLUMNS_LIMIT < 16_384


def test_a_row_number_without_end_takes_no_time(tmp_path: Path) -> None:
    """A sheet that says its second row is the trillionth ends there."""
    last = f'<row r="999999999999">{text_cell("A999999999999", "x")}</row>'
    (tmp_path / "a.xlsx").write_bytes(with_rows(HEAD_ROW + last))
    captured, _ = gathered(tmp_path / "a.xlsx", mapping="viina")
    assert not captured


def test_a_cell_at_the_foot_of_the_sheet_takes_little_time(tmp_path: Path) -> None:
    """Office programs write one where a column was coloured: the rows between are passed over."""
    day = f'<row r="2">{text_cell("A2", "2025-04-20")}{text_cell("B2", GOOD)}</row>'
    last = f'<row r="{SHEET_ROWS_LIMIT}">{text_cell(f"A{SHEET_ROWS_LIMIT}", "2025-04-21")}</row>'
    (tmp_path / "a.xlsx").write_bytes(with_rows(HEAD_ROW + day + last))
    begun = time.thread_time()
    captured, rejected = gathered(tmp_path / "a.xlsx", mapping="viina")
    assert time.thread_time() - begun < 5
    assert len(captured) + len(rejected) == 2
    assert captured[0].evidence.locator == "a.xlsx!News:2"


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
BAD_BOOKS = {
    "a bomb of entities": (with_rows(HEAD_ROW, ENTITIES), "entities"),
    "a zip bomb": (
        repacked(workbook_of({"a": [HEADER]}), {"xl/media/a.xml": b" " * 90_000_000}),
        "zip bomb",
    ),
    "macros": (repacked(workbook_of({"a": [HEADER]}), {"xl/vbaProject.bin": b"x"}), "macros"),
    "a password": (bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600, "password"),
    "cut": (workbook_of({"a": [HEADER]})[:700], "damaged"),
    "another kind": (repacked(workbook_of({"a": [HEADER]}), {})[:0] + b"PK", "damaged"),
}


@pytest.mark.parametrize("name", BAD_BOOKS)
def test_a_bad_workbook_costs_only_itself(tmp_path: Path, name: str) -> None:
    """Entities, bombs, macros, passwords and damage are named; a good neighbour comes in."""
    content, says = BAD_BOOKS[name]
    assert says in refused(tmp_path, "a.xlsx", content)


def test_a_sheet_of_broken_xml_is_named(tmp_path: Path) -> None:
    """A sheet that breaks off says so with its name."""
    good = f'<row r="2">{text_cell("A2", "2025-04-20")}{text_cell("B2", GOOD)}</row>'
    cut = f'<sheetData>{HEAD_ROW}{good}<row r="3"><c'
    whole = f'<?xml version="1.0"?><worksheet {S}><dimension ref="A1:B3"/>{cut}'
    (tmp_path / "a.xlsx").write_bytes(
        repacked(workbook_of({"News": [HEADER]}), {SHEET: whole.encode()})
    )
    _, rejected = gathered(tmp_path / "a.xlsx", mapping="viina")
    assert "breaks off" in rejected[0].rejected.what
    assert rejected[0].rejected.locator == "a.xlsx!News"


def test_a_workbook_of_too_many_cells_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its tags are counted first; the error names CSV as the way without that limit."""
    monkeypatch.setattr(workbook, "WORKBOOK_TAGS_LIMIT", 1_000)
    raw = with_rows(HEAD_ROW + '<row r="2">' + "<c/>" * 2_000 + "</row>")
    (tmp_path / "a.xlsx").write_bytes(raw)
    captured, rejected = gathered(tmp_path / "a.xlsx", mapping="viina")
    assert not captured
    assert "over 1,000 tags" in rejected[0].rejected.what


def test_a_wide_row_after_narrow_ones_is_still_seen(tmp_path: Path) -> None:
    """Cells far beyond the header are named, although rows are taken as wide as they are."""
    rows = [("2025-04-20", "Shelling"), ("2025-04-21", "Fire", *([None] * 90), "stray")]
    (tmp_path / "a.xlsx").write_bytes(workbook_of({"News": [HEADER, *rows]}))
    captured, rejected = gathered(tmp_path / "a.xlsx", mapping="viina")
    assert len(captured) == 1
    assert "beyond the 2 columns" in rejected[0].rejected.what
