"""Voices of a document: pronouns, short names, offices, and quotations over many sentences."""

from __future__ import annotations

from datetime import date

import pytest

from truceline.language.words import sentences
from truceline.model.values import Span
from truceline.read.scenes.parses import Parses
from truceline.read.speakers.choice import who_says
from truceline.read.speakers.document_voices import document_voices
from truceline.read.speakers.mention import SpeakerMention
from truceline.vocabulary.officeholders import Officeholders

PEOPLE = Officeholders.load()
DAY = date(2025, 4, 21)


def speaker(text: str, words: str, lang: str = "en") -> str:
    """Return whom a text has say some of its words, "" for nobody."""
    spans = sentences(text)
    found = document_voices(text, spans, [lang] * len(spans), PEOPLE, DAY, Parses())
    start = text.index(words)
    for span, mentions in zip(spans, found, strict=True):
        if span.start <= start < span.end:
            voice = who_says(mentions, Span(start - span.start, start - span.start + len(words)))
            return voice.name if voice else ""
    return ""


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Prime Minister Anna Berg said the road was open. She said the bridge was not.",
         "the bridge was not", "Anna Berg"),
        ("Prime Minister Anna Berg came. The prime minister said the road was open.",
         "the road was open", "Anna Berg"),
        ("Colonel Anna Berg said it was quiet. Berg said patrols went on.",
         "patrols went on", "Anna Berg"),
        ("Anna Berg said: “It was quiet. Nobody was hurt. We went home.”",
         "Nobody was hurt", "Anna Berg"),
        ("“It was quiet. Nobody was hurt,” said Anna Berg.", "It was quiet", "Anna Berg"),
        ("Several witnesses told Reuters that a house burned down.",
         "a house burned down", "Several witnesses"),
        ("A house burned down, Reuters reported.", "A house burned down", "Reuters"),
        ("Anna Berg said two roads were closed. A bridge fell. Berg said nobody was hurt.",
         "A bridge fell", "Anna Berg"),
        ("Prime Minister Anna Berg spoke. The Prime Minister came late. She said it was quiet.",
         "it was quiet", "Anna Berg"),
        ("Norland, Westland and Eastland said the border was open. They added that trains ran.",
         "trains ran", "Norland, Westland and Eastland"),
        ("It came with a letter from France and Canada. The governments demanded peace.",
         "peace", "France and Canada"),
        ("The Norland Army came first. Two roads are closed, the army said.",
         "Two roads are closed", "Norland Army"),
        ("Two roads are closed, the army said.", "Two roads are closed", "army"),
        ("Two roads are closed, according to a recent Norland Council statement.",
         "Two roads are closed", "Norland Council"),
        ("Colonel Berg told AFP that the governor had said two people were killed.",
         "two people were killed", "governor"),
        ("Police said the first inquiry indicated that it was a bomb.", "it was a bomb", "Police"),
        ("Two roads are closed and a bridge fell in Lisk, several sources told CNN.",
         "Two roads are closed", "several sources"),
        ("The mayor “thanked the rescuers and said the town was safe.”",
         "the town was safe", "mayor"),
        ("Anna Berg said two roads were closed.\n\nA bridge fell in Lisk.", "A bridge fell", ""),
    ],
)  # fmt: skip
def test_who_goes_on_speaking(text: str, words: str, name: str) -> None:
    """Pronouns, offices, short names and quotations lead to who was named; silence to nobody."""
    assert speaker(text, words) == name


def test_a_carrier_is_a_relay_beside_the_speaker() -> None:
    """Who is told something and carries it is kept apart from who says it."""
    text = "A security source told Reuters that the convoy had left."
    (found,) = document_voices(text, sentences(text), ["en"], PEOPLE, DAY, Parses())
    assert [(each.name, each.relay) for each in found] == [
        ("security source", False),
        ("Reuters", True),
    ]


def test_role_and_name_stand_apart() -> None:
    """Rank and office before a name are the role."""
    text = "Army spokesman Carl Dahl said it was quiet."
    (found,) = document_voices(text, sentences(text), ["en"], PEOPLE, DAY, Parses())
    assert [(each.name, each.role) for each in found] == [("Carl Dahl", "Army spokesman")]


def test_both_sides_are_heard_alike() -> None:
    """The same words with two parties exchanged give the same voices exchanged."""
    text = "{a} said the truce held. “We keep it. {b} does not,” it added."
    heard = [
        [speaker(text.format(a=a, b=b), words) for words in ("the truce held", "We keep it")]
        for a, b in (("Russia", "Ukraine"), ("Ukraine", "Russia"))
    ]
    assert heard == [["Russia"] * 2, ["Ukraine"] * 2]


def test_who_names_the_speaker_inside_a_statement_comes_first() -> None:
    """A statement that holds an attribution is said by who is named in it."""
    outer = SpeakerMention(
        start=0, end=4, name="A", party=None, binds=None, scope=Span(10, 60), cue="say"
    )
    inner = SpeakerMention(
        start=20, end=24, name="B", party=None, binds=None, scope=Span(30, 60), cue="say"
    )
    found = who_says((outer, inner), Span(20, 60))
    assert found is not None
    assert found.name == "B"
    assert who_says((outer, inner), Span(0, 5)) is None


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        # Two nouns before the verb of speech belong to it, not to the clause before.
        (
            "On Monday, only five trucks reached Lisk, Jens Marker, spokesperson for the relief "
            "office, told a briefing.",
            "only five trucks reached Lisk",
            "Jens Marker",
        ),
        (
            "Before the release of the prisoners, the Families Forum said nine were alive.",
            "nine were alive",
            "Families Forum",
        ),
        # A writing stands for whoever made it.
        (
            "At least 20 people were killed, according to a tally compiled by the Health Ministry.",
            "At least 20 people were killed",
            "Health Ministry",
        ),
        # What follows the source without a verb is still theirs.
        (
            "Ninety were killed since May, according to the Relief Board, 82 of them in Lisk.",
            "82 of them in Lisk",
            "Relief Board",
        ),
        ("Berg sparked outrage when she said the valley was lost.", "the valley was lost", "Berg"),
        (
            "Anna Berg struck a defiant note: “We will not leave the valley.”",
            "We will not leave the valley",
            "Anna Berg",
        ),
        ("The mayor also attributed the raid to Norland.", "the raid to Norland", "mayor"),
        ("The council issued a warning that shells may fall.", "shells may fall", "council"),
        # Who only gives something out, or whose word is borrowed, says nothing.
        ("Norland issued evacuation orders for the valley.", "evacuation orders", ""),
        ("The army fired what Norland called warning shots.", "fired what Norland called", ""),
    ],
)
def test_who_says_it_in_other_constructions(text: str, words: str, name: str) -> None:
    """Stray subjects, makers of writings, pronouns within a sentence, quotations after a colon."""
    said = speaker(text, words)
    assert said.removeprefix("the ") == name


def test_they_are_not_two_parties_named_long_ago_that_said_nothing() -> None:
    """“They” are not the two sides of a truce that was named in passing sentences before."""
    told = "A truce between Norland and Westland held. It rained. Roads were closed. " * 3
    assert "Westland" not in speaker(told + "They said the bridge was open.", "the bridge was open")
