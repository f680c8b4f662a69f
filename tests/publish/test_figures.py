"""Numbers and open bounds read as what they are, and never as more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.model.incident import Harm
from truceline.model.values import Bounds
from truceline.publish.figures import bounds_text, harm_text, kilometres, number, percent
from truceline.publish.phrases import load_phrases

EN = load_phrases("en")


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (951, None, "more than 950"),
        (2001, None, "more than 2,000"),
        (20, None, "at least 20"),
        (3, None, "at least 3"),
        (11, None, "more than 10"),
        (0, None, "any number"),
        (2, 3, "2–3"),
        (0, 5, "up to 5"),
        (0, 0, "0"),
        (2935, 2935, "2,935"),
        (5.5, None, "at least 5.5"),
    ],
)
def test_bounds_in_words(low: float, high: float | None, text: str) -> None:
    """Open bounds keep their openness: 951 or more is "more than 950", never 951."""
    assert bounds_text(Bounds(low, high), EN) == text


@given(st.integers(1, 10**9))
def test_an_open_bound_names_its_own_floor(low: int) -> None:
    """The words of an open bound admit exactly the numbers that the bound admits."""
    words = bounds_text(Bounds(low, None), EN)
    stated = int(words.rsplit(" ", 1)[1].replace(",", ""))
    assert stated == (low - 1 if words.startswith("more than") else low)


def test_silence_about_harm_is_no_zero() -> None:
    """Nobody saying a toll and somebody saying nil read differently."""
    assert harm_text(None, EN) == "not stated"
    assert harm_text(Harm(low=0, best=0, high=0), EN) == "0"
    assert harm_text(Harm(low=2, best=3, high=4), EN) == "3 (2–4)"
    assert harm_text(Harm(low=2, best=None, high=None), EN) == "at least 2"


@given(st.floats(0, 1))
def test_doubt_never_rounds_away(p: float) -> None:
    """What is not certain never prints as 0 or 100 percent."""
    text = percent(p, EN)
    assert (text == "100 %") == (p == 1)
    assert (text == "0 %") == (p == 0)


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_any_number_prints(value: float) -> None:
    """No float, however odd, stops a report."""
    assert number(value, EN)


def test_lengths() -> None:
    """Lengths print in metres below a kilometre and in kilometres above."""
    assert kilometres(300, EN) == "300 m"
    assert kilometres(2500, EN) == "2.5 km"
    assert kilometres(25_400, EN) == "25 km"
