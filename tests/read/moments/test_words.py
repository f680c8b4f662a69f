"""Words of time of three languages: adjectives, cases of weekdays, weeks and months, order."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.ground.times import TimeRange, day_range
from truceline.read.moments.times import TimeMention, find_times

ZONE = "Europe/Kyiv"
MONDAY = day_range(date(2025, 4, 21), ZONE)


def only(text: str, lang: str, published: TimeRange = MONDAY) -> TimeMention:
    """Return the one time that a text names."""
    found = find_times(text, lang, published=published, zone=ZONE)
    assert len(found) == 1, found
    return found[0]


def ends(text: str, lang: str) -> tuple[str, str] | None:
    """Return the ends of the one time of a text in UTC (three hours behind the zone)."""
    held = only(text, lang).range
    return held and (f"{held.earliest:%d %H:%M}", f"{held.latest:%d %H:%M}")


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("uk", "нічна атака на Вербівку", ("20 17:00", "21 03:00")),
        ("uk", "після ранкового удару", ("21 02:00", "21 09:00")),
        ("uk", "вчорашній обстріл", ("19 21:00", "20 21:00")),
        ("uk", "постраждалі від вчорашньої атаки", ("19 21:00", "20 21:00")),
        ("uk", "вчора ввечері", ("20 14:00", "20 21:00")),
        ("uk", "позавчора", ("18 21:00", "19 21:00")),
        ("uk", "під ранок", ("20 21:00", "21 03:00")),
        ("uk", "перед суботою", ("18 21:00", "19 21:00")),
        ("uk", "у ніч на середу", ("15 17:00", "16 03:00")),
        ("uk", "у понеділок вранці", ("21 02:00", "21 09:00")),
        ("ru", "ночной обстрел Вербовки", ("20 17:00", "21 03:00")),
        ("ru", "в ночь на субботу", ("18 17:00", "19 03:00")),
        ("ru", "вчерашний удар", ("19 21:00", "20 21:00")),
        ("ru", "под утро в воскресенье", ("19 21:00", "20 03:00")),
        ("ru", "вчера вечером", ("20 14:00", "20 21:00")),
        ("en", "in the early hours of Tuesday", ("14 21:00", "15 03:00")),
        ("en", "on Monday evening", ("21 14:00", "21 21:00")),
        ("en", "two days ago", ("18 21:00", "19 21:00")),
        ("en", "Sunday's attack", ("19 21:00", "20 21:00")),
        ("en", "Tuesday's overnight strike", ("14 17:00", "16 03:00")),
    ],
)
def test_words_of_day_and_night(lang: str, text: str, expected: tuple[str, str]) -> None:
    """Adjectives, weekdays in their cases and parts of the night are days and hours."""
    assert only(text, lang).kind == "point"
    assert ends(text, lang) == expected


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("uk", "у ранковому звіті Генштабу"),
        ("uk", "біля нічного клубу"),
        ("uk", "у вечірньому зверненні"),
        ("ru", "в утренней сводке"),
        ("ru", "у ночного клуба"),
        ("en", "in his evening address"),
        ("en", "the morning news"),
        ("en", "a night club"),
    ],
)
def test_what_a_report_or_a_club_is_called_is_no_time(lang: str, text: str) -> None:
    """The morning of a morning report is not when what it tells of was."""
    assert find_times(text, lang, published=MONDAY, zone=ZONE) == []


@pytest.mark.parametrize(
    ("lang", "text", "first"),
    [
        ("en", "earlier this month", date(2025, 4, 1)),
        ("en", "this year", date(2025, 1, 1)),
        ("uk", "цього тижня", date(2025, 4, 21)),
        ("uk", "цього місяця", date(2025, 4, 1)),
        ("ru", "на этой неделе", date(2025, 4, 21)),
        ("ru", "в этом году", date(2025, 1, 1)),
    ],
)
def test_what_goes_on_begins_with_its_unit(lang: str, text: str, first: date) -> None:
    """The week, month and year that go on last from their first day up to publication."""
    held = only(text, lang).range
    assert held is not None
    assert held.earliest == day_range(first, ZONE).earliest
    assert held.latest == MONDAY.latest


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "last week"), ("uk", "минулого тижня"), ("ru", "на прошлой неделе")],
)
def test_last_week_holds_both_its_senses(lang: str, text: str) -> None:
    """The seven days before and the calendar week before both lie in it, in three languages."""
    held = only(text, lang).range
    assert held is not None
    for day in (date(2025, 4, 14), date(2025, 4, 20)):
        assert day_range(day, ZONE).share_inside(held) == 1.0


@pytest.mark.parametrize("lang", ["en", "uk", "ru"])
@given(day=st.dates(date(2000, 1, 2), date(2099, 12, 30)))
def test_days_keep_their_order(lang: str, day: date) -> None:
    """Whatever the day of publication: before yesterday, yesterday, night, today; none ahead."""
    words = {
        "en": ("the day before yesterday", "yesterday", "overnight", "today"),
        "uk": ("позавчора", "вчора", "вночі", "сьогодні"),
        "ru": ("позавчера", "вчера", "ночью", "сегодня"),
    }[lang]
    published = day_range(day, ZONE)
    held = [only(each, lang, published).range for each in words]
    middles = [each.earliest + (each.latest - each.earliest) / 2 for each in held if each]
    assert len(middles) == 4
    assert middles == sorted(middles)
    assert all(each.latest <= published.latest for each in held if each)


@given(
    day=st.dates(date(2000, 1, 10), date(2099, 12, 30)),
    number=st.integers(0, 6),
    lang=st.sampled_from(["en", "uk", "ru"]),
)
def test_a_weekday_is_the_last_one(day: date, number: int, lang: str) -> None:
    """A weekday lies within the seven days that end with the day of publication."""
    words = {
        "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        "uk": ("понеділок", "вівторок", "середу", "четвер", "п’ятницю", "суботу", "неділю"),
        "ru": ("понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье"),
    }[lang]
    held = only(words[number], lang, day_range(day, ZONE)).range
    back = (day.weekday() - number) % 7
    assert held == day_range(day - timedelta(days=back), ZONE)


@given(
    hour=st.integers(0, 23),
    minute=st.integers(0, 59),
    day=st.dates(date(2000, 1, 2), date(2099, 1, 1)),
)
def test_a_clock_lies_within_a_day_before_publication(hour: int, minute: int, day: date) -> None:
    """A clock without a day is the last such moment before an instant of publication."""
    sent = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    published = TimeRange(earliest=sent, latest=sent, zone="UTC")
    (found,) = find_times(f"at {hour}:{minute:02}", "en", published=published, zone="UTC")
    assert found.range is not None
    assert sent - timedelta(days=1) < found.range.earliest <= sent
