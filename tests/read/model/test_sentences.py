"""The model over the rules: blind to who is who, silent where it was not taught."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tests.read.told import READER, statements_of
from truceline.ground.times import day_range
from truceline.model.statement import Statement
from truceline.read import Reader
from truceline.read.model.doers import candidates
from truceline.read.model.features import GRAMS, SIZE, features_of
from truceline.read.model.masks import masked
from truceline.read.model.sentences import SentenceModel
from truceline.read.model.weights import Head, Weights, load
from truceline.read.scenes.drafts import Carried
from truceline.read.scenes.scene import Scene

DAY = day_range(date(2030, 5, 2), "UTC")
RULES = Reader.load(model=SentenceModel.none())
# The same sentence with the two parties exchanged; the towns stay.
MIRRORED = [
    ("Російські війська обстріляли Херсон", "Українські війська обстріляли Херсон"),
    ("Росія вдарила дроном по Сумах", "Україна вдарила дроном по Сумах"),
    ("Дроны ВС РФ атаковали Белгород", "Дроны ВСУ атаковали Белгород"),
    ("ВСУ нанесли удар по Горловке", "ВС РФ нанесли удар по Горловке"),
]


def scene(text: str, lang: str = "uk") -> Scene:
    """Return one sentence as the reader sees it."""
    return READER.scene(text, 0, lang, Carried(published=DAY))


def read(text: str, lang: str | None = "uk", reader: Reader = READER) -> list[Statement]:
    """Return the statements of a text."""
    return statements_of(text, DAY, lang, reader=reader)


@pytest.mark.parametrize(("one", "other"), MIRRORED)
def test_a_side_is_one_blind_token(one: str, other: str) -> None:
    """Names, adjectives and forces of either party leave the same words to the model."""
    lang = "ru" if "ы" in one else "uk"
    assert masked(scene(one, lang)) == masked(scene(other, lang))


@pytest.mark.parametrize(("one", "other"), MIRRORED)
def test_swapping_the_parties_swaps_the_doer_and_nothing_else(one: str, other: str) -> None:
    """The model finds the same report, of the same act, by the other side."""
    lang = "ru" if "ы" in one or "нанесли" in one else "uk"
    told, mirrored = read(one, lang), read(other, lang)
    assert [(s.kind, s.act, s.target_class) for s in told] == [
        (s.kind, s.act, s.target_class) for s in mirrored
    ]
    assert told[0].perpetrator != mirrored[0].perpetrator
    assert {told[0].perpetrator, mirrored[0].perpetrator} == {"RUS", "UKR"}


def test_places_numbers_and_times_are_blind() -> None:
    """Another town and another number are the same sentence."""
    one = masked(scene("У Харкові вночі загинули 3 людини"))
    assert one == masked(scene("У Полтаві вночі загинули 7 людей"))[: len(one) - 1] + one[-1:]
    assert "#settlement" in one
    assert "#number" in one


def test_a_language_that_was_not_taught_is_left_to_the_rules() -> None:
    """English sentences are what the rules made of them."""
    text = "Shelling hit the town of Sumy on Monday, killing two people."
    assert read(text, "en") == read(text, "en", RULES)


def test_features_come_twice_the_same_and_lie_in_their_tables() -> None:
    """Hashing depends on nothing but the words."""
    one, other = (features_of(scene("Вибухи пролунали у Сумах"), []) for _ in range(2))
    assert (one.grams == other.grams).all()
    assert (one.signs == other.signs).all()
    assert one.grams.max() < GRAMS <= one.signs.min()
    assert one.signs.max() < SIZE


def test_a_vector_has_two_parts_of_length_one() -> None:
    """Long sentences weigh no more than short ones."""
    seen = features_of(scene("Вибухи пролунали у Сумах"), [])
    _, values = seen.vector(np.ones(GRAMS, dtype=np.float32))
    assert np.square(values[: len(seen.grams)]).sum() == pytest.approx(1, abs=1e-5)
    assert np.square(values[len(seen.grams) :]).sum() == pytest.approx(1, abs=1e-5)


def test_parties_are_candidates_in_the_order_of_their_naming() -> None:
    """Who is named first is asked first, whichever party it is."""
    for text in ("Росія обстріляла позиції України", "Україна обстріляла позиції Росії"):
        first = scene(text).actors[0].party
        assert next(iter(candidates(scene(text)))) == first


def decided(bias: float) -> Reader:
    """Return a reader whose model answers the same to every sentence."""
    shipped = load()
    incident = shipped.heads["incident"]
    constant = Head(
        answers=incident.answers,
        weights=np.zeros_like(incident.weights),
        bias=np.array([bias], dtype=np.float32),
        slope=np.ones(1, dtype=np.float32),
        shift=np.zeros(1, dtype=np.float32),
    )
    heads = {**shipped.heads, "incident": constant}
    weights = Weights(heads=heads, rarity=shipped.rarity, about=shipped.about)
    return Reader.load(model=SentenceModel(weights=weights))


def test_a_report_that_the_model_does_not_believe_goes() -> None:
    """What the rules took for a report is dropped where the model says no."""
    text = "Росіяни обстріляли Херсон"
    assert any(s.kind == "incident_report" for s in read(text, reader=RULES))
    assert not any(s.kind == "incident_report" for s in read(text, reader=decided(-9.0)))


def test_a_report_that_only_the_model_sees_says_so() -> None:
    """It spans the sentence, and `read_by` names the model."""
    text = "Після удару в Сумах розбирають завали"
    reader = decided(9.0)
    told = [s for s in read(text, reader=reader) if s.kind == "incident_report"]
    by_rules = [s for s in read(text, reader=RULES) if s.kind == "incident_report"]
    assert told
    assert all(s.quote in text for s in told)
    assert by_rules or {s.read_by for s in told} == {"model"}


def test_people_who_are_said_to_be_harmed_need_no_model() -> None:
    """A head that knows no target leaves people said to be wounded the civilians that they are."""
    shipped = load()
    known = shipped.heads["target"]
    silent = replace(
        known, weights=np.zeros_like(known.weights), bias=np.full(2, -9.0, dtype=np.float32)
    )
    weights = replace(shipped, heads={**shipped.heads, "target": silent})
    reader = Reader.load(model=SentenceModel(weights=weights))
    wounded = read("Росіяни обстріляли Херсон: поранено двох людей", reader=reader)
    assert {s.target_class for s in wounded if s.kind == "incident_report"} == {"civilian"}
    assert {s.target_class for s in read("Росіяни обстріляли Херсон", reader=reader)} == {""}


def test_a_total_of_hundreds_of_acts_is_no_event() -> None:
    """A ministry's count of a day stays a tally, even for a model that says yes to all."""
    told = "По данным ведомства, было 8 штурмов, 1210 обстрелов и 2950 ударов дронами."
    few = "По данным ведомства, было 8 штурмов, 12 обстрелов и 29 ударов дронами."
    sure = decided(9.0)
    assert {each.kind for each in read(told, "ru", sure)} == {"tally"}
    assert "incident_report" in {each.kind for each in read(few, "ru", sure)}
