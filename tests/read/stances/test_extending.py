"""Truces extended or not, and clauses that only date something by a truce."""

from __future__ import annotations

import pytest

from tests.read.test_reader import read


@pytest.mark.parametrize(
    ("text", "party", "stance"),
    [
        ("The Kremlin said the truce would not be extended.", "RUS", "rejects"),
        ("Kyiv said the truce would not be prolonged.", "UKR", "rejects"),
        ("Ukraine refused to prolong the ceasefire.", "UKR", "rejects"),
        ("Moscow has no plans to extend the truce.", "RUS", "rejects"),
        ("Russia said there was no plan to prolong the ceasefire.", "RUS", "rejects"),
        ("Putin decided against extending the ceasefire.", "RUS", "rejects"),
        ("Putin has not decided whether to extend the truce.", "RUS", "undecided"),
        ("Israel agreed to extend the ceasefire by 30 days.", "ISR", "accepts"),
        ("Ukraine is ready to extend the truce.", "UKR", "accepts"),
        ("Zelensky offered to extend the Easter truce for 30 days.", "UKR", "proposes"),
        ("У Кремлі заявили, що перемир'я не буде продовжено.", "RUS", "rejects"),
        ("Україна не планує продовжувати перемир'я.", "UKR", "rejects"),
        ("Песков: перемирие продлено не будет.", "RUS", "rejects"),
        ("Россия не планирует продлевать перемирие.", "RUS", "rejects"),
        ("Зеленский предложил продлить перемирие.", "UKR", "proposes"),
    ],
)
def test_extensions(text: str, party: str, stance: str) -> None:
    """Whether a side extends a truce, will not or only offers it, is read in three languages."""
    assert [(s.perpetrator, s.stance) for s in read(text, "position")] == [(party, stance)]


@pytest.mark.parametrize(
    "text",
    [
        "Two people have been killed in Kherson since the truce began.",
        "Russia shelled Kherson after the ceasefire took effect.",
        "Since the truce began, Ukrainian forces have attacked 26 times.",
        "Explosions were heard in Kramatorsk an hour after the truce came into force.",
        "Before the truce expired, Russia attacked Kherson.",
    ],
)
def test_a_truce_that_only_dates_is_no_position(text: str) -> None:
    """A clause of time says when, not what a side has accepted or ended."""
    assert not read(text, "position")


def test_a_clause_of_time_that_says_between_whom_stays() -> None:
    """One that names the sides of a truce tells of it itself."""
    text = "Three men came home after a ceasefire between Russia and Ukraine came into force."
    assert [s.stance for s in read(text, "position")] == ["accepts"]
