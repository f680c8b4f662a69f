"""Events told by a verb with what it is done to or by: what is one, and what only sounds so."""

from __future__ import annotations

from datetime import date

import pytest

from truceline.ground.times import day_range
from truceline.model.statement import Statement
from truceline.read import Reader
from truceline.read.events.by_grammar import events
from truceline.read.events.frames import frames_of
from truceline.read.events.words import event_words
from truceline.read.scenes.drafts import Carried

READER = Reader.load()
WAR = Carried(published=day_range(date(2025, 5, 21), "UTC"), war=True)


def told(text: str, carried: Carried = WAR) -> list[Statement]:
    """Return the events of one sentence, of a report about a war unless said otherwise."""
    return events(READER.scene(text, 0, "en", carried), carried) or []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Gunshots were heard near the palace in Oldport.", "incident_report"),
        ("A series of loud blasts shook the capital early on Sunday.", "incident_report"),
        ("A shepherd stepped on a landmine outside Keld.", "incident_report"),
        ("The blast claimed the lives of seven people.", "incident_report"),
        ("The raid resulted in the deaths of three villagers.", "incident_report"),
        ("Armed men looted a warehouse full of grain.", "incident_report"),
        ("The coastguard seized a tanker in the gulf.", "incident_report"),
        ("The two sides traded fire across the river on Saturday.", "incident_report"),
        ("The insurgency has cost some 40,000 lives.", "tally"),
        ("The fighting has forced two million people from their homes.", "tally"),
        ("Nearly half of those killed were women.", "tally"),
        ("Two-thirds of the city's buildings have been destroyed.", "tally"),
        ("The army inflicted more than 200 casualties on the enemy over the past day.", "tally"),
        ("The town of Keld fell to the insurgents on Sunday.", "posture"),
        ("The rebels captured the city of Oldport in January.", "posture"),
        ("The insurgents made gains in the south.", "posture"),
        ("Soldiers set up checkpoints on the main road.", "posture"),
        ("The military called up tens of thousands of reservists.", "posture"),
        ("Hundreds of tanks have been moved to the border.", "posture"),
    ],
)
def test_a_verb_and_its_object_tell_one_event_together(text: str, kind: str) -> None:
    """Neither the verb nor the noun is armed by itself; together they make one statement."""
    assert [each.kind for each in told(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "The minister came under fire for his remarks about pensions.",
        "Workers began a strike over pay on Monday.",
        "The plan would see troops withdraw from the border.",
        "The crossing is operated by the neighbouring country.",
        "Two people died in a car crash near Oldport.",
        "The army could capture the city of Oldport.",
        "No explosions were heard in the capital.",
    ],
)
def test_what_only_sounds_like_an_event_is_none(text: str) -> None:
    """Criticism, walkouts, plans, accidents, who runs a place, and what was denied."""
    assert told(text) == []


def test_wordings_that_need_a_war_tell_nothing_without_one() -> None:
    """A blast that shakes a town is an armed act only where the report is about a war."""
    text = "The insurgents' offer was taken up; bodies were recovered and reservists recalled."
    assert told(text, Carried(published=WAR.published)) == []


def test_who_came_to_harm_and_in_what_are_one_event_with_its_toll() -> None:
    """The clause that says in what people died is part of the report that counts them."""
    (found,) = told("Five villagers were killed when a shell hit a bus near Tessin.")
    assert found.kind == "incident_report"
    assert found.killed is not None
    assert found.killed.min == 5
    assert found.act == "shelling"


def test_a_year_before_an_attack_is_no_count_of_attacks() -> None:
    """The year by which one attack is known does not make thousands of attacks."""
    scene = READER.scene("He was convicted of the 2023 attack on the embassy.", 0, "en", WAR)
    assert not any(s.quantity and s.quantity.min == 2023 for s in READER._kinds(scene, WAR))


@pytest.mark.parametrize("pair", [("Russian", "Ukrainian"), ("Ukrainian", "Russian")])
def test_who_suffers_losses_did_not_cause_them(pair: tuple[str, str]) -> None:
    """A side that lost troops, or that suffered an attack, is not told as having done it."""
    found = told(f"The {pair[0]} army lost more than 210 soldiers and two tanks over the past day.")
    assert found
    assert all(each.perpetrator == "unknown" for each in found)


def test_every_list_that_a_wording_names_is_in_the_vocabulary() -> None:
    """A wording that names no known list would be an error only when its verb is met."""
    words = event_words("en")
    assert words is not None
    for each in (frame for frames in frames_of("en").values() for frame in frames):
        lists = [*each.subject, *each.object, *each.beside, *each.within, *each.unless]
        lists += [name for at in each.at.values() for name in at]
        for name in set(lists) - {"party", "place", "anyone"}:
            assert words[name]
