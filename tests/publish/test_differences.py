"""What was changed on the way is shown with both passages; rivals are never ranked."""

from __future__ import annotations

import dataclasses

from tests.publish.samples import sample
from truceline.publish import build_report


def test_a_change_names_who_changed_what_and_shows_both() -> None:
    """The original's passage comes first, though the record named the copy first."""
    row = build_report(sample()).distortions[0]
    assert row.sentence.text == (
        "Gazette changes the window that Gazette, “Totals” gives: 2 April becomes the whole truce."
    )
    assert row.values == ("2 April", "the whole truce")
    assert [each.text for each in row.quotes] == ["2,935 on 2 April.", "2,935 in the whole truce."]


def test_without_a_known_original_nobody_is_called_wrong() -> None:
    """Where the parent is unknown, both values are given and the report says it is unknown."""
    changes = tuple(dataclasses.replace(each, parent=None) for each in sample().contradictions)
    row = build_report(sample(contradictions=changes)).distortions[0]
    assert "Which is the original is not known." in row.sentence.text
    assert "changes" not in row.sentence.text


def test_rivals_are_shown_and_neither_is_right() -> None:
    """A contradiction gives both values, both spans, and calls neither right."""
    row = build_report(sample()).contradictions[0]
    assert row.sentence.text.endswith("Neither is called right.")
    assert row.sentence.cites == ("st-1", "st-2")
    assert [each.text for each in row.quotes] == ["Shells", "Nothing"]
    assert row.quotes[0].after == " hit Vesele at dusk, two dead."


def test_windows_read_as_times() -> None:
    """A window given as start/end prints in the case's zone with its length; others stay."""
    shown = (("2030-04-01T21:00:00Z/2030-04-02T21:00:00Z", ".."), ("20225/x", "a/b"))
    found = []
    for values in shown:
        change = dataclasses.replace(sample().contradictions[0], values=values, parent="st-copy")
        found.append(build_report(sample(contradictions=(change,))).distortions[0].values)
    assert found[0][0] == "2 April 2030, 00:00 to 3 April 2030, 00:00 Kyiv time (24 h)"
    assert found[1] == ("20225/x", "a/b")


def test_numbers_read_as_bounds() -> None:
    """A number given as [low, high] unit reads in words, an open one as open."""
    values = ("[2901, null] shellings", "[18, 22] percent")
    change = dataclasses.replace(sample().contradictions[0], values=values, parent="st-copy")
    row = build_report(sample(contradictions=(change,))).distortions[0]
    assert row.values == ("more than 2,900 shellings", "18–22 percent")


def test_one_change_to_many_numbers_is_one_row() -> None:
    """The same thing said of several passages is one row that cites them all."""
    first = sample().contradictions[0]
    second = dataclasses.replace(first, id="co-9", a="st-copy", b="st-p1", parent="st-p1")
    rows = build_report(sample(contradictions=(first, second))).distortions
    assert len(rows) == 1
    assert set(rows[0].sentence.cites) == {"st-total", "st-copy", "st-p1"}
