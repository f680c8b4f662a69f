"""Whose toll a count of harm is: of one event, of a further place, of the report before."""

from __future__ import annotations

import pytest

from tests.read.events.test_doers import reports
from tests.read.test_reader import read
from truceline.model.statement import Statement
from truceline.model.values import Bounds

NONE, THREE = Bounds(0, 0), Bounds(3, 3)


def tolls(found: list[Statement]) -> list[tuple[str, Bounds | None, Bounds | None]]:
    """Return town, killed and injured of reports."""
    return [(s.places[0].name if s.places else "", s.killed, s.injured) for s in found]


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("Shelling damaged a clinic in Kramatorsk; no casualties were reported.", NONE, NONE),
        ("A drone struck a depot in Sumy with no casualties.", NONE, NONE),
        ("A missile struck a depot in Odesa, leaving no casualties.", NONE, NONE),
        ("A rocket hit a depot in Kherson overnight; nobody was killed.", NONE, None),
        ("Nobody was killed when a missile struck Odesa, but three men were hurt.", NONE, THREE),
    ],
)
def test_harm_denied_is_of_the_only_event(
    text: str, killed: Bounds, injured: Bounds | None
) -> None:
    """A denial of harm anywhere in a sentence with one event is a stated zero of that event."""
    (found,) = reports(text)
    assert (found.killed, found.injured, found.modality) == (killed, injured, "asserted")


def test_glued_headlines_keep_their_own_places_and_tolls() -> None:
    """What stands after a semicolon with an event of its own adds nothing to the one before."""
    text = "Missile hit Odesa port; drones struck a depot near Kharkiv; two killed in Sumy."
    assert tolls(reports(text)) == [
        ("Odesa", None, None),
        ("Kharkiv", None, None),
        ("Sumy", Bounds(2, 2), None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Two people were killed in Sumy and three in Kharkiv by Russian missiles.",
        "Russian missiles killed two people in Sumy and three in Kharkiv.",
    ],
)
def test_a_further_place_has_its_own_number(text: str) -> None:
    """A number beside harm with a place of its own is an event of its own, by the same doer."""
    found = reports(text)
    assert tolls(found) == [("Sumy", Bounds(2, 2), None), ("Kharkiv", Bounds(3, 3), None)]
    assert {each.perpetrator for each in found} == {"RUS"}


def test_a_further_number_without_a_place_is_no_event() -> None:
    """The injured counted beside the dead are no second event."""
    (found,) = reports("At least four people were killed and 50 more injured in Sumy by a missile.")
    assert found.killed == Bounds(4, None)


def test_whom_a_total_counts_are_no_event_beside_it() -> None:
    """A risen number of people killed is a total, of persons."""
    text = (
        "The number of people killed in the strike on Sumy climbed to 35, including two children."
    )
    assert not read(text, "incident_report")
    (total,) = read(text, "tally")
    assert (total.quantity, total.unit, total.killed) == (Bounds(35, 35), "persons", Bounds(35, 35))


def test_harm_alone_goes_on_with_the_report_before() -> None:
    """A sentence of harm alone takes place and act of the report before; its own place stands."""
    first, second = read("A drone hit a school in Sumy. Two people were killed.", "incident_report")
    assert (second.act, second.places, second.followup) == (first.act, first.places, True)
    text = "A drone hit a school in Sumy. Two people were killed in Kharkiv."
    assert [s.places[0].name for s in read(text, "incident_report")] == ["Sumy", "Kharkiv"]


def test_a_couple_of_things_destroyed_are_no_total() -> None:
    """Two houses that one blast destroyed are its damage."""
    assert not read("A blast in Sumy destroyed a couple of our houses.", "tally")
