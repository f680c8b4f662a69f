"""Corridors for civilians: what is announced, what moved and what was broken off, by language."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from tests.read.test_reader import READER, document
from truceline.model.statement import Statement

CORRIDOR = "A humanitarian corridor was to lead out of Orlivka. "
ENGLISH = [
    ("Over 300 people managed to leave.", "done"),
    ("Some 40 residents were evacuated by noon.", "done"),
    ("The corridor from Orlivka did not work.", "refused"),
    ("Nobody was able to leave the town.", "refused"),
    ("Residents could not leave because of the fire.", "refused"),
    ("The evacuation was disrupted.", "suspended"),
    ("The evacuation will begin on Monday.", "promised"),
    ("Two more corridors have been agreed.", "promised"),
    ("The evacuation from the town has begun.", "begun"),
]
BY_WORDS = [
    ("uk", "Гуманітарний коридор з Орлівки не запрацював.", "refused"),
    ("uk", "Гуманітарний коридор з Орлівки запрацював.", "done"),
    ("uk", "Роботу гуманітарних коридорів зірвано.", "suspended"),
    ("ru", "Гуманитарный коридор из города согласован на 9 утра.", "promised"),
    ("ru", "По гуманитарному коридору выехали 200 человек.", "done"),
    ("ru", "Эвакуация по зелёному коридору не состоялась.", "refused"),
]


def undertakings(text: str, lang: str = "en") -> list[Statement]:
    """Return the undertakings of a text."""
    read = READER.read(replace(document(text), language=lang)).statements
    return [each for each in read if each.kind == "undertaking"]


@pytest.mark.parametrize(("text", "stance"), ENGLISH)
def test_english_tells_how_a_corridor_fares(text: str, stance: str) -> None:
    """By grammar: who was able to leave has left, who could not was kept; plans are promises."""
    found = [each for each in undertakings(CORRIDOR + text) if each.span.start >= len(CORRIDOR)]
    assert {each.stance for each in found} == {stance}


@pytest.mark.parametrize(("lang", "text", "stance"), BY_WORDS)
def test_words_tell_how_a_corridor_fares(lang: str, text: str, stance: str) -> None:
    """Where no grammar is read; a denied word is not the word."""
    assert [each.stance for each in undertakings(text, lang)] == [stance]


def test_people_who_leave_are_read_only_where_a_corridor_is_spoken_of() -> None:
    """Residents leave towns every day, and roads open."""
    alone = "Over 300 residents left Orlivka by bus. The war and shelling of troops went on."
    assert not [each for each in undertakings(alone) if "corridor" in each.about]


def test_how_many_left_and_from_where_is_kept() -> None:
    """The count and the places tell which corridor is meant, and how far it was used."""
    text = "By the humanitarian corridor 4,100 people were evacuated from Mariupol to Zaporizhzhia."
    (found,) = undertakings(text)
    assert found.count is not None
    assert (found.count.min, found.count.max, found.count.unit) == (4100, 4100, "people")
    assert {"Mariupol", "Zaporizhzhia"} <= {each.name for each in found.places}


def test_a_plain_participle_is_no_deed() -> None:
    """What is announced "with buses leaving at noon" has not left."""
    text = "The mayor announced a humanitarian corridor, with residents leaving Orlivka at noon."
    assert all(each.stance == "promised" for each in undertakings(text))


def test_a_hostile_text_is_read_in_linear_time() -> None:
    """Many half corridors in a row are passed over quickly."""
    text = "зелен" + " зеленого коридо" * 3_000
    start = time.process_time()
    undertakings(text, "uk")
    once = time.process_time() - start
    start = time.process_time()
    undertakings(text * 4, "uk")
    assert time.process_time() - start < 16 * once + 1
