"""English texts about anywhere: what is a place, which of its namesakes, and what is none."""

from __future__ import annotations

import pytest

from truceline.geography import Gazetteer
from truceline.geography.latin import loose, plain
from truceline.geography.world import World
from truceline.ground.geometry import distance_m

PARIS_KENTUCKY, PARIS_FRANCE = (38.21, -84.25), (48.85, 2.35)


def found(gazetteer: Gazetteer, text: str) -> dict[str, tuple[float, float]]:
    """Return the words of each confident mention with the degrees of its likeliest place."""
    return {
        text[m.start : m.end]: (m.candidates[0].lat or 0.0, m.candidates[0].lon or 0.0)
        for m in gazetteer.find(text, "en")
        if m.candidates[0].p >= 0.5
    }


def close(one: tuple[float, float], other: tuple[float, float], within_m: float = 20_000) -> bool:
    """Tell whether two points lie near each other."""
    return distance_m(*one, *other) <= within_m


def test_what_holds_a_town_decides_between_namesakes(gazetteer: Gazetteer) -> None:
    """A state beside a name, or a country elsewhere in the text, tells which town is meant."""
    local = found(gazetteer, "The council of Paris, Kentucky, met in Lexington on Monday.")
    assert close(local["Paris"], PARIS_KENTUCKY)
    abroad = found(gazetteer, "Talks in Paris went on as France and Germany urged calm.")
    assert close(abroad["Paris"], PARIS_FRANCE)


@pytest.mark.parametrize(
    ("text", "name", "point"),
    [
        ("Drones struck El Fasher in Sudan's North Darfur on Friday.", "El Fasher", (13.63, 25.35)),
        ("Rebels advanced on Goma in eastern Congo.", "Goma", (-1.67, 29.22)),
        ("A raid hit Khan Younis in the Gaza Strip.", "Khan Younis", (31.35, 34.30)),
        ("A strike in Gaza City killed three people.", "Gaza City", (31.50, 34.47)),
    ],
)
def test_towns_of_other_wars_in_their_spellings(
    gazetteer: Gazetteer, text: str, name: str, point: tuple[float, float]
) -> None:
    """Towns outside of the theatre are found, however their names are romanised."""
    assert close(found(gazetteer, text)[name], point)


def test_what_is_attacked_is_a_place(gazetteer: Gazetteer) -> None:
    """A name that grammar doesn't take for a place's is one after a word of force only."""
    assert found(gazetteer, "Rockets hit Ashkelon.")
    assert found(gazetteer, "The attack on Sderot left two dead.")
    assert not found(gazetteer, "Rockets met Ashkelon.")


def test_a_strip_and_its_city_are_two_places(gazetteer: Gazetteer) -> None:
    """The strip is an area; the city in it a settlement."""
    text = "Aid entered the Gaza Strip on Monday, but none came to Gaza City in the Gaza Strip."
    levels = {text[m.start : m.end]: m.candidates[0].level for m in gazetteer.find(text, "en")}
    assert levels["Gaza Strip"] == "region"
    assert levels["Gaza City"] == "settlement"


@pytest.mark.parametrize(
    "text",
    [
        "Mr Lincoln spoke to the Post about reading and independence.",
        "Paris Hilton and Michael Jordan will appear on Saturday.",
        "The mission was a surprise, and hope is the best bar.",
    ],
)
def test_people_and_words_are_no_places(gazetteer: Gazetteer, text: str) -> None:
    """Names of people and common words that towns bear too are left alone."""
    assert found(gazetteer, text) == {}


def test_swapping_two_countries_swaps_the_places(gazetteer: Gazetteer) -> None:
    """Nothing hangs on which of two countries is named first."""
    one = found(gazetteer, "Officials from Sudan and Chad met to discuss the border.")
    other = found(gazetteer, "Officials from Chad and Sudan met to discuss the border.")
    assert one == other
    assert set(one) == {"Sudan", "Chad"}


def test_names_are_compared_without_what_spellings_differ_in() -> None:
    """Accents, hyphens and apostrophes never count; articles and doubled vowels only by sound."""
    assert plain("Dayr al-Balaḩ") == plain("dayr al balah")
    assert loose("Deir el-Balah") == loose("Deir al Balaḩ")
    assert loose("An Nuşayrāt") == loose("Nusairat")
    assert plain("Goma") != plain("Gomo")


def test_the_world_is_kept_and_comes_back_equal(gazetteer: Gazetteer) -> None:
    """What is read from disk answers as what was built, largest namesake first."""
    assert gazetteer.find("A fire in Springfield, Illinois.", "en")
    towns = World.load().named("Springfield")
    assert len(towns) > 5
    assert [each.people for each in towns] == sorted((t.people for t in towns), reverse=True)
    assert World.load().named("No town has this name") == []
