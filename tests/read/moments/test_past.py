"""How far an event lies behind: days without a year, months in passing, what goes on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.read.told import reports_of, statements_of
from truceline.ground.times import day_range
from truceline.model.statement import Statement
from truceline.read.moments.past import behind

DAY = day_range(date(2025, 5, 21), "UTC")


def read(text: str) -> list[Statement]:
    """Return the reports of a text of 21 May 2025."""
    return reports_of(text, DAY)


def test_a_day_without_a_year_lies_behind() -> None:
    """What has happened never lies after the report; leap days have a counterpart."""
    assert behind(day_range(date(2025, 8, 6), "UTC"), DAY).earliest.year == 2024
    assert behind(day_range(date(2025, 5, 19), "UTC"), DAY).earliest.year == 2025
    leap = day_range(date(2028, 2, 29), "UTC")
    assert behind(leap, DAY).latest <= DAY.latest


@given(st.integers(-300, 3))
def test_a_day_near_the_report_keeps_its_year(days: int) -> None:
    """A day behind, of the report, or two days ahead by a slip is not pushed back a year."""
    day = day_range(date(2025, 5, 21) + timedelta(days=days), "UTC")
    assert (behind(day, DAY) == day) is (days < 3)


@pytest.mark.parametrize(
    ("words", "year"),
    [("20 June 2026", 2026), ("20 June", 2024), ("22 May", 2025), ("1 January", 2025)],
)
def test_a_year_is_guessed_only_where_none_is_named(words: str, year: int) -> None:
    """A year that is named stands; a day well ahead without one is that of the year before."""
    (found,) = read(f"Rebels shelled Anwick on {words}, killing two people.")
    assert found.time is not None
    assert (found.time.earliest + timedelta(days=0.5)).year == year


@pytest.mark.parametrize(
    "when", ["at 18:40 on 20 May", "on the evening of 20 May", "at 6.40 p.m. on 20 May"]
)
@pytest.mark.parametrize("what", ["Shelling damaged a school in Anwick", "A drone hit Anwick"])
def test_a_time_at_the_end_of_a_sentence_is_read_and_quoted(what: str, when: str) -> None:
    """The time is the event's and in its quote, whether it stands at the end or at the front."""
    (last,) = read(f"{what} {when}.")
    (first,) = read(f"{when[0].upper()}{when[1:]}, {what[0].lower()}{what[1:]}.")
    assert last.time is not None
    assert last.time == first.time
    assert when in last.quote


@pytest.mark.parametrize(
    ("text", "old"),
    [
        ("Rebels shelled Anwick on Monday, killing two people.", False),
        ("Rebels shelled Anwick in early March, killing two people.", True),
        ("Rebels shelled Anwick on Aug. 6, killing two people.", True),
        ("Rebels shelled Anwick in 2014, killing two people.", True),
        ("Rebels shelled Anwick years ago, killing two people.", True),
        ("Rebels shelled Anwick two weeks ago, killing two people.", False),
        ("Three years after shelling Anwick and killing two, the rebels hold the hills.", True),
        ("Six months after rebels shelled Anwick, killing two, the town lies empty.", True),
        ("Rebels shelled Anwick in the 1990s, killing two people.", True),
        ("Rebels shelled Anwick last October, killing two people.", True),
        ("Rebels shelled Anwick last month, killing two people.", False),
        ("The rebels seized Anwick last year.", True),
        ("Rebels shelled Anwick in late 2024, killing two people.", True),
        ("Six months earlier, rebels shelled Anwick, killing two people.", True),
        ("At the height of the civil war, rebels shelled Anwick, killing two people.", True),
        ("In the first weeks of the invasion, rebels shelled Anwick, killing two people.", True),
        ("Five days into the renewed war, rebels shelled Anwick, killing two people.", True),
        ("During the previous offensive, rebels shelled Anwick, killing two people.", True),
        ("Back then, rebels shelled Anwick, killing two people.", True),
        ("Rebels shelled Anwick for the third time since the start of the war.", False),
    ],
)
def test_background_is_what_lies_over_a_month_behind(text: str, old: bool) -> None:
    """Months and years in passing date an event as well as days do."""
    assert [each.background for each in read(text)] == [old]


@pytest.mark.parametrize(
    ("first", "then", "old"),
    [
        ("Rebels shelled Anwick in early March.", "Then rebels shelled Borwick.", True),
        ("Rebels shelled Anwick in early March.", "Rebels have shelled Borwick too.", False),
        ("Rebels shelled Anwick in early March.", "Rebels are shelling Borwick.", False),
        ("Rebels shelled Anwick in early March.", "Rebels recently shelled Borwick.", False),
        ("Soldiers freed men who had shelled Anwick in 2014.", "Rebels shelled Borwick.", False),
        ("Rebels shelled Anwick on Monday.", "Then rebels shelled Borwick.", False),
    ],
)
def test_an_older_event_is_told_on_in_the_past_tense_alone(
    first: str, then: str, old: bool
) -> None:
    """A sentence without a time goes on with an older event, not with what only describes one."""
    found = read(f"{first} {then}")
    assert found[-1].quote in then
    assert found[-1].background == old


def test_a_month_that_opens_a_sentence_dates_all_of_it() -> None:
    """What "In February, the army said" goes on to tell is as old as its first words say."""
    (told,) = read("In February, the army said it had shelled Anwick.")
    assert told.background
    (told,) = read("On Monday, the army said it had shelled Anwick.")
    assert not told.background


def test_how_a_war_began_lies_behind() -> None:
    """A war's outbreak told without a day is older than the report; an attack is not."""
    (told,) = read("The war was triggered by a rebel attack that killed 12 people in Anwick.")
    assert told.background
    (told,) = read("The panic was triggered by a rebel attack that killed 12 people in Anwick.")
    assert not told.background


def test_of_a_bare_month_the_middle_counts() -> None:
    """In late May most of what was in April is over a month old; what was "last month" may not."""
    (told,) = read("Also in April, rebels shelled Anwick, killing two people.")
    assert told.background
    (told,) = read("Rebels shelled Anwick last month, killing two people.")
    assert not told.background


def test_a_toll_since_a_day_is_of_today_and_of_a_stretch_that_ended_is_not() -> None:
    """What has been counted since the war began goes on; a since clause tells of its own day."""
    toll = "More than 900 people {} killed in rebel attacks {} March 2024."
    old = []
    for said in (
        toll.format("have been", "since the war began in"),
        toll.format("were", "between October 2023 and"),
    ):
        told = statements_of(said, DAY)
        old += [each.background for each in told if each.kind == "tally"]
    assert old == [False, True]


def test_a_month_of_last_year_is_not_of_this() -> None:
    """The year that follows a month outranks the nearest such month."""
    (found,) = read("Rebels shelled Anwick in March last year, killing two people.")
    assert found.time is not None
    assert found.time.earliest.year == 2024
