"""Carriers: who is told or cited, how long they stay with a speaker, whom a dateline signs for."""

from __future__ import annotations

from datetime import date

import pytest

from truceline.language.words import sentences
from truceline.model.values import Span
from truceline.read.scenes.parses import Parses
from truceline.read.speakers.choice import who_says
from truceline.read.speakers.document_voices import Voices, document_voices
from truceline.vocabulary.officeholders import Officeholders

PEOPLE = Officeholders.load()


def told(text: str, source: str = "") -> list[Voices]:
    """Return the voices of each sentence of a text."""
    spans = sentences(text)
    langs = ["en"] * len(spans)
    return document_voices(text, spans, langs, PEOPLE, date(2025, 4, 21), Parses(), source)


def relays(text: str, source: str = "") -> list[set[str]]:
    """Return the carriers of each sentence of a text."""
    return [{m.name for m in found if m.relay} for found in told(text, source)]


@pytest.mark.parametrize(
    "text",
    [
        "The road is open, Anna Berg told Reuters.",
        "The road is open, Anna Berg said in an interview with Reuters.",
        "The road is open, said a source cited by Reuters.",
        "The road is open, Reuters reported, citing Anna Berg.",
    ],
)
def test_whoever_is_told_or_cited_carries_it(text: str) -> None:
    """A carrier is named behind words of telling and of citing, beside the speaker."""
    assert relays(text) == [{"Reuters"}]


def test_a_carrier_stays_while_nobody_else_speaks() -> None:
    """The same speaker's next words have the same carrier; another speaker's have none."""
    text = (
        "Anna Berg told Reuters the road was open. Berg added that trains ran. Carl Dorn said no."
    )
    assert relays(text) == [{"Reuters"}, {"Reuters"}, set()]


def test_an_outlet_carries_nothing_in_its_own_text() -> None:
    """What somebody told the outlet itself has no carrier."""
    text = "The road is open, Anna Berg told Reuters."
    assert relays(text, "reuters-world") == [set()]
    assert relays(text, "lisk-news") == [{"Reuters"}]


def test_a_dateline_signs_for_all_and_speaks_for_nobody() -> None:
    """An agency in a dateline carries every sentence and is no speaker; a credit does not."""
    text = "LISK (AP) -- A bridge fell on Monday. Two trains were late."
    assert relays(text) == [{"AP"}, {"AP"}]
    assert [who_says(found, Span(0, 40)) for found in told(text)] == [None, None]
    assert relays("The bridge in Lisk on Monday. (AP) Two trains were late.")[-1] == set()


def test_an_unlisted_outlet_carries_whom_it_quotes_and_else_speaks() -> None:
    """An outlet carries what others say there, and is the speaker where nobody else is."""
    (found,) = told("Norland state media reported that Anna Berg said the road was open.")
    assert {m.name: m.relay for m in found} == {"Norland state media": True, "Anna Berg": False}
    (found,) = told("Norland state media reported that the road was open.")
    assert [m.relay for m in found] == [False]
