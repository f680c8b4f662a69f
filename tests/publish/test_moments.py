"""Times print in a named zone with their precision."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from truceline.ground.times import LATEST, TimeRange, day_range
from truceline.model.terms import Period
from truceline.model.values import Window
from truceline.publish.moments import (
    EVER,
    duration,
    length_text,
    period_text,
    range_text,
    utc_text,
    window_text,
)
from truceline.publish.phrases import load_phrases

EN = load_phrases("en")
START = datetime(2025, 4, 19, 15, tzinfo=UTC)
END = datetime(2025, 4, 20, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        ("Europe/Moscow", "19 April 2025, 18:00 to 21 April 2025, 00:00 Moscow time"),
        ("UTC", "19 April 2025, 15:00 to 20 April 2025, 21:00 UTC"),
    ],
)
def test_a_range_in_its_zone(zone: str, text: str) -> None:
    """The same range reads in the clock of the zone that it was understood in."""
    assert range_text(TimeRange(earliest=START, latest=END, zone=zone), "UTC", EN) == text


def test_the_case_zone_steps_in() -> None:
    """A range without a zone of its own prints in the case's."""
    when = TimeRange(earliest=START, latest=START + timedelta(hours=1))
    text = "19 April 2025, 18:00 to 19:00 Kyiv time"
    assert range_text(when, "Europe/Kyiv", EN) == text


@pytest.mark.parametrize("day", [date(2025, 4, 20), date(2025, 3, 30), date(2025, 10, 26)])
def test_a_whole_day_reads_as_the_day(day: date) -> None:
    """A civil day prints as that day, also where the clocks change."""
    text = range_text(day_range(day, "Europe/Kyiv"), "UTC", EN)
    assert text == f"{day.day} {day:%B %Y} (the whole day, Kyiv time)"


def test_an_instant_and_the_unknown() -> None:
    """An empty range is an instant; None is said to be unknown."""
    when = TimeRange(earliest=START, latest=START)
    assert range_text(when, "Europe/Kyiv", EN) == "19 April 2025, 18:00 Kyiv time"
    assert range_text(None, "Europe/Kyiv", EN) == "time not known"


def test_open_windows_say_which_end_is_open() -> None:
    """An end that nobody stated is called unstated, never filled in."""
    assert "end not stated" in window_text(Window(start=START, end=None), "UTC", EN)
    assert "beginning not stated" in window_text(Window(start=None, end=END), "UTC", EN)
    assert window_text(Window(start=None, end=None), "UTC", EN) == "window not stated"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(108_000, "30 h"), (12_420, "3 h 27 min"), (300, "5 min"), (12, "12 s"), (0, "0 h")],
)
def test_lengths_of_time(seconds: float, text: str) -> None:
    """Lengths read in hours and minutes."""
    assert duration(seconds, EN) == text


def test_utc_to_the_second_only_where_needed() -> None:
    """Seconds print only where there are some."""
    assert utc_text(START) == "2025-04-19 15:00Z"
    assert utc_text(START.replace(second=51)) == "2025-04-19 15:00:51Z"


def at(day: int, hour: int = 0) -> TimeRange:
    """Return an instant in April 2030."""
    moment = datetime(2030, 4, day, hour, tzinfo=UTC)
    return TimeRange(earliest=moment, latest=moment, zone="UTC")


def whole_day(day: int) -> TimeRange:
    """Return a day of April 2030 in UTC."""
    return TimeRange(earliest=at(day).earliest, latest=at(day + 1).earliest, zone="UTC")


@pytest.mark.parametrize(
    ("period", "said"),
    [
        (Period(start=at(1, 6), end=at(3)), "1 April 2030, 06:00 to 3 April 2030, 00:00 UTC"),
        (Period(start=at(1, 6)), "from 1 April 2030, 06:00 UTC on; no end was fixed"),
        (
            Period(start=whole_day(1)),
            "from some moment of 1 April 2030 on; no end was fixed, UTC",
        ),
        (
            Period(start=whole_day(1), end=whole_day(3)),
            "from some moment of 1 April 2030 to some moment of 3 April 2030, UTC",
        ),
        (
            Period(start=whole_day(1), end=at(3)),
            "from some moment of 1 April 2030 to 3 April 2030, 00:00 UTC",
        ),
    ],
)
def test_a_period_tells_the_doubt_of_its_ends(period: Period, said: str) -> None:
    """An end known to the day is some moment of it, and one never fixed is said to be none."""
    assert period_text(period, "UTC", EN) == said


@pytest.mark.parametrize(
    ("earliest", "latest", "said"),
    [
        (EVER, at(3).earliest, "until 3 April 2030, 00:00 UTC"),
        (at(1).earliest, LATEST, "from 1 April 2030, 00:00 UTC on; no end was fixed"),
        (EVER, LATEST, "at all times; no beginning and no end of its own"),
    ],
)
def test_what_stands_for_no_end_is_never_printed(
    earliest: datetime, latest: datetime, said: str
) -> None:
    """The first and last moment of the record are words, not dates."""
    assert range_text(TimeRange(earliest=earliest, latest=latest), "UTC", EN) == said


@pytest.mark.parametrize(
    ("seconds", "said"), [(86_400.0, "1 day"), (604_800.0, "7 days"), (7200.0, "2 h")]
)
def test_whole_days_are_days(seconds: float, said: str) -> None:
    """A length in whole days is told in days, any other as a duration."""
    assert length_text(seconds, EN) == said
