"""The scoreboard of corridors: the outcome is no input, and what was looked at stands apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lab.boards import scored
from truceline.judge.performing.outcomes import Outcome
from truceline.lab.corridors import (
    ALL,
    CHECK,
    DEVELOPMENT,
    DISPUTED,
    STOPPED,
    UNKNOWN,
    WORKED,
    Corridor,
    load_corridors,
    said_of,
    score,
)
from truceline.lab.rows import Row

TABLE = """HC_ID,status_result,text,From,To,from_latitude,from_longitude,to_latitude,to_longitude
1,successful,Status: successful; Buses left. see source: https://a.example/1,Northtown (A),B,1,2,,
2,disputed,Status: disputed; Buses left. see source: https://a.example/2,C,D,,,,
4,proposed route,Status: proposed; One.;;;; Two. (https://a.example),C,D,,,,
6,unsuccessful/disrupted,Status: unsuccessful; see source: https://a.example/3,C,D,,,,
8,successful,Status: successful; see source: https://a.example/4,C,D,,,,
"""


def corridor(number: int, label: str) -> Corridor:
    """Return a corridor with a message of its own."""
    return Corridor(number=number, ends=(), messages=(str(number),), label=label, block=number)


def row(rows: list[Row], name: str, where: str) -> Row:
    """Return the row of a name that begins so."""
    return next(each for each in rows if each.name.startswith(name) and each.set == where)


def test_the_answer_and_the_links_are_taken_off_and_messages_parted(tmp_path: Path) -> None:
    """Nothing of the status is read; a cell of links alone holds no message."""
    file = tmp_path / "corridors.csv"
    file.write_text(TABLE, encoding="utf-8")
    one, two, three, four, five = load_corridors(file)
    assert one.messages == two.messages == ("Buses left.",)
    assert three.messages == ("One.", "Two.")
    assert four.messages == five.messages == ()
    assert [each.label for each in (one, two, three, four)] == [WORKED, DISPUTED, UNKNOWN, STOPPED]
    assert one.title == "Humanitarian corridor from Northtown to B"
    assert (one.ends[0].lat, one.ends[1].lat) == (1.0, None)


def test_equal_messages_are_on_one_side_of_the_split(tmp_path: Path) -> None:
    """What was looked at once was looked at under every number."""
    file = tmp_path / "corridors.csv"
    file.write_text(TABLE, encoding="utf-8")
    found = load_corridors(file)
    assert [each.development for each in found] == [True, True, False, False, False]
    assert [each.block for each in found] == [1, 1, 4, 6, 8]


@pytest.mark.parametrize(
    ("outcome", "label"),
    [
        (Outcome(status="done"), WORKED),
        (Outcome(status="part"), WORKED),
        (Outcome(status="part", disputed=True), DISPUTED),
        (Outcome(status="failed"), STOPPED),
        (Outcome(status="refused"), STOPPED),
        (Outcome(status="failed", disputed=True), DISPUTED),
        (Outcome(status="pending"), UNKNOWN),
        (Outcome(status="undetermined"), UNKNOWN),
    ],
)
def test_an_outcome_in_the_words_of_the_labels(outcome: Outcome, label: str) -> None:
    """A corridor that worked in part worked; one only announced is not told."""
    assert said_of(outcome) == label


def test_silence_is_wrong_in_one_row_and_the_commonest_in_another() -> None:
    """The rows say how silence counts; the baseline is the same answer for all."""
    corridors = [corridor(2, WORKED), corridor(4, STOPPED), corridor(6, WORKED)]
    rows = score(corridors, [UNKNOWN, STOPPED, WORKED])
    silent = row(rows, "status: accuracy, silence is wrong", CHECK)
    filled = row(rows, "status: accuracy, silence read", CHECK)
    read = row(rows, "status: accuracy where one", CHECK)
    assert (silent.figure, silent.n) == (pytest.approx(2 / 3), 3)
    assert (filled.figure, filled.baseline_figure) == (1.0, pytest.approx(2 / 3))
    assert (read.figure, read.n, read.baseline_figure) == (1.0, 2, 0.5)
    assert row(rows, "status: accuracy above", CHECK).figure == pytest.approx(1 / 3)
    balance = row(rows, "worked or not", CHECK)
    assert (balance.figure, balance.baseline_figure) == (1.0, 0.5)


def test_what_was_always_right_has_an_interval_all_the_same() -> None:
    """Three of three are no certainty, and forty corridors of one message are one."""
    apart = [corridor(number, WORKED) for number in (2, 4, 6)]
    low = row(score(apart, [WORKED] * 3), "status: accuracy, silence is", ALL).low
    assert 0.4 < low < 0.5
    alike = [
        Corridor(number=number, ends=(), messages=("a",), label=WORKED, block=2)
        for number in range(2, 42)
    ]
    low = row(score(alike, [WORKED] * 40), "status: accuracy, silence is", ALL).low
    assert 0.1 < low < 0.3


@pytest.mark.shared
def test_the_status_is_read_better_than_the_commonest(shared_data: Path) -> None:
    """On all known ones, beyond the paired interval; where a status is read it is rarely wrong."""
    rows = list(scored("corridors", shared_data))
    assert row(rows, "status: accuracy above", ALL).low > 0
    assert row(rows, "status: accuracy where one", CHECK).figure > 0.9
    assert row(rows, "outcome unknown", ALL).figure > 0.7
    known = [row(rows, "known outcome: no message", each).n for each in (DEVELOPMENT, CHECK, ALL)]
    assert known == [34, 32, 66]
