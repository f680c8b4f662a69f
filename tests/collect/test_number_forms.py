"""Numbers and times in cells: open bounds, approximation, and what is no number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.collect.moments import range_of
from truceline.collect.number_forms import bounds_of
from truceline.ground.errors import InputError, TableError, TimeError
from truceline.model.values import Bounds

counts = st.integers(min_value=0, max_value=10**9)


@pytest.mark.parametrize(
    ("cell", "qualifier", "expected"),
    [
        ("2935", "", Bounds(2935, 2935)),
        ("2,935", "", Bounds(2935, 2935)),
        ("2 935", "", Bounds(2935, 2935)),
        ("205.0", "", Bounds(205, 205)),
        (">1300", "", Bounds(1301, None)),
        ("≥ 1300", "", Bounds(1300, None)),
        ("1300+", "", Bounds(1300, None)),
        ("over 2900", "", Bounds(2901, None)),
        ("At least 5", "", Bounds(5, None)),
        ("up to 7", "", Bounds(0, 7)),
        ("<50", "", Bounds(0, 49)),
        ("900-1000", "", Bounds(900, 1000)),
        ("~3000", "", Bounds(2500, 3500)),
        ("~100", "", Bounds(50, 150)),
        ("~67", "", Bounds(67, 67)),
        ("45000", "nearly", Bounds(44500, 45000)),
        ("950", "over", Bounds(951, None)),
        ("1", "at least", Bounds(1, None)),
        ("10", "16 guided bombs", Bounds(10, 10)),
        ("0", "", Bounds(0, 0)),
        ("", "over", None),
        ("NaN", "", None),
        ("n/a", "", None),
    ],
)
def test_forms_that_tables_use(cell: str, qualifier: str, expected: Bounds | None) -> None:
    """Each form gives the bounds that its words mean; what says nothing is unknown, not zero."""
    assert bounds_of(cell, qualifier) == expected


@pytest.mark.parametrize(
    "cell", ["many", "-5", "1e999", "9" * 17, "5 or 6", "10-5", "1.2.3", "x" * 99_999, "inf"]
)
def test_what_is_no_count_is_refused(cell: str) -> None:
    """Words, negatives, overflows and backward ranges are errors, never guesses."""
    with pytest.raises(TableError):
        bounds_of(cell)


@given(counts)
def test_plain_numbers_are_exact_with_and_without_marks(number: int) -> None:
    """A plain number, with or without thousands marks, is exactly itself."""
    assert bounds_of(str(number)) == bounds_of(f"{number:,}") == Bounds(number, number)


@given(counts)
def test_marks_order_as_their_words_do(number: int) -> None:
    """More than n lies strictly above n, at least n from n on, about n around it."""
    more, least, about = (bounds_of(f"{mark}{number}") for mark in (">", ">=", "~"))
    assert more is not None
    assert least is not None
    assert about is not None
    assert not more.admits(number)
    assert more.admits(number + 1)
    assert least.admits(number)
    assert about.admits(number)


@given(st.text(max_size=80), st.text(max_size=20))
def test_no_text_breaks_the_parser(cell: str, qualifier: str) -> None:
    """Any text gives bounds that hold together, nothing, or an input error."""
    try:
        found = bounds_of(cell, qualifier)
    except InputError:
        return
    assert found is None or found.max is None or 0 <= found.min <= found.max


@pytest.mark.parametrize(
    ("cell", "seconds"),
    [
        ("2025-04", 30 * 86_400),
        ("2025-12", 31 * 86_400),
        ("2025-04-20", 86_400),
        ("2025-04-20 3:30", 0),
        ("2025-03-06 21:00 ", 0),
        ("2025-04-19T21:00Z", 0),
    ],
)
def test_times_have_the_precision_that_they_state(cell: str, seconds: int) -> None:
    """Months and days are ranges of their length, clock times instants."""
    found = range_of(cell, "UTC")
    assert found is not None
    assert found.seconds == seconds


def test_a_clock_time_that_stands_for_unknown_leaves_the_day() -> None:
    """A day of 23 hours when clocks go forward, because the hour is not known."""
    found = range_of("2025-03-30 00:00:00", "Europe/Kyiv", "00:00:00")
    assert found is not None
    assert found.seconds == 23 * 3600


@pytest.mark.parametrize("cell", ["20225-04-20", "1066-10-14", "2025-13", "2025-02-30", "soon"])
def test_impossible_times_are_refused(cell: str) -> None:
    """Slips of the pen are errors that quote the cell."""
    with pytest.raises(TimeError):
        range_of(cell, "UTC")
