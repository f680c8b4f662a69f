"""Words and sentences: their spans fit the text, and scrapers' habits do not upset them."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from truceline.language.words import fold, sentences, trim, words
from truceline.model.values import Span

MARKS = st.sampled_from(list(".!?… \n«»\"'-АбUs5"))
TEXTS = st.text() | st.lists(MARKS, max_size=40).map("".join)


@given(TEXTS)
@example("Удар.Ні")
def test_sentence_spans_fit_and_never_overlap(text: str) -> None:
    """Sentences stand in order, share nothing, and have no white space at their ends."""
    spans = sentences(text)
    for span in spans:
        piece = text[span.start : span.end]
        assert 0 <= span.start < span.end <= len(text)
        assert piece == piece.strip()
    assert all(a.end <= b.start for a, b in pairwise(spans))


@given(TEXTS)
def test_sentences_lose_nothing_but_white_space(text: str) -> None:
    """Every letter of the text is in some sentence."""
    kept = "".join(text[span.start : span.end] for span in sentences(text))
    assert "".join(kept.split()) == "".join(text.split())


@given(TEXTS)
def test_word_spans_fit_and_never_overlap(text: str) -> None:
    """Words stand in order, share nothing, and hold what they are the folded form of."""
    found = words(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for word in found:
        assert word.folded == fold(text[word.start : word.end])


@given(st.text())
def test_folded_text_has_one_apostrophe(text: str) -> None:
    """Whatever apostrophe or stress mark a text uses, look-ups see one kind and none."""
    assert not set("’ʼ`´‘\u0301") & set(fold(text))
    assert fold("За́пад") == "запад"
    assert fold("Куп’янськ") == fold("куп'янськ") == fold("КУПʼЯНСЬК")


@given(st.text(), st.data())
def test_trim_stays_inside(text: str, data: st.DataObject) -> None:
    """A trimmed span lies inside the span and loses white space only."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    inside = trim(text, Span(start, end))
    assert start <= inside.start <= inside.end <= max(end, inside.start)
    assert text[inside.start : inside.end] == text[start:end].strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells fell. Two died.", ["Shells fell.", "Two died."]),
        ("Mr. Brown of the U.S. Senate spoke.", ["Mr. Brown of the U.S. Senate spoke."]),
        ("У м. Київ чули вибух. Згодом ще один.", ["У м. Київ чули вибух.", "Згодом ще один."]),
        ("Заявив О. Бондар. Далі тиша.", ["Заявив О. Бондар.", "Далі тиша."]),
        ("Горів склад.Людей вивели.", ["Горів склад.", "Людей вивели."]),
        ("Станом на 2025.Новини", ["Станом на 2025.", "Новини"]),
        ("Він мовив: «Тихо. Чекаємо.» І пішов.", ["Він мовив: «Тихо.", "Чекаємо.»", "І пішов."]),
        ("Тихо… Знову вибух!? Так", ["Тихо…", "Знову вибух!?", "Так"]),
        ("Rose 2.5 percent at 5.30 today", ["Rose 2.5 percent at 5.30 today"]),
        ("Read news.example.com today", ["Read news.example.com today"]),
        ("first line\nsecond line", ["first line", "second line"]),
        ("У т. ч. двоє дітей", ["У т. ч. двоє дітей"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences_of_news(text: str, expected: list[str]) -> None:
    """Shortened words and initials end no sentence; glued stops, quotes and line breaks do."""
    assert [text[span.start : span.end] for span in sentences(text)] == expected


@pytest.mark.parametrize("unit", [" ", "г. ", ".!?", '."', "А.Б", "слово.Слово ", "\n", "'", "a-"])
def test_time_stays_linear(unit: str) -> None:
    """No text of 200,000 code points takes more than a few seconds."""
    text = unit * (200_000 // len(unit))
    begun = time.thread_time()
    sentences(text)
    words(text)
    assert time.thread_time() - begun < 5


def test_a_shortened_hour_ends_a_sentence_only_where_one_can_begin() -> None:
    """What goes on telling the time stays with it; the next sentence does not."""

    def parts(text: str) -> list[str]:
        return [text[span.start : span.end] for span in sentences(text)]

    assert parts("Shells fell at 6 p.m. on Monday.") == ["Shells fell at 6 p.m. on Monday."]
    assert parts("At 6 a.m. Sunday shells fell.") == ["At 6 a.m. Sunday shells fell."]
    assert parts("Shells fell at 6 p.m. Two died.") == ["Shells fell at 6 p.m.", "Two died."]
    assert parts("О 18 год. у місті пролунав вибух.") == ["О 18 год. у місті пролунав вибух."]
