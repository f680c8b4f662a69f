"""Tables that Truceline writes: no cell of a stranger's runs, and nothing is half written."""

from __future__ import annotations

import ast
import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import truceline
from truceline.ground.spreadsheets import guarded, unguarded, write_csv

ATTACKS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "'=1"]


@pytest.mark.parametrize("cell", ATTACKS)
def test_no_text_begins_as_a_formula(tmp_path: Path, cell: str) -> None:
    """Read back as a spreadsheet would, the cell begins with an apostrophe, then as it was."""
    write_csv(tmp_path / "a.csv", ["what"], [[cell]])
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as opened:
        assert list(csv.reader(opened)) == [["what"], ["'" + cell]]


def test_numbers_of_our_own_and_plain_words_stay(tmp_path: Path) -> None:
    """A typed -5 is a number; the same as text may be a stranger's; other words are untouched."""
    write_csv(tmp_path / "a.csv", ["n"], [[-5, -0.25, "-5", "Ust'-Luga", "'Amla", "a=b"]])
    written = (tmp_path / "a.csv").read_bytes().decode()
    assert written == "n\r\n-5,-0.25,'-5,Ust'-Luga,'Amla,a=b\r\n"


@given(cell=st.text(alphabet="'=+-@a\t\r\n５＝ ", max_size=6))
def test_marking_is_undone_exactly(cell: str) -> None:
    """Whatever a cell holds, it comes back as it was, and no two cells become one."""
    marked = guarded(cell)
    assert isinstance(marked, str)
    assert unguarded(marked) == cell
    assert marked[:1] not in set("=+-@\t\r\n＝")


def test_an_interrupted_table_leaves_the_old_one(tmp_path: Path) -> None:
    """Ctrl-C in the midst of writing leaves neither half a table nor a draft."""
    path = tmp_path / "a.csv"
    write_csv(path, ["a"], [["old"]])

    def broken() -> Iterator[list[str]]:
        yield ["new"]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_csv(path, ["a"], broken())
    assert path.read_text(encoding="utf-8") == "a\nold\n"
    assert list(tmp_path.iterdir()) == [path]


# A workbook's row becomes evidence as one line of CSV: bytes to be hashed, which no mark may alter.
OTHER_WRITERS = {"ground/spreadsheets.py", "collect/workbook.py"}


def test_there_is_one_writer_of_tables() -> None:
    """No other file asks the csv module for a writer, so that none forgets the marks."""
    root = Path(truceline.__file__).parent
    found = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("writer", "DictWriter", "to_csv")
    }
    assert found == OTHER_WRITERS
