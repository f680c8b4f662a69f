"""Who is named in a text: the longest form counts, abbreviations stand in capitals."""

from __future__ import annotations

import pytest

from truceline.judge.naming import names_of
from truceline.vocabulary.parties import load_parties
from truceline.vocabulary.party import Party

NAMES = names_of(load_parties())


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Ukrainian troops met Russian ones", ["UKR", "RUS"]),
        ("Російські війська біля українського села", ["RUS", "UKR"]),
        ("the United States and the US Navy", ["USA", "USA"]),
        ("they told us that it is over", []),
        ("Hamas-run offices", ["hamas"]),
        ("", []),
    ],
    ids=["adjectives", "stems", "abbreviation", "a pronoun", "a hyphen", "nothing"],
)
def test_the_forms_of_the_vocabulary_are_found(text: str, named: list[str]) -> None:
    """All languages are looked for at once; what is found stands in the order of the text."""
    assert [each.party for each in NAMES.find(text)] == named


def test_spans_cover_the_whole_phrase() -> None:
    """A name of several words is one name, with the span of all of them."""
    text = "In Côte, the Rapid Support Forces withdrew."
    (found,) = NAMES.find(text)
    assert (text[found.start : found.end], found.party) == ("Rapid Support Forces", "rsf")


def test_a_phrase_that_two_actors_share_names_both() -> None:
    """Nobody is preferred by the order of the vocabulary."""
    forms = {"en": ("northern army",)}
    twins = [Party(id=each, name=each, adjective=each, forms=forms) for each in ("aaa", "bbb")]
    vocabulary = type(load_parties())(by_id={each.id: each for each in twins})
    found = names_of(vocabulary).find("The Northern Army moved")
    assert [each.party for each in found] == ["aaa", "bbb"]
