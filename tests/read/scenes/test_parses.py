"""The grammar of a document's sentences is computed once, some ahead, and only when asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from truceline.language.grammar import Parse
from truceline.read.scenes import parses as module
from truceline.read.scenes.parses import AHEAD, Parses

SENTENCES = [f"Shells hit village number {n} at dawn." for n in range(AHEAD + 4)]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Return a list that every call of the parser is noted in."""
    made: list[list[str]] = []
    real = module.parse

    def noted(texts: Sequence[str]) -> Iterator[Parse]:
        made.append(list(texts))
        return real(texts)

    monkeypatch.setattr(module, "parse", noted)
    return made


def test_nothing_is_parsed_until_somebody_asks(calls: list[list[str]]) -> None:
    """A document in which nobody asks for grammar costs no grammar."""
    Parses(SENTENCES)
    assert calls == []


def test_each_sentence_is_parsed_once_and_some_ahead(calls: list[list[str]]) -> None:
    """Asking for every sentence twice parses each once, many in one call."""
    parses = Parses(SENTENCES)
    for sentence in SENTENCES * 2:
        found = parses.of(sentence, "en")
        assert found is not None
        assert sentence[found.tokens[0].start : found.tokens[0].end] == "Shells"
    assert [len(each) for each in calls] == [AHEAD, 4]


def test_a_sentence_that_nobody_announced_is_parsed_alone(calls: list[list[str]]) -> None:
    """Readers may ask for a part of a sentence."""
    found = Parses(SENTENCES).of("A drone fell.", "en")
    assert found is not None
    assert [each.lemma for each in found.tokens] == ["a", "drone", "fall", "."]
    assert calls == [["A drone fell."]]


def test_other_languages_and_empty_texts_have_no_grammar(calls: list[list[str]]) -> None:
    """The model reads English only; elsewhere None says so."""
    parses = Parses(["Вибух у місті."])
    assert parses.of("Вибух у місті.", "uk") is None
    assert parses.of("  ", "en") is None
    assert calls == []
