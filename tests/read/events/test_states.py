"""A siege, an undertaking that goes on or a closed crossing is a posture; what is peaceful none."""

from __future__ import annotations

import pytest

from tests.read.test_reader import read

WAR = (
    "Fighting between the Russian army and Ukrainian forces went on along the front; a ceasefire "
    "is being discussed, troops said. The war began three years ago. "
)


def kinds(text: str) -> list[str]:
    """Return the kinds of what the last sentence of a text about a war says."""
    found = read(WAR + text)
    return [each.kind for each in found if each.span.start >= len(WAR)]


@pytest.mark.parametrize(
    "text",
    [
        "The town has been under siege since March.",
        "The village fell under Russian control on Sunday.",
        "The region is now free of Ukrainian troops.",
        "Russia has stepped up its military operations in the Donetsk region.",
        "Ukraine pressed on with its offensive near Robotyne.",
        "The occupation of the region goes on.",
        "The blockade of Odesa has entered its third week.",
        "The continued occupation of the region is illegal.",
        "The border crossing was closed by Russian soldiers.",
        "Residents were ordered to leave the town.",
    ],
)
def test_a_state_is_a_posture(text: str) -> None:
    """Ground held, shut or rid of forces, and undertakings of arms, are told as postures."""
    assert "posture" in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "The factory has been under new management since March.",
        "The company stepped up its operations in Kyiv.",
        "The road was closed because of snow.",
        "The team is free of injuries.",
        "The minister called for an end to the siege.",
        "The army may impose a blockade.",
    ],
)
def test_what_is_peaceful_wished_or_possible_is_none(text: str) -> None:
    """The same words without arms, or wished away or only possible, are no postures."""
    assert "posture" not in kinds(text)
