"""Times in text: days, nights and windows, hung on the publication date."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.ground.times import TimeRange, day_range, parse_instant, parse_range
from truceline.read.moments.times import TimeMention, dateline, find_times

KYIV, MOSCOW = "Europe/Kyiv", "Europe/Moscow"
MONDAY = parse_range("2025-04-21", KYIV)


def only(text: str, lang: str, published: TimeRange | None = MONDAY) -> TimeMention:
    """Return the one time that a text names."""
    found = find_times(text, lang, published=published, zone=KYIV)
    assert len(found) == 1, found
    return found[0]


def utc(text: str) -> datetime:
    """Return an instant in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def ends(mention: TimeMention) -> tuple[str, str] | None:
    """Return the two ends of a mention, day and time in UTC."""
    held = mention.range
    return held and (f"{held.earliest:%d %H:%M}", f"{held.latest:%d %H:%M}")


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "on 20 April", ("19 21:00", "20 21:00")),
        ("en", "April 20, 2025", ("19 21:00", "20 21:00")),
        ("en", "2025-04-20", ("19 21:00", "20 21:00")),
        ("en", "20.04.2025", ("19 21:00", "20 21:00")),
        ("en", "on Saturday", ("18 21:00", "19 21:00")),
        ("en", "late Tuesday", ("15 15:00", "15 23:00")),
        ("en", "Saturday night", ("19 15:00", "20 03:00")),
        ("en", "last night", ("20 17:00", "21 03:00")),
        ("en", "yesterday", ("19 21:00", "20 21:00")),
        ("en", "at 6 pm on Saturday", ("19 15:00", "19 15:01")),
        ("en", "at 18:00 Moscow time on Saturday", ("19 15:00", "19 15:01")),
        ("en", "around 18:00 GMT on 19 April", ("19 17:30", "19 18:30")),
        ("uk", "у вівторок", ("14 21:00", "15 21:00")),
        ("uk", "вночі", ("20 17:00", "21 03:00")),
        ("uk", "у ніч на 20 квітня", ("19 17:00", "20 03:00")),
        ("uk", "у ніч з 19 на 20 квітня", ("19 17:00", "20 03:00")),
        ("uk", "зранку 20 квітня", ("20 02:00", "20 09:00")),
        ("ru", "в субботу", ("18 21:00", "19 21:00")),
        ("ru", "в 6 часов утра", ("21 03:00", "21 03:01")),
        ("ru", "утром 20 апреля", ("20 02:00", "20 09:00")),
    ],
)
def test_points_hang_on_publication(lang: str, text: str, expected: tuple[str, str]) -> None:
    """Dates, weekdays, nights and clocks become UTC ranges by the documented hours."""
    mention = only(text, lang)
    assert mention.kind == "point"
    assert ends(mention) == expected


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "from 18:00 on 19 April to 00:00 on 21 April Moscow time"),
        ("en", "From 6 pm Saturday until midnight Sunday"),
        ("ru", "с 18:00 19 апреля до 00:00 21 апреля по московскому времени"),
        ("uk", "з 18:00 19 квітня до 00:00 21 квітня за Москвою"),
    ],
)
def test_a_window_has_both_its_ends(lang: str, text: str) -> None:
    """The truce's window reads the same in three languages (Kyiv and Moscow agree in April)."""
    mention = only(text, lang)
    assert (mention.kind, mention.since, mention.until) == (
        "window",
        utc("2025-04-19T15:00"),
        utc("2025-04-20T21:00"),
    )


def test_hours_of_one_day_and_over_midnight() -> None:
    """Clock windows lie in the day of publication; one that passes midnight ends in it."""
    assert ends(only("з 00:00 до 06:00", "uk")) == ("20 21:00", "21 03:00")
    assert ends(only("from 22:00 to 06:00", "en")) == ("20 19:00", "21 03:00")
    assert ends(only("nine explosions, 21:10-21:34 on 19 April", "en")) is not None


def test_open_windows_have_one_end() -> None:
    """Since and as of give one end exactly and leave the other unsaid."""
    since = only("since midnight", "en")
    assert (since.kind, since.since, since.until) == ("window", utc("2025-04-20T21:00"), None)
    until = only("станом на 18:00", "uk")
    assert (until.kind, until.since, until.until) == ("window", None, utc("2025-04-21T15:00"))
    day = only("за добу", "uk")
    assert (day.kind, day.since, day.until) == ("window", None, None)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "since the start of the Easter truce"),
        ("en", "during the 30-hour ceasefire"),
        ("uk", "за час 30-годинного перемир’я"),
        ("uk", "з початку перемир'я"),
        ("ru", "за время перемирия"),
    ],
)
def test_the_truce_is_an_anchor(lang: str, text: str) -> None:
    """A window named by the truce carries its anchor and no guessed range."""
    mention = only(text, lang)
    assert (mention.anchor, mention.kind, mention.range) == ("truce", "window", None)


def test_talks_on_a_truce_are_no_window() -> None:
    """Talk about a truce does not name its window."""
    assert find_times("during talks on a truce", "en", published=MONDAY, zone=KYIV) == []


@pytest.mark.parametrize("text", ["on Tuesday", "overnight", "yesterday", "April 20", "at 18:00"])
def test_without_a_publication_date_the_relative_stays_unknown(text: str) -> None:
    """Nothing guesses the day of a text that has none."""
    assert only(text, "en", published=None).range is None


def test_a_whole_date_needs_no_publication_date() -> None:
    """A date with its year is known whatever the publication date."""
    assert only("on 20 April 2025", "en", published=None).range == day_range(
        date(2025, 4, 20), KYIV
    )


def test_a_day_to_come_is_not_taken_for_the_last_one() -> None:
    """A weekday in a sentence about the future is left unknown."""
    assert only("He is expected to visit on Thursday.", "en").range is None


@pytest.mark.parametrize(
    "text", ["they may 20 times", "in 20225-01-01", "at 25:61", "on 31.13.2025"]
)
def test_what_is_no_time_is_not_found(text: str) -> None:
    """Lower-case months, absurd years and impossible clocks and dates are no times."""
    assert find_times(text, "en", published=MONDAY, zone=KYIV) == []


@pytest.mark.parametrize(
    ("day", "kyiv", "moscow"), [("2025-01-15", 16, 15), ("2025-07-15", 15, 15)]
)
def test_zones_in_winter_and_summer(day: str, kyiv: int, moscow: int) -> None:
    """Six in the evening is an hour apart between Kyiv and Moscow in winter, not in summer."""
    for zone, words, hour in ((KYIV, "Kyiv time", kyiv), (MOSCOW, "Moscow time", moscow)):
        for text, given_zone in (("at 18:00", zone), (f"at 18:00 {words}", "UTC")):
            found = find_times(
                f"{text} on {day}", "en", published=parse_range(day, zone), zone=given_zone
            )
            assert found[0].range is not None
            assert found[0].range.earliest.hour == hour


def test_the_dateline_is_a_line_of_its_own() -> None:
    """Only a line at the head that is nothing but a whole date is a dateline."""
    text = "Site name\nWednesday, March 12, 2025\n\nUS resumes aid"
    assert dateline(text, "en", zone="UTC") == day_range(date(2025, 3, 12), "UTC")
    assert dateline("On March 12, 2025 talks began in Jeddah", "en", zone="UTC") is None
    assert dateline("March 12\nUS resumes aid", "en", zone="UTC") is None


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "over 20 April, from midnight to midnight Kyiv time", ("19 21:00", "20 21:00")),
        ("uk", "20 квітня, з 00:00 до 24:00 за київським часом", ("19 21:00", "20 21:00")),
        ("ru", "20 апреля, с 00:00 до 24:00 по киевскому времени", ("19 21:00", "20 21:00")),
        ("en", "on 20 April from 18:00 to 20:00", ("20 15:00", "20 17:00")),
        ("uk", "20 квітня з 22:00 до 06:00", ("20 19:00", "21 03:00")),
        ("en", "from midnight to 20:00 Kyiv time on 20 April", ("19 21:00", "20 17:00")),
        ("en", "on Sunday, from midnight to midnight", ("19 21:00", "20 21:00")),
    ],
)
def test_a_range_of_hours_stands_beside_its_day(
    lang: str, text: str, expected: tuple[str, str]
) -> None:
    """Hours are of the day named before or after them; midnight may be a day's end."""
    found = find_times(text, lang, published=MONDAY, zone=KYIV)
    assert found[-1].kind == "window"
    assert ends(found[-1]) == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "since it began at 18:00 Moscow time on 19 April and until it ended at midnight on "
         "20 April", ("19 15:00", "20 21:00")),
        ("en", "a truce that begins at 15:00 GMT on 19 April and ends at 00:00 on 21 April "
         "Moscow time", ("19 15:00", "20 21:00")),
        ("ru", "оно началось в 18:00 19 апреля и закончилось в 00:00 21 апреля",
         ("19 15:00", "20 21:00")),
        ("uk", "воно почалося о 18:00 19 квітня і закінчилося о 00:00 21 квітня",
         ("19 15:00", "20 21:00")),
        ("en", "since it started at 18:00 on 19 April", ("19 15:00", "21 21:00")),
    ],
)  # fmt: skip
def test_verbs_of_beginning_and_end_make_a_window(
    lang: str, text: str, expected: tuple[str, str]
) -> None:
    """What began at one time and ended at another lasted between them."""
    found = only(text, lang)
    assert found.kind == "window"
    assert ends(found) == expected


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "2,000 times in 48 hours"), ("uk", "2000 разів за 48 годин"),
     ("ru", "2000 раз за двое суток")],
)  # fmt: skip
def test_a_bare_stretch_ends_with_publication(lang: str, text: str) -> None:
    """So many hours without a beginning of their own end when the text appears."""
    assert ends(only(text, lang)) == ("19 21:00", "21 21:00")


def test_a_bare_stretch_to_come_is_unknown() -> None:
    """A forecast hangs on no past window, and a length of something is no window at all."""
    assert only("they will meet in 48 hours", "en").range is None
    assert find_times("in eight hours of talks", "en", published=MONDAY, zone=KYIV) == []


@pytest.mark.parametrize(
    ("lang", "text"), [("uk", "за добу 20 квітня"), ("ru", "за сутки 20 апреля")]
)
def test_a_day_and_night_with_a_date_is_that_day(lang: str, text: str) -> None:
    """A date fixes which day and night is meant, whatever the day of publication."""
    found = only(text, lang)
    assert (found.kind, ends(found)) == ("window", ("19 21:00", "20 21:00"))


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 6))
def test_a_weekday_is_the_last_one_up_to_publication(day: date, weekday: int) -> None:
    """The day found is that weekday, on or less than a week before publication."""
    names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    published = day_range(day, "UTC")
    found = find_times(f"on {names[weekday]}", "en", published=published, zone="UTC")[0].range
    assert found is not None
    assert found.earliest.weekday() == weekday
    assert 0 <= (day - found.earliest.date()).days < 7


@given(st.text(max_size=200), st.sampled_from(["en", "uk", "ru", "xx", "zones"]))
def test_any_text_is_survived_and_spans_fit(text: str, lang: str) -> None:
    """Any text gives mentions whose words stand at their spans."""
    for each in find_times(text, lang, published=MONDAY, zone=KYIV):
        assert each.words == text[each.start : each.end]


@pytest.mark.parametrize(
    "piece",
    [
        "since the ",
        "19-20 ",
        "from 1:00 to ",
        "April 1, ",
        "1 and 2 ",
        "since it began ",
        "in 4 hours ",
    ],
)
def test_hostile_repetition_stays_linear(piece: str) -> None:
    """Two thousand characters of a tricky piece, as long as a sentence may be, take no time."""
    start = time.thread_time()
    find_times((piece * 2_000)[:2_000], "en", published=MONDAY, zone=KYIV)
    assert time.thread_time() - start < 2


@pytest.mark.parametrize(("day", "night"), [("2025-04-21", 1), ("2025-04-22", 2)])
def test_a_night_told_on_its_day_is_the_one_that_ended_that_morning(day: str, night: int) -> None:
    """Told on the 21st, "overnight on 21 April" is one night; told later, it may be either."""
    text = "Drones were launched overnight on 21 April."
    (found,) = find_times(text, "en", published=parse_range(day), zone="Europe/Kyiv")
    assert found.range is not None
    assert found.range.earliest == parse_instant("2025-04-20T17:00:00Z")
    assert found.range.latest == parse_instant(f"2025-04-2{night}T03:00:00Z")


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "on the night of 21 April", ("20 15:00", "21 03:00")),
        ("en", "on the night of 20 April", ("20 15:00", "21 03:00")),
        ("en", "on Monday night", ("20 15:00", "21 03:00")),
        ("en", "on Monday evening", ("14 14:00", "14 21:00")),
        ("en", "in the evening", ("20 14:00", "20 21:00")),
        ("uk", "увечері", ("20 14:00", "20 21:00")),
        ("uk", "вночі 21 квітня", ("20 17:00", "21 03:00")),
        ("uk", "у понеділок ввечері", ("14 14:00", "14 21:00")),
        ("ru", "вечером", ("20 14:00", "20 21:00")),
        ("ru", "в ночь на 21 апреля", ("20 17:00", "21 03:00")),
        ("ru", "вечером 20 апреля", ("20 14:00", "20 21:00")),
    ],
)
def test_a_part_of_a_day_told_in_the_morning_is_the_last(
    lang: str, text: str, expected: tuple[str, str]
) -> None:
    """What is told at ten on Monday 21 April lies before: no evening or night still to come."""
    morning = parse_range("2025-04-21T07:00:00Z", "UTC")
    assert ends(only(text, lang, morning)) == expected


def test_a_part_of_a_day_to_come_is_left_where_it_is_announced() -> None:
    """Of what "will" be in the evening of a named day the day stands."""
    morning = parse_range("2025-04-21T07:00:00Z", "UTC")
    assert ends(only("will meet in the evening", "en", morning)) == ("21 14:00", "21 21:00")


@pytest.mark.parametrize("text", ["on 20 April.", "on Apr. 20.", "at 18:40 on 20 April."])
def test_a_full_stop_is_no_part_of_a_date_that_it_ends(text: str) -> None:
    """The words of a time end before the sentence's full stop."""
    assert not only(text, "en").words.endswith(".")
    assert ends(only("on 20 Apr. at 18:40", "en")) == ("20 15:40", "20 15:41")


def test_a_named_year_is_known_as_such() -> None:
    """Whether the words name the year is kept, as nothing then needs guessing."""
    assert only("on 20 April 2024", "en").dated
    assert not only("on 20 April", "en").dated
