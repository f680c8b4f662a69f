"""Incident reports: what is one, what is none, who, where, how many, in three languages."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.read.test_reader import READER, document, read
from truceline.ground.times import day_range
from truceline.read.events.actors import Doer
from truceline.read.events.incidents import cues_of, doer_in
from truceline.read.scenes.drafts import Carried


@pytest.mark.parametrize(
    ("text", "act", "perpetrator"),
    [
        ("Російські дрони вдарили по будинку в Херсоні.", "drone_strike", "RUS"),
        ("Росіяни скинули авіабомби на Куп'янськ.", "air_strike", "RUS"),
        ("Україна обстріляла Донецьк з артилерії.", "shelling", "UKR"),
        ("Дрони ГУР атакували порт у Криму.", "drone_strike", "UKR"),
        ("Россияне ударили ракетой по Одессе.", "missile_strike", "RUS"),
        ("Украинские беспилотники атаковали Белгород.", "drone_strike", "UKR"),
        ("У Миколаєві пролунали вибухи.", "explosion", "unknown"),
        ("Russian missiles struck an apartment block in Kharkiv.", "missile_strike", "RUS"),
        ("A house in Belgorod was hit by Ukrainian drones.", "drone_strike", "UKR"),
        ("Kharkiv was hit overnight by a glide bomb.", "air_strike", "unknown"),
        ("На Харківщині трактор підірвався на міні.", "mine", "unknown"),
        ("Газета сообщила о взрыве в Полтаве.", "explosion", "unknown"),
        ("Під Черкасами діє протиповітряна оборона.", "air_defence", "unknown"),
        ("ВС России разбили колонну ВСУ под Полтавой.", "attack_unspecified", "RUS"),
        ("ВСУ разбили колонну ВС России под Полтавой.", "attack_unspecified", "UKR"),
    ],
)
def test_act_and_doer_are_read(text: str, act: str, perpetrator: str) -> None:
    """The act follows the weapon, the doer follows the grammar, and the place alone names none."""
    found = read(text, "incident_report")
    assert [(s.act, s.perpetrator) for s in found] == [(act, perpetrator)]
    assert found[0].places


def test_who_speaks_for_a_town_speaks_of_it() -> None:
    """The town of a speaker's office is where it was, but not where the sentence names another."""
    own = read("Мер Полтави: внаслідок вибуху постраждала станція.", "incident_report")
    assert {p.name for each in own for p in each.places if p.role == "event"} == {"Poltava"}
    other = read("Мер Полтави: вибух пролунав у Черкасах.", "incident_report")
    assert {p.name for each in other for p in each.places if p.role == "event"} == {"Cherkasy"}


@pytest.mark.parametrize(
    "text",
    [
        "Диверсанти живуть у лісі під Полтавою.",
        "Після бурі в Полтаві прибирають уламки дерев.",
        "Ликвидация последствий паводка в Полтаве закончена.",
    ],
)
def test_a_trace_alone_tells_of_no_attack(text: str) -> None:
    """Debris, raiders and clearing up are no report by themselves."""
    assert not read(text, "incident_report")


@pytest.mark.parametrize(
    "text",
    [
        "«Динамо» розгромило «Шахтар» у чемпіонаті України з футболу.",
        "На трасі біля Львова зіткнулися автобус і фургон, четверо загинули.",
        "У дворі на Закарпатті вибухнула знайдена граната, двоє загиблих.",
        "Полиция нашла тех, кто напал на прохожего у метро в Киеве.",
        "Роковини битви: у Києві згадали загиблих на виставці.",
        "The striker's late attack won the match for Kharkiv.",
        "Росія може вдарити по Харкову, якщо отримає ракети.",
    ],
)
def test_peace_time_and_forecasts_are_no_incidents(text: str) -> None:
    """Sport, crime, accidents, anniversaries and forecasts report no armed event."""
    assert read(text, "incident_report") == []


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("Російський обстріл Херсона: двоє загинули, п'ятеро поранені.", (2, 2), (5, 5)),
        ("Удар РФ по Харкову: загинув чоловік, є поранені.", (1, 1), (1, None)),
        ("Russian shelling of Kherson killed at least three people.", (3, None), None),
        ("Украинский дрон ударил по машине в Шебекино, ранен водитель.", None, (1, 1)),
        ("Росіяни атакували Одесу дронами.", None, None),
    ],
)
def test_harm_keeps_its_bounds(
    text: str, killed: tuple[int, int | None] | None, injured: tuple[int, int | None] | None
) -> None:
    """Killed and injured come out with open bounds, and stay unknown where nobody counted."""
    found = read(text, "incident_report")
    assert [(s.killed, s.injured) for s in found] == [(killed, injured)]


def test_listed_places_are_separate_reports() -> None:
    """Explosions in three towns are three reports that share a sentence and no id."""
    found = read("Вибухи було чути в Миколаєві, Полтаві та Черкасах.", "incident_report")
    names = [{p.name for p in s.places} for s in found]
    assert len(found) == 3
    assert len({s.id for s in found}) == 3
    assert names[0].isdisjoint(names[1])


def test_clauses_with_their_own_weapons_are_separate_reports() -> None:
    """Two places hit by two means in one sentence are two reports with spans of their own."""
    text = "Росіяни атакували Миколаїв ракетами, а Херсон обстріляли з артилерії: один поранений."
    found = read(text, "incident_report")
    assert [s.act for s in found] == ["missile_strike", "shelling"]
    assert [s.perpetrator for s in found] == ["RUS", "RUS"]
    assert [s.injured for s in found] == [None, (1, 1)]
    assert found[0].span.end <= found[1].span.start


def test_a_count_is_one_report() -> None:
    """Three hundred drones brought down are one report with a count, never hundreds."""
    text = "The attack involved 337 drones downed over Moscow, and at least three people died."
    found = read(text)
    assert len(found) == 1
    assert found[0].count is not None or found[0].quantity is not None


def test_the_attack_is_the_one_before() -> None:
    """An attack that is pointed back to takes the doer of the sentence before, as not stated."""
    text = "Ukraine launched a drone attack on Belgorod. The attack killed two people in the city."
    found = read(text, "incident_report")
    assert [(s.perpetrator, s.perpetrator_stated) for s in found] == [("UKR", True), ("UKR", False)]


def test_hearsay_is_alleged() -> None:
    """A report that the text itself doubts is alleged."""
    found = read("Russian forces reportedly shelled Kherson.", "incident_report")
    assert [s.modality for s in found] == ["alleged"]


@pytest.mark.shared
@pytest.mark.parametrize(("name", "floor"), [("easter", 0.9), ("winter", 0.88), ("energy", 0.78)])
def test_labelled_headlines(shared_data: Path, name: str, floor: float) -> None:
    """Incident or not reaches the floor on labelled headlines, and no side is missed more."""
    right = wrong = missed = 0
    for line in (shared_data / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["kind"] is None:
            continue
        published = day_range(date.fromisoformat(row["date"]), "Europe/Kyiv")
        text = document(row["headline"], day=published.earliest.date().isoformat())
        found = any(s.kind == "incident_report" for s in READER.read(text).statements)
        right += found and row["kind"] == "incident"
        wrong += found and row["kind"] != "incident"
        missed += not found and row["kind"] == "incident"
    assert 2 * right / (2 * right + wrong + missed) >= floor


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Ukraine launched its largest drone attack on Moscow, despite ongoing Russian missile "
         "attacks, one of which killed 14 people on Saturday.", [None, 18]),
        ("Russia launched its largest drone attack on Kyiv, despite ongoing Ukrainian missile "
         "attacks, one of which killed 14 people on Saturday.", [None, 18]),
        ("On Saturday Russia hit Kharkiv with missiles, and Odesa was attacked with drones.",
         [18, 18]),
        ("Russia hit Kharkiv with missiles, while Odesa was attacked with drones on Saturday.",
         [None, 18]),
        ("Росіяни атакували Харків, який обстріляли також у суботу.", [None]),
    ],
)  # fmt: skip
def test_a_day_belongs_to_its_clause(text: str, days: list[int | None]) -> None:
    """A day at the head is of all clauses, one in a later clause of that alone."""
    found = read(text, "incident_report")
    assert [s.time and s.time.earliest.day for s in found] == days


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("О 18:00 за Києвом росіяни атакували Харків дронами.", "Kharkiv"),
        ("О 18:00 за київським часом росіяни атакували Харків дронами.", "Kharkiv"),
        ("В 18:00 по Москве украинские дроны атаковали Белгород.", "Belgorod"),
        ("В 18:00 по московскому времени украинские дроны атаковали Белгород.", "Belgorod"),
        ("At 18:00 Moscow time Ukrainian drones attacked Belgorod.", "Belgorod"),
        ("At 18:00 Kyiv local time Russian drones attacked Kharkiv.", "Kharkiv"),
        ("Россияне ударили ракетами по Киеву.", "Kyiv"),
        ("Ukrainian drones hit Moscow's southern suburbs.", "Moscow"),
    ],
)
def test_a_clock_is_no_place(text: str, place: str) -> None:
    """A city whose clock is meant gives no place; the same name elsewhere does."""
    (found,) = read(text, "incident_report")
    assert {p.name for p in found.places if p.role == "event"} == {place}


@pytest.mark.parametrize(
    "text",
    [
        "Moscow's dominance on the battlefield was reinforced by recent Russian advances.",
        "Kyiv's dominance on the battlefield was reinforced by recent Ukrainian advances.",
    ],
)
def test_a_government_is_no_place(text: str) -> None:
    """A capital that stands for who governs there is not where the ground was taken."""
    assert [s.places for s in read(text, "posture")] == [()]


@pytest.mark.parametrize(
    ("text", "lang", "party"),
    [
        ("Москва звинуватила Київ в обстрілі Бєлгорода.", "uk", "UKR"),
        ("Київ звинуватив Москву в обстрілі Харкова.", "uk", "RUS"),
        ("Москва обвинила Киев в обстреле Белгорода.", "ru", "UKR"),
        ("Киев обвинил Москву в обстреле Харькова.", "ru", "RUS"),
    ],
)
def test_an_accused_capital_is_its_government(text: str, lang: str, party: str) -> None:
    """The rules take the accused capital for the doer, whichever side makes the charge."""
    scene = READER.scene(text, 0, lang, Carried())
    assert doer_in(scene, cues_of(scene)).party == party


@pytest.mark.parametrize(
    ("text", "lang"),
    [("Ізраїль завдав удару по Газі.", "uk"), ("Израиль нанес удар по Газе.", "ru")],
)
def test_states_are_named_in_each_language(text: str, lang: str) -> None:
    """A state known from English texts is the doer in the other languages too."""
    scene = READER.scene(text, 0, lang, Carried())
    assert doer_in(scene, cues_of(scene)) == Doer("ISR", True)
