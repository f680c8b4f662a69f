"""Who attacked where only whom it was done to is told: alike for either side, never made up."""

from __future__ import annotations

import pytest

from tests.read.test_reader import READER
from truceline.language.identify import language_of
from truceline.read.events.actors import Doer
from truceline.read.model.foes import foe_of, repelled_by
from truceline.read.scenes.drafts import Carried
from truceline.read.scenes.scene import Scene

PAIRS = {"RUS": "UKR", "UKR": "RUS"}


def scene(text: str) -> Scene:
    """Return a sentence as the readers see it."""
    return READER.scene(text, 0, language_of(text), Carried())


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("Прикордонники відбили атаку росіян біля річки.", Doer("RUS", True)),
        ("Прикордонники відбили атаку українців біля річки.", Doer("UKR", True)),
        ("ВСУ отбили российский штурм у моста.", Doer("RUS", True)),
        ("Россияне отбили украинский штурм у моста.", Doer("UKR", True)),
        ("ЗСУ відбили сильний штурм біля моста.", Doer("RUS", False)),
        ("Росіяни відбили сильний штурм біля моста.", Doer("UKR", False)),
        ("ЗСУ відбили втрачену позицію біля моста.", None),
        ("Прикордонники відбили атаку біля річки.", None),
    ],
)
def test_who_repels_an_attack_did_not_begin_it(text: str, doer: Doer | None) -> None:
    """The attack is its owner's, else the foe's of who repelled it; a lost post is no attack."""
    assert repelled_by(scene(text), PAIRS) == doer


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Артилеристи знищили склад росіян.", "UKR"),
        ("Артилеристи знищили склад українців.", "RUS"),
        ("Десантники уничтожили российскую гаубицу.", "UKR"),
        ("Десантники уничтожили украинскую гаубицу.", "RUS"),
        ("Минометчики уничтожили колонну ВСУ.", "RUS"),
        ("Минометчики уничтожили колонну РФ.", "UKR"),
        ("Ночью уничтожили ВСУ технику на дороге.", None),  # the name may be the subject
        ("ВСУ уничтожили российскую гаубицу.", None),  # both are named: the words tell
        ("Российская гаубица уничтожена пожаром.", None),
        ("ППО знищила російські цілі.", None),  # they were on their way
    ],
)
def test_whose_thing_is_wrecked_did_not_wreck_it(text: str, party: str | None) -> None:
    """One side named, an active verb, its thing as object: the other side did it."""
    assert foe_of(scene(text), PAIRS) == party


def test_a_side_without_a_known_foe_accuses_nobody() -> None:
    """In a war of many, or one that the vocabulary doesn't know, nobody is inferred."""
    assert foe_of(scene("Артилеристи знищили склад росіян."), {}) is None
    assert repelled_by(scene("ЗСУ відбили сильний штурм біля моста."), {}) is None
