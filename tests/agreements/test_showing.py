"""Every part of an agreement is shown in words, and combined readings as a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from truceline.agreements import load, names, show

FULL = Path(__file__).parent / "full.yaml"


@pytest.fixture(scope="module")
def shown() -> dict[str, str]:
    """Return the sections of the agreement that uses every part, by title."""
    return {each.title: str(each) for each in show(load(str(FULL)))}


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("A truce of every part", "window: some moment of 2025-03-01 to 2025-06-01 00:00"),
        ("Status", "2025-03-01 effective: Both gave their orders. [The text]"),
        ("Who did what", "2025-02-20 Russia, Ukraine: declaration “treaty”"),
        ("Who did what", "Replaces: annex."),
        ("Who did what", "Lapses: 2025-05-01 00:00 Europe/Kyiv."),
        ("Lines", "as Ukraine has it; 2 versions, 2025-03-01 to 2025-05-01"),
        ("Lines", "runs within 500 m of where it is drawn (90 %)"),
        ("Lines", "files line_{day}.geojson, 2025-03-01 to 2025-05-31"),
        ("Zones", "strip: Along the front: up to 15 km on both sides of “front”"),
        ("Zones", "town: The quiet town: within 4 km of 47.5, 35.5"),
        ("Zones", "mapless: The areas of the map: not known where."),
        ("Zones", "any of town, shoulder; none of field"),
        ("Clauses", "weapons: artillery; calibre 100 mm and more"),
        ("Clauses", "within 1 hour and 15 km; where none is shown: breach"),
        ("Clauses", "prevails over: cease"),
        ("Clauses", "in, for Ukraine: behind, all-zones"),
        ("Clauses", "owed: release of prisoners for Ukraine (30 people)"),
        ("Clauses", "stage second: 20 people by some moment of 2025-04-01"),
        ("Clauses", "due: 7 days after the duty begins; every 7 days"),
        ("What follows upon breaches", "warn: 3 breaches within 7 days: The mediator warns."),
        ("How breaches are counted", "spell: Firing with pauses under an hour is one breach."),
        ("Reading “both”: Both are bound", "Ukraine: when and while, as the choices below say"),
        ("Choice “start”: When it began", "held by: Ukraine from 2025-03-01"),
        ("Choice “start”: When it began", "binds Russia: 2025-03-05 08:00 to 2025-06-01 00:00"),
        (
            "Choice “reach”: Whether the sea is meant",
            "takes cease so: targets military; domains land",
        ),
        ("Choice “freed”: Whether a breach releases", "depends on the conduct of Ukraine"),
        (
            "16 readings: each with every combination of the choices",
            "late | later | on-land | freed",
        ),
        ("Sources", "text: The text (No. 1). The parties, 2025-02-20."),
    ],
)  # fmt: skip - one part a line reads best
def test_each_part_is_told(shown: dict[str, str], title: str, words: str) -> None:
    """What a file can say is shown under its part, in words."""
    assert words in shown[title]


def test_a_choice_shows_what_its_options_change_and_nothing_else(shown: dict[str, str]) -> None:
    """An option about the reach leaves the times alone, so it repeats none."""
    assert "2025-06-01" not in shown["Choice “reach”: Whether the sea is meant"]


@pytest.mark.parametrize("name", names())
def test_every_reading_that_ships_is_shown_once(name: str) -> None:
    """Combined readings stand in one table, others in a section each; lines are whole."""
    agreement = load(name)
    sections = show(agreement)
    rows = [row for each in sections for row in each.rows]
    alone = [each for each in sections if each.title.startswith("Reading")]
    assert len(agreement.readings) == (len(rows) if agreement.choices else len(alone))
    assert len(set(rows)) == len(rows)
    assert all(text.strip() for each in sections for _, text in each.lines)
