"""The first screen tells the story in the records' own figures."""

from __future__ import annotations

from tests.publish.samples import sample
from truceline.publish import build_report


def test_the_first_screen() -> None:
    """What was announced, reported, claimed and sensed stands in four blocks, each with figures."""
    blocks = {each.heading: each.sentences for each in build_report(sample()).glance}
    said = {key: " ".join(each.text for each in lines) for key, lines in blocks.items()}
    agreed = said["What was announced"]
    assert "Alland declares and Bedland pledges to mirror." in agreed
    assert "Under “Declaration alone”: Alland bound and Bedland not bound." in agreed
    reported = said["What was reported"]
    assert reported.startswith("2 incidents, from 1 report and 1 independent origin:")
    assert "Origins by side: Alland 0 and Bedland 1." in reported
    assert "By act: Shelling 1 and Attack of unknown kind 1." in reported
    assert "1 lies wholly inside the announced window, 0 partly." in reported
    assert "The two totals are not comparable. The windows differ." in said["What the sides claim"]
    assert "23 messages" in said["What sensors show"]


def test_a_side_that_reports_nothing_is_named() -> None:
    """A side without any origin is shown with 0: its silence is not left out."""
    blocks = build_report(sample(incidents=sample().incidents[1:])).glance
    said = " ".join(each.text for block in blocks for each in block.sentences)
    assert "Origins by side: Alland 0 and Bedland 0." in said
