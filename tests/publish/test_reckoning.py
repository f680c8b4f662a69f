"""Totals of breaches and steps of ladders stand beside the counts, and stay proposed."""

from __future__ import annotations

from dataclasses import replace

from tests.publish.term_samples import judged, step, total
from truceline.model.exclusion import Exclusion
from truceline.publish import build_report, render_html
from truceline.publish.term_rows import Assessment


def first() -> Assessment:
    """Return the first respondent's row of the first block: two readings that start early."""
    return build_report(judged()).assessments.blocks[0].rows[0]


def test_totals_that_differ_say_under_which_option() -> None:
    """Two readings of one block whose totals differ give a sentence each, with the option."""
    assert first().totals == (
        "Taken as “kept”: 1 to 4 proposed breaches by Alland.",
        "Taken as “freed”: 1 to 2 proposed breaches by Alland.",
    )


def test_totals_that_agree_are_one_sentence() -> None:
    """Where all readings of a block have the same total, it stands once and names none."""
    given = judged()
    same = tuple(total(each.reading, each.clause) for each in given.totals)
    row = build_report(replace(given, totals=same)).assessments.blocks[0].rows[0]
    assert row.totals == ("1 to 4 proposed breaches by Alland.",)
    assert [(each.clause, each.under) for each in row.by_clause] == [("No heavy fire.", "")]


def test_a_middle_that_nobody_knows_is_not_a_number() -> None:
    """The row of a clause gives both ends, and says that there is no middle."""
    row = first().by_clause[0]
    assert (row.lowest, row.middle, row.highest, row.certain) == ("1", "not stated", "4", "1")
    assert row.unit == "explosions"


def test_a_step_says_how_likely_it_is_and_what_follows() -> None:
    """A step that is not settled gives its bounds; nothing is said to have been reached."""
    (row,) = first().steps
    assert (row.reached, row.chance) == ("not settled", "25 % to 75 %")
    assert row.step == "3 breaches within 7 days"


def test_a_step_that_is_surely_reached_or_not_is_told_so() -> None:
    """Certainty at the agreement's standard is told, as proposed."""
    given = judged()
    for low, high, told in ((0.97, 1.0, "reached, proposed"), (0.0, 0.01, "not reached")):
        steps = tuple(
            replace(step(each.reading), p_low=low, p_high=high, reached=low > 0.9)
            for each in given.steps
        )
        row = build_report(replace(given, steps=steps)).assessments.blocks[0].rows[0]
        assert row.steps[0].reached == told


def test_totals_that_rest_on_what_is_set_aside_say_so() -> None:
    """A finding on an incident out of scope is counted by the judge: the report tells it."""
    out = Exclusion(
        id="ex-1",
        agreement="truce",
        kind="incident",
        subject="in-1",
        ground="elsewhere",
        reason="Far.",
    )
    notes = build_report(judged(exclusions=(out,))).assessments.notes
    assert any(each.startswith("4 findings on what is set aside") for each in notes)
    assert not any("set aside" in each for each in build_report(judged()).assessments.notes)


def test_nothing_is_called_a_violation() -> None:
    """The page calls no total, step or shortfall a violation."""
    page = render_html(build_report(judged())).casefold().replace("“violations”", "")
    assert "violation" not in page
