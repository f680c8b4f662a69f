"""Who has accepted by the record, and which stances in the evidence count."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

import pytest

from tests.judge.build import judged, position
from truceline.agreements import load
from truceline.judge.standing import accepted_by, deciding_acts, positions
from truceline.judge.standing.positions import CONTEXT, mentions
from truceline.model.agreement import Agreement, Instrument
from truceline.model.values import Span


def instrument(act: str, by: str, day: int, depends_on: tuple[str, ...] = ()) -> Instrument:
    """Return an act of a party on a day of April."""
    made: dict[str, object] = {"id": f"{act}-{by}-{day}", "act": act, "by": by}
    at = datetime(2025, 4, day, tzinfo=UTC)
    return Instrument(**made, at=at, summary="x", depends_on=depends_on)  # type: ignore[arg-type]


def record(*instruments: Instrument) -> Agreement:
    """Return an agreement with these acts on record."""
    return dataclasses.replace(load("thirty-day-2025"), instruments=instruments)


@pytest.mark.parametrize(
    ("acts", "accepted"),
    [
        ([("acceptance", "A", 1)], {"A"}),
        ([("declaration", "A", 1)], {"A"}),
        ([("proposal", "A", 1)], {"A"}),
        ([("condition", "A", 1)], set()),
        ([("rejection", "A", 1)], set()),
        ([("rejection", "A", 1), ("acceptance", "A", 2)], {"A"}),
        ([("acceptance", "A", 1), ("withdrawal", "A", 2)], set()),
        ([("withdrawal", "A", 1), ("acceptance", "A", 2)], {"A"}),
        # Who has declared and then declines to extend has not taken the declaration back.
        ([("declaration", "A", 1), ("rejection", "A", 2)], {"A"}),
        ([("proposal", "A", 1), ("rejection", "A", 2)], set()),
        ([("conditional_acceptance", "A", 1, ("B",))], set()),
        ([("conditional_acceptance", "A", 1, ("B",)), ("acceptance", "B", 2)], {"A", "B"}),
        (
            [("conditional_acceptance", "A", 1, ("B",)), ("mirror_pledge", "B", 2, ("A",))],
            {"A", "B"},
        ),
        (
            [("conditional_acceptance", "A", 1, ("B",)), ("mirror_pledge", "B", 2, ("C",))],
            set(),
        ),
    ],
)
def test_who_has_accepted(acts: list[tuple[str, str, int]], accepted: set[str]) -> None:
    """Acceptances count in time and with their conditions; exchanges of promises hold."""
    assert accepted_by(record(*(instrument(*each) for each in acts))) == accepted


def test_the_order_in_the_file_decides_within_a_day() -> None:
    """Of two proposals of one day the later in the file is the one that decides."""
    acts = [instrument("proposal", "A", 1), instrument("rejection", "A", 1)]
    assert deciding_acts(record(*acts))["A"].act == "rejection"
    assert deciding_acts(record(*reversed(acts)))["A"].act == "proposal"


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
