"""Fighting that goes on is a report; fighting that ended, is feared or nowhere is none."""

from __future__ import annotations

import pytest

from tests.read.test_reader import read


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Fighting continued near Pokrovsk on Friday.", "clash"),
        ("Fighting is ongoing in Toretsk.", "clash"),
        ("Heavy battles were reported in Chasiv Yar.", "clash"),
        ("Battles are under way for the town of Velyka Novosilka.", "clash"),
        ("Clashes raged around Pokrovsk overnight.", "clash"),
        ("Shelling has not stopped in Kherson.", "shelling"),
        ("Artillery fire continued in Kherson despite the truce.", "shelling"),
        ("There was heavy fighting around Sudzha.", "clash"),
        ("Бої тривають біля Покровська.", "clash"),
        ("Біля Торецька не вщухають бої.", "clash"),
        ("Обстрелы Херсона не прекращаются.", "shelling"),
        ("Бої під Покровськом не вщухли.", "clash"),
        ("Под Часовым Яром идут ожесточённые бои.", "clash"),
    ],
)
def test_fighting_that_goes_on(text: str, act: str) -> None:
    """A noun of fighting that continues at a place is one report, of the act that it names."""
    assert [each.act for each in read(text, "incident_report")] == [act]


@pytest.mark.parametrize(
    "text",
    [
        "Fighting may continue near Pokrovsk.",
        "Fighting stopped near Pokrovsk.",
        "Fighting has subsided near Pokrovsk.",
        "No fighting was reported near Pokrovsk.",
        "Fighting continued.",
        "Бої вщухли під Сумами.",
        "Бои под Покровском утихли.",
        "A legal battle continued in Kharkiv over the missile contract.",
    ],
)
def test_no_fighting_told(text: str) -> None:
    """What may be, what ended, what was not, and quarrels of another sort are no reports."""
    assert not read(text, "incident_report")
