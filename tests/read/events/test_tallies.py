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


def test_a_count_without_a_unit_lends_its_place_to_no_other() -> None:
    """What "5 in A" counts says nothing of where the 19 before it were."""
    text = "Over the day there were 19 shellings in Kursk region, 5 in Odesa region."
    (found,) = read(text, "tally")
    assert {p.name for p in found.places} == {"Kursk Oblast"}
