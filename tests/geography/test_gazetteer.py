"""The gazetteer: places found in any form, homonyms weighed, what is no place left alone."""

from __future__ import annotations

import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.geography import Gazetteer, PlaceMention
from truceline.ground.errors import VocabularyError
from truceline.ground.geometry import distance_m
from truceline.model.values import Place
from truceline.vocabulary.files import DATA

KHARKIV, KRYVYI_RIH, ODESA = (49.98, 36.25), (47.91, 33.39), (46.48, 30.73)
KHERSON, SUMY, BELGOROD = (46.64, 32.62), (50.91, 34.80), (50.60, 36.59)


def best(gazetteer: Gazetteer, text: str) -> list[tuple[str, Place]]:
    """Return the words of each mention with its likeliest place."""
    return [(text[m.start : m.end], m.candidates[0]) for m in gazetteer.locate(text)]


def near(place: Place, point: tuple[float, float], within_m: float = 8_000) -> bool:
    """Tell whether a place lies near a point."""
    assert place.lat is not None
    assert place.lon is not None
    return distance_m(place.lat, place.lon, *point) <= within_m


@pytest.mark.parametrize(
    ("text", "words", "point"),
    [
        ("Уночі вибухи у Харкові", "Харкові", KHARKIV),
        ("Ночью взрывы в Харькове", "Харькове", KHARKIV),
        ("Blasts were heard in Kharkiv overnight", "Kharkiv", KHARKIV),
        ("ПОЖЕЖА У ХАРКОВІ ПІСЛЯ УДАРУ", "ХАРКОВІ", KHARKIV),
        ("У Кривому Розі зруйновано склад", "Кривому Розі", KRYVYI_RIH),
        ("В Кривом Роге разрушен склад", "Кривом Роге", KRYVYI_RIH),
        ("Drones hit Kryvyi Rih, officials said", "Kryvyi Rih", KRYVYI_RIH),
        ("Порт Одеси під ударом", "Одеси", ODESA),
        ("Дроны над Белгородом", "Белгородом", BELGOROD),
        ("Троє поранених у Сумах", "Сумах", SUMY),
    ],
)
def test_towns_in_any_form(
    gazetteer: Gazetteer, text: str, words: str, point: tuple[float, float]
) -> None:
    """Towns are found in three languages and any case, in capitals too, and the words are exact."""
    ((found, place),) = best(gazetteer, text)
    assert found == words
    assert near(place, point)
    assert place.level == "settlement"
    assert place.p > 0.85


@pytest.mark.parametrize(
    ("text", "level", "name"),
    [
        ("Обстріл Донеччини", "region", "Donetsk Oblast"),
        ("У Донецькій області двоє поранених", "region", "Donetsk Oblast"),
        ("В Донецкой области двое раненых", "region", "Donetsk Oblast"),
        ("Two were hurt in Donetsk oblast", "region", "Donetsk Oblast"),
        ("Пожар в Белгородской области", "region", "Belgorod Oblast"),
        ("Бої на Покровському напрямку", "sector", "Pokrovsk sector"),
        ("Бои на Покровском направлении", "sector", "Pokrovsk sector"),
        ("Fighting on the Pokrovsk axis", "sector", "Pokrovsk sector"),
        ("Удар по Бериславському району", "district", "Beryslav district"),
        ("Вибух у Криму", "region", "Crimea"),
        ("Дим над Запорізькою АЕС", "point", "Zaporizhzhia nuclear power plant"),
        ("Аварія в Польщі", "country", "Poland"),
    ],
)
def test_areas(gazetteer: Gazetteer, text: str, level: str, name: str) -> None:
    """Regions, districts, sectors, landmarks and countries come as areas of their level."""
    ((_, place),) = best(gazetteer, text)
    assert (place.level, place.name) == (level, name)


def test_coordinated_areas_share_their_head_word(gazetteer: Gazetteer) -> None:
    """“A and B regions” names two regions."""
    found = best(gazetteer, "Пошкодження у Сумській та Полтавській областях")
    assert [place.name for _, place in found] == ["Sumy Oblast", "Poltava Oblast"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("У Донецькій області 23, у Харківській - 7.", ["Donetsk Oblast", "Kharkiv Oblast"]),
        ("В Донецкой области 23, в Харьковской 7.", ["Donetsk Oblast", "Kharkiv Oblast"]),
        ("На Покровському напрямку 42, на Лиманському 7.", ["Pokrovsk sector", "Lyman sector"]),
        ("На Покровському напрямку бої, у Лиманському - тиша.", ["Pokrovsk sector"]),
        ("У Донецькій області тихо. У Курській - 7.", ["Donetsk Oblast"]),
        ("У Донецькій області тихо, у Харківській раді теж.", ["Donetsk Oblast"]),
    ],
)
def test_an_adjective_takes_the_head_word_said_before_it(
    gazetteer: Gazetteer, text: str, names: list[str]
) -> None:
    """Within a sentence; a sector's only after the same preposition; never before its own noun."""
    found = [place for _, place in best(gazetteer, text)]
    assert [place.name for place in found if place.level in ("region", "sector")] == names


def test_city_and_its_region(gazetteer: Gazetteer) -> None:
    """“X and region” names the town and the region that it lies in."""
    found = best(gazetteer, "Дрони атакували Запоріжжя та область")
    assert [place.level for _, place in found] == ["settlement", "region"]
    assert found[1][1].name == "Zaporizhzhia Oblast"


def test_part_of_a_city(gazetteer: Gazetteer) -> None:
    """A district of a city is that city's part, whatever village its adjective recalls."""
    ((words, place),) = best(gazetteer, "Пожежа у Дніпровському районі Херсона")
    assert words == "Дніпровському районі Херсона"
    assert place.level == "district"
    assert near(place, KHERSON)


@pytest.mark.parametrize(
    ("region", "point"),
    [("Донецької області", (48.53, 37.71)), ("Запорізької області", (46.82, 35.42))],
)
def test_region_decides_between_homonyms(
    gazetteer: Gazetteer, region: str, point: tuple[float, float]
) -> None:
    """A region that a text names right after a homonym decides which one is meant."""
    found = best(gazetteer, f"Удар по Костянтинівці {region}")
    assert near(found[0][1], point)
    assert found[0][1].p > 0.8


def test_homonyms_without_context_stay_open(gazetteer: Gazetteer) -> None:
    """A village name that many places bear stays a list of alternatives, none of them likely."""
    (mention,) = gazetteer.locate("Обстріл села Іванівка")
    assert len(mention.candidates) > 1
    assert mention.candidates[0].p < 0.5


def test_unlisted_village_in_a_sector_is_not_moved_elsewhere(gazetteer: Gazetteer) -> None:
    """Where a sector has no listed place of a name, a far homonym does not take its place."""
    found = best(gazetteer, "На Лиманському напрямку бої біля Катеринівки")
    assert all(place.p < 0.5 for _, place in found if place.level == "settlement")


def test_near_widens(gazetteer: Gazetteer) -> None:
    """“Near X” means the surroundings of X: the same centre, a wider radius."""
    ((_, at),) = best(gazetteer, "Вибух у Вовчанську")
    ((_, by),) = best(gazetteer, "Вибух біля Вовчанська")
    assert at.radius_m is not None
    assert by.radius_m is not None
    assert by.radius_m > at.radius_m + 2_000
    assert replace(by, radius_m=at.radius_m, p=at.p) == at


@pytest.mark.parametrize(
    "text",
    [
        "Перше місце посіла збірна",
        "Нове дослідження вчених",
        "Мир настане нескоро",
        "Надія є завжди",
        "Реклама на вулиці Харківська",
        "українські військові та російські окупанти",
        "Українська армія відступила",
        "Most people agree",
        "",
    ],
)
def test_common_words_are_no_places(gazetteer: Gazetteer, text: str) -> None:
    """Common words, adjectives and streets that look like names are not taken for places."""
    assert [place.p for _, place in best(gazetteer, text) if place.p >= 0.5] == []


def test_speaking_capitals_are_doubted(gazetteer: Gazetteer) -> None:
    """A capital that speaks is rather its government than a place."""
    ((_, speaks),) = best(gazetteer, "Київ заявив про згоду")
    ((_, place),) = best(gazetteer, "Вибухи у Києві")
    assert speaks.p < 0.5 < place.p


def mentions_fit(text: str, found: list[PlaceMention]) -> bool:
    """Tell whether mentions stand in order, fit the text, and their p sum to at most 1."""
    ends = [0, *(mention.end for mention in found)]
    return all(
        before <= mention.start < mention.end <= len(text)
        and 0 < sum(each.p for each in mention.candidates) <= 1.001
        and {each.mention for each in mention.candidates} == {number}
        for number, (before, mention) in enumerate(zip(ends, found, strict=False))
    )


PIECES = st.sampled_from(
    ["Харків", "Іванівці", "у", "та", ",", "Донецької", "області", "напрямку", ".", "«", "Kyiv",
     "region", "район", "Нова", "біля", "\n", "ЗСУ", "Кривому", "Розі", "АЕС", "-", "\u0301"]
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(text=st.text() | st.lists(PIECES, max_size=25).map(" ".join))
def test_mentions_always_fit(gazetteer: Gazetteer, text: str) -> None:
    """Whatever the text, spans fit and never overlap, and probabilities are probabilities."""
    assert mentions_fit(text, gazetteer.locate(text))


@settings(max_examples=20, deadline=None)
@given(text=st.lists(PIECES, max_size=25).map(" ".join))
def test_same_text_same_answer(gazetteer: Gazetteer, text: str) -> None:
    """The answer depends on the text alone."""
    assert gazetteer.locate(text) == gazetteer.locate(text)


@pytest.mark.parametrize("unit", ["Іванівка, ", "Нова ", "х", " ", "Донецької та "])
def test_time_stays_linear(gazetteer: Gazetteer, unit: str) -> None:
    """A hostile text of 50,000 code points takes seconds at most, and spans still fit."""
    text = unit * (50_000 // len(unit))
    begun = time.thread_time()
    assert mentions_fit(text, gazetteer.locate(text))
    assert time.thread_time() - begun < 10


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("places.yaml", "theatre: {}\n"),
        ("places_regions.yaml", "regions: [{id: X}]\n"),
        ("places_words.yaml", "near: []\n"),
        ("places.yaml", "theatre: [\n"),
    ],
)
def test_broken_vocabulary_is_named(tmp_path: Path, name: str, content: str) -> None:
    """A vocabulary folder with a broken file raises an error that says where and how to mend it."""
    for path in (DATA / "vocabulary").glob("places*.yaml"):
        shutil.copy(path, tmp_path)
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(VocabularyError, match="places") as caught:
        Gazetteer.load(tmp_path)
    assert caught.value.mend
