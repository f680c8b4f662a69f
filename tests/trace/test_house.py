"""Menus and notes of an outlet tie none of its texts; what was copied once is no menu."""

from __future__ import annotations

from tests.trace.build import PARAMS, document
from truceline.model.evidence import Document
from truceline.trace.passages import corpus_of
from truceline.trace.settings import thresholds

LIMITS = thresholds(PARAMS)
MENU = "Subscribe for news from the valley and the hills every day at seven in the morning"
OWN = ("river", "market", "bridge", "school", "harbour", "tower")


def page(number: int, feed: str, *more: str) -> Document:
    """Return a page of one outlet with five sentences of its own."""
    name = OWN[number]
    lines = [f"The {name} of town {number} was closed for {i + 2} days by Ada." for i in range(5)]
    return document(
        f"p{number}",
        "\n".join([*lines, *more]),
        source=feed,
        url=f"https://www.outlet.example/{number}",
    )


def silent(*pages: Document) -> int:
    """Return how many passages tell nothing."""
    corpus = corpus_of(pages, LIMITS, {each.source for each in pages})
    return int((corpus.sentence < 0).sum())


def test_a_menu_counts_for_all_feeds_of_one_outlet() -> None:
    """Three feeds carry it once each; the host is what they have in common."""
    pages = [page(i, f"feed{i}", f"{MENU}.") for i in range(3)]
    assert silent(*pages) == 3


def test_a_menu_that_runs_into_a_sentence_is_still_one() -> None:
    """Without a full stop the text's own last words hang on to it."""
    pages = [page(i, "feed", f"{MENU} also in {OWN[i]}.") for i in range(3)]
    assert silent(*pages) == 3


def test_what_two_texts_share_is_no_menu() -> None:
    """A paragraph taken over once is a copy and must be seen."""
    pages = [page(i, "feed", *([f"{MENU}."] if i < 2 else [])) for i in range(3)]
    assert silent(*pages) == 0
