"""What a denial denies: the act, places and time of the event, not of the denying."""

from __future__ import annotations

import pytest

from tests.read.told import statements_of
from truceline.ground.times import parse_range
from truceline.model.statement import Statement


def read(text: str) -> list[Statement]:
    """Return the statements of a text of the evening of 21 April 2025."""
    return statements_of(text, parse_range("2025-04-21T17:00:00Z", "UTC"))


def denial(text: str) -> Statement:
    """Return the one denial of a text."""
    (found,) = (each for each in read(text) if each.kind == "denial")
    return found


def day(statement: Statement) -> str:
    """Return the day in the middle of a statement's time, "" for none."""
    time = statement.time
    return f"{time.earliest + (time.latest - time.earliest) / 2:%d}" if time else ""


def names(statement: Statement) -> list[str]:
    """Return the names of a statement's places; a country named beside them weighs in their p."""
    return [place.name for place in statement.places]


@pytest.mark.parametrize(
    ("text", "act", "place", "when"),
    [
        ("The ministry denied the drone strike on Kherson.", "drone_strike", "Kherson", ""),
        ("The ministry denied shelling Kherson on 20 April.", "shelling", "Kherson", "20"),
        ("On Monday the ministry denied shelling Kherson.", "shelling", "Kherson", ""),
        (
            "Russia denied on Monday that it had struck Odesa with missiles on 20 April.",
            "missile_strike",
            "Odesa",
            "20",
        ),
        ("Moscow said it had not shelled Kherson on Sunday.", "shelling", "Kherson", "20"),
        (
            "The drone strike on Kherson was denied by the Russian ministry on Monday.",
            "drone_strike",
            "Kherson",
            "",
        ),
        (
            "Kyiv called the reports of a missile strike on Belgorod baseless.",
            "missile_strike",
            "Belgorod",
            "",
        ),
        ("Міноборони заперечило удар дронами по Херсону.", "drone_strike", "Kherson", ""),
        ("У понеділок Міноборони заперечило обстріл Херсона.", "shelling", "Kherson", ""),
        (
            "Міноборони у понеділок спростувало обстріл Херсона 20 квітня.",
            "shelling",
            "Kherson",
            "20",
        ),
        ("Армія не обстрілювала Херсон 20 квітня, заявив речник.", "shelling", "Kherson", "20"),
        ("Минобороны опровергло обстрел Херсона 20 апреля.", "shelling", "Kherson", "20"),
        (
            "В понедельник Минобороны опровергло удар ракетой по Одессе.",
            "missile_strike",
            "Odesa",
            "",
        ),
        (
            "Удар ракетой по Одессе 20 апреля в Минобороны опровергли.",
            "missile_strike",
            "Odesa",
            "20",
        ),
    ],
)
def test_a_denial_tells_what_it_denies(text: str, act: str, place: str, when: str) -> None:
    """Act, place and day are those of the event denied; the day of the denying is not taken."""
    found = denial(text)
    assert (found.act, found.places[0].name, day(found)) == (act, place, when)
    assert [each.kind for each in read(text)] == ["denial"]


@pytest.mark.parametrize(
    ("report", "answer"),
    [
        ("A drone hit a bus in Kherson on 20 April.", "Russia denied responsibility."),
        ("A drone hit a bus in Kherson on 20 April.", "Russia denied the attack on Kherson."),
        ("20 апреля беспилотник ударил по Херсону.", "Генштаб Украины опроверг удар."),
    ],
)
def test_a_denial_after_a_report_is_of_that_report(report: str, answer: str) -> None:
    """What a denial leaves open the report right before it tells."""
    found = denial(f"{report} {answer}")
    assert (found.act, found.places[0].name, day(found)) == ("drone_strike", "Kherson", "20")


@pytest.mark.parametrize(
    "answer", ["Russia denied shelling Kherson.", "Russia denied the attack on Odesa."]
)
def test_a_denial_of_something_else_takes_nothing_from_a_report(answer: str) -> None:
    """Another act or another town is another event: its day is not known."""
    found = denial(f"A drone hit a bus in Kherson on 20 April. {answer}")
    assert found.time is None
    assert found.act != "drone_strike"


def test_denied_harm_is_no_denial_of_the_deed() -> None:
    """Who denies losses or damage does not say that nothing was done."""
    assert denial("Russia denied any losses in the drone strike on Kherson.").denies == "count"
    assert denial("Russia denied the drone strike on Kherson.").denies == "event"
    assert denial("Russia denied responsibility for the strike on Kherson.").denies == "author"


def test_sides_swap_in_denials() -> None:
    """The same denial by the other side is read alike."""
    one = denial("Russia denied a drone strike on Kherson on 20 April.")
    other = denial("Ukraine denied a drone strike on Kherson on 20 April.")
    assert (one.act, day(one), names(one)) == (other.act, day(other), names(other))
    assert {one.perpetrator, other.perpetrator} == {"RUS", "UKR"}
