"""Agreement files made to do harm: terminals, waits, masses."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from truceline.agreements import check, find, load
from truceline.ground.errors import AgreementError

EASTER = find("easter-2025").read_text(encoding="utf-8")
TITLE = next(line for line in EASTER.splitlines() if line.startswith("title:"))


@pytest.mark.parametrize("escape", [r"\e]0;owned\a", r"\x9b2J", r"\u202e", r"\ud800"])
def test_a_text_cannot_act_on_the_terminal_that_shows_it(tmp_path: Path, escape: str) -> None:
    """Escapes inside quotation marks are found, and the message itself is harmless."""
    path = tmp_path / "a.yaml"
    path.write_text(EASTER.replace(TITLE, f'title: "Truce {escape}"'), encoding="utf-8")
    found = check(path)
    assert ["control characters" in each.what for each in found] == [True]
    assert all(each.sentence().isprintable() for each in found)
    with pytest.raises(AgreementError):
        load(str(path))


def test_a_pipe_is_no_agreement_and_is_not_waited_for(tmp_path: Path) -> None:
    """A named pipe in the agreement's place is a problem at once."""
    os.mkfifo(tmp_path / "a.yaml")
    assert "a pipe" in check(tmp_path / "a.yaml")[0].what


MASSES = {
    "keys": "".join(f"k{number}: v\n" for number in range(5_000)),
    "comments": "a:\n" + "- x # c\n" * 5_000,
    "line ends": "a: " + "\n" * 50_000 + "b: 1",
    "brackets": "[" * 50_000,
    "digits": "a: " + "1_" * 25_000,
    "quotes": "a: '" + "''" * 25_000 + "'",
    "instruments": "instruments:\n" + "- {id: x, by: y}\n" * 400,
}


SOUND = """\
id: x
version: "1"
title: t
summary: s
standing: effective
zone: Europe/Kyiv
parties: [RUS]
instruments: [{id: i, act: order, by: RUS, at: "2025-02-20", summary: s, citations: [c]}]
citations: [{id: c, title: t, publisher: p, date: "2025-02-20", url: "https://example.org"}]
readings:
  - {id: r, title: t, summary: s, duties: [{party: RUS, instruments: [i], because: b}]}
clauses:
"""


def _clause(number: int, more: str) -> str:
    return f"  - {{id: a{number}, text: t, acts: [shelling], citations: [c], {more}}}\n"


FITTING = {
    "a long way": [_clause(n, f"scope: prohibits, prevails_over: [a{n + 1}]") for n in range(499)],
    "everything opposed": [
        _clause(n, f"scope: {'permits' if n % 2 else 'prohibits'}") for n in range(499)
    ],
}


@pytest.mark.parametrize("name", FITTING)
def test_masses_that_fit_the_schema_are_checked_in_seconds(tmp_path: Path, name: str) -> None:
    """500 clauses that lead to each other, or contradict each other: few problems are told."""
    path = tmp_path / "a.yaml"
    path.write_text(SOUND + "".join(FITTING[name]) + _clause(499, "scope: prohibits"))
    begun = time.thread_time()
    found = check(path)
    assert time.thread_time() - begun < 4
    assert len(found) <= 201
    assert bool(found) == (name == "everything opposed")
    assert all(len(each.sentence()) < 1000 for each in found)


@pytest.mark.parametrize("name", MASSES)
def test_masses_of_anything_are_checked_in_seconds(tmp_path: Path, name: str) -> None:
    """50 kB of one thing take under 4 s of computing, however the machine is loaded."""
    path = tmp_path / "a.yaml"
    path.write_text(MASSES[name], encoding="utf-8")
    begun = time.thread_time()
    assert check(path)
    assert time.thread_time() - begun < 4
