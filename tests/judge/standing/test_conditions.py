"""The words of a condition are cut out of the passage that names it."""

from __future__ import annotations

import time

import pytest

from truceline.judge.standing.conditions import LONGEST, condition_of
from truceline.model.statement import Statement
from truceline.model.values import Span


def said(quote: str, *, lang: str = "en", stance: str = "accepts_conditionally") -> Statement:
    """Return a position with these words."""
    span = Span(0, len(quote))
    return Statement(
        id="x", document="d", span=span, quote=quote, kind="position", lang=lang, stance=stance
    )


@pytest.mark.parametrize(
    ("quote", "lang", "condition"),
    [
        ("We agree if they stop. Then we talk.", "en", "if they stop."),
        ("Only if they stop do we agree.", "en", "Only if they stop do we agree."),
        ("We agree on condition that guns fall silent", "en", "on condition that guns fall silent"),
        (
            "Мы согласны при условии, что огонь прекратят.",
            "ru",
            "при условии, что огонь прекратят.",
        ),
        ("Silence for silence.", "en", "Silence for silence."),
        ("We agree if they stop.", "xx", "We agree if they stop."),
        ("", "en", ""),
    ],
)
def test_the_condition_s_words(quote: str, lang: str, condition: str) -> None:
    """From the word that opens it to the end of its sentence; the whole where none opens one."""
    assert condition_of(said(quote, lang=lang)) == condition


def test_only_a_conditional_stance_has_a_condition() -> None:
    """A rejection that says "if" has no condition on which it would be accepted."""
    assert condition_of(said("We refuse if they shoot.", stance="rejects")) == ""


def test_hostile_length_is_cut_and_read_in_time() -> None:
    """Endless words cost no time and yield a bounded condition."""
    began = time.perf_counter()
    assert len(condition_of(said("if " * 500_000))) <= LONGEST
    assert time.perf_counter() - began < 1.0
