"""What was to be done: by whom, how much, by when, and whose word it rests on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.publish.samples import sample
from tests.publish.term_samples import judged, performance, readings
from truceline.model.performance import Performance
from truceline.publish import build_report, render_html
from truceline.publish.obligation_rows import Obligations


def section(*performances: Performance) -> Obligations:
    """Return the section on some performances, on all of the case if none are given."""
    given = judged(performances=performances) if performances else judged()
    found = build_report(given).obligations
    assert found is not None
    return found


def test_readings_that_agree_are_one_row() -> None:
    """Four readings with the same account are one row, which names no reading."""
    (block,) = section().blocks
    (row,) = block.rows
    assert (row.under, row.respondent, row.part) == ("", "Alland", "the whole")
    assert (row.done, row.owed) == ("10–12 people", "30 people")
    assert (row.status_text, row.basis_text) == ("done in part", "claimed by one side only")
    assert row.deadline == "1 April 2030, 18:00 Moscow time"
    assert [each.text for each in row.sides] == ["Alland: done (10–12), 1 origin"]


def test_the_words_of_the_evidence_are_shown_and_linked() -> None:
    """The status, the side's account and the quotation lead to the appendix."""
    report = build_report(judged())
    assert report.obligations is not None
    row = report.obligations.blocks[0].rows[0]
    assert row.sentence.cites == row.sides[0].cites == row.quotes[0].cites == ("st-1",)
    assert "st-1" in {each.id for each in report.appendix}
    assert row.quotes[0].text == "Shells hit Vesele at dusk"


def test_readings_that_differ_are_rows_of_their_own() -> None:
    """Where a reading has it otherwise, each row says under which option it stands."""
    made = [
        performance(each.id, status="late" if "late" in each.id else "part") for each in readings()
    ]
    rows = section(*made).blocks[0].rows
    assert [(each.status, each.under) for each in rows] == [
        ("part", "early start"),
        ("late", "late start"),
    ]


def test_what_only_some_readings_add_is_said_once() -> None:
    """Accounts that differ in a closing remark alone are one row with the remark's readings."""
    made = [performance(each.id) for each in readings()]
    longer = [
        replace(each, reason=f"{each.reason} It hangs on the other.")
        if "freed" in each.reading
        else each
        for each in made
    ]
    (row,) = section(*longer).blocks[0].rows
    assert row.sentence.text == ("Alland has done a part. Taken as “freed”: It hangs on the other.")


def test_stages_stand_below_the_whole() -> None:
    """A stage is a part by itself, with its name in words and without repeated quotations."""
    (part,) = section().blocks[0].parts
    assert (part.part, part.status, part.quotes) == ("day 1", "late", ())


def test_of_what_nothing_is_told_stands_apart() -> None:
    """A duty of which nothing was read is listed by itself, neither done nor failed."""
    (block,) = section().untold
    (row,) = block.rows
    assert (row.status, row.told, row.basis_text) == ("undetermined", False, "nobody")
    assert row.done == "0 kept, 0 missed, 3 unknown"
    assert row.deadline == "at the end of each period"


def test_the_order_does_not_hang_on_ids() -> None:
    """Performances in another order, or with other ids, give the same section."""
    given = judged().performances
    other = tuple(replace(each, id=f"x{each.id}") for each in reversed(given))
    first, second = section(), section(*other)
    assert [e.clause for e in first.blocks] == [e.clause for e in second.blocks]
    assert [r.under for b in first.blocks for r in b.rows] == [
        r.under for b in second.blocks for r in b.rows
    ]


def test_an_agreement_that_obliges_nobody_has_no_section() -> None:
    """Neither the section nor a link to it is on the page."""
    report = build_report(sample())
    assert report.obligations is None
    assert "#obligations" not in render_html(report)


def test_obligations_that_were_not_judged_are_said_so() -> None:
    """Without performances the section stands and says that nothing was judged."""
    found = build_report(judged(performances=())).obligations
    assert found is not None
    assert (found.blocks, found.untold) == ((), ())
    assert "nothing was judged" in found.intro


@pytest.mark.parametrize("basis", ["", "recorded", "confirmed", "observed", "admitted", "disputed"])
def test_every_basis_has_words(basis: str) -> None:
    """Who stands behind a status is said in words, whoever it is."""
    row = section(performance("both.early.kept", basis=basis)).blocks[0].rows[0]
    assert row.basis_text
    assert row.under == ""


def test_an_unsigned_performance_keeps_the_mark() -> None:
    """A report whose findings are signed but not its performances stays unreviewed."""
    given = judged()
    signed = tuple(replace(each, review="confirmed") for each in given.findings)
    open_ = build_report(replace(given, findings=signed))
    done = tuple(replace(each, review="confirmed") for each in given.performances)
    closed = build_report(replace(given, findings=signed, performances=done))
    assert open_.header.watermark
    assert closed.header.watermark == ""
