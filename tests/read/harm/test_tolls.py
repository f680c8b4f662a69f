"""Tolls and targets: people counted, what happened to them, what a document sums up to."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.read.test_reader import READER
from truceline.language.identify import language_of
from truceline.model.evidence import Document
from truceline.read.harm.assessment import assess
from truceline.read.harm.targets import target_of
from truceline.read.harm.tolls import Toll, toll_of
from truceline.read.scenes.drafts import Carried
from truceline.read.scenes.scene import Scene

Pair = tuple[float, float | None] | None


def scene(text: str) -> Scene:
    """Return a sentence as the readers see it."""
    return READER.scene(text, 0, language_of(text), Carried())


def pair(toll: Toll) -> tuple[Pair, Pair]:
    """Return killed and injured as plain pairs."""
    killed, injured = toll.killed, toll.injured
    return (killed and tuple(killed), injured and tuple(injured))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        # English: the side of the verb, parts, lists, appositions, kin.
        ("At least 14 people, including two girls and a boy, were killed.", (14, None), None),
        ("The blast killed four men and injured at least nine others.", (4, 4), (9, None)),
        ("Three farmers were killed, among them a woman, and two were hurt.", (3, 3), (2, 2)),
        ("A man and his two daughters were killed in the shelling.", (3, 3), None),
        ("The rocket killed the father, mother and sister of a teacher.", (3, 3), None),
        ("Seven people, Ann Example, her husband and their sons, were killed.", (7, 7), None),
        ("It led to the death of 19 civilians and the injury of 40 others.", (19, 19), (40, 40)),
        ("Twenty people were killed and wounded at the market.", None, None),
        ("Ann Example, 21, was killed by a mine.", (1, 1), None),
        ("Two houses were destroyed and others were injured.", None, (2, None)),
        # Ukrainian and Russian: order, cases, collective numerals, joined persons.
        ("Удар по селищу: загинула мати з донькою, ще трьох людей поранено.", (2, 2), (3, 3)),
        ("Двоє загиблих і поранені після обстрілу.", (2, 2), (1, None)),
        ("Кількість поранених унаслідок нічної атаки зросла до 12-ти.", None, (12, 12)),
        ("У лікарні помер хлопець, поранений у вівторок.", (1, 1), None),
        ("Есть раненые, два дома уничтожены.", None, (1, None)),
        ("Погибли водитель автобуса, отец и ребенок.", (3, 3), None),
        ("В больнице остаются четверо детей после удара.", None, (4, 4)),
        ("Загону вдалося знищити 5 окупантів біля річки.", None, None),
        ("Бійці знищили 5 окупантів біля річки.", (5, 5), None),
        # A stated zero is no silence.
        ("Обстріл околиць: без постраждалих.", (0, 0), (0, 0)),
        ("Nobody was hurt.", (0, 0), (0, 0)),
        ("Nobody was wounded.", None, (0, 0)),
        ("Пострадал керамический завод.", None, None),
    ],
)  # fmt: skip
def test_tolls(text: str, killed: Pair, injured: Pair) -> None:
    """People are counted once, for what happened to them, in three languages."""
    assert pair(toll_of(scene(text))) == (killed, injured)


@given(st.integers(2, 900), st.integers(2, 900))
def test_each_number_belongs_to_its_word(killed: int, injured: int) -> None:
    """Whatever the numbers are, killed and injured are not exchanged."""
    told = pair(toll_of(scene(f"Shelling: {killed} people were killed and {injured} injured.")))
    assert told == ((killed, killed), (injured, injured))


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Дрони вдарили по підстанції та будинку.", "підстанції", "energy"),
        ("The missile hit a school.", "school", "civilian"),
        ("Обстріляно Вигадане, поранено двох жінок.", "двох жінок", "civilian"),
        ("Ракета влучила у завод.", "", ""),
        ("Мешканці чули вибухи.", "", ""),
        ("Обстріляли склад боєприпасів.", "склад боєприпасів", "military"),
    ],
)
def test_targets(text: str, words: str, kind: str) -> None:
    """A thing named is what was hit; people only where harmed; a works is of no class."""
    seen = scene(text)
    found = target_of(seen, 0, len(seen.words) - 1)
    assert (found.words, found.kind) == (words, kind)


def summed(text: str) -> tuple[Pair, Pair]:
    """Return the sum of an assessed document."""
    document = Document(
        id="d", evidence="d", source="s", media_type="text/plain", text=text, language="en"
    )
    found = assess(READER, document)
    return pair(Toll(found.killed, found.injured))


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("At least 14 people were killed. One agency counted 21 killed.", (14, 21)),
        ("Four people were killed. Earlier three were reported killed.", (4, 4)),
        ("Up to nine civilians were killed. A clinic named six people killed.", (6, 9)),
        ("At least 5 people were killed. In that war 900 people were killed.", (5, 5)),
        ("A teacher was killed. His brother was killed with him.", (1, 1)),
        ("The house burnt down.", None),
    ],
)
def test_a_document_sums_up_its_accounts(text: str, killed: Pair) -> None:
    """The first count stands; other accounts only close what it leaves open."""
    assert summed(text)[0] == killed


@pytest.mark.parametrize(
    "piece", ["killed 5 and ", "two women, ", "including (", "injured a man, "]
)
def test_hostile_repetition_is_read_in_time(piece: str) -> None:
    """A long sentence of tricky pieces takes no more than a moment."""
    seen = scene(piece * (1_200 // len(piece)))
    start = time.thread_time()
    toll_of(seen)
    assert time.thread_time() - start < 2


@pytest.mark.parametrize(
    "text",
    [
        "No casualties were reported after the shelling of Quillmere.",
        "The shelling of Quillmere left no victims.",
        "Обстріляли Сельце, постраждалих немає.",
        "При обстреле посёлка никто не пострадал.",
    ],
)
def test_no_casualties_are_a_zero_of_both(text: str) -> None:
    """Where nobody suffered, nobody was killed and nobody injured: zeros that are stated."""
    assert pair(toll_of(scene(text))) == ((0, 0), (0, 0))


def test_a_number_goes_before_no_casualties() -> None:
    """Who was counted stays counted; what is denied of one group says nothing of another."""
    text = "Двоє людей загинули, серед дітей постраждалих немає."
    assert pair(toll_of(scene(text)))[0] == (2, 2)
