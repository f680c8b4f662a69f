"""Numbers in text: values, bounds, and what only looks like a number."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.language.numbers import find_numbers


def bounds(text: str, lang: str) -> list[tuple[float, float | None]]:
    """Return the bounds of all numbers of a text."""
    return [tuple(each.bounds) for each in find_numbers(text, lang)]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "2,935 violations", (2935, 2935)),
        ("en", "more than 950 drones", (951, None)),
        ("en", "at least three killed", (3, None)),
        ("en", "no fewer than 12 hurt", (12, None)),
        ("en", "fewer than 10 people", (0, 9)),
        ("en", "up to 40 drones", (0, 40)),
        ("en", "nearly 3,000 attacks", (2700, 2999)),
        ("en", "about 200 people", (180, 220)),
        ("en", "20 or more people", (20, None)),
        ("en", "20-30 drones", (20, 30)),
        ("en", "from 3 to 5 people", (3, 5)),
        ("en", "between 20 and 30 strikes", (20, 30)),
        ("en", "two hundred and five shells", (205, 205)),
        ("en", "twenty-five houses", (25, 25)),
        ("en", "1.5 million people", (1_500_000, 1_500_000)),
        ("en", "dozens of houses", (24, None)),
        ("en", "hundreds of thousands of people", (200_000, None)),
        ("en", "half a dozen shells", (6, 6)),
        ("en", "several hundred shells", (300, None)),
        ("en", "a family died", (2, None)),
        ("uk", "1 882 обстріли", (1882, 1882)),
        ("uk", "понад 950 дронів", (951, None)),
        ("uk", "щонайменше двоє загиблих", (2, None)),
        ("uk", "не менше двадцяти п'яти людей", (25, None)),
        ("uk", "від 3 до 5 ракет", (3, 5)),
        ("uk", "до 20 дронів", (0, 20)),
        ("uk", "майже 3 тисячі разів", (2700, 2999)),
        ("uk", "кілька десятків будинків", (30, None)),
        ("uk", "1,5 млн людей", (1_500_000, 1_500_000)),
        ("uk", "20 тис. осіб", (20_000, 20_000)),
        ("uk", "семеро поранених", (7, 7)),
        ("uk", "два-три вибухи", (2, 3)),
        ("ru", "двое погибших", (2, 2)),
        ("ru", "свыше 100 беспилотников", (101, None)),
        ("ru", "не менее 4900 раз", (4900, None)),
        ("ru", "около 50 человек", (45, 55)),
        ("ru", "несколько человек", (3, None)),
        ("ru", "двадцать два дрона", (22, 22)),
    ],
)
def test_words_give_bounds(lang: str, text: str, expected: tuple[float, float | None]) -> None:
    """Digits, words and the words that open bounds come to the documented bounds."""
    assert bounds(text, lang) == [expected]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "T-80 tanks, S-300 and Shahed-136"),
        ("en", "on April 20, 2025 at 18:00, in 2014, on 19 and 20 April"),
        ("en", "a 12-year-old, aged 45, a 30-day truce, a 155 mm shell"),
        ("en", "$5.3 million, 5 million dollars, +380 44 123 45 67"),
        ("en", "one of them, no one, a family home, two thirds"),
        ("en", "3:1 to the hosts, 24/7, Article 5, the 93rd brigade"),
        ("en", "1.882 attacks"),
        ("uk", "12-річний, 45 та 52 років, Су-34, КАБ-500, 20-го, 47-ма"),
        ("uk", "19 квітня 2025 року о 18:00, у 2014 році, о 6 ранку, 93 бригада"),
        ("ru", "45 лет, 20-го, с 18:00 19 апреля до 21 апреля, 5 млн долларов"),
    ],
)
def test_what_counts_nothing_is_left_out(lang: str, text: str) -> None:
    """Dates, clocks, ages, models, money, names and ambiguous marks give no number."""
    assert bounds(text, lang) == []


def test_parts_of_a_total_come_one_by_one() -> None:
    """Each number of a list of parts is found with its own span."""
    text = "2,935 in all: 96 assaults, 1,882 shellings, 812 of them heavy, over 950 drones"
    found = find_numbers(text, "en")
    assert [text[each.start : each.end] for each in found] == [
        "2,935",
        "96",
        "1,882",
        "812",
        "over 950",
    ]


def test_over_and_nearly_exclude_each_other() -> None:
    """Over eight hours and nearly eight hours share no duration, nor do shares of land."""
    over, nearly = find_numbers("over eight hours, nearly eight hours", "en")
    assert not over.bounds.overlaps(nearly.bounds)
    assert nearly.approximate and not over.approximate
    assert [each.percent for each in find_numbers("20% or 5 percent of 3 towns", "en")] == [
        True,
        True,
        False,
    ]


def test_a_rising_toll_is_no_range() -> None:
    """A toll that rose from 3 to 5 is two numbers, not a range."""
    assert bounds("The toll rose from 3 to 5.", "en") == [(3, 3), (5, 5)]


@given(st.integers(min_value=1, max_value=10**9), st.sampled_from(["en", "uk", "ru"]))
def test_any_whole_number_with_thousands_marks_is_read(number: int, lang: str) -> None:
    """A number grouped as its language groups it reads back as itself."""
    mark = "," if lang == "en" else " "
    text = f"{number:,}".replace(",", mark)
    assert bounds(f"«{text}» %", lang)[:1] in ([(number, number)], [])
    if not 1900 <= number < 2100:
        assert bounds(text, lang) == [(number, number)]


@given(st.text(max_size=200), st.sampled_from(["en", "uk", "ru", "xx"]))
def test_any_text_is_survived_and_spans_fit(text: str, lang: str) -> None:
    """Any text gives ordered mentions whose words stand at their spans, bounds in order."""
    end = 0
    for each in find_numbers(text, lang):
        assert each.start >= end and each.words == text[each.start : each.end] != ""
        assert each.bounds.min >= 0
        assert each.bounds.max is None or each.bounds.min <= each.bounds.max
        end = each.end


@pytest.mark.parametrize("piece", ["1,", "1 ", "20-", "two ", "at least ", "12.", "19 and ", "a-1"])
def test_hostile_repetition_stays_linear(piece: str) -> None:
    """Twenty thousand repetitions of a tricky piece are read in a blink."""
    start = time.thread_time()
    find_numbers(piece * 20_000, "en")
    assert time.thread_time() - start < 5
