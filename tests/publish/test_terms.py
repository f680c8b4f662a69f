"""The agreement in words: lines and whose they are, areas nobody can place, limits, open ends."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.publish.samples import sample
from tests.publish.term_samples import OPENS, judged, whole_agreement
from tests.publish.test_render import HOSTILE, parsed, poisoned
from truceline.model.terms import Held, Period
from truceline.publish import build_report, render_html, render_json
from truceline.publish.lookup import make_lookup
from truceline.publish.phrases import load_phrases
from truceline.publish.term_parts import held_text
from truceline.publish.term_rows import Terms


def terms() -> Terms:
    """Return the section on the whole agreement."""
    return build_report(judged()).terms


def test_a_line_says_whose_claim_it_is() -> None:
    """A line drawn by one side is called its word, with its error and its days."""
    line = terms().ground[0].sentence.text
    assert "as Bedland claims it; that is one side’s word" in line
    assert "2 versions, 1 April 2030 to 3 April 2030" in line
    assert "within 500 m" in line


def test_areas_are_told_by_shape_and_one_that_nobody_can_place_is_marked() -> None:
    """Sides, belts, circles and combinations read as sentences; the unknown one says why."""
    rows = {each.title: each for each in terms().ground[1:]}
    assert rows["The inner part"].sentence.text == "Inside of “The front”."
    assert rows["The strip"].sentence.text == "0 to 5 km from “The front”, on both sides."
    assert rows["The town"].sentence.text == "Within 2 km of 50.00, 36.00."
    assert rows["The lost part"].sentence.text.endswith("No map of it is public.")
    assert [name for name, row in rows.items() if row.unknown] == ["The lost part"]
    assert "Left out: “The lost part”." in rows["Altogether"].sentence.text


def test_limits_of_a_clause_are_said() -> None:
    """Acts, area, domain, weapons, return fire and what prevails stand below the clause."""
    halt, answer, quiet, free, report = (" ".join(each.limits) for each in terms().clauses)
    assert "any attack" in halt
    assert "Only in: “The strip”." in halt
    assert "Only on land." in halt
    assert "mortars; calibre 82 mm and more" in halt
    assert "within 2 h before and no further off than 15 km" in answer
    assert "no verdict is given" in answer
    assert quiet.index("For Alland") < quiet.index("For Bedland")
    assert "takes the place of: “No heavy fire.”" in quiet
    assert "release: prisoners (30 people) for Bedland" in free
    assert "Stage day 1: by 1 April 2030, 18:00 Moscow time." in free
    assert "Again every 7 days." in report


def test_ladders_counting_status_and_choices_are_said() -> None:
    """What follows upon breaches, how they count, how it came to stand so, and what is open."""
    found = terms()
    assert found.ladders[0].steps == (("3 breaches within 7 days", "A committee meets."),)
    assert found.counting is not None
    assert found.counting.text.startswith("Each explosion is one breach.")
    assert [each.status for each in found.status] == ["in effect"]
    assert [each.held for each in found.choices[0].options] == [
        "Alland since 1 April 2030",
        "nobody on record",
    ]


def test_the_standard_of_proof_says_whose_it_is() -> None:
    """A case's own standard is told from that of the agreement's file, which it names."""
    assert "0.95, as the agreement’s file has it" in terms().standard
    chosen = judged(agreement=replace(whole_agreement(), standard=0.8), replaced_standard=0.95)
    report = build_report(chosen)
    assert "0.8, as chosen for this case in place of 0.95" in report.terms.standard
    assert report.terms.standard in render_html(report)


def test_an_end_that_was_never_fixed_is_said_so() -> None:
    """Neither page nor JSON prints the last moment of the record as an end."""
    report = build_report(judged())
    assert report.header.window == "from 1 April 2030, 18:00 Moscow time on; no end was fixed"
    assert b"2126" not in render_json(report)
    assert "2126" not in render_html(report)


def test_a_window_with_exact_ends_stands_in_every_zone() -> None:
    """An agreement with an exact window says its length; one with an open end has none."""
    assert any("in all" in each for each in build_report(sample()).terms.windows)
    assert not any("in all" in each for each in terms().windows)


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (Held(by="AAA"), "Alland"),
        (Held(by="AAA", start=OPENS.earliest), "Alland since 1 April 2030"),
        (Held(by="AAA", end=OPENS.earliest), "Alland until 1 April 2030"),
        (
            Held(by="AAA", start=OPENS.earliest, end=OPENS.earliest),
            "Alland from 1 April 2030 to 1 April 2030",
        ),
    ],
)
def test_who_held_it_when(held: Held, said: str) -> None:
    """Beginning and end of holding an interpretation are told where they are on record."""
    look = make_lookup(judged(), load_phrases("en"))
    assert held_text(("AAA",), (held,), look) == said


def test_an_option_says_which_terms_it_changes() -> None:
    """Where the late start also moves a clause's time, the option says so; the other does not."""
    whole = whole_agreement()
    within = Period(start=OPENS)
    moved = tuple(
        replace(each, clauses=(replace(whole.clauses[0], within=within),))
        if "late" in each.id
        else each
        for each in whole.readings
    )
    given = judged(agreement=replace(whole, readings=moved))
    early, late = build_report(given).terms.choices[0].options
    assert early.takes == ()
    (told,) = late.takes
    assert "No heavy fire." in told
    assert "Only from 1 April 2030" in told


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_of_an_agreement_stay_words(text: str) -> None:
    """With any text in every free field of terms, totals and obligations the page stays whole."""
    page = parsed(render_html(build_report(poisoned(judged(), text))))
    known = parsed(render_html(build_report(poisoned(judged(), "harmless"))))
    assert {tag for tag, _ in page.elements} <= {tag for tag, _ in known.elements} | {"a"}
    for tag, attributes in page.elements:
        assert tag not in {"script", "img", "iframe", "object", "form"}
        assert not any(key.startswith("on") or key == "style" for key in attributes)
    assert render_json(build_report(poisoned(judged(), text)))


def test_sides_stand_in_the_agreement_s_order() -> None:
    """Areas by respondent are told in the order of the parties, not by id."""
    turned = replace(whole_agreement(), parties=("BBB", "AAA"))
    quiet = " ".join(build_report(judged(agreement=turned)).terms.clauses[2].limits)
    assert quiet.index("For Bedland") < quiet.index("For Alland")
