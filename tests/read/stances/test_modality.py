"""Modality: what is alleged, what is ordered, and what a report itself asserts."""

from __future__ import annotations

import pytest

from tests.read.test_reader import read


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("{a} forces allegedly shelled a school in Kherson on Friday.", "incident_report"),
        ("{a} forces reportedly struck a hospital in Kherson on Friday.", "incident_report"),
        ("{b} officials accused {a} troops of shelling Kherson on Friday.", "incident_report"),
        ("{a} troops are accused of attacking Kherson on Friday.", "incident_report"),
        ("{a} troops are said to have shelled Kherson on Friday.", "incident_report"),
        ("It is believed that {a} troops shelled Kherson on Friday.", "incident_report"),
        ("{b} officials blamed {a} troops for the attack on Kherson.", "incident_report"),
        ("{b} officials claimed that {a} drones hit Kherson on Friday.", "incident_report"),
        ("A suspected {a} drone hit a bus in Kherson on Friday.", "incident_report"),
        ("Unconfirmed reports say that {a} missiles hit Kherson on Friday.", "incident_report"),
        ("{b} officials claimed {a} forces broke the truce 40 times overnight.", "tally"),
        ("{a} officials reportedly agreed to a ceasefire.", "position"),
    ],
)
@pytest.mark.parametrize(("one", "other"), [("Russian", "Ukrainian"), ("Ukrainian", "Russian")])
def test_charges_and_hearsay_are_alleged(text: str, kind: str, one: str, other: str) -> None:
    """What somebody charges, claims or has heard is alleged, whichever side it is said of."""
    found = read(text.format(a=one, b=other), kind)
    assert [each.modality for each in found] == ["alleged"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The governor said a drone hit a house in Nikopol, injuring two.", "incident_report"),
        ("Ukraine's army said that it had struck a depot near Belgorod.", "incident_report"),
        ("A missile strike killed two suspected militants in Nikopol.", "incident_report"),
        ("A shell hit a school in Nikopol which was allegedly empty.", "incident_report"),
        ("The strike on Kharkiv that the general ordered killed two people.", "incident_report"),
        ("Ukraine agreed to a 30-day ceasefire.", "position"),
        ("Губернатор повідомив, що дрон влучив у будинок у Нікополі.", "incident_report"),
        ("Губернатор сообщил, что беспилотник попал в дом в Белгороде.", "incident_report"),
    ],
)
def test_what_an_official_reports_is_asserted(text: str, kind: str) -> None:
    """A report as a fact stays asserted, also where doubt is about something else in it."""
    found = read(text, kind)
    assert [each.modality for each in found] == ["asserted"]


@pytest.mark.parametrize(
    "text",
    [
        "Російські війська нібито обстріляли школу в Херсоні.",
        "Імовірно, російський дрон влучив у будинок у Нікополі.",
        "Росію звинувачують в обстрілі Херсона.",
        "ВСУ якобы обстреляли школу в Горловке.",
        "По неподтвержденным данным, ракета попала в аэродром под Саками.",
        "Россию обвиняют в обстреле Херсона.",
    ],
)
def test_words_of_doubt_in_other_languages(text: str) -> None:
    """Without a grammar the words of charge and hearsay tell it."""
    assert [each.modality for each in read(text, "incident_report")] == ["alleged"]


@pytest.mark.parametrize(
    ("text", "kind", "party"),
    [
        ("Putin ordered strikes on Kharkiv on Friday.", "threat", "RUS"),
        ("Zelensky ordered his troops to attack Belgorod.", "threat", "UKR"),
        ("Путін наказав завдати ударів по Харкову.", "threat", "RUS"),
        ("Зеленский приказал нанести удары по Белгороду.", "threat", "UKR"),
        ("Putin ordered his army to observe an Easter truce.", "position", "RUS"),
        ("Зеленський наказав військам припинити вогонь з опівночі.", "position", "UKR"),
        ("Путин приказал войскам прекратить огонь с 18:00.", "position", "RUS"),
    ],
)
def test_what_is_commanded_is_ordered_and_no_incident(text: str, kind: str, party: str) -> None:
    """An order of violence is a threat, one of a truce a position, neither yet done."""
    (found,) = read(text, kind)
    assert (found.modality, found.perpetrator) == ("ordered", party)
    assert not read(text, "incident_report")


def test_no_order_given_is_not_ordered() -> None:
    """Who gave no order to extend a truce has ordered nothing, and will not extend it."""
    (found,) = read("Putin gave no order to extend the truce.", "position")
    assert (found.modality, found.stance) == ("asserted", "rejects")
