"""Places told by distance and direction lie where those lead, with an honest radius."""

from __future__ import annotations

import math
import time

import pytest

from truceline.geography import Gazetteer
from truceline.model.values import Place

GAZETTEER = Gazetteer.load(places=[])


def only(text: str, lang: str) -> Place:
    """Return the likeliest candidate of the one place that a text names."""
    (found,) = GAZETTEER.find(text, lang)
    return max(found.candidates, key=lambda each: each.p)


def apart(one: Place, other: Place) -> tuple[float, float]:
    """Return how many km north and east one place lies of another."""
    assert one.lat is not None and one.lon is not None
    assert other.lat is not None and other.lon is not None
    scale = math.cos(math.radians(other.lat))
    return (one.lat - other.lat) * 111.2, (one.lon - other.lon) * 111.2 * scale


@pytest.mark.parametrize(
    ("lang", "text", "plain", "north", "east"),
    [
        ("en", "a drone fell 20 km north of Kharkiv", "Kharkiv", 20, 0),
        ("en", "it fell 20 kilometres (12 miles) north of Kharkiv", "Kharkiv", 20, 0),
        ("en", "a strike 10 miles southwest of Kharkiv", "Kharkiv", -11.4, -11.4),
        ("uk", "за 20 км на північ від Харкова", "Харків", 20, 0),
        ("uk", "за 20 кілометрів на південний схід від Харкова", "Харків", -14.1, 14.1),
        ("ru", "в 15 километрах к югу от Харькова", "Харьков", -15, 0),
        ("ru", "в 15 км восточнее Харькова", "Харьков", 0, 15),
    ],
)
def test_a_way_and_a_distance_move_the_place(
    lang: str, text: str, plain: str, north: float, east: float
) -> None:
    """Three languages, eight ways, miles and kilometres; the radius grows with the distance."""
    place, anchor = only(text, lang), only(plain, lang)
    assert apart(place, anchor) == pytest.approx((north, east), abs=0.2)
    assert place.level == "point"
    far = math.hypot(north, east)
    assert (place.radius_m or 0) >= (anchor.radius_m or 0) * 0.9 + far * 300


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "15 km from Kharkiv"), ("uk", "за 15 км від Харкова")]
)
def test_a_distance_alone_is_a_circle(lang: str, text: str) -> None:
    """Without a direction the place lies within the distance, about the place named."""
    place = only(text, lang)
    assert place.radius_m is not None
    assert place.radius_m > 15_000


@pytest.mark.parametrize("text", ["20 people north of Kharkiv", "north of Kharkiv", "near Kharkiv"])
def test_other_words_move_nothing(text: str) -> None:
    """Only a distance in kilometres or miles moves a place."""
    assert only(text, "en").level == "settlement"


def test_hostile_distances_cost_no_time() -> None:
    """Long rows of digits and words before a name are looked at once."""
    began = time.thread_time()
    GAZETTEER.find("9 km " * 2000 + "north of Kharkiv", "uk")
    assert time.thread_time() - began < 5
