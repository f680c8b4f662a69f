"""Exchanging parties in a text: forms keep their case and ending, and nothing is left over."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from truceline.ground.times import TimeRange
from truceline.lab.impartial import Pair, compared, mirrored
from truceline.lab.swapping import parties, swap_of
from truceline.model.evidence import Document
from truceline.read import Reader


@pytest.mark.parametrize(
    ("lang", "text", "swapped"),
    [
        (
            "en",
            "Russian guns fired. Ukraine's envoy spoke.",
            "Ukrainian guns fired. Russia's envoy spoke.",
        ),
        ("uk", "Українська авіація. Росіянам. УКРАЇНА", "Російська авіація. Українцям. РОСІЯ"),
        ("ru", "По российским позициям; украинцами", "По украинским позициям; россиянами"),
    ],
)
def test_forms_keep_case_and_ending(lang: str, text: str, swapped: str) -> None:
    """Nouns, adjectives and inflections are exchanged; and exchanging again gives the text back."""
    swap = swap_of(lang)
    assert swap is not None
    assert swap.swapped(text)[0] == swapped
    assert swap.swapped(swapped)[0] == text


def test_words_that_only_begin_alike_are_left() -> None:
    """A longer word is no form of a shorter one."""
    swap = swap_of("en")
    assert swap is not None
    assert swap.swapped("Prussian russet") == ("Prussian russet", [])
    assert swap_of("fr") is None


def document(text: str) -> Document:
    """Return a text as a document."""
    return Document(
        id="d", evidence="e", source="s", media_type="text/plain", text=text, language="en"
    )


def test_a_difference_beyond_the_parties_is_seen() -> None:
    """The measure can fail: another act, another toll or a missing statement counts as unlike."""
    reader = Reader.load()
    other = mirrored(reader)
    mine = document("Russian forces shelled Kherson and killed two people.")
    same = document("Ukrainian forces shelled Kherson and killed two people.")
    assert compared(reader, other, Pair(text=mine, swapped=same)) == [True]
    for unlike in (
        "Ukrainian forces shelled Kherson and killed three people.",
        "Russian forces shelled Kherson and killed two people.",
        "Ukrainian forces bombed Kherson and killed two people.",
    ):
        assert False in compared(reader, other, Pair(text=mine, swapped=document(unlike)))
    assert compared(reader, other, Pair(text=mine, swapped=document("It rained."))) == [False]
    assert len(parties()) == 2


def test_a_speaker_takes_the_clock_along() -> None:
    """An hour told by one side is the same hour when the other tells it by the same clock only."""
    reader = Reader.load()
    mine = document("Russia's defence ministry said a drone hit a house at 10:30 in Kherson.")
    same = document("Ukraine's defence ministry said a drone hit a house at 10:30 in Kherson.")
    day = TimeRange(
        earliest=datetime(2025, 1, 10, tzinfo=UTC), latest=datetime(2025, 1, 11, tzinfo=UTC)
    )
    pair = Pair(text=replace(mine, published=day), swapped=replace(same, published=day))
    assert compared(reader, mirrored(reader), pair) == [True]
    assert compared(reader, reader, pair) == [False, False]
