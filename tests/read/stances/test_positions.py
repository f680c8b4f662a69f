"""Positions, undertakings, figures, postures, threats and denials."""

from __future__ import annotations

import pytest

from tests.read.test_reader import read

SIDES = [("RUS", ("Moscow", "Ukraine")), ("UKR", ("Kyiv", "Russia"))]


@pytest.mark.parametrize(
    ("text", "party", "stance"),
    [
        ("Ukraine agreed to a 30-day ceasefire.", "UKR", "accepts"),
        ("Kyiv said it would accept the truce if Moscow does.", "UKR", "accepts_conditionally"),
        ("Russia rejected the ceasefire proposal.", "RUS", "rejects"),
        ("Moscow did not rule out talks with Washington.", "RUS", "undecided"),
        ("Russia proposed a truce over Easter.", "RUS", "proposes"),
        ("Путин объявил пасхальное перемирие.", "RUS", "proposes"),
        ("Україна відмовилася від перемир'я.", "UKR", "rejects"),
        ("Україна підтримує перемир'я за умови, що Росія зробить те саме.", "UKR",
         "accepts_conditionally"),
        ("Ukraine will mirror Russia's actions during the truce.", "UKR", "accepts_conditionally"),
        ("Россия будет действовать зеркально во время перемирия.", "RUS", "accepts_conditionally"),
    ],
)  # fmt: skip
def test_stances(text: str, party: str, stance: str) -> None:
    """The stance and whose it is are read in three languages."""
    found = read(text, "position")
    assert (party, stance) in [(s.perpetrator, s.stance) for s in found]


def test_an_announced_stretch_is_the_window() -> None:
    """The ends that a declaration names are its window, in the zone that it names."""
    text = "Putin declared a truce from 18:00 Moscow time on 19 April to 00:00 on 21 April."
    (found,) = read(text, "position")
    assert found.window is not None
    assert str(found.window.start) == "2025-04-19 15:00:00+00:00"
    assert str(found.window.end) == "2025-04-20 21:00:00+00:00"
    assert found.time is None


def test_two_parties_in_one_sentence() -> None:
    """Who accepts and who proposed are two positions of two parties."""
    text = "Kyiv expressed readiness to accept a ceasefire proposal put forth by the US."
    found = read(text, "position")
    assert {(s.perpetrator, s.stance) for s in found} == {("UKR", "accepts"), ("USA", "proposes")}


@pytest.mark.parametrize(
    "text",
    [
        "Our hope is that {a} will agree to the ceasefire quickly.",
        "{a} must now agree to a ceasefire.",
        "{a} will agree to a ceasefire, Trump said.",
        "We hope that {a} agrees to the truce quickly, the president of {b} said.",
        "{b} added that the ceasefire would begin as soon as {a} agrees to it.",
        "If {a} rejects the ceasefire, sanctions will follow.",
        "{b} urged {a} to accept the ceasefire.",
        "{b} insisted that {a} agree to a truce.",
        "“{a} has made a step toward peace, and Europe is ready to help achieve it,” he said.",
        "“{a} has made a step toward peace, and the bloc is ready to accept a truce,” he said.",
    ],
)
@pytest.mark.parametrize(("party", "names"), SIDES)
def test_what_others_wish_is_no_stance(text: str, party: str, names: tuple[str, str]) -> None:
    """What somebody hopes or demands of a party is not that party's stance, by the rules."""
    found = read(text.format(a=names[0], b=names[1]), "position")
    assert [s for s in found if s.perpetrator == party and not s.read_by] == []


@pytest.mark.parametrize(
    "text",
    [
        "Moscow gave no answer before determining its stance on the proposed ceasefire.",
        "Kyiv spoke with London regarding a proposed ceasefire agreement.",
        "У Москві вивчають запропоноване перемир'я.",
        "В Киеве изучают предложение о перемирии.",
    ],
)
def test_a_proposed_truce_is_nobodys_proposal(text: str) -> None:
    """What was proposed, or a proposal, tells of no act of proposing, by the rules."""
    assert "proposes" not in {s.stance for s in read(text, "position") if not s.read_by}


@pytest.mark.parametrize(
    ("text", "stances"),
    [
        ("Putin has expressed openness to peace talks but opposed any ceasefire.",
         {("undecided", "peace talks"), ("rejects", "ceasefire")}),
        ("Zelensky is open to talks but rejected the truce.",
         {("undecided", "talks"), ("rejects", "truce")}),
        ("Russia rejected the proposal for a truce.", {("rejects", "truce")}),
        ("The truce was rejected by Kyiv, and talks continue.", {("rejects", "truce")}),
        ("Україна відхилила пропозицію про перемир'я.", {("rejects", "перемир'я")}),
    ],
)  # fmt: skip
def test_a_stance_is_about_what_follows_it(text: str, stances: set[tuple[str, str]]) -> None:
    """Each stance has its own subject, not the one that happens to stand nearest."""
    assert {(s.stance, s.about) for s in read(text, "position")} == stances


@pytest.mark.parametrize(
    "text",
    [
        "{a} rejected the plan for peacekeepers in {b}, threatening to attack {b}'s allies.",
        "{a} rejected what {b} offered, threatening to strike its troops with missiles.",
    ],
)
@pytest.mark.parametrize(("party", "names"), SIDES)
def test_the_subject_of_the_sentence_threatens(
    text: str, party: str, names: tuple[str, str]
) -> None:
    """Whose troops are threatened, or where, makes nobody the one who threatens."""
    found = read(text.format(a=names[0], b=names[1]), "threat")
    assert [s.perpetrator for s in found] == [party]


def test_only_who_binds_a_party_binds_it() -> None:
    """An unnamed politician binds nobody, a president does."""
    named = read("Президент Зеленський заявив, що Україна погодилася на перемир'я.", "position")
    unnamed = read("Україна погодилася на перемир'я, сказав невідомий політик.", "position")
    assert [s.authority for s in named] == ["UKR"]
    assert [s.authority for s in unnamed] == [None]


def test_undertakings_keep_their_order() -> None:
    """Paused, promised and resumed are told apart, each with the actor."""
    text = (
        "The US had halted intelligence sharing and military aid to Ukraine. "
        "Later the US agreed to resume military aid. "
        "US military aid and intelligence sharing had resumed."
    )
    found = read(text, "undertaking")
    aid = [s.stance for s in found if s.about == "military aid"]
    assert aid == ["suspended", "promised", "begun"]
    assert {s.perpetrator for s in found} == {"USA"}


def test_figures_on_one_subject_can_be_compared() -> None:
    """Two wordings of one subject come out under the same words, numbers apart."""
    left = read("Russia now holds 20% of Ukraine's territory.", "figure")
    right = read("Russia occupies 5% of Ukraine's land.", "figure")
    assert [s.about for s in left] == [s.about for s in right] == ["share of territory held"]
    assert left[0].quantity != right[0].quantity


def test_money_is_no_figure() -> None:
    """Prices and percentages of markets are no statements."""
    assert read("Bitcoin $107,336.59 BTC -0.12%. The hotel costs 20% more.") == []


def test_denials_say_what_they_deny() -> None:
    """Who denies an attack reports none."""
    found = read("Росія заперечує удари по Харкову.")
    assert [s.kind for s in found] == ["denial"]
    assert found[0].denies == "event"


@pytest.mark.parametrize(
    ("text", "kind", "party"),
    [
        ("Росіяни окупували Катеринівку на Донеччині.", "posture", "RUS"),
        ("ЗСУ просунулися поблизу Куп'янська.", "posture", "UKR"),
        ("Росіяни готують наступ на Сумщину.", "threat", "RUS"),
        ("Moscow threatened to strike Kyiv.", "threat", "RUS"),
    ],
)
def test_ground_and_threats(text: str, kind: str, party: str) -> None:
    """Gains of ground are postures and announced attacks threats, never incidents."""
    found = read(text)
    assert [(s.kind, s.perpetrator) for s in found] == [(kind, party)]
