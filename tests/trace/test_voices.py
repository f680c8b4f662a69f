"""Whose voice a statement has: one per chain of command, the feed's own where nobody is named."""

from __future__ import annotations

import pytest

from tests.trace.build import document, statement
from truceline.model.source import Source
from truceline.trace.voices import Voice, Voices, same_speaker, same_voice, side_of

TEXT = document("a", "Shells fell, the two countries said in a joint statement.")
VOICES = Voices()


def voice(speaker: str, source: Source | None = None, authority: str | None = None) -> Voice:
    """Return the voice of a statement by a speaker."""
    told = statement(TEXT, "Shells fell", "tally", speaker=speaker, authority=authority)
    return VOICES.of(told, source)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Volodymyr Zelensky", "President Zelenskyy"),
        ("Zelensky (citing Syrskyi)", "Зеленський"),
        ("Russian MoD", "Russia's Ministry of Defence"),
        ("Міноборони РФ", "Минобороны России"),
        ("Ukraine's General Staff", "Ukraine's Air Force"),
    ],
)
def test_one_voice_in_many_spellings(a: str, b: str) -> None:
    """Spellings of one name, and bodies of one chain of command, are one voice."""
    assert same_voice(voice(a), voice(b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Russia's Ministry of Defence", "Ukraine's Ministry of Defence"),
        ("Governor Prokudin", "Governor Gladkov"),
        ("", ""),
    ],
)
def test_different_voices_stay_apart(a: str, b: str) -> None:
    """The other side's ministry is another voice, and outlets' own words are nobody's."""
    assert not same_voice(voice(a), voice(b))


def test_two_bodies_of_one_side_are_two_speakers() -> None:
    """In one text, what the air force counts is no part of what the staff counts."""
    assert not same_speaker(voice("Ukraine's Air Force"), voice("Ukraine's General Staff"))
    assert same_speaker(voice("Zelensky"), voice("Зеленський"))


def test_sides_come_from_the_speaker_before_the_feed() -> None:
    """A party quoted by the other side's feed is still its own voice."""
    feed = Source(id="f", name="Feed", kind="official", allegiance="RUS")
    assert side_of(voice("Ukraine's General Staff", feed), feed) == "UKR"
    assert side_of(voice("", feed), feed) == "RUS"
    assert side_of(voice("a passer-by", feed), feed) == "RUS"
    assert side_of(voice("", None), None) is None
    assert voice("Somebody New", authority="USA").party == "USA"


def test_a_joint_statement_is_no_one_partys_voice() -> None:
    """An occasion that names itself is one voice wherever it is quoted."""
    told = statement(TEXT, TEXT.text, "position")
    joint = VOICES.of(told, None)
    assert joint.joint
    assert side_of(joint, Source(id="f", name="F", allegiance="RUS")) is None
