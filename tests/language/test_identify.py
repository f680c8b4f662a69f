"""Languages are told apart by letters and commonest words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.language.identify import language_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shelling was heard at dawn", "en"),
        ("Уночі в місті чули вибухи", "uk"),
        ("Ночью в городе слышали взрывы", "ru"),
        ("Харків", "uk"),
        ("Взрыв в Харькове и пожар", "ru"),
        ("Drone над містом, кажуть свідки", "uk"),
        ("12:30, 5 %", "und"),
        ("", "und"),
    ],
)
def test_short_texts(text: str, expected: str) -> None:
    """A headline is enough; figures alone are in no language."""
    assert language_of(text) == expected


@given(st.text())
def test_every_text_has_an_answer(text: str) -> None:
    """Whatever comes in, one of the four codes comes out."""
    assert language_of(text) in {"en", "uk", "ru", "und"}
