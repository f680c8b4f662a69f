"""The section on limits tells what cannot be right in a document."""

from __future__ import annotations

from dataclasses import replace

from tests.publish.samples import sample
from truceline.model.doubt import Doubt
from truceline.model.values import Span
from truceline.publish import build_report


def told(*doubts: Doubt) -> list[str]:
    """Return the sentences on what could not be observed, with some doubts about documents."""
    report = build_report(replace(sample(), doubts=doubts))
    return [each.text for each in report.limits.unobserved]


def doubt(name: str, known: str) -> Doubt:
    """Return a doubt about a document of the sample."""
    document = next(iter(sample().documents))
    words = "Foreign Minister Example"
    return Doubt(
        id=name,
        document=document,
        span=Span(0, len(words)),
        quote=words,
        kind="office",
        named="Example",
        known=known,
    )


def test_a_doubt_is_told_with_the_words_and_who_held_the_office() -> None:
    """One sentence more, which quotes the text and names the holder where one is known."""
    plain = told()
    one = [each for each in told(doubt("d1", "Another")) if each not in plain]
    assert len(one) == 1
    assert "Foreign Minister Example" in one[0]
    assert "Another" in one[0]
    unknown = [each for each in told(doubt("d1", "")) if each not in plain]
    assert len(unknown) == 1
    assert "Another" not in unknown[0]


def test_doubts_do_not_depend_on_their_order() -> None:
    """The same doubts in another order are told alike."""
    first, second = doubt("d1", "Another"), doubt("d2", "")
    assert told(first, second) == told(second, first)
