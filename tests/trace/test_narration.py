"""What an author tells is told apart from what stands between quotation marks."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.language.words import sentences
from truceline.trace.narration import QUOTED, narrated, narrated_parts


@pytest.mark.parametrize("marks", ['""', "“”", "«»", "„“"])
def test_quoted_words_are_masked_in_every_kind_of_marks(marks: str) -> None:
    """Only what stands outside of the marks is left, at the same places."""
    text = f"The mayor said {marks[0]}we stay here{marks[1]} and left."
    left = narrated(text)
    assert len(left) == len(text)
    assert left.replace(QUOTED, "") == "The mayor said  and left."


def test_a_quotation_may_span_sentences() -> None:
    """The second sentence inside the marks is quoted as well, though it has no mark of its own."""
    text = 'She said: "We wait. We hold the bridge. We go." Rain fell.'
    parts = narrated_parts(text, sentences(text))
    assert [part.strip(QUOTED + " ") for part in parts if part.strip(QUOTED + " ")] == [
        "She said:",
        "Rain fell.",
    ]


def test_a_mark_that_is_never_closed_quotes_nothing() -> None:
    """One stray mark must not hide the rest of a text."""
    text = 'He is 6" tall and walks on.'
    assert narrated(text) == text


@given(st.text(alphabet='ab "“”«»„\n', max_size=300))
def test_masking_keeps_every_place(text: str) -> None:
    """Whatever the marks, no character moves and none outside of marks changes."""
    left = narrated(text)
    assert len(left) == len(text)
    assert all(new in (old, QUOTED) for new, old in zip(left, text, strict=True))


def test_hostile_marks_cost_no_more_than_their_length() -> None:
    """Ten times as many opening marks take about ten times as long."""

    def seconds(number: int) -> float:
        best = 1e9
        for _ in range(3):
            started = time.perf_counter()
            narrated('“„«"x' * number)
            best = min(best, time.perf_counter() - started)
        return best

    assert seconds(40_000) < 60 * max(seconds(4_000), 1e-4)
