"""Officials named in an office that they did not hold are told, with the words and a mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.read.test_reader import READER, document
from truceline.model.doubt import Doubt

TALE = "{lead} said that the ceasefire must hold after missiles hit the town and killed two people."
WAR = " Soldiers of both armies went on shelling, and drones struck a power station on Sunday."


def doubted(text: str, *, day: str | None = "2025-04-21") -> tuple[Doubt, ...]:
    """Return the doubts about a text published on a day."""
    return READER.read(document(text, day=day)).doubts


def test_a_wrong_prime_minister_is_told_with_the_words() -> None:
    """The doubt names who the text names, who held the office, the exact words and a mend."""
    text = TALE.format(lead="Prime Minister Rishi Sunak") + WAR
    (found,) = doubted(text)
    assert (found.kind, found.named, found.known) == ("office", "Rishi Sunak", "Keir Starmer")
    assert text[found.span.start : found.span.end] == found.quote == "Prime Minister Rishi Sunak"
    assert "Keir Starmer" in found.mend


@pytest.mark.parametrize(
    "lead",
    [
        "Prime Minister Keir Starmer",
        "Former Prime Minister Rishi Sunak",
        "In March 2023 Prime Minister Rishi Sunak",
    ],
)
def test_who_held_the_office_then_is_in_no_doubt(lead: str) -> None:
    """The present holder, a former one, and one who held it in the year that is named."""
    assert doubted(TALE.format(lead=lead) + WAR) == ()


def test_the_same_words_were_right_in_their_time() -> None:
    """What is wrong on one day was right on another."""
    text = TALE.format(lead="Prime Minister Rishi Sunak") + WAR
    assert doubted(text, day="2023-08-14") == ()
    assert doubted(text) == doubted(text)


@pytest.mark.shared
def test_the_shared_article_with_a_wrong_prime_minister(shared_data: Path) -> None:
    """Of the five shared articles exactly the one with the wrong prime minister is in doubt."""
    told = {}
    for path in sorted((shared_data / "articles").glob("*.txt")):
        told[path.stem] = [d.known for d in doubted(path.read_text("utf-8"), day=None)]
    assert {name for name, found in told.items() if found} == {"004"}
    assert told["004"] == ["Keir Starmer"]
