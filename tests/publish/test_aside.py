"""What is out of the agreement's scope leaves the main sections and stands folded with reasons."""

from __future__ import annotations

import json

import pytest

from tests.publish.samples import sample
from truceline.model.exclusion import Excluded, Exclusion, Ground
from truceline.publish import ReportInput, build_report, render_html, render_json
from truceline.publish.aside import GROUNDS
from truceline.publish.phrases import load_phrases


def out(kind: Excluded, subject: str, ground: Ground = "elsewhere") -> Exclusion:
    """Return an exclusion whose reason is hostile."""
    return Exclusion(
        id=f"ex-{subject}",
        agreement="truce",
        kind=kind,
        subject=subject,
        ground=ground,
        reason=f"<b>{subject}</b> is far.",
    )


def with_aside(*exclusions: Exclusion) -> ReportInput:
    """Return the sample case with exclusions."""
    return sample(exclusions=exclusions)


def test_without_exclusions_the_section_says_so() -> None:
    """A report of which all may be about the agreement counts nothing aside."""
    report = build_report(sample())
    assert report.aside == ()
    assert load_phrases("en").say("aside.none") in render_html(report)
    assert all("not about" not in s.text for block in report.glance for s in block.sentences)


def test_an_incident_out_of_scope_leaves_every_main_section() -> None:
    """It is in no list, count, finding or map above; below it stands with words and reason."""
    report = build_report(with_aside(out("incident", "in-1")))
    assert [row.id for block in report.incidents for row in block.incidents] == ["in-2"]
    assert report.groups == ()
    assert not any(row.findings for block in report.assessments.blocks for row in block.rows)
    assert "Vesele" not in report.map
    (block,) = report.aside
    (row,) = block.incidents
    assert (row.id, row.reason) == ("in-1", "<b>in-1</b> is far.")
    assert row.quote is not None
    assert row.quote.cites == ("st-1",)
    assert "st-1" in {entry.id for entry in report.appendix}
    said = " ".join(s.text for block in report.glance for s in block.sentences)
    assert "not about this agreement: 1 incident," in said
    assert "1 incident, from 0 reports" in said


def test_a_statement_out_of_scope_leaves_the_timeline() -> None:
    """It stands below, with what it says in the report's words and its own."""
    report = build_report(with_aside(out("statement", "st-und", "binds_nobody")))
    assert all("st-und" not in row.sentence.cites for row in report.timeline)
    (row,) = report.aside[0].statements
    assert "Medland: done (aid)" in row.sentence.text
    assert row.quote is not None
    assert row.quote.cites == ("st-und",)


def test_a_total_goes_only_if_all_that_it_rests_on_does() -> None:
    """One passage aside leaves a total and its quotation; all of them take it away."""
    one = build_report(with_aside(out("statement", "st-copy")))
    assert {row.id for row in one.tallies} == {"ta-a", "ta-b"}
    assert one.aside == ()
    both = build_report(with_aside(out("statement", "st-copy"), out("statement", "st-total")))
    assert {row.id for row in both.tallies} == {"ta-a"}
    assert both.comparisons == ()
    assert [len(block.statements) for block in both.aside] == [2]


def test_figures_of_different_things_are_no_contradiction() -> None:
    """Rival figures go if one is aside; a changed copy only if both are."""
    rival = build_report(with_aside(out("statement", "st-2")))
    assert (len(rival.contradictions), len(rival.distortions)) == (0, 1)
    copy = build_report(with_aside(out("statement", "st-copy"), out("statement", "st-total")))
    assert (len(copy.contradictions), len(copy.distortions)) == (1, 0)


def test_nothing_is_lost() -> None:
    """Every incident of the case is listed once, above or below, whatever is excluded."""
    for ids in ((), ("in-1",), ("in-2",), ("in-1", "in-2")):
        report = build_report(with_aside(*(out("incident", each) for each in ids)))
        above = [row.id for block in report.incidents for row in block.incidents]
        below = [row.id for block in report.aside for row in block.incidents]
        assert sorted([*above, *below]) == ["in-1", "in-2"]
        assert sorted(below) == sorted(ids)


def test_findings_aside_are_counted_and_need_no_signature() -> None:
    """Their number is said; a person signs what the report shows."""
    report = build_report(with_aside(out("incident", "in-1")))
    assert report.aside_note.startswith(f"{len(sample().findings)} finding")
    assert build_report(sample()).aside_note == ""


def test_the_page_folds_and_escapes_the_section() -> None:
    """Reasons may quote evidence, so they are escaped; every block is folded."""
    report = build_report(with_aside(out("incident", "in-1"), out("statement", "st-und")))
    page = render_html(report)
    section = page[page.index('<section id="aside">') :]
    section = section[: section.index("</section>")]
    assert "&lt;b&gt;in-1&lt;/b&gt;" in section
    assert "<b>" not in section
    assert section.count("<details>") == len(report.aside) == 1
    assert json.loads(render_json(report))["aside"][0]["ground"] == "elsewhere"


def test_unknown_subjects_are_passed_over() -> None:
    """An exclusion of what the case does not hold shows nothing and breaks nothing."""
    report = build_report(with_aside(out("incident", "gone"), out("statement", "gone")))
    assert report.aside == ()


@pytest.mark.parametrize("ground", GROUNDS)
def test_every_ground_has_a_heading(ground: Ground) -> None:
    """No ground of the model is without words."""
    report = build_report(with_aside(out("incident", "in-1", ground)))
    assert report.aside[0].heading == load_phrases("en").say(f"aside.grounds.{ground}")
