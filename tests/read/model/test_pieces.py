"""Pieces of a sentence: the whole first, then its clauses, few of them whatever the text."""

from __future__ import annotations

import time
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.read.model.english import TEXTS
from truceline.language.grammar import LONGEST, Tree, parse
from truceline.model.values import Span, overlap
from truceline.read.model.pieces import ALIKE, MOST_PIECES, SHORTEST, pieces

MOST = 24  # pieces of a sentence: each costs as much as the whole
SECONDS = 6.0  # several times what a slow machine takes for the worst text below
SPANS = st.tuples(st.integers(0, 99), st.integers(1, 99)).map(lambda p: Span(p[0], p[0] + p[1]))


def cut(text: str) -> list[Span]:
    """Return the pieces of a sentence."""
    return pieces(text, Tree(text, next(parse([text]))))


def words(text: str) -> list[str]:
    """Return the pieces of a sentence as text."""
    return [text[each.start : each.end] for each in cut(text)]


@given(TEXTS | st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_text_has_pieces_that_lie_inside_it(text: str) -> None:
    """The whole comes first; the others are long enough, few, and no two nearly the same."""
    whole, *others = found = cut(text)
    assert whole == (0, len(text))
    assert len(found) <= MOST_PIECES <= MOST
    for each in others:
        assert 0 <= each.start < each.end <= len(text)
        assert each.end - each.start >= SHORTEST
        assert text[each.start] not in " ,;:-–—"
        assert text[each.end - 1] not in " ,;:-–—."
    assert all(overlap(a, b) <= ALIKE for a, b in combinations(found, 2) if a != b)
    assert len(set(found)) == len(found)
    assert cut(text) == found


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("The envoy said the rebels had left the hills.", "the rebels had left the hills"),
        ("The rebels left the hills and the army took the bridge.", "the army took the bridge"),
        ("The army took the bridge, killing two fishermen.", "killing two fishermen"),
        ("The town, which the army shelled for a week, is empty.", "the army shelled for a week"),
        ("If the siege goes on, we will strike the harbour.", "the siege goes on"),
    ],
)
def test_each_clause_is_a_piece(text: str, clause: str) -> None:
    """What is reported, joined, added or set as a condition can be a statement of its own."""
    assert any(clause in each and len(each) < len(clause) + 12 for each in words(text)[1:])


def test_what_a_clause_is_joined_to_is_a_piece_without_it() -> None:
    """Two things told in one sentence are two pieces, each without the other."""
    text = "The rebels left the hills and the army took the bridge."
    assert any("hills" in each and "bridge" not in each for each in words(text))
    assert any("bridge" in each and "hills" not in each for each in words(text))


@given(SPANS, SPANS)
def test_the_share_of_two_spans_is_between_none_and_all(one: Span, other: Span) -> None:
    """It is the same from either side, 1 of equal spans and 0 of spans apart."""
    share = overlap(one, other)
    assert share == overlap(other, one)
    assert 0 <= share <= 1
    assert (share == 1) == (one == other)
    if one.end <= other.start or other.end <= one.start:
        assert share == 0


@pytest.mark.parametrize(
    "unit",
    [
        "He said that ", "they fired and ", "if it rains, ", "the man who saw ", "want to ", "go ",
        "go, ", "bomb, ", "fired. ", "a ", "(", ".", "x", "Russia said it would attack. ",
    ],
)  # fmt: skip
def test_hostile_sentences_have_few_pieces_in_little_time(unit: str) -> None:
    """The longest text that is parsed, nested as deep as it goes, is cut within seconds."""
    text = (unit * LONGEST)[:LONGEST].strip()
    parsed = next(parse([text]))
    before = time.thread_time()
    found = pieces(text, Tree(text, parsed))
    assert time.thread_time() - before < SECONDS
    assert len(found) <= MOST_PIECES <= MOST
    assert found[0] == (0, len(text))


def test_what_lies_behind_the_parsed_text_is_in_the_whole_only() -> None:
    """A text longer than the grammar reads is still one whole."""
    text = "The rebels left the hills and the army took the bridge. " * 200
    assert cut(text)[0] == (0, len(text))
    assert all(each.end <= LONGEST for each in cut(text)[1:])
