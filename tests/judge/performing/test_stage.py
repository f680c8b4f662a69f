"""The judging stage hands performances what they hang on: findings, and the files of lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.judge.build import incident
from tests.judge.performing.build import FOLDER, document, origins, statement, terms
from truceline.judge import step
from truceline.model.columns import from_table, to_table
from truceline.model.doors import to_json
from truceline.model.evidence import Document
from truceline.model.incident import Incident
from truceline.model.origin import Origin
from truceline.model.performance import Performance
from truceline.model.stage import Params, Tables
from truceline.model.statement import Statement

ATTACK = {"act": "shelling", "by": {"NOR": 1}, "occurred": 1.0, "zone": "UTC"}
ATTACK |= {"from": "2031-03-03T10:00", "to": "2031-03-03T10:00"}
LATE = {"says": "done", "who": "ISL", "about": "prisoner exchange", "number": 10}
LATE |= {"text": "Iceland released 10 prisoners.", "time": "2031-03-17", "published": "2031-03-20"}
LEFT = {"says": "done", "who": "NOR", "about": "troop withdrawal", "places": [[61.0, 9.5]]}
LEFT |= {"text": "Norwegian forces left.", "time": "2031-03-05", "published": "2031-03-20"}


def told(words: Mapping[str, Any]) -> Tables:
    """Return the tables of one statement with its document and origin."""
    return {
        "statement": to_table(Statement, [statement("s0", words)]),
        "document": to_table(Document, [document("s0", words)]),
        "origin": to_table(Origin, origins([words])),
    }


def attack() -> Tables:
    """Return the table of one incident."""
    return {"incident": to_table(Incident, [incident("attack", ATTACK)])}


def made(name: str, batch: Tables, before: Tables, **values: str) -> dict[str, Performance]:
    """Return the performances that the stage puts, by reading, clause and respondent."""
    params = Params(stage="judge", values={"agreement": to_json(terms(name)), **values})
    found = from_table(Performance, step(batch, before, {}, params).put["performance"])
    return {f"{each.reading} {each.clause} {each.respondent}": each for each in found}


def test_a_breach_that_is_found_in_the_same_batch_releases() -> None:
    """The findings that the stage makes itself are those that a waiting duty is weighed by."""
    alone = made("mirror", told(LATE), {})
    assert alone["strict answer ISL"].status == "late"
    found = made("mirror", {**told(LATE), **attack()}, {})
    assert found["strict answer ISL"].p == {"not_due": 1.0}


def test_a_breach_of_before_releases_too() -> None:
    """Findings that stand are given beside the batch, with their incidents."""
    params = Params(stage="judge", values={"agreement": to_json(terms("mirror"))})
    finding = step(attack(), {}, {}, params).put["finding"]
    found = made("mirror", told(LATE), {**attack(), "finding": finding})
    assert found["strict answer ISL"].p == {"not_due": 1.0}


@pytest.mark.parametrize(("lines", "status"), [(True, "done"), (False, "undetermined")])
def test_the_folder_of_lines_reaches_performances(lines: bool, status: str) -> None:
    """Whether a place lay inside of a dated line is known with its files, and not without."""
    values = {"lines": str(FOLDER / "lines")} if lines else {}
    found = made("front", told(LEFT), {}, **values)
    assert found["both withdrawal NOR"].status == status
