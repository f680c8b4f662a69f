"""Positions and undertakings stand in time order, with who said them and whom that binds."""

from __future__ import annotations

from datetime import timedelta

from tests.publish.samples import START, sample, statement
from truceline.ground.times import TimeRange
from truceline.publish import build_report


def test_the_line_of_time() -> None:
    """A statement stands at its own time, else at its publication, else at the end as unknown."""
    early = TimeRange(earliest=START - timedelta(days=3), latest=START - timedelta(days=2))
    first = statement("st-early", "doc-b", "Noth", kind="undertaking", stance="begun", time=early)
    rows = build_report(sample(statements=(*sample().statements, first))).timeline
    assert [each.sentence.cites[0] for each in rows] == ["st-early", "st-pos", "st-und", "st-2"]
    assert rows[1].at.startswith("reported 3 April 2030")
    assert rows[2].at == "time not known"


def test_who_speaks_and_whom_that_binds() -> None:
    """A spokesman who can bind a party is said to; a document's own voice is named as that."""
    rows = {each.sentence.cites[0]: each for each in build_report(sample()).timeline}
    assert rows["st-pos"].sentence.text == "Alland: accepts on a condition."
    assert rows["st-pos"].binding == "The spokesman; can bind Alland"
    assert rows["st-und"].sentence.text == "Medland: done (aid)."
    assert rows["st-und"].binding == "the document's own voice"


def test_one_passage_is_quoted_once() -> None:
    """Two things that one passage says stand in one row, each with its own citation."""
    also = statement("st-also", "doc-b", "No", kind="undertaking", stance="done", about="fuel")
    rows = build_report(sample(statements=(*sample().statements, also))).timeline
    row = next(each for each in rows if "st-und" in each.sentence.cites)
    assert set(row.sentence.cites) == {"st-und", "st-also"}
    assert "(fuel)" in row.sentence.text
    assert "(aid)" in row.sentence.text
