"""The board of times: what counts as named, as the day told and as the hours told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from truceline.ground.times import TimeRange, day_range, parse_instant
from truceline.lab.headlines import ZONE, Gold
from truceline.lab.times import Dated, headline_rows, middle_day, names_a_time

ROW = Gold(
    id="a",
    date="2025-04-20",
    headline="Уночі у Вербівці пролунали вибухи",
    incident=True,
    acts=frozenset(),
    act=None,
    perpetrator=None,
    places=(),
    killed=None,
    injured=None,
    contested=frozenset(),
    clusters=frozenset(),
    day="2025-04-20",
    hours="night",
)
NIGHT = TimeRange(
    earliest=parse_instant("2025-04-19T20:00", ZONE), latest=parse_instant("2025-04-20T06:00", ZONE)
)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Нічна атака на Вербівку", True),
        ("Взрыв в 06:35", True),
        ("They struck on Tuesday", True),
        ("У Вербівці пролунали вибухи", False),
        ("Обстрел Вербовки", False),
    ],
)
def test_texts_that_name_a_time_are_told_by_their_words(text: str, named: bool) -> None:
    """Rows are chosen by rough beginnings of words, whatever the reader knows of them."""
    assert names_a_time(text) is named


def test_a_night_is_of_the_morning_on_which_it_ends() -> None:
    """The day told is that of the middle of the time, in the zone asked for."""
    assert middle_day(NIGHT, ZONE) == "2025-04-20"
    assert middle_day(day_range(date(2025, 4, 20), ZONE), ZONE) == "2025-04-20"


def test_days_and_hours_are_scored_against_publication() -> None:
    """A day before publication is won from the baseline; hours need half of the time inside."""
    older = replace(ROW, day="2025-04-18")
    days, told, *_, hours = headline_rows(
        [Dated(gold=ROW, told=NIGHT), Dated(gold=older, told=None), Dated(gold=ROW, told=None)]
    )
    assert (days.n, days.figure, days.baseline_figure) == (
        3,
        pytest.approx(2 / 3),
        pytest.approx(2 / 3),
    )
    assert (told.n, told.figure) == (1, 1.0)
    assert (hours.n, hours.figure, hours.baseline_figure) == (3, pytest.approx(1 / 3), 0.0)


def test_a_clock_is_told_within_an_hour() -> None:
    """A labelled clock is met by an hour or less that holds it, not by the whole day."""
    at = parse_instant("2025-04-20T06:35", ZONE)
    clocked = replace(ROW, hours="06:35")
    minute = TimeRange(earliest=at, latest=at.replace(minute=36))
    assert headline_rows([Dated(gold=clocked, told=minute)])[-1].figure == 1.0
    assert headline_rows([Dated(gold=clocked, told=NIGHT)])[-1].figure == 0.0
