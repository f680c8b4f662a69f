"""How far an event lies behind: days without a year, months in passing, what goes on."""

from __future__ import annotations

from datetime import date

import pytest

from truceline.ground.times import day_range
from truceline.model.evidence import Document
from truceline.model.statement import Statement
from truceline.read import Reader
from truceline.read.moments.past import behind

READER = Reader.load()
DAY = day_range(date(2025, 5, 21), "UTC")


def read(text: str) -> tuple[Statement, ...]:
    """Return the reports of a text of 21 May 2025."""
    document = Document(
        id="d", evidence="e", source="s", media_type="text/plain", text=text, published=DAY
    )
    found = READER.read(document).statements
    return tuple(each for each in found if each.kind == "incident_report")


def test_a_day_without_a_year_lies_behind() -> None:
    """What has happened never lies after the report; leap days have a counterpart."""
    assert behind(day_range(date(2025, 8, 6), "UTC"), DAY).earliest.year == 2024
    assert behind(day_range(date(2025, 5, 19), "UTC"), DAY).earliest.year == 2025
    leap = day_range(date(2028, 2, 29), "UTC")
    assert behind(leap, DAY).latest <= DAY.latest


@pytest.mark.parametrize(
    ("text", "old"),
    [
        ("Rebels shelled Anwick on Monday, killing two people.", False),
        ("Rebels shelled Anwick in early March, killing two people.", True),
        ("Rebels shelled Anwick on Aug. 6, killing two people.", True),
        ("Rebels shelled Anwick in 2014, killing two people.", True),
    ],
)
def test_background_is_what_lies_over_a_month_behind(text: str, old: bool) -> None:
    """Months and years in passing date an event as well as days do."""
    assert [each.background for each in read(text)] == [old]
