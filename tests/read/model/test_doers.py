"""Who sent what was shot down: told by the owner of the weapon, whichever side that is."""

from __future__ import annotations

from datetime import date

import pytest

from truceline.ground.times import day_range
from truceline.read import Reader
from truceline.read.model.doers import sender_of
from truceline.read.scenes.drafts import Carried
from truceline.read.scenes.scene import Scene

READER = Reader.load()


def scene(text: str, lang: str = "uk") -> Scene:
    """Return one sentence as the reader sees it."""
    return READER.scene(text, 0, lang, Carried(published=day_range(date(2030, 5, 2), "UTC")))


@pytest.mark.parametrize(
    ("text", "lang", "sender"),
    [
        ("Українські війська збили російську ракету над Полтавою", "uk", "RUS"),
        ("Російські війська збили українську ракету над Полтавою", "uk", "UKR"),
        ("ВС РФ ночью сбили баллистическую ракету украинцев", "ru", "UKR"),
        ("ВСУ ночью сбили баллистическую ракету россиян", "ru", "RUS"),
        ("Українські бійці знищили 12 російських дронів", "uk", "RUS"),
        ("Російські бійці знищили 12 українських дронів", "uk", "UKR"),
        ("Сили оборони збили російський гелікоптер над Полтавою", "uk", "RUS"),
    ],
)
def test_who_sent_it_attacked_whoever_shot_it_down(text: str, lang: str, sender: str) -> None:
    """An adjective before the thing or a name after it tells; the sides change places alike."""
    assert sender_of(scene(text, lang)) == sender


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("ВСУ уничтожили пункт управления беспилотниками под Полтавой", "ru"),  # nobody's
        ("Українські війська знищили цех російських дронів", "uk"),  # a place is hit, no drone
        ("Над Полтавою збили 12 ракет", "uk"),  # of whom is not told
        ("Збили три ракети - Україна", "uk"),  # who says so, not whose
        ("Росіяни обстріляли Полтаву", "uk"),
    ],
)
def test_nothing_is_guessed_where_no_owner_is_told(text: str, lang: str) -> None:
    """Things that weapons belong to, bare weapons and other attacks name no sender."""
    assert sender_of(scene(text, lang)) is None
