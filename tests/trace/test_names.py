"""Names are one across spellings and alphabets, and different names stay different."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.trace.names import name_key


@pytest.mark.parametrize(
    "spellings",
    [
        ("Zelensky", "Zelenskyy", "Zelenskiy", "Зеленський", "Зеленский", "Зеленського"),
        ("Kharkiv", "Харків", "Харькове"),
        ("Rubio", "Rubio's", "Рубіо", "Рубио"),
    ],
)
def test_spellings_of_a_name_share_a_key(spellings: tuple[str, ...]) -> None:
    """Romanisations, two Cyrillic alphabets and case endings come to one key."""
    assert len({name_key(each) for each in spellings}) == 1


def test_different_names_have_different_keys() -> None:
    """Names that begin alike are not mixed up."""
    names = ["Rubio", "Waltz", "Lavrov", "Peskov", "Kharkiv", "Kherson", "Sumy", "Odesa"]
    assert len({name_key(each) for each in names}) == len(names)


@given(st.text(max_size=60))
def test_any_word_has_a_short_key(word: str) -> None:
    """Hostile words give a key of bounded length, the same each time."""
    assert name_key(word) == name_key(word)
    assert len(name_key(word)) <= 4
