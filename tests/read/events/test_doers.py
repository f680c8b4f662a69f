"""Who did it in English: whom a charge names and whose attack it was, never who answers it."""

from __future__ import annotations

import pytest

from tests.read.events.test_by_grammar import CARRIED, told
from truceline.model.statement import Statement
from truceline.read.scenes.drafts import Carried

WAR: Carried = CARRIED


def reports(text: str) -> list[Statement]:
    """Return the incident reports of one sentence."""
    return [each for each in told(text) if each.kind == "incident_report"]


@pytest.mark.parametrize(
    "text",
    [
        "{b} accused {a} of attacking a refinery north of Anwick.",
        "{b} blamed {a} for hitting a bus in Anwick with a rocket.",
        "{a} was accused by {b} of hitting a bus in Anwick with a missile.",
        "{b} accused {a} of an attack on a school in Anwick.",
        "{b}'s claims that {a} shelled Anwick were repeated.",
        "{b} alleged an attack by {a} on Sumy on Monday.",
        "{b} blamed a drone strike in Anwick on {a}.",
        "{b} accused {a} of firing rockets at Anwick.",
    ],
)
@pytest.mark.parametrize(("one", "other"), [("Russia", "Ukraine"), ("Ukraine", "Russia")])
def test_who_is_accused_did_it(text: str, one: str, other: str) -> None:
    """A charge names the doer, whichever side makes it; who makes it did nothing."""
    (found,) = reports(text.format(a=one, b=other))
    assert (found.perpetrator, found.modality) == (
        {"Russia": "RUS", "Ukraine": "UKR"}[one],
        "alleged",
    )


@pytest.mark.parametrize(
    ("text", "party"),
    [
        (
            "Israel launched a campaign in response to Hamas's cross-border attack on 7 May.",
            "hamas",
        ),
        ("Israel responded to Hamas's attack on Sderot.", "hamas"),
        ("Iran condemned Israel's strike on Homs on Monday which killed two officers.", "ISR"),
        ("Israel mourned after the raiders' attack on Sderot on 7 May killed two men.", "unknown"),
        ("The strike in Sderot, which Israel condemned, killed two people.", "unknown"),
    ],
)
def test_whose_attack_goes_before_who_answers_it(text: str, party: str) -> None:
    """The owner of a noun of attack did it; the subject of a verb of speech or answer did not."""
    assert {each.perpetrator for each in reports(text)} == {party}


def test_what_is_denied_is_no_report() -> None:
    """Who denies that its forces attacked has reported no attack."""
    assert not reports("The General Staff denied that its forces attacked the plant in Anwick.")


@pytest.mark.parametrize(
    ("one", "other", "id_"), [("Russian", "Kyiv", "RUS"), ("Ukrainian", "Moscow", "UKR")]
)
def test_one_of_several_attacks_is_theirs_and_elsewhere(one: str, other: str, id_: str) -> None:
    """One of several attacks has their doer, and not the place that the sentence began with."""
    text = (
        f"Shells hit a house in Sumy on Monday, showing what may happen despite {one} missile "
        f"and drone attacks, one of which killed 14 people on Saturday, {other} said."
    )
    last = next(each for each in reports(text) if each.killed == (14, 14))
    assert (last.perpetrator, last.places) == (id_, ())
