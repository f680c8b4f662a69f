"""Positions, undertakings, threats and denials in English articles, read by grammar."""

from __future__ import annotations

import pytest

from tests.read.test_reader import READER, document
from truceline.model.statement import Statement

WAR = (
    " The war began with an invasion; troops, drones and missiles have hit towns since, and"
    " both armies report shelling and attacks."
)


def read(text: str, kind: str) -> list[Statement]:
    """Return the statements of a kind in a text within a report about a war."""
    found = READER.read(document(text + WAR)).statements
    return [s for s in found if s.kind == kind and s.span.start < len(text)]


@pytest.mark.parametrize(
    ("text", "kind", "stance", "quote"),
    [
        ("Officials said {a} refused to agree to a truce.", "position", "rejects",
         "{a} refused to agree to a truce"),
        ("{a} is ready for a ceasefire if {b} frees the captives.", "position",
         "accepts_conditionally", "{a} is ready for a ceasefire if {b} frees the captives"),
        ("{a} demanded an end to the offensive.", "position", "proposes",
         "{a} demanded an end to the offensive"),
        ("{a} ended the ceasefire in May.", "position", "ends", "{a} ended the ceasefire in May"),
        ("{a} agreed to let aid trucks into the valley after a ceasefire with {b} ended.",
         "undertaking", "promised", "{a} agreed to let aid trucks into the valley"),
        ("{a} released twelve prisoners on Friday.", "undertaking", "done",
         "{a} released twelve prisoners on Friday"),
        ("{a} vowed to continue the war.", "threat", "", "{a} vowed to continue the war"),
        ("{a} warned of further military action.", "threat", "",
         "{a} warned of further military action"),
        ("{a} has denied the allegations.", "denial", "", "{a} has denied the allegations"),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("party", "names"), [("RUS", ("Russia", "Ukraine")), ("UKR", ("Ukraine", "Russia"))]
)
def test_the_clause_and_whose_it_is(
    text: str, kind: str, stance: str, quote: str, party: str, names: tuple[str, str]
) -> None:
    """Each kind has its clause as span and its party, whichever side it is."""
    filled = {"a": names[0], "b": names[1]}
    found = [s for s in read(text.format(**filled), kind) if s.perpetrator == party]
    assert [(s.stance, s.quote) for s in found] == [(stance, quote.format(**filled))]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Russia and Canada signed a trade deal on grain tariffs.", "position"),
        ("The children live in peace by the sea.", "position"),
        ("If Russia releases the prisoners, families will rejoice.", "undertaking"),
        ("The man was released on bail by a court.", "undertaking"),
        ("Such raids threaten the safety of the plant.", "threat"),
        ("Officials denied him access to the camp.", "denial"),
        ("The singer denied the allegations of fraud.", "denial"),
    ],
)
def test_what_only_sounds_like_it(text: str, kind: str) -> None:
    """Trade, courts, conditions and what is denied to somebody give nothing."""
    assert read(text, kind) == []


@pytest.mark.parametrize("text", ["{a} violated the ceasefire 20 times.", "{a} broke the truce."])
@pytest.mark.parametrize("name", ["Russia", "Ukraine"])
def test_an_accusation_of_breach_is_nobodys_stance(text: str, name: str) -> None:
    """Who is said to have broken a truce has not said that it is over."""
    assert read(text.format(a=name), "position") == []


@pytest.mark.parametrize(("name", "party"), [("Russia", "RUS"), ("Ukraine", "UKR")])
def test_what_a_side_says_of_its_own_forces_is_its_stance(name: str, party: str) -> None:
    """The forces that it calls its own are its, and "only if" makes the stance conditional."""
    told = f"{name}'s defence ministry said its forces would observe the truce only if others did."
    (found,) = read(told, "position")
    assert (found.stance, found.perpetrator) == ("accepts_conditionally", party)
    (also,) = read(f"{name} will answer silence with silence in the truce.", "position")
    assert (also.stance, also.perpetrator) == ("accepts_conditionally", party)
