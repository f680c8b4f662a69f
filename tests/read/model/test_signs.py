"""Signs tell what the vocabulary saw, each word once, and never which party it is."""

from __future__ import annotations

import pytest

from tests.read.test_reader import READER
from truceline.read.model.signs import SILENT, signs
from truceline.read.scenes.drafts import Carried
from truceline.read.scenes.scene import Scene


def scene(text: str) -> Scene:
    """Return a Ukrainian sentence as the readers see it."""
    return READER.scene(text, 0, "uk", Carried())


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Прикордонники відбили атаку біля річки.", "repel"),
        ("Артилеристи знищили склад росіян.", "wreck"),
        ("Після обстрілу в місті перебої зі світлом.", "outage"),
    ],
)
def test_marks_that_only_repeat_other_words_are_no_signs(text: str, group: str) -> None:
    """A word marked twice, for grammar too, does not count twice for the model."""
    seen = scene(text)
    told = signs(seen, [])
    assert group in SILENT
    assert seen.has(group)
    assert not any(group in sign for sign in told)
    assert any(sign.startswith("g:") for sign in told)


def test_signs_are_the_same_for_either_side() -> None:
    """The party's name leaves no trace."""
    one, other = ("Росіяни обстріляли міст.", "Українці обстріляли міст.")
    assert signs(scene(one), []) == signs(scene(other), [])
