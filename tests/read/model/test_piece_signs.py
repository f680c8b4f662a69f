"""Numbers of a piece: bounded, repeatable, and blind to which side and which town is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.read.model.english import TEXTS, by_rules, scene
from truceline.model.values import Span
from truceline.read.model.features import GRAMS, SIZE
from truceline.read.model.piece_signs import MOST_WORDS, OUTSIDE, Seen, vector_of
from truceline.read.model.pieces import pieces
from truceline.read.model.signs import MOST_HITS

# What still tells the sides apart, told to the project; a mended one has to leave this list.
LEAKS = [
    ("Vladimir Putin, the president, left.", "Benjamin Netanyahu, the president, left."),
    ("Putin said the army would not leave.", "Zelensky said the army would not leave."),
    ("Moscow rejected the plan, while Kyiv demanded a withdrawal of Ukrainian troops.",
     "Kyiv rejected the plan, while Moscow demanded a withdrawal of Russian troops."),
]  # fmt: skip
# Two sides of one war each: name, adjective, and the surname of an official.
SIDES = [
    ("Russia", "Russian", "Putin"),
    ("Ukraine", "Ukrainian", "Zelensky"),
    ("Israel", "Israeli", "Netanyahu"),
    ("Iran", "Iranian", "Araghchi"),
    ("Armenia", "Armenian", "Pashinyan"),
    ("Azerbaijan", "Azerbaijani", "Aliyev"),
    ("India", "Indian", "Modi"),
]
TOWNS = ["Sumy", "Kharkiv", "Belgorod", "Kherson", "Rafah", "Goma"]
ABOUT_SIDES = [
    "{name} said on Tuesday that it would not accept a truce without guarantees.",
    "{name} and its allies vowed to strike back if the siege of the town goes on.",
    "{adjective} forces are massing near the border, ready to strike.",
    "{adjective} troops have dug in along the river.",
    "A {adjective} drone killed two people on Monday.",
    "The {adjective} defence ministry said its forces had pulled back from the hills.",
    "{official} told reporters that the army would not leave the hills.",
    "The army would level the town, {official} warned on Sunday.",
    "The monitors counted 41 breaches of the truce by {name} in a week.",
]
ABOUT_TOWNS = [
    "Two people were killed in {town} on Monday when a shell hit a market.",
    "The rebels said they would not leave {town}.",
    "{town} was shelled again at dawn, and a clinic burned down.",
    "The army has taken up positions near {town}.",
]
Vector = tuple[list[int], list[float], list[list[int]]]


def seen_of(text: str) -> Seen:
    """Return a sentence as its pieces share it, with what the rules find in it."""
    seen = Seen.of(scene(text), by_rules(text))
    assert seen is not None
    return seen


def vectors(text: str) -> list[Vector]:
    """Return the numbers of all pieces of a sentence."""
    return list(_vectors(text))


def _vectors(text: str) -> Iterator[Vector]:
    for piece in pieces(text, seen_of(text).tree):
        places, values, words = vector_of(seen_of(text), piece)
        yield places.tolist(), values.tolist(), words.tolist()


def grammar(text: str) -> list[tuple[str, str, int]]:
    """Return the shape of a sentence's grammar."""
    parsed = scene(text).parse
    return [(t.dep, t.pos, t.head) for t in parsed.tokens] if parsed else []


def swapped(template: str, number: int) -> str:
    """Return a sentence about one of the sides."""
    name, adjective, official = SIDES[number]
    return template.format(name=name, adjective=adjective, official=official)


@given(TEXTS.filter(str.strip))
@settings(max_examples=150, deadline=None)
def test_any_text_becomes_numbers_in_the_tables(text: str) -> None:
    """Places ascend within the table, values are above 0, at most three parts of length one."""
    for places, values, words in vectors(text):
        assert places == sorted(set(places))
        assert all(0 <= each < SIZE for each in places)
        assert len(values) == len(places) > 0
        assert all(np.isfinite(each) and each > 0 for each in values)
        assert np.sqrt(np.square(values).sum()) <= 2 + OUTSIDE + 1e-3
        assert all(len(pair) == 2 for pair in words)


@given(TEXTS.filter(str.strip))
@settings(max_examples=60, deadline=None)
def test_equal_sentences_are_equal_numbers(text: str) -> None:
    """Hashing depends on nothing but the sentence."""
    assert vectors(text) == vectors(text)


@given(
    st.sampled_from(ABOUT_SIDES),
    st.integers(0, len(SIDES) - 1),
    st.integers(0, len(SIDES) - 1),
)
@settings(max_examples=150, deadline=None)
def test_no_number_tells_which_side_it_is(template: str, one: int, other: int) -> None:
    """A party's name, adjective or official swapped for another's leaves every piece as it was.

    Given the same grammar: the parser may read a rarer name otherwise.
    """
    assume(one != other)
    texts = [swapped(template, number) for number in (one, other)]
    assume(grammar(texts[0]) == grammar(texts[1]))
    assert vectors(texts[0]) == vectors(texts[1])


@pytest.mark.parametrize("template", ABOUT_SIDES)
def test_two_sides_of_one_war_are_told_the_same(template: str) -> None:
    """For the first two sides the grammar is the same too, so nothing may differ."""
    one, other = swapped(template, 0), swapped(template, 1)
    assert grammar(one) == grammar(other)
    assert vectors(one) == vectors(other)


def test_a_name_behind_a_hyphen_is_blind() -> None:
    """Whose fighters they are does not show in a joined word."""
    one, other = (
        "Pro-Russian fighters shelled a market.",
        "Pro-Ukrainian fighters shelled a market.",
    )
    assert grammar(one) == grammar(other)
    assert vectors(one) == vectors(other)


@pytest.mark.xfail(strict=True, reason="a first name that is a town, letters")
@pytest.mark.parametrize(("one", "other"), LEAKS)
def test_what_is_known_to_tell_which_side_it_is(one: str, other: str) -> None:
    """A first name like a town's and the letters of a name show."""
    assert grammar(one) == grammar(other)
    assert vectors(one) == vectors(other)


@given(st.sampled_from(ABOUT_TOWNS), st.sampled_from(TOWNS), st.sampled_from(TOWNS))
@settings(max_examples=60, deadline=None)
def test_no_number_tells_which_town_it_is(template: str, one: str, other: str) -> None:
    """A settlement swapped for another leaves every piece as it was, given the same grammar."""
    texts = [template.format(town=each) for each in (one, other)]
    assume(one != other and grammar(texts[0]) == grammar(texts[1]))
    assert vectors(texts[0]) == vectors(texts[1])


def test_the_swaps_are_not_all_left_out() -> None:
    """Most pairs of sides and of towns have one grammar: the two tests above compare something."""
    sides = [len({str(grammar(swapped(t, n))) for n in range(len(SIDES))}) for t in ABOUT_SIDES]
    towns = [len({str(grammar(t.format(town=each))) for each in TOWNS}) for t in ABOUT_TOWNS]
    assert sum(sides) <= 2 * len(sides)
    assert sum(towns) <= 2 * len(towns)


def test_other_words_are_other_numbers() -> None:
    """Blind to names is not blind: what is done, and whether it is not done, tells."""
    one = "Israel said it would accept the truce."
    assert vectors(one) != vectors("Israel said it would not accept the truce.")
    assert vectors(one) != vectors("Israel said it would break the truce.")


def test_what_the_rules_found_tells() -> None:
    """The same piece with a statement of the rules on it has a sign more."""
    text = "Shelling killed two people in Sumy on Monday."
    whole = Span(0, len(text))
    with_them = seen_of(text)
    assert with_them.found
    without = replace(with_them, found=())
    one, other = (set(vector_of(each, whole)[0].tolist()) for each in (with_them, without))
    assert other < one
    assert min(one - other) >= GRAMS


def test_a_name_of_several_words_counts_once() -> None:
    """A longer name of the same side is no other sentence."""
    one, other = "The United States rejected the truce.", "The Russia rejected the truce."
    words = [[w for *_, w in seen_of(each).words if w == "#party"] for each in (one, other)]
    assert len(words[0]) > len(words[1]) == 1
    vector = [vector_of(seen_of(each), Span(0, len(each)))[2].tolist() for each in (one, other)]
    assert vector[0] == vector[1]


def test_only_so_many_words_are_looked_at() -> None:
    """A sentence without end has as many numbers as a very long one."""
    seen = seen_of("Russia shelled Sumy, " * 230)
    assert len(seen.words) == MOST_WORDS
    assert len(seen.hits) == MOST_HITS


def test_statements_count_from_where_the_sentence_begins() -> None:
    """The rules' spans count the document; a piece counts its sentence."""
    text = "Shelling killed two people in Sumy on Monday."
    found = by_rules(text)
    later = [replace(each, span=Span(each.span.start + 70, each.span.end + 70)) for each in found]
    assert Seen.of(scene(text, start=70), later) == Seen.of(scene(text), found)
