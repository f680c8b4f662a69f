"""Which numbers, windows and actors can be one claim."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.trace.build import PARAMS, document, exactly, place, statement, window
from truceline.model.values import Bounds
from truceline.trace.claims import (
    alike_windows,
    can_be_one,
    is_zone_slip,
    looks_like_slip,
    number_relation,
)
from truceline.trace.settings import thresholds

LIMITS = thresholds(PARAMS)
TEXT = document("a", "Shells fell on the town.")
NUMBERS = st.integers(0, 5000)
BOUNDS = st.one_of(
    NUMBERS.map(exactly),
    NUMBERS.map(lambda low: Bounds(low, None)),
    st.tuples(NUMBERS, NUMBERS).map(lambda ends: Bounds(min(ends), max(ends))),
)


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        (exactly(2935), exactly(2935), "same"),
        (exactly(2935), Bounds(2701, 2999), "same"),  # nearly 3,000
        (exactly(2935), Bounds(2901, None), "same"),  # over 2,900
        (Bounds(1001, None), Bounds(1301, None), "same"),  # over 1,000, over 1,300
        (exactly(2935), Bounds(2001, None), "loose"),  # over 2,000 was said hours before
        (exactly(30), Bounds(0, 5000), "loose"),
        (exactly(1882), exactly(1883), "different"),
        (Bounds(18, 22), Bounds(4.5, 5.5), "different"),  # about 20 %, about 5 %
        (Bounds(8.01, None), Bounds(7.2, 7.99), "different"),  # over eight, nearly eight
        (None, exactly(3), "none"),
    ],
)
def test_roundings_are_one_number(a: Bounds | None, b: Bounds | None, relation: str) -> None:
    """A number and its rounding are the same; bounds that do not meet differ."""
    assert number_relation(a, b, LIMITS) == relation


@given(BOUNDS, BOUNDS)
def test_the_relation_has_no_direction(a: Bounds, b: Bounds) -> None:
    """Comparing in the other order gives the same word, and each number is itself."""
    assert number_relation(a, b, LIMITS) == number_relation(b, a, LIMITS)
    assert number_relation(a, a, LIMITS) == "same"


def test_a_slip_is_near_or_one_digit_off() -> None:
    """1883 for 1882 and 1828 for 1882 are slips; 812 for 1882 is another number."""
    assert looks_like_slip(exactly(1882), exactly(1883))
    assert looks_like_slip(exactly(1482), exactly(4182))
    assert not looks_like_slip(exactly(1882), exactly(812))
    assert not looks_like_slip(exactly(2), exactly(9))


def test_whole_hours_are_a_mistaken_zone() -> None:
    """An end that is two hours off is a zone; one that is six hours off is not."""
    truce = window("2025-04-19T15:00", "2025-04-20T21:00")
    assert is_zone_slip(truce, window("2025-04-19T13:00", "2025-04-20T21:00"))
    assert is_zone_slip(truce, window("2025-04-19T18:00", "2025-04-21T00:00"))
    assert not is_zone_slip(truce, window("2025-04-19T21:00", "2025-04-20T21:00"))
    assert not is_zone_slip(truce, truce)


def test_a_minute_at_an_end_changes_no_window() -> None:
    """A day that ends at 23:59 is the day that ends at 24:00; an unknown window is like none."""
    day = window("2025-04-19T21:00", "2025-04-20T21:00")
    assert alike_windows(day, window("2025-04-19T21:00", "2025-04-20T20:59"))
    assert not alike_windows(day, window("2025-04-19T21:00", "2025-04-20T20:00"))
    assert not alike_windows(day, None)


def test_actor_and_place_gate_a_claim() -> None:
    """The same words about another actor or another city are another claim."""
    here, there = place("Here", 48.0, 37.0), place("There", 50.0, 36.0)
    told = statement(TEXT, "Shells", "incident_report", perpetrator="AAA", places=(here,))
    other_actor = statement(TEXT, "fell", "incident_report", perpetrator="BBB", places=(here,))
    other_place = statement(TEXT, "town", "incident_report", perpetrator="AAA", places=(there,))
    unsaid = statement(TEXT, "the town", "incident_report", perpetrator="unknown")
    assert not can_be_one(told, other_actor)
    assert not can_be_one(told, other_place)
    assert can_be_one(told, unsaid)
