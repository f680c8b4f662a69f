"""Tallies: totals and their parts, with unit, open bounds, window, claimant and accused."""

from __future__ import annotations

import pytest

from tests.read.test_reader import TRUCE, read

ENGLISH = (
    "Zelensky said that over 20 April Russian forces violated the ceasefire 2,935 times. "
    "He counted 96 assaults, 1,882 shellings and more than 950 FPV drone strikes."
)
UKRAINIAN = (
    "Зеленський заявив, що російська армія порушила режим тиші 2935 разів. "
    "За його словами, було 96 штурмів, 1882 обстріли і понад 950 ударів FPV-дронами."
)
RUSSIAN = (
    "Минобороны заявило, что украинские подразделения 2935 раз нарушили режим прекращения огня. "
    "По данным ведомства, было 96 штурмов, 1882 обстрела и более 950 ударов FPV-дронами."
)


@pytest.mark.parametrize(
    ("text", "accused"), [(ENGLISH, "RUS"), (UKRAINIAN, "RUS"), (RUSSIAN, "UKR")]
)
def test_a_total_and_its_parts(text: str, accused: str) -> None:
    """The total and each part are tallies of their own, the accused goes on to the parts."""
    found = read(text)
    assert {s.kind for s in found} == {"tally"}
    assert [(s.unit, s.act, s.quantity) for s in found] == [
        ("violations", "", (2935, 2935)),
        ("assaults", "clash", (96, 96)),
        ("shellings", "shelling", (1882, 1882)),
        ("drone strikes", "drone_strike", (951, None)),
    ]
    assert {s.perpetrator for s in found} == {accused}
    assert len({s.span for s in found}) == 4


def test_parts_share_the_window_and_the_voice_of_the_total() -> None:
    """Parts that name no time of their own take the total's window and speaker."""
    found = read(ENGLISH)
    assert found[0].window is not None
    assert {s.window for s in found} == {found[0].window}
    assert len({s.speaker for s in found}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Зеленський: за добу 20 квітня, з 18:00 до 20:00, російська армія порушила тишу 295 разів.",
        "On 20 April, from 18:00 to 20:00, Russian forces violated the truce 295 times, he said.",
    ],
)
def test_the_narrower_of_two_windows_is_meant(text: str) -> None:
    """Hours within a day that is named too are what the count covers."""
    (found,) = read(text, "tally")
    assert found.window is not None
    assert [f"{end:%d %H}" for end in (found.window.start, found.window.end)] == ["20 15", "20 17"]


def test_the_truce_as_a_window() -> None:
    """The whole truce is the window that the agreement gives."""
    text = "Zelensky accused Russia of more than 2,900 violations during the whole truce."
    found = read(text, "tally")
    assert found[0].window is not None
    assert (found[0].window.start, found[0].window.end) == (TRUCE.earliest, TRUCE.latest)
    assert found[0].quantity == (2901, None)


@pytest.mark.parametrize(
    "text",
    [
        "Генштаб: на фронті відбулось 124 зіткнення, найгарячіше – на Покровському напрямку.",
        "Українська ППО за ніч збила 57 безпілотників.",
        "За сутки на фронте произошло 150 боестолкновений.",
        "Air defence shot down 112 drones overnight.",
        "За добу на Донеччині через ворожі обстріли загинули двоє людей, ще четверо поранені.",
        "Ворог за день обстріляв дев'ять громад Сумщини: понад 150 вибухів.",
    ],
)
def test_a_count_over_a_window_is_no_incident(text: str) -> None:
    """Totals over a day, a front or a region are tallies and never incidents."""
    found = read(text)
    assert any(s.kind == "tally" for s in found)
    assert not any(s.kind == "incident_report" for s in found)


@pytest.mark.parametrize(
    "text",
    [
        "Ізюм атакували 14 дронів.",
        "У Харкові було 8 влучань дронів: постраждали 12 людей.",
        "Росіяни скинули на Куп'янськ 10 авіабомб.",
    ],
)
def test_the_size_of_one_event_is_no_tally(text: str) -> None:
    """A number of drones or bombs on one town is the size of one event."""
    found = read(text)
    assert any(s.kind == "incident_report" for s in found)
    assert not any(s.kind == "tally" for s in found)


@pytest.mark.parametrize(
    ("text", "placed"),
    [
        # What stands after a list tied by "and" is where all of it was, up to a front before it.
        ("Russia's Ministry of Defence counted 7 assaults and 95 drone strikes along the line of "
         "contact, and 23 shellings, 41 FPV drone strikes and 18 munition drops in Bryansk and "
         "Kursk regions.", {23, 41, 18}),
        # Words that run on into a count are where it and those after it were.
        ("Минобороны РФ насчитало 7 штурмов и 95 ударов дронами на линии соприкосновения, а в "
         "приграничных районах Брянской и Курской областей 23 обстрела, 41 удар FPV-дронами и "
         "18 сбросов боеприпасов.", {23, 41, 18}),
        ("Over the day, in Bryansk and Kursk regions there were 23 shellings and 18 drone strikes.",
         {23, 18}),
        # Between two commas they belong to the count before.
        ("The staff counted 23 assaults, most of them in Bryansk and Kursk regions, 41 shellings "
         "and 18 drone strikes over the day.", {23}),
    ],
)  # fmt: skip
def test_places_belong_to_the_counts_that_grammar_ties_them_to(text: str, placed: set[int]) -> None:
    """Both regions go to these counts, and to no others."""
    found = read(text, "tally")
    named = {s.quantity.min: {p.name.split()[0] for p in s.places} for s in found if s.quantity}
    assert {n for n, names in named.items() if names} == placed
    assert all(names == {"Bryansk", "Kursk"} for names in named.values() if names)


@pytest.mark.parametrize(
    ("text", "unit", "told"),
    [
        ("Over the day there were 19 shellings in Kursk region, 5 in Odesa region.", "shellings",
         {19: "Kursk Oblast", 5: "Odesa Oblast"}),
        ("Over the past day in Kursk region 23 shellings were recorded, in Odesa region 7.",
         "shellings", {23: "Kursk Oblast", 7: "Odesa Oblast"}),
        ("Over the past day they shelled Kursk region 47 times and Odesa region 12 times.",
         "shellings", {47: "Kursk Oblast", 12: "Odesa Oblast"}),
        ("Over the past day they attacked 26 times in Kursk region and another 12 in Odesa region.",
         "attacks", {26: "Kursk Oblast", 12: "Odesa Oblast"}),
        ("За добу в Курській області зафіксовано 23 обстріли, в Одеській - 7.", "shellings",
         {23: "Kursk Oblast", 7: "Odesa Oblast"}),
        ("За сутки в Курской области было 40 обстрелов, в Одесской - 12, в Брянской - 3.",
         "shellings", {40: "Kursk Oblast", 12: "Odesa Oblast", 3: "Bryansk Oblast"}),
        ("За добу на Покровському напрямку відбито 42 атаки, на Лиманському - 7.", "attacks",
         {42: "Pokrovsk sector", 7: "Lyman sector"}),
    ],
)  # fmt: skip
def test_each_place_keeps_its_own_count(text: str, unit: str, told: dict[int, str]) -> None:
    """A bare number beside a place takes the unit of the count before it, and no other place."""
    found = [s for s in read(text, "tally") if s.quantity]
    assert {s.quantity.min: s.places[0].name for s in found if s.quantity} == told
    assert {s.unit for s in found} == {unit}
    assert all(len(s.places) == 1 for s in found)


@pytest.mark.parametrize(
    "text",
    [
        "Over the day there were 19 shellings in Kursk region, 5 houses burned in Odesa region.",
        "Over the day there were 19 shellings in Kursk region; 5 people were hurt in Odesa region.",
        "За добу зафіксовано 19 обстрілів у Курській області, в Одеській поранено 5 людей.",
        "There were 19 shellings in Kursk region over the day, 3 times more than in Odesa region.",
    ],
)
def test_a_number_of_something_else_is_no_bare_count(text: str) -> None:
    """What counts houses, people or how much more counts no shellings."""
    assert [s.quantity.min for s in read(text, "tally") if s.quantity] == [19]
