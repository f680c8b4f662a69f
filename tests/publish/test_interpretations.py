"""Readings with the same verdicts stand together, and the report says what sets them apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.publish.term_samples import finding, judged, readings
from truceline.publish import build_report
from truceline.publish.interpretations import grouped, questions, told_apart, under
from truceline.publish.lookup import Lookup, make_lookup
from truceline.publish.phrases import load_phrases


def look() -> Lookup:
    """Return the case with four readings made of two choices."""
    return make_lookup(judged(), load_phrases("en"))


def test_readings_with_the_same_verdicts_are_one_block() -> None:
    """Four readings of two verdicts are two blocks, each named by the option that decides it."""
    blocks = build_report(judged()).assessments.blocks
    assert [each.title for each in blocks] == ["2 of 4 readings", "2 of 4 readings"]
    assert [each.differs for each in blocks] == [
        ("When it begins: early start",),
        ("When it begins: late start",),
    ]
    assert [dict(each.rows[0].counts)["breach"] for each in blocks] == [1, 0]
    assert [len(each.readings) for each in blocks] == [2, 2]


def test_what_makes_a_difference_is_told_and_what_makes_none() -> None:
    """The choice that changes verdicts is named, and so is the one that changes none."""
    notes = build_report(judged()).assessments.notes
    assert notes[0] == "Verdicts change with how this is taken: When it begins."
    assert notes[1] == "No verdict changes with how this is taken: Whether a breach releases."


def test_alike_under_every_reading_is_one_block() -> None:
    """Where all readings come to the same verdicts there is one block, and it says so."""
    same = tuple(finding(each.id, "breach") for each in readings())
    made = build_report(judged(findings=same)).assessments
    assert len(made.blocks) == 1
    assert made.blocks[0].differs == ()
    assert made.notes[0] == "All readings come to the same verdicts."


def test_combinations_that_no_options_describe_are_listed() -> None:
    """Two readings that share no option are named one by one, not by options of others too."""
    odd = {"both.early.kept", "both.late.freed"}
    verdicts = tuple(
        finding(each.id, "breach" if each.id in odd else "outside") for each in readings()
    )
    block = build_report(judged(findings=verdicts)).assessments.blocks[0]
    (told,) = block.differs
    assert "Both; early start; kept" in told
    assert "Both; late start; freed" in told
    assert "early start; freed" not in told


def test_probabilities_that_differ_are_a_range() -> None:
    """Where readings agree on the verdict but not on how likely it is, both ends are shown."""
    found = tuple(
        finding(each.id, "breach", {"breach": 0.96 if "kept" in each.id else 1.0})
        for each in readings()
    )
    rows = build_report(judged(findings=found)).assessments.blocks[0].rows
    assert rows[0].findings[0].probability == "96 % to 100 %"


@given(st.lists(st.integers(0, 2), min_size=4, max_size=4))
def test_no_reading_is_lost(marks: list[int]) -> None:
    """However readings are grouped, each is in one group, and a group that is all has no label."""
    seen = look()
    listed = seen.given.agreement.readings
    mark = dict(zip((each.id for each in listed), marks, strict=True))
    groups = grouped(listed, lambda each: mark[each.id])
    assert sorted(each.id for group in groups for each in group) == sorted(mark)
    for group in groups:
        assert (under(group, seen, listed) == "") == (len(group) == len(listed))
    assert told_apart(groups, "verdicts", seen)


def test_an_option_that_every_reading_takes_is_no_question() -> None:
    """Only what readings answer differently is asked: here both choices, but not the reading."""
    assert [each.title for each in questions(look())] == [
        "When it begins",
        "Whether a breach releases",
    ]


def test_readings_that_bind_alike_are_one_block() -> None:
    """Bindings do not change with the release here: two blocks for four readings, one open."""
    terms = build_report(judged()).terms
    assert [each.differs for each in terms.readings] == [
        ("When it begins: early start",),
        ("When it begins: late start",),
    ]
    assert terms.readings[0].summary.text == "Both are bound."
    within = [each.bindings[0].within for each in terms.readings]
    assert within[1] == "from some moment of 1 April 2030 on; no end was fixed, Moscow time"
