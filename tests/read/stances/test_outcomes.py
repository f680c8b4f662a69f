"""What must become of a war, how talks stand, what is conceded, and threats without a blow."""

from __future__ import annotations

import pytest

from tests.read.stances.test_general_stances import read

TOLD = [
    ("The war has to end, {a} said.", "position", "proposes"),
    ("It is time to end the war, {a} said.", "position", "proposes"),
    ("There can be no talks while shelling goes on, {a} said.", "position", "rejects"),
    ("{a} will never cede its land to {b}.", "position", "rejects"),
    ("{a} would not negotiate until the troops left.", "position", "rejects"),
    ("{a} rejected demands to halt its enrichment of uranium.", "position", "rejects"),
    ("{a} refuses to give up enrichment.", "position", "rejects"),
    ("If {b} stops its strikes, {a} will stop too.", "position", "accepts_conditionally"),
    ("{a} proposed a meeting of leaders.", "position", "proposes"),
    ("{a} offered to host the talks.", "position", "proposes"),
    ("{a} dropped its demand for a truce.", "position", "ends"),
    ("{a} has not responded to the offer.", "position", "undecided"),
    ("{a} wants {b} to withdraw its troops.", "position", "proposes"),
    ("{a} demanded that {b} withdraw from the valley.", "position", "proposes"),
    ("{a} blocked aid at the border.", "undertaking", "suspended"),
    ("{a} has been holding up convoys of food.", "undertaking", "suspended"),
    ("{a} evacuated thirty patients from the hospital.", "undertaking", "begun"),
    ("{a} vowed to take Millford.", "threat", ""),
    ("{a} aims to control all of Millford.", "threat", ""),
    ("{a} will advance on Millford.", "threat", ""),
    ("{a} will respond to any attack.", "threat", ""),
    ("{a}'s campaign will intensify.", "threat", ""),
    ("{a} warned {b} there would be hell to pay.", "threat", ""),
    ("{a} called the allegations baseless.", "denial", ""),
]


@pytest.mark.parametrize(("text", "kind", "stance"), TOLD)
@pytest.mark.parametrize(
    ("party", "names"), [("RUS", ("Russia", "Ukraine")), ("UKR", ("Ukraine", "Russia"))]
)
def test_plain_words_tell_the_stance_of_either_side(
    text: str, kind: str, stance: str, party: str, names: tuple[str, str]
) -> None:
    """Each wording gives one statement of its kind, stance and party, whichever side it is."""
    found = read(text.format(a=names[0], b=names[1]), kind)
    assert [(s.stance, s.perpetrator) for s in found] == [(stance, party)]


@pytest.mark.parametrize(
    ("text", "kind", "stance"),
    [
        ("The truce hangs by a thread.", "position", "undecided"),
        ("The negotiations are on hold.", "position", "suspends"),
        ("Negotiations are under way in a neutral capital.", "position", "accepts"),
        ("The ceasefire is over.", "position", "ends"),
        ("The two sides are to meet in a neutral capital.", "position", "accepts"),
        ("The deal includes the release of all hostages.", "position", "proposes"),
        ("No aid has been handed out yet.", "undertaking", "refused"),
        ("Aid deliveries were suspended after the attack.", "undertaking", "suspended"),
        ("Humanitarian aid is able to enter again.", "undertaking", "begun"),
    ],
)
def test_what_nobody_named_does_is_told_too(text: str, kind: str, stance: str) -> None:
    """How talks stand and how aid fares is a statement of no party's where none is named."""
    assert (stance, "unknown") in [(s.stance, s.perpetrator) for s in read(text, kind)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("There will be a political price for this, Russia said.", "threat"),
        ("Russia will take Karpenko to the hospital.", "threat"),
        ("The war will not end soon, Ukraine said.", "position"),
        ("Russia shot down a drone during the truce.", "position"),
        ("Russia said so at a meeting in a neutral capital.", "position"),
        ("Trucks of aid stood in the sun.", "undertaking"),
        ("Russia unveiled a plan to build a shield against missiles.", "position"),
    ],
)
def test_forecasts_and_surroundings_are_no_stance(text: str, kind: str) -> None:
    """A forecast, a meeting as a place and a truce as a time tell the rules of no stance."""
    assert [each for each in read(text, kind) if not each.read_by] == []
