"""Which stances in the evidence count as ones on the agreement."""

from __future__ import annotations

import dataclasses

import pytest

from tests.judge.build import judged, position
from truceline.agreements import load
from truceline.judge.standing import positions
from truceline.judge.standing.positions import CONTEXT, mentions
from truceline.model.values import Span


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A cease-fire was agreed", True),
        ("The 30-day proposal", True),
        ("про припинення вогню", True),
        ("припинення роботи, потім вогню", False),
        ("ceasing to fire", False),
        ("", False),
    ],
)
def test_what_mentions_the_agreement(text: str, found: bool) -> None:
    """Words, stems and phrases of consecutive words are found; parts of them are not."""
    assert mentions(text, load("thirty-day-2025").subject) is found


def test_an_open_answer_may_name_its_subject_nearby_but_no_other_stance_may() -> None:
    """An undecided stance takes its subject from around it; a rejection has to name it."""
    agreement = load("thirty-day-2025")
    text = "The answer is open. The ceasefire was proposed yesterday."
    for stance, expected in (("undecided", 1), ("rejects", 0), ("accepts", 0)):
        statement, document = position(0, {"party": "RUS", "stance": stance, "text": text})
        statement = dataclasses.replace(statement, span=Span(0, 19), quote=text[:19])
        assert len(positions(agreement, [statement], {document.id: document})) == expected


def test_the_subject_is_looked_for_near_by_only() -> None:
    """A mention further off than the context belongs to another matter."""
    text = "The answer is open. " + "x" * CONTEXT + " The ceasefire was proposed."
    statement, document = position(0, {"party": "RUS", "stance": "undecided", "text": text})
    statement = dataclasses.replace(statement, span=Span(0, 19), quote=text[:19])
    assert positions(load("thirty-day-2025"), [statement], {document.id: document}) == []


def test_background_and_lost_documents_count_for_nothing() -> None:
    """History is no answer to a proposal, nor is a stance whose document is not there."""
    words = {"party": "RUS", "stance": "rejects", "text": "The ceasefire was rejected."}
    statement, document = position(0, words)
    agreement = load("thirty-day-2025")
    old = dataclasses.replace(statement, background=True)
    assert positions(agreement, [old], {document.id: document}) == []
    assert positions(agreement, [statement], {}) == []
    assert len(positions(agreement, [statement], {document.id: document})) == 1


def test_a_party_that_leaves_what_it_accepted_is_noted() -> None:
    """The evidence says that a party ends what the record has it accept: a note, no change."""
    words = {"party": "UKR", "stance": "ends", "speaker": "the president", "authority": "UKR"}
    said = position(0, {**words, "text": "The truce is over.", "published": "2025-04-20"})
    bindings, _ = judged(load("easter-2025"), [], [said])
    noted = [(each.reading, each.force) for each in bindings if each.notes]
    assert noted == [
        ("unilateral", "not_bound"),
        ("mirror", "conditional"),
        ("reciprocal", "conditional"),
    ]
