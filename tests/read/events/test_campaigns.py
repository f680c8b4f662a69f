"""Attacks again and again are a tally without a count; one attack by many weapons is one report."""

from __future__ import annotations

import pytest

from tests.read.events.test_states import WAR, kinds
from tests.read.test_reader import read


@pytest.mark.parametrize(
    "text",
    [
        "The Russian army attacks the city every day.",
        "Months of Russian bombardment have emptied the town.",
        "Repeated Ukrainian attacks on the refinery have disrupted supply.",
        "Russia is stepping up strikes on Odesa.",
        "Ukraine accused Russia of genocide.",
        "Civilians are being killed in the town.",
        "The war has killed many civilians.",
        "The group had carried out three other attacks.",
        "The army lost 200 soldiers and four tanks.",
        "The killing of 1,100 villagers was never investigated.",
    ],
)
def test_a_campaign_is_a_tally(text: str) -> None:
    """What is done over and over, or charged at large, is a total and no report of one event."""
    found = kinds(text)
    assert "tally" in found
    assert "incident_report" not in found


@pytest.mark.parametrize(
    "text",
    [
        "An attack by three drones damaged a warehouse in Odesa.",
        "Ten drones hit the plant.",
        "Russian forces carried out several drone attacks on the power plant.",
    ],
)
def test_many_weapons_on_one_thing_are_one_report(text: str) -> None:
    """So many weapons or blows that hit one thing are one event, however many they are."""
    found = kinds(text)
    assert "incident_report" in found
    assert "tally" not in found


def test_attacks_that_are_only_wished_away_are_no_tally() -> None:
    """Who calls for an end to attacks doesn't tell of them."""
    assert "tally" not in kinds("He urged an end to daily attacks.")


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Gunmen assassinated Colonel Petro Bondar outside his home.", (1, 1)),
        ("Militants executed Ahmed Nasser in the square.", (1, 1)),
        ("A driver was pronounced dead after the strike.", (1, 1)),
    ],
)
def test_one_who_is_named_is_one_killed(text: str, killed: tuple[int, int]) -> None:
    """Whoever is killed by name is one, whoever did it."""
    (report,) = (each for each in read(WAR + text, "incident_report") if each.killed)
    assert report.killed is not None
    assert (report.killed.min, report.killed.max) == killed


@pytest.mark.parametrize(
    "text",
    [
        "No injuries were reported.",
        "There were no casualties.",
        "A guard sustained light wounds.",
        "One man was pronounced dead.",
    ],
)
def test_harm_told_alone_goes_on_with_the_report_before(text: str) -> None:
    """A sentence of harm alone, or of none, is of the event just before it."""
    before = "A Russian drone hit a depot in Odesa on Friday. "
    last = read(before + text, "incident_report")[-1]
    assert last.span.start >= len(before)
    assert last.followup


@pytest.mark.parametrize(
    "text",
    [
        "No group claimed responsibility for the attack.",
        "The clinic treated many patients with burns.",
    ],
)
def test_who_did_not_and_what_peace_brings_are_no_reports(text: str) -> None:
    """Nobody's claim and everyday harm tell no armed event."""
    assert not read(text, "incident_report")


@pytest.mark.parametrize(
    "text",
    [
        "Sergeant Oleh Marchenko fell in battle near Bakhmut.",
        "The two were detained at gunpoint by Russian soldiers.",
        "Russian troops set fire to three houses in Kozacha Lopan.",
        "The militia was behind the bombing of a market in Sumy.",
        "A device went off beside a patrol, wounding two soldiers.",
        "It was a car bombing.",
    ],
)
def test_acts_of_arms_in_plain_words(text: str) -> None:
    """An armed act is a report in whatever words it is told."""
    before = WAR + "A blast killed three people in Sumy on Friday. "
    found = read(before + text, "incident_report")
    assert [each for each in found if each.span.start >= len(before)]
