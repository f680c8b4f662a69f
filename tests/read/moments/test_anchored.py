"""Times counted from another event: its place is no place of the event that is told."""

from __future__ import annotations

from datetime import date

import pytest

from tests.read.told import reports_of
from truceline.ground.times import day_range

DAY = day_range(date(2025, 5, 21), "UTC")


def places(text: str) -> list[list[str]]:
    """Return the names of the places of each report of a text of 21 May 2025."""
    told = reports_of(text, DAY)
    return [list(dict.fromkeys(place.name for place in each.places)) for each in told]


@pytest.mark.parametrize(
    "text",
    [
        "Two days after the attack on Sumy, Kherson was hit by a missile.",
        "Kherson was hit by a missile two days after the attack on Sumy.",
        "Через два дні після атаки на Суми ракета влучила в Херсон.",
        "За день до обстрілу Сум дрон ударив по Херсону.",
        "Через два дня после удара по Сумам ракета попала в Херсон.",
        "За день до обстрела Сум беспилотник ударил по Херсону.",
    ],
)
def test_what_only_dates_an_event_is_not_where_it_was(text: str) -> None:
    """Of two towns the one whose attack only says when it was is left out, in three languages."""
    assert places(text) == [["Kherson"]]


def test_an_event_that_dates_another_keeps_its_own_place() -> None:
    """Where both are told as reports each has its own town."""
    found = places("Two days after drones attacked Sumy, Kherson was shelled.")
    assert sorted(found) == [["Kherson"], ["Sumy"]]


@pytest.mark.parametrize(
    "text",
    [
        "Three people died two days after the attack on Sumy.",
        "After the strike on Sumy rescuers found three dead.",
        "Two days after the attack missiles hit Sumy.",
    ],
)
def test_a_place_alone_stays_with_the_event(text: str) -> None:
    """With no other place named, and where no stretch of time is counted, nothing is left out."""
    assert all(each == ["Sumy"] for each in places(text))
    assert places(text)
