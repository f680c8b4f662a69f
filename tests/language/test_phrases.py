"""Phrases of a vocabulary among folded words."""

from __future__ import annotations

import pytest

from truceline.language.phrases import begins, place

WORDS = ["the", "ceasefire", "of", "march"]


@pytest.mark.parametrize(
    ("phrase", "where"),
    [
        (["cease*", "of"], 1),
        (["ceasefire"], 1),
        (["cease"], None),
        (["march", "2025"], None),
        (["of", "march"], 2),
    ],
)
def test_a_phrase_is_found_where_all_its_parts_stand(phrase: list[str], where: int | None) -> None:
    """A stem stands for every word that begins so; nothing reaches beyond the last word."""
    assert place(WORDS, phrase) == where
    assert begins(WORDS, where or 0, phrase) == (where is not None)
