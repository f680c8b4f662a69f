"""Lists of places of a day's fighting are tallies, whatever the model thinks of their words."""

from __future__ import annotations

from datetime import date

import pytest

from tests.read.told import READER, statements_of
from truceline.ground.times import day_range
from truceline.read.model.briefs import lists_places
from truceline.read.scenes.drafts import Carried

DAY = day_range(date(2030, 5, 2), "UTC")


@pytest.mark.parametrize(
    ("text", "lists"),
    [
        ("На Лиманському напрямку вчора відбулися бої біля Торського та Ямполівки", True),
        ("На Лиманському напрямку вчора відбулися бої біля Вигаданівки та Небувалого", True),
        ("На Лиманському напрямку вчора відбувся бій біля Торського", False),
        ("Російські війська обстріляли Херсон, Берислав, Нікополь і Марганець", True),
        ("Українські війська обстріляли Херсон, Берислав, Нікополь і Марганець", True),
        ("Російські війська обстріляли Херсон і Берислав", False),
        ("Обстріляно Херсон, Берислав, Нікополь і Марганець: загинули троє людей", False),
    ],
)
def test_a_list_is_a_sector_with_two_names_or_four_places(text: str, lists: bool) -> None:
    """One village is an event, a toll makes it one, and who shelled changes nothing."""
    scene = READER.scene(text, 0, "uk", Carried(published=DAY))
    assert lists_places(scene) is lists


def test_a_listed_day_is_told_as_a_tally_at_its_places() -> None:
    """Nothing is lost: what was no single event is a claim about a day, with its places."""
    text = "На Лиманському напрямку російські війська обстріляли Торське та Ямполівку"
    told = statements_of(text, DAY, "uk")
    assert [each.kind for each in told] == ["tally"]
    assert {place.name for place in told[0].places if place.role == "event"}
    assert told[0].quantity is None
    assert told[0].perpetrator_stated
