"""Kept answers: the same as fresh ones, worked out once, never more than the bound."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from truceline.language.kept import Kept


class _Counting:
    """Work that notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: Sequence[str]) -> list[tuple[str, ...]]:
        self.asked += texts
        return [tuple(text.split()) for text in texts]


def test_a_text_that_comes_again_is_not_worked_on_again() -> None:
    """Neither within a call nor in a later one, also where the answer is empty."""
    work = _Counting()
    kept = Kept(work, 100)
    assert kept.of(["one two", "", "one two"]) == [("one", "two"), (), ("one", "two")]
    assert kept.of(["", "three", "one two"]) == [(), ("three",), ("one", "two")]
    assert work.asked == ["one two", "", "three"]


@given(st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=12)), st.integers(1, 6))
def test_answers_are_those_of_the_work_and_bounded(calls: list[list[str]], most: int) -> None:
    """Whatever is asked in whatever order; the old go when there are too many."""
    kept = Kept(_Counting(), most)
    for texts in calls:
        assert kept.of(texts) == [tuple(text.split()) for text in texts]
        assert kept.held() <= max(2, most)
