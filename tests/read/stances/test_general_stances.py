"""Stances, undertakings, threats and denials told in the common words for them."""

from __future__ import annotations

import pytest

from tests.read.test_reader import READER, document
from truceline.model.statement import Statement

WAR = (
    " The war began with an invasion; troops, drones and missiles have hit towns since, and"
    " both armies report shelling and attacks."
)
TOLD = [
    ("{a} sees no reason to end the war.", "position", "rejects"),
    ("{a} has already rejected the demands.", "position", "rejects"),
    ("{a} turned down the offer.", "position", "rejects"),
    ("{a} strongly opposes the expansion of the offensive.", "position", "rejects"),
    ("{a} called the proposal unacceptable.", "position", "rejects"),
    ("{a} said it was not interested in a ceasefire.", "position", "rejects"),
    ("{a} walked away from the negotiating table.", "position", "rejects"),
    ("{a} is in favour of a peaceful settlement.", "position", "accepts"),
    ("{a} is willing to negotiate with {b}.", "position", "accepts"),
    ("{a} gave its backing to the proposal.", "position", "accepts"),
    ("{a} is sending a delegation to the talks.", "position", "accepts"),
    ("{a} recalled its delegation from the talks.", "position", "suspends"),
    ("{a} pressed {b} to halt its advance.", "position", "proposes"),
    ("{a} called for both sides to lay down their arms.", "position", "proposes"),
    ("{a} agreed that its forces would not fire on ships.", "undertaking", "promised"),
    ("{a} announced that it would disarm.", "undertaking", "promised"),
    ("{a} pledged 4 million euros in humanitarian aid.", "undertaking", "promised"),
    ("{a} will pull its troops out of the valley.", "undertaking", "promised"),
    ("{a} warned that it would respond harshly to any attack.", "threat", ""),
    ("{a}'s response will be swift and painful.", "threat", ""),
    ("{a} said it reserved the right to respond.", "threat", ""),
]


def read(text: str, kind: str) -> list[Statement]:
    """Return the statements of a kind in a text within a report about a war."""
    found = READER.read(document(text + WAR)).statements
    return [s for s in found if s.kind == kind and s.span.start < len(text)]


@pytest.mark.parametrize(("text", "kind", "stance"), TOLD)
@pytest.mark.parametrize(
    ("party", "names"), [("RUS", ("Russia", "Ukraine")), ("UKR", ("Ukraine", "Russia"))]
)
def test_common_words_tell_a_stance_for_either_side(
    text: str, kind: str, stance: str, party: str, names: tuple[str, str]
) -> None:
    """Each wording gives one statement of its kind, stance and party, whichever side it is."""
    found = read(text.format(a=names[0], b=names[1]), kind)
    assert [(s.stance, s.perpetrator) for s in found] == [(stance, party)]


@pytest.mark.parametrize(
    "text",
    [
        "Negotiators have made some progress, officials said.",
        "The venue of the talks has not been decided.",
        "The round of talks ended without result.",
        "The two sides remain far apart on the terms of a ceasefire.",
    ],
)
def test_talks_that_got_nowhere_are_undecided(text: str) -> None:
    """How talks stand is told as an undecided position, although nobody is named."""
    assert [s.stance for s in read(text, "position")] == ["undecided"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Russia suspended trade talks with Canada.", "position"),
        ("Russia signed a pact on fisheries with Canada.", "position"),
        ("Russia and Canada signed a free trade agreement.", "position"),
        ("Russia approved a plan to repair the roads.", "position"),
        ("The council urged the drivers to agree on the terms of the new buses.", "position"),
        ("Her children ask her for food.", "position"),
        ("Russia promised to bring the captives home.", "threat"),
        ("The minister said decent people do not kill for sport.", "denial"),
    ],
)
def test_what_only_sounds_like_one_is_none(text: str, kind: str) -> None:
    """Trade deals, plans for other things and general remarks tell nothing about the war."""
    assert read(text, kind) == []
