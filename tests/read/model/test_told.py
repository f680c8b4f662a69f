"""A statement of the model: its fields come from the words of its piece and from no others."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.read.model.english import CARRIED, TEXTS, scene
from truceline.model.statement import Statement
from truceline.model.values import Span
from truceline.read.model.told import KINDS, READ_BY, told


def tell(kind: str, text: str, part: str = "", stance: str = "") -> Statement:
    """Return a statement of a kind on a part of a sentence, on all of it if none is named."""
    start = text.index(part)
    piece = Span(start, start + len(part or text))
    return told(scene(text), CARRIED, kind, piece, stance)  # type: ignore[arg-type]  # a kind by name


@given(TEXTS, st.sampled_from(KINDS), st.data())
@settings(max_examples=200, deadline=None)
def test_any_piece_of_any_text_can_be_told(text: str, kind: str, data: st.DataObject) -> None:
    """Whatever the words are, the statement has the kind and the span that it was told of."""
    assume(bool(scene(text).hits))
    start = data.draw(st.integers(0, len(text) - 1))
    piece = Span(start, data.draw(st.integers(start + 1, len(text))))
    made = told(scene(text, start=70), CARRIED, kind, piece)  # type: ignore[arg-type]  # a kind by name
    assert made.kind == kind
    assert made.read_by == READ_BY
    assert made.span == (70 + piece.start, 70 + piece.end)
    assert made.lang == "en"


def test_what_stands_outside_the_piece_is_not_told() -> None:
    """The dead of the other clause are not this one's, nor is its town."""
    text = "Drones killed two people in Sumy, and a shell wounded five in Kherson."
    one = tell("incident_report", text, "Drones killed two people in Sumy")
    other = tell("incident_report", text, "a shell wounded five in Kherson")
    assert one.killed == (2, 2)
    assert one.injured is None
    assert [each.name for each in one.places] == ["Sumy"]
    assert other.killed is None
    assert other.injured == (5, 5)
    assert [each.name for each in other.places] == ["Kherson"]


def test_a_tally_has_its_number_and_no_date_for_one() -> None:
    """The first number that is no share and no day is how many."""
    text = "On 14 May, 12% of the land burned and 41 breaches were counted."
    assert tell("tally", text).quantity == (41, 41)
    joined = "Some 900 homes burned, and breaches of the truce were counted."
    assert tell("tally", joined, "breaches of the truce were counted").quantity is None
    assert tell("tally", "Breaches were counted on 14 May.").quantity is None


@pytest.mark.parametrize(("one", "other"), [("Russian", "Ukrainian"), ("Israeli", "Lebanese")])
@pytest.mark.parametrize("kind", ["posture", "position", "undertaking", "threat"])
def test_two_sides_are_told_alike(kind: str, one: str, other: str) -> None:
    """Who acts is swapped with the names, and nothing else is."""
    text = "{} troops hold the western bank of the river."
    told_of = [tell(kind, text.format(each)) for each in (one, other)]
    assert len({s.perpetrator for s in told_of}) == 2
    assert len({(s.modality, s.act, s.about, s.perpetrator_stated) for s in told_of}) == 1


def test_whose_stance_it_is_needs_a_name() -> None:
    """A position without a party is nobody's; a posture's holder is unknown."""
    text = "The rebels turned away the offer."
    assert tell("position", text, stance="rejects").perpetrator == ""
    assert tell("position", text, stance="rejects").stance == "rejects"
    assert tell("posture", text).perpetrator == "unknown"
    assert not tell("threat", text).perpetrator_stated


def test_a_threat_is_threatened() -> None:
    """It is told as what may come."""
    text = "Every base would be a target if the raids went on."
    assert tell("threat", text).modality == "threatened"
    assert tell("posture", text).modality != "threatened"


@pytest.mark.parametrize(
    "text",
    [
        "Our hope is that {a} will agree to the ceasefire quickly.",
        "{a} will agree to a ceasefire, the envoy of {b} said.",
        "The ceasefire would begin as soon as {a} agrees to it.",
    ],
)
@pytest.mark.parametrize(("one", "other"), [("Moscow", "Kyiv"), ("Kyiv", "Moscow")])
def test_what_others_hope_or_foretell_is_nobodys_position(text: str, one: str, other: str) -> None:
    """The party that is to agree has not agreed; who does not hold it is not named for it."""
    held = {"Moscow": "RUS", "Kyiv": "UKR"}
    assert tell("position", text.format(a=one, b=other)).perpetrator != held[one]


def test_who_acts_before_a_piece_counts_where_it_has_no_subject_of_its_own() -> None:
    """A clause without a subject is told of who acts before it, one with a subject is not."""
    text = "Moscow closed the crossing, breaking the truce of January, while the bloc wants talks."
    assert tell("position", text, "breaking the truce of January").perpetrator == "RUS"
    assert tell("position", text, "the bloc wants talks").perpetrator == ""
