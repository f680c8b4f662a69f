"""Forms of names: what the tables decline, they also undo."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.geography.forms import Forms, key
from truceline.ground.errors import VocabularyError

FORMS = Forms.load()


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("Харкові", "Харків"),
        ("Харкова", "Харків"),
        ("Києвом", "Київ"),
        ("Розі", "Ріг"),
        ("Рогу", "Ріг"),
        ("Одесі", "Одеса"),
        ("Костянтинівці", "Костянтинівка"),
        ("Сумах", "Суми"),
        ("Сум", "Суми"),
        ("Черкасах", "Черкаси"),
        ("Ступочок", "Ступочки"),
        ("Красногорівського", "Красногорівське"),
        ("Куп'янську", "Куп'янськ"),
        ("Тернополя", "Тернопіль"),
        ("Запоріжжю", "Запоріжжя"),
        ("Івано-Франківську", "Івано-Франківськ"),
        ("Ростове-на-Дону", "Ростов-на-Дону"),
        ("Харькове", "Харьков"),
        ("Одессой", "Одесса"),
        ("Мариуполем", "Мариуполь"),
        ("Твери", "Тверь"),
        ("Черновцах", "Черновцы"),
        ("Орла", "Орёл"),
        ("Белгорода", "Белгород"),
        ("Kharkiv's", "Kharkiv"),
    ],
)
def test_case_forms_lead_to_the_name(form: str, name: str) -> None:
    """A name in any case is recognised, alternations of vowels and consonants included."""
    assert key(name) in {lemma.name for lemma in FORMS.lemmas(key(form))}


@pytest.mark.parametrize("form", ["Донецькі", "Харківськими", "Покровске"])
def test_adjectives_are_not_towns(form: str) -> None:
    """The plural of a relative adjective is no case of the town that it is made from."""
    stem = key(form)[:-2]
    assert not {lemma.name for lemma in FORMS.lemmas(key(form))} & {stem, stem + "ь"}


@pytest.mark.parametrize(
    ("adjective", "name"),
    [
        ("покровського", "покровськ"),
        ("торецькому", "торецьк"),
        ("сумською", "суми"),
        ("запорізький", "запоріжжя"),
        ("київській", "київ"),
        ("новопавлівському", "новопавлівка"),
        ("харьковской", "харьков"),
        ("донецком", "донецк"),
        ("запорожском", "запорожье"),
    ],
)
def test_adjectives_lead_to_the_name(adjective: str, name: str) -> None:
    """Of a relative adjective in any form, the place it is made from is among the candidates."""
    stems = FORMS.adjective_stems(adjective)
    assert name in {each for stem in stems for each in FORMS.names_behind(stem)}


LETTERS = st.text("абвгдеєжзиіїклмнопрстухцчшьюяыэ'", min_size=3, max_size=9)


@given(st.lists(LETTERS, min_size=1, max_size=2).map(" ".join))
def test_every_generated_form_is_undone(name: str) -> None:
    """Declining and undoing are one table read both ways, for each word of a name."""
    for form in FORMS.all_forms(name):
        for word, part in zip(form.split(), name.split(), strict=True):
            assert part in {lemma.name for lemma in FORMS.lemmas(word)}


@given(st.text(max_size=60))
def test_any_word_can_be_asked_about(word: str) -> None:
    """Whatever the word, it is its own first lemma."""
    assert FORMS.lemmas(key(word))[0].name == key(word)


def test_broken_tables_are_named(tmp_path: Path) -> None:
    """A vocabulary folder whose tables lack a part raises an error that names the file."""
    (tmp_path / "places_forms.yaml").write_text("nouns: {}\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match="places_forms"):
        Forms.load(tmp_path)
