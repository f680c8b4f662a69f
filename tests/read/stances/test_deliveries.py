"""Deliveries of aid told in a short dispatch are undertakings with what they are about."""

from __future__ import annotations

import pytest

from tests.read.test_reader import read
from truceline.read.triage import Triage

TRUCE = "A ceasefire took effect on Sunday after 15 months of war. "


@pytest.mark.parametrize(
    "text",
    [
        TRUCE + "On 20 January 630 aid lorries entered the enclave, the UN said.",
        TRUCE + "On Tuesday 915 aid trucks crossed into the enclave.",
        TRUCE + "Nearly 200 trucks carrying humanitarian aid entered the enclave on Monday.",
        "До анклаву в'їхало 630 вантажівок з гуманітарною допомогою.",
        "Гуманітарна колона з 30 вантажівок прибула до Запоріжжя.",
        "В анклав въехали 915 грузовиков с гуманитарной помощью, сообщили в ООН.",
    ],
)
def test_aid_that_arrives_is_an_undertaking_begun(text: str) -> None:
    """A dispatch has room for few words of war; the goods and their verb are enough."""
    (found,) = read(text, "undertaking")
    assert (found.about, found.stance) == ("humanitarian aid", "begun")


def test_goods_that_arrive_without_a_war_are_none() -> None:
    """A report that says nothing of a war tells of trade."""
    assert not read("On Tuesday 915 trucks crossed into the port, the company said.", "undertaking")


def test_a_dispatch_on_aid_lorries_is_worth_reading() -> None:
    """It names no arms and no truce."""
    triage = Triage.load()
    assert triage.worth("On 20 January 630 aid lorries entered the enclave, the UN said.")
    assert not triage.worth("On 20 January 630 lorries were sold to dealers, the maker said.")
