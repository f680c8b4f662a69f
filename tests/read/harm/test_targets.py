"""What was hit: things before people, things before what their loss led to, towns are no things."""

from __future__ import annotations

import pytest

from tests.read.test_reader import READER
from truceline.language.identify import language_of
from truceline.read.harm.targets import names_thing, target_of, things
from truceline.read.scenes.drafts import Carried
from truceline.read.scenes.scene import Scene


def scene(text: str) -> Scene:
    """Return a sentence as the readers see it."""
    return READER.scene(text, 0, language_of(text), Carried())


def hit(text: str) -> str:
    """Return the class of what a sentence says was hit."""
    seen = scene(text)
    return target_of(seen, 0, len(seen.words) - 1).kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Після обстрілу в місті перебої зі світлом.", "energy"),
        ("Після обстрілу перебої зі світлом, пошкоджено школу.", "civilian"),
        ("После обстрела пропал свет, повреждены два здания.", "civilian"),
        ("Уламки дрона пошкодили тепломережу та дах будинку.", "energy"),
    ],
)
def test_a_cut_supply_shows_the_target_only_where_no_thing_is_named(text: str, kind: str) -> None:
    """Houses that were hit come before a power cut; a power plant or a main still comes first."""
    assert hit(text) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ракети влучили у десантний корабель та пункт управління.", "military"),
        ("Дрони атакували портову інфраструктуру.", "port"),
        ("Ракета попала в сухогруз у причала.", "port"),
        ("Уражено фортифікаційні споруди на околиці.", "military"),
    ],
)
def test_a_warship_is_a_target_of_war_and_a_freighter_of_the_port(text: str, kind: str) -> None:
    """A word of war beside a ship tells which it is; works of defence are no buildings."""
    assert hit(text) == kind


def test_the_name_of_a_town_names_no_thing() -> None:
    """A town called after its church is no church; a church in it is."""
    assert not names_thing(scene("Украинские СМИ сообщили о взрывах в городе Белая Церковь"))
    kinds = [each.value for each in things(scene("Взрыв в городе Белая Церковь: горит церковь"))]
    assert kinds == ["civilian"]


def test_aircraft_that_strike_are_not_what_was_struck() -> None:
    """The jets that dropped the bombs are no target; the airfield where they stood is."""
    assert hit("Винищувачі завдали авіаудару по околицях міста.") == ""
    assert hit("Удар по аеродрому, де стояли винищувачі.") == "military"
