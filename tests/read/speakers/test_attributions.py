"""Attributions by grammar: source, cue, content, and what is left out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.read.speakers.attributions import attributions_of
from truceline.read.speakers.quotes import still_open


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("The mayor said that two houses burned down.", "The mayor", "said"),
        ("“We heard four blasts,” said Anna Berg, a local nurse.", "Anna Berg, a local nurse",
         "said"),
        ("Anna Berg, a local nurse, said she heard four blasts.", "Anna Berg, a local nurse,",
         "said"),
        ("According to the regional police, nobody was hurt.", "the regional police",
         "According to"),
        ("The shelling was first reported by a local newspaper.", "a local newspaper", "reported"),
        ("The general was quoted as saying that the road was open.", "The general", "saying"),
        ("The minister left early, arguing that the talks had failed.", "The minister", "arguing"),
        ("Both armies accused each other of firing first.", "Both armies", "accused"),
    ],
)  # fmt: skip
def test_source_and_cue(text: str, source: str, cue: str) -> None:
    """Who speaks is found before, behind and above the verb, with titles and appositions."""
    (found,) = attributions_of(text)
    assert text[found.source.start : found.source.end] == source
    assert cue in text[found.cue.start : found.cue.end]


def test_what_is_said_is_the_clause() -> None:
    """The content is the clause that the verb governs, without speaker and verb."""
    text = "Officials in Lisk said on Monday that the bridge had been hit twice."
    (found,) = attributions_of(text)
    told = text[found.content.start : found.content.end]
    assert told.removeprefix("that ") in text
    assert "bridge had been hit twice" in told
    assert "said" not in told


@pytest.mark.parametrize(
    "text",
    [
        "“They told us that the road was safe and he said it twice.”",
        "The town will say nothing.",
        "If the army says so, people leave.",
        "Correction: the bridge is in Lisk.",
        "",
    ],
)
def test_what_attributes_nothing(text: str) -> None:
    """Words of speech in a quotation, under "will" and "if", and labels of a page are left out."""
    assert attributions_of(text) == []


def test_only_the_outermost_voice_of_a_sentence_is_kept() -> None:
    """What somebody says that another said is told by the first."""
    text = "The envoy said that the rebels had claimed the attack."
    found = attributions_of(text)
    assert [text[each.source.start : each.source.end] for each in found] == ["The envoy"]


def test_a_quotation_runs_over_sentences_and_ends_with_its_paragraph() -> None:
    """A mark that is open at the end of a sentence is known in the next."""
    assert still_open("“We left. They said") == "“"
    assert still_open("nothing,” he added.", "“") == ""
    text = "“We left at dawn. The guards said nothing.\n\nThe mayor said it was over."
    assert [text[e.source.start : e.source.end] for e in attributions_of(text)] == ["The mayor"]


@settings(max_examples=15, deadline=None)
@given(st.text(alphabet="aX“”\"',:.―—\n said", max_size=80))
def test_any_text_is_survived_and_spans_fit(text: str) -> None:
    """Any text gives spans inside it, sources that are not empty."""
    for each in attributions_of(text):
        for span in (each.source, each.cue, each.content):
            assert 0 <= span.start <= span.end <= len(text)
        assert each.source.start < each.source.end
