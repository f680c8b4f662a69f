"""Real headlines of 19 to 21 April 2025, machine-scraped and noisy, go the whole way."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.pipeline.conftest import records
from truceline.pipeline.begin import new_case
from truceline.pipeline.run import run

pytestmark = pytest.mark.shared
Found = Callable[[str], list[Any]]
DAYS = ("2025-04-19", "2025-04-20", "2025-04-21")


def rows_of(month: Path) -> list[dict[str, str]]:
    """Return a month's rows that fall on the three days."""
    with gzip.open(month, "rt", encoding="utf-8-sig", newline="") as stream:
        return [row for row in csv.DictReader(stream) if row["datetime"].startswith(DAYS)]


@pytest.fixture(scope="module")
def rows(shared_data: Path) -> list[dict[str, str]]:
    """Return the rows of the three days."""
    return rows_of(shared_data / "viina" / "viina_202504.csv.gz")


@pytest.fixture(scope="module")
def found(rows: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Found:
    """Return the records of a case made from those rows."""
    folder = tmp_path_factory.mktemp("viina") / "case"
    new_case(folder, "easter-2025")
    with (folder / "viina.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    with (folder / "case.toml").open("a", encoding="utf-8") as stream:
        stream.write('\n[[input]]\npath = "viina.csv"\nmapping = "viina"\nsource = "viina"\n')
    outcome = run(folder, resume=False)
    assert outcome.quarantined == ()
    return lambda name: records(folder, name)


def test_a_headline_with_three_places_is_one_item(found: Found, rows: list[dict[str, str]]) -> None:
    """The list repeats a headline once per place; evidence holds it once per time and text."""
    assert len(found("evidence")) == len({(row["datetime"], row["headline"]) for row in rows})


def test_there_are_incidents_and_tallies_apart(found: Found) -> None:
    """Some dozens of incidents come out, and none has a tally for a member."""
    kinds = {each.id: each.kind for each in found("statement")}
    incidents = found("incident")
    assert 20 <= len(incidents) <= 150
    assert {kinds[m.statement] for each in incidents for m in each.members} == {"incident_report"}


def test_sport_and_crime_are_no_incidents(found: Found) -> None:
    """A lost football match, a fire in a train and a brawl are nothing that a truce knows."""
    quotes = [each.quote for each in found("statement") if each.kind == "incident_report"]
    for trap in ("Динамо", "Колос", "Карпати", "поїзді", "трав", "гороскоп", "екстрасенс"):
        assert not [quote for quote in quotes if trap in quote]


def test_nothing_reaches_a_breach_on_one_sides_word(found: Found) -> None:
    """All these headlines are of one side's press: no incident is more than reported."""
    assert {each.status for each in found("incident")} <= {"reported", "disputed"}
