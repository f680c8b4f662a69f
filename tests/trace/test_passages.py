"""Documents as columns: what a sentence is recognised by, and what is house text."""

from __future__ import annotations

import numpy as np

from tests.trace.build import PARAMS, document
from truceline.trace.passages import corpus_of, numbers_in
from truceline.trace.settings import thresholds

LIMITS = thresholds(PARAMS)
NOTE = "Our paper has reported from Springfield without fear or favour for 90 years."


def test_numbers_lose_their_marks_of_grouping() -> None:
    """2,935 and 2 935 are one number, 3.5 keeps its point."""
    assert numbers_in("2,935 and 2 935 and 3.5 and 12") == ["2935", "2935", "3.5", "12"]


def test_order_of_arrival_plays_no_part() -> None:
    """Documents stand in id order, their passages with them."""
    a, b = document("a", "One day in May was calm."), document("b", "Another day was not calm.")
    first, second = corpus_of([a, b], LIMITS), corpus_of([b, a], LIMITS)
    assert first.documents == second.documents == ("a", "b")
    assert first.spans == second.spans
    assert np.array_equal(first.words.of_passage.toarray(), second.words.of_passage.toarray())


def story(number: int) -> str:
    """Return a text of its own with the paper's note under it."""
    topics = ("river", "school", "market", "harvest")
    body = (f"The {topics[number]} story part {i} tells about {i} things." for i in range(4))
    return "\n".join([*body, NOTE])


def test_a_note_under_every_text_is_house_text() -> None:
    """A sentence in three texts that say other things of their own blocks and ties nothing."""
    papers = [document(str(i), story(i), source="paper") for i in range(4)]
    corpus = corpus_of(papers, LIMITS, {"paper"})
    rows = [i for i, span in enumerate(corpus.spans) if span.end - span.start == len(NOTE)]
    assert len(rows) == 4
    assert corpus.words.of_passage[rows].nnz == 0


def test_a_repeated_report_is_no_house_text() -> None:
    """A feed that repeats one text says nothing else, so the text stays."""
    papers = [document(str(i), story(0), source="paper") for i in range(4)]
    corpus = corpus_of(papers, LIMITS, {"paper"})
    assert all(corpus.words.of_passage[i].nnz for i in range(len(corpus.spans)))


def test_undescribed_sources_have_no_house_text() -> None:
    """Texts of nobody knows whom may share a sentence because they copy it."""
    papers = [document(str(i), story(i), source="unknown") for i in range(4)]
    corpus = corpus_of(papers, LIMITS)
    assert all(corpus.words.of_passage[i].nnz for i in range(len(corpus.spans)))
