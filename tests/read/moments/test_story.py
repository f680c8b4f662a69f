"""The day of events that name none: counted, said, told again."""

from __future__ import annotations

from datetime import date

import pytest

from tests.read.told import READER, reports_of
from truceline.ground.times import day_range
from truceline.model.statement import Statement
from truceline.read.moments.told_again import dated_alike

PUBLISHED = day_range(date(2025, 5, 21), "UTC")  # a Wednesday


def read(text: str) -> list[Statement]:
    """Return the reports of a text of 21 May 2025."""
    return reports_of(text, PUBLISHED)


def days(text: str) -> list[str]:
    """Return the day of each report, "" where it has none."""
    return [each.time.earliest.date().isoformat() if each.time else "" for each in read(text)]


@pytest.mark.parametrize(
    ("then", "day"),
    [
        ("Later that day, drones attacked Borwick.", "2025-05-12"),
        ("The next day, drones attacked Borwick.", "2025-05-13"),
        ("A day earlier, drones attacked Borwick.", "2025-05-11"),
    ],
)
def test_a_day_is_counted_from_the_day_told_last(then: str, day: str) -> None:
    """Words that count days do so from the last day named, not from publication."""
    assert days(f"Rebels shelled Anwick on 12 May, killing two people. {then}") == [
        "2025-05-12",
        day,
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Rebels shelled Anwick, killing two people, officials said on Tuesday.", "2025-05-20"),
        ("Rebels shelled Anwick, killing two people, officials said on 2 May.", ""),
        ("Rebels shelled Anwick, killing two people, before officials met on Tuesday.", ""),
    ],
)
def test_what_was_said_to_have_happened_is_of_the_day_it_was_said(text: str, day: str) -> None:
    """Only of these days, and only where the day is that of the verb that says it."""
    assert days(text) == [day]


@pytest.mark.parametrize(
    ("then", "day"),
    [
        ("The attack also injured four people.", "2025-05-19"),
        ("A drone hit a bus near Borwick, injuring four people.", ""),
        ("Gunmen carried out the killing of nine nurses in Borwick.", ""),
    ],
)
def test_the_attack_is_of_the_day_told_before(then: str, day: str) -> None:
    """What is spoken of as known has its day; what is told as new has none from elsewhere."""
    assert days(f"Rebels shelled Anwick on Monday, killing two people. {then}")[1:] == [day]


def test_a_report_told_again_has_the_day_of_the_first() -> None:
    """A lead without a day is dated by the sentence that tells the same event with one."""
    text = (
        "Rebels fired rockets at a textile factory near Anwick. The mayor spoke to reporters. "
        "Rebels fired the rockets at the textile factory near Anwick on Monday."
    )
    assert set(days(text)) == {"2025-05-19"}


def test_reports_of_different_days_hand_nothing_on() -> None:
    """Where the same words tell of two days nothing is added to a third telling."""
    text = "Rebels fired rockets at the textile factory near Anwick on {}, killing two people."
    first, second = (read(text.format(day))[0] for day in ("Monday", "Thursday"))
    bare = read("Rebels fired rockets at the textile factory near Anwick.")[0]
    assert bare.time is None
    assert dated_alike([bare, first], READER.lexicon)[0].time == first.time
    assert dated_alike([bare, first, second], READER.lexicon)[0].time is None


def test_a_day_that_a_war_is_known_by_is_of_its_own_year() -> None:
    """Without a year such a day is that of the war, unless it has just been."""
    assert days("Rebels attacked Anwick on 7 October, killing two people.") == ["2023-10-07"]
    assert days("Rebels attacked Anwick on 8 October, killing two people.") == ["2024-10-08"]
