"""The section on who accepted, rejected or conditioned the agreement."""

from __future__ import annotations

from typing import Any

from tests.publish.samples import END, START, TRUCE, sample
from truceline.ground.times import TimeRange
from truceline.model.exclusion import Exclusion
from truceline.model.standing import Standing, StandingChange
from truceline.publish import build_report, render_html
from truceline.publish.inputs import ReportInput

NOON = TimeRange(earliest=START, latest=START, zone="Europe/Kyiv")


def line(name: str, **values: object) -> Standing:
    """Return a line of the timeline that rests on the sample's one position."""
    given: dict[str, Any] = {
        "agreement": "truce",
        "party": "AAA",
        "stance": "accepts_conditionally",
        "at": NOON,
        "dated": "stated",
        "authority": "binds",
        "speaker": "The spokesman",
        "statements": ("st-pos",),
    } | values
    return Standing(id=name, **given)


def case(*lines: Standing, **values: object) -> ReportInput:
    """Return the sample with these lines."""
    return sample(standings=lines, **values)


def test_a_line_says_when_who_what_and_by_whose_word() -> None:
    """Time, party, stance in words, authority, origins by side, condition and quotation stand."""
    row = build_report(
        case(line("sd-1", origins=("or-1",), condition="if they do"))
    ).standings.rows[0]
    assert (row.party, row.stance.text) == ("Alland", "accepts on a condition")
    assert row.at.startswith("1 April 2030, 18:00")
    assert (row.speaker, row.authority) == ("The spokesman", "can bind Alland")
    assert row.origins == "1 origin (Bedland)"
    assert row.condition == "if they do"
    assert row.quotes[0].text == "Shells"
    assert row.record.text == "no such act on record"


def test_what_is_only_reported_then_says_so() -> None:
    """A line that is dated by its publication is marked; without a date it stands last."""
    undated = line("sd-1", at=None, dated="unknown")
    late = TimeRange(earliest=END, latest=END, zone="Europe/Kyiv")
    reported = line("sd-2", at=late, dated="published")
    rows = build_report(case(undated, reported)).standings.rows
    assert [row.id for row in rows] == ["sd-2", "sd-1"]
    assert rows[0].at.startswith("reported ")
    assert rows[1].at == "time not known"


def test_a_line_on_record_cites_the_agreement_s_documents() -> None:
    """The act that a line is stands beside it with the document that it was read from."""
    row = build_report(case(line("sd-1", matches="i1"))).standings.rows[0]
    assert row.record.text == "on record: declares"
    assert row.record.terms == ("c1",)


def test_who_cannot_bind_is_shown_and_not_counted() -> None:
    """A line of a speaker without authority stands without a claim on the record."""
    row = build_report(case(line("sd-1", authority="cannot_bind"))).standings.rows[0]
    assert not row.counted
    assert row.authority == "cannot bind Alland; not counted"
    assert row.record.text == ""


def test_differences_are_counted_and_shown_on_the_page() -> None:
    """Conflicts of lines and of the course are counted together and raised in words."""
    change = StandingChange(
        id="sc-1",
        agreement="truce",
        status="suspended",
        at=NOON,
        shown_by="evidence",
        conflict="The history has no suspension.",
    )
    only = StandingChange(
        id="sc-2", agreement="truce", status="declared", at=TRUCE, shown_by="record"
    )
    report = build_report(
        case(line("sd-1", conflict="They <b>differ</b>."), standing_changes=(only, change))
    )
    assert report.standings.summary[1].startswith("2 differences")
    assert [row.id for row in report.standings.course] == ["sc-1", "sc-2"]
    page = render_html(report)
    assert "For a person to look at: They &lt;b&gt;differ&lt;/b&gt;." in page
    assert "For a person to look at: The history has no suspension." in page


def test_hostile_words_stay_words() -> None:
    """Speaker, condition and relays come from outside: none of them reaches the page as markup."""
    bad = "<script>alert(1)</script>"
    page = render_html(build_report(case(line("sd-1", speaker=bad, condition=bad, relays=(bad,)))))
    assert "<script" not in page
    assert page.count("&lt;script&gt;alert(1)") == 3


def test_what_the_section_shows_is_not_repeated_below() -> None:
    """A position with a line stands there only; without one it stays with the undertakings."""
    below = {each for row in build_report(case()).timeline for each in row.sentence.cites}
    assert "st-pos" in below
    shown = build_report(case(line("sd-1")))
    assert all("st-pos" not in row.sentence.cites for row in shown.timeline)


def test_a_line_out_of_scope_is_left_to_the_section_on_what_else_was_read() -> None:
    """A line all of whose statements are aside is not shown as one on this agreement."""
    out = Exclusion(
        id="ex-1",
        agreement="truce",
        kind="statement",
        subject="st-pos",
        ground="another",
        reason="It is about another truce.",
    )
    assert build_report(case(line("sd-1"), exclusions=(out,))).standings.rows == ()


def test_swapped_parties_swap_and_nothing_else() -> None:
    """With the parties exchanged the rows are the same but for the names."""

    def rows(a: str, b: str) -> list[tuple[str, ...]]:
        lines = (line("sd-1", party=a), line("sd-2", party=b, stance="rejects"))
        found = build_report(sample(a, b, standings=lines)).standings.rows
        return [(row.party_id, row.stance.text, row.at, row.origins) for row in found]

    swap = {"AAA": "BBB", "BBB": "AAA"}
    assert [(swap[row[0]], *row[1:]) for row in rows("AAA", "BBB")] == rows("BBB", "AAA")
