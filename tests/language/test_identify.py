"""Languages are told apart by letters and commonest words."""

from __future__ import annotations

import json
from pathlib import Path

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


RUSSIAN = st.tuples(
    st.sampled_from(["Артиллерия", "Украинские войска", "Российская авиация", "Полиция города"]),
    st.sampled_from(["обстреляла село", "нанесла удар по складу", "сообщила об атаке"]),
    st.sampled_from(["под Харьковом", "в Донецкой области", "после полудня", "около вокзала"]),
).map(" ".join)
UKRAINIAN = st.tuples(
    st.sampled_from(["Ворог", "Окупант", "Голова ОВА", "Черговий дрон"]),
    st.sampled_from(["завдав удару по складу", "атакував село", "влучив у будинок"]),
    st.sampled_from(
        ["поблизу Покровська", "на Лиманському напрямку", "у Сумах", "вранці у вівторок"]
    ),
).map(" ".join)


@given(RUSSIAN)
def test_russian_without_its_own_letters(text: str) -> None:
    """A short sentence without ы, э, ъ, ё is Russian by its words, endings and vowels."""
    assert not set(text.casefold()) & set("ыэъёіїєґ")
    assert language_of(text) == "ru"


@given(UKRAINIAN)
def test_ukrainian_with_few_or_none_of_its_letters(text: str) -> None:
    """A short sentence without і, ї, є, ґ stays Ukrainian."""
    assert language_of(text) == "uk"


@pytest.mark.shared
def test_headlines_of_two_languages(shared_data: Path) -> None:
    """Of real headlines that letters settle, nearly all come out so."""
    texts = [
        str(json.loads(line).get("headline", "")).casefold()
        for path in sorted((shared_data / "gold").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    told = [(bool(set(t) & set("іїєґ")), bool(set(t) & set("ыэъё")), t) for t in texts]
    settled = [("uk" if uk else "ru", t) for uk, ru, t in told if uk != ru]
    wrong = [t for lang, t in settled if language_of(t) != lang]
    assert len(settled) > 2_000
    assert len(wrong) <= len(settled) / 500


@given(st.text())
def test_every_text_has_an_answer(text: str) -> None:
    """Whatever comes in, one of the four codes comes out."""
    assert language_of(text) in {"en", "uk", "ru", "und"}
