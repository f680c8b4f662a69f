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
