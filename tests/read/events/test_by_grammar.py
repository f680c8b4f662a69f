"""English events by grammar: what is an event, what only sounds like one, and who did it."""

from __future__ import annotations

from datetime import date

import pytest

from truceline.ground.times import day_range
from truceline.model.statement import Statement
from truceline.read import Reader
from truceline.read.events.by_grammar import events
from truceline.read.scenes.drafts import Carried

READER = Reader.load()
CARRIED = Carried(published=day_range(date(2025, 5, 21), "UTC"), war=True)


def told(text: str) -> list[Statement]:
    """Return the events of one sentence of a report about a war."""
    return events(READER.scene(text, 0, "en", CARRIED), CARRIED) or []


@pytest.mark.parametrize("capital", ["Moscow", "Kyiv"])
@pytest.mark.parametrize(
    "pattern",
    [
        "A missile hit {}.",
        "{} came under artillery fire.",
        "Drones attacked {}.",
        "Bombs fell on {}.",
        "Aircraft dropped bombs on {}.",
    ],
)
def test_a_capital_that_is_hit_is_a_place(pattern: str, capital: str) -> None:
    """Whichever side's capital is the object is where it happened, and no government's act."""
    (found,) = told(pattern.format(capital))
    assert found.kind == "incident_report"
    assert found.perpetrator == "unknown"


@pytest.mark.parametrize(
    "text",
    [
        "The minister warned that rebels could attack the town.",
        "The army plans to bomb the port.",
        "Rebels did not attack the village.",
        "The striker hit the post and the coach attacked the referee.",
        "He suffered a heart attack at home.",
    ],
)
def test_what_is_feared_planned_or_peaceful_is_no_event(text: str) -> None:
    """Words of attack alone make no report."""
    assert told(text) == []


def test_each_clause_tells_its_own_event() -> None:
    """Two events in one sentence are two reports, each with its own words, toll and doer."""
    text = "Rebels shelled Anwick, killing two people, while army jets bombed Berwick on Monday."
    first, second = told(text)
    assert text[first.span.start : first.span.end].startswith("Rebels shelled Anwick")
    assert first.killed is not None
    assert first.killed.min == 2
    assert "Berwick" in text[second.span.start : second.span.end]
    assert second.killed is None


def test_the_passive_names_who_did_it_by_its_agent() -> None:
    """Who suffers an attack never becomes its doer, whoever it is."""
    for doer, sufferer, party in (("Israeli", "Iranian", "ISR"), ("Iranian", "Israeli", "IRN")):
        (found,) = told(f"Three {sufferer} soldiers were killed by {doer} forces near the border.")
        assert found.perpetrator == party
        assert found.perpetrator_stated


@pytest.mark.parametrize(
    "text",
    [
        "Jets struck more than 70 targets over the past 24 hours.",
        "More than 41,000 people have been killed since the war began.",
        "Some 30 hostages remain in the enclave.",
        "The fighters have been firing rockets at the towns.",
    ],
)
def test_counts_over_time_and_campaigns_are_tallies(text: str) -> None:
    """What is counted over a stretch, or goes on, is no single event."""
    assert [each.kind for each in told(text)] == ["tally"]


@pytest.mark.parametrize(
    "text",
    [
        "Troops advanced towards the river.",
        "Soldiers blocked aid trucks from the crossing.",
        "No food has been allowed into the town.",
        "The army ordered residents to leave the district.",
    ],
)
def test_ground_and_what_is_kept_out_are_postures(text: str) -> None:
    """Ground gained, movement denied and people ordered away are postures."""
    assert [each.kind for each in told(text)] == ["posture"]


def test_blame_is_a_report_by_whom_it_accuses() -> None:
    """Who is blamed for an attack is the doer as stated."""
    (found,) = told("The ministry blamed Pakistan for the attack on the bus.")
    assert (found.kind, found.perpetrator) == ("incident_report", "PAK")


def test_other_languages_are_left_to_their_own_reader() -> None:
    """Without a grammar for a language there is no answer, not an empty one."""
    scene = READER.scene("Росіяни обстріляли Херсон.", 0, "uk", CARRIED)
    assert events(scene, CARRIED) is None


@pytest.mark.parametrize(
    "text",
    [
        "Sanctions targeted ships that carry oil to Russia.",
        "Newspapers in Moscow struck a proud tone on the talks with Ukraine.",
        "Rebels sabotaged the peace talks with the government.",
        "An envoy accused the president of Russia of sabotaging a deal.",
        "The vice president told reporters aboard Air Force One on Monday.",
        "Doctors work to prevent a humanitarian disaster in the town.",
        "The general wants the army to stop, cut its numbers, and withdraw its forces.",
    ],
)
def test_hits_in_words_and_orders_in_talk_are_no_events(text: str) -> None:
    """A sanction, a deal or a talk with reporters is no attack and no posture."""
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Rebels attacked Anwick, killing some 1,200 people and abducting 251 others.",
        "Rebels shelled Anwick and killed two people.",
        "Drones hit Anwick and three people were killed.",
        "The attack involved 337 drones downed over Anwick, and at least three people died.",
    ],
)
def test_the_toll_of_an_attack_is_part_of_its_report(text: str) -> None:
    """Who was killed by what the clause before tells is no second statement and no total."""
    (found,) = told(text)
    assert found.kind == "incident_report"
    assert found.killed is not None


@pytest.mark.parametrize(
    "text",
    [
        "Since the war erupted in 2023, at least twelve journalists have been killed.",
        "Tens of thousands of civilians were killed during the final months of the war.",
        "Estimates suggest that between 40,000 and 70,000 civilians were killed in the fighting.",
        "The system has intercepted thousands of rockets.",
        "Russian strikes continued across the region.",
        "Ukrainian strikes continued across the region.",
    ],
)
def test_counts_over_a_war_are_tallies(text: str) -> None:
    """A toll since a beginning, a crowd without a number and a campaign that goes on are totals."""
    (found,) = told(text)
    assert found.kind == "tally"


def test_listed_attacks_that_reports_tell_of_keep_their_places() -> None:
    """Nouns of attack under a verb of telling are reports, each with the place it names."""
    text = "Reports indicate missile attacks in Kharkiv, as well as assaults on ships in Odesa."
    assert [(s.kind, s.places[0].name) for s in told(text)] == [
        ("incident_report", "Kharkiv"),
        ("incident_report", "Odesa"),
    ]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Gunmen abducted two aid workers near Goma.", "abduction"),
        ("A suicide attack on a school bus killed three children on Monday.", "explosion"),
        ("Rebels attacked a patrol near Goma, killing two soldiers and taking a hostage.", "mixed"),
    ],
)
def test_verbs_and_nouns_name_the_act_where_no_weapon_does(text: str, act: str) -> None:
    """What the clause says was done is the act, where it names no weapon."""
    assert [s.act for s in told(text)] == [act]


def test_forces_driven_out_are_a_posture() -> None:
    """Ground lost by force is a posture of who drove the others off."""
    (found,) = told("Russian troops drove Ukrainian forces out of the valley.")
    assert (found.kind, found.perpetrator) == ("posture", "RUS")
