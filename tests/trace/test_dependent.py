"""One claim in two articles of one origin is tied; likeness alone never ties anything."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import numpy as np
import pytest

from tests.trace.build import PARAMS, document, exactly, place, statement, trace
from truceline.model.evidence import Document
from truceline.model.statement import Statement
from truceline.trace.candidates import Pairs
from truceline.trace.derivation import chance_of_one, compare
from truceline.trace.passages import corpus_of
from truceline.trace.settings import thresholds

LIMITS = thresholds(PARAMS)
LAND = ("rents", "wages", "tides", "fares", "sales", "rains")
FERNWICK, OLDHAVEN = place("Fernwick", 50.0, 30.0), place("Oldhaven", 52.0, 33.0)


def one_side(name: str, place_name: str = "Fernwick", hurt: int = 14) -> tuple[Document, str]:
    """Return a text that keeps little of the other's wording, and the sentence of its claim."""
    claim = f"Overnight mortar fire hit the Linden market of {place_name} and hurt {hurt} traders."
    return document(
        name,
        "\n".join(
            [
                claim,
                "Warden Ilse Maddox read the list of stalls from a green ledger at 06:40.",
                "Maddox counted 31 burnt stalls, a split fountain and a dead grey mare.",
                "She thanked the Corbel bakery, which sent 200 loaves before sunrise.",
                "Trams on the Quill line stay parked until the Hobson bridge is checked.",
                "Maddox will answer more questions at the Linden chapel on Thursday.",
            ]
        ),
    ), claim


def other_side(name: str, place_name: str = "Fernwick", hurt: int = 14) -> tuple[Document, str]:
    """Return another text from the same briefing, told in another order: no copy."""
    claim = f"In {place_name}, mortars struck Linden market in darkness; {hurt} traders were hurt."
    return document(
        name,
        "\n".join(
            [
                "Further questions wait for Thursday, when Maddox visits Linden chapel.",
                "Until somebody checks Hobson bridge, Quill line trams are parked.",
                "Corbel bakery got thanks for 200 loaves that came ahead of sunrise.",
                "Burnt stalls numbered 31 by Maddox's count; a grey mare died by a split fountain.",
                "At 06:40 the warden, Ilse Maddox, opened a green ledger listing each stall.",
                claim,
            ]
        ),
    ), claim


BESIDE = [
    document(
        f"beside{i}",
        "\n".join(
            [
                f"The council of {town} argued about water prices for six hours on Monday.",
                f"Mayor {mayor} wants 9 cents more for each bucket drawn in {town}.",
                f"Farmers near {town} called the plan of {mayor} a blow to their harvest.",
                f"A vote in {town} is planned once the auditors have finished.",
                f"Nobody in {town} expects {mayor} to give in before winter.",
            ]
        ),
    )
    for i, (town, mayor) in enumerate((("Ashby", "Penn"), ("Corley", "Vance"), ("Denton", "Rusk")))
]


def claims(
    first: dict[str, Any], second: dict[str, Any], texts: dict[str, Any]
) -> tuple[list[Document], list[Statement]]:
    """Return both texts with one report of an incident in each."""
    made = one_side("a"), other_side("b", **texts)
    said = [
        statement(
            text,
            claim,
            "incident_report",
            **{"act": "shelling", "perpetrator": "EAS", "places": (FERNWICK,), **known},
        )
        for (text, claim), known in zip(made, (first, second), strict=True)
    ]
    return [text for text, _ in made] + BESIDE, said


def test_one_claim_in_two_articles_of_one_briefing_is_tied() -> None:
    """Nobody is named, no sentence is copied: what the articles share beside it tells."""
    documents, said = claims({"injured": exactly(14)}, {"injured": exactly(14)}, {})
    found = trace(said, documents)
    assert found.together(*said)
    (edge,) = found.edges()
    assert edge.kind == "shared_statement"
    assert edge.score >= LIMITS.one_origin
    spans = {edge.from_document: edge.from_span, edge.to_document: edge.to_span}
    assert spans == {one.document: one.span for one in said}


@pytest.mark.parametrize(
    ("changed", "texts"),
    [
        ({"perpetrator": "WES"}, {}),
        ({"places": (OLDHAVEN,)}, {"place_name": "Oldhaven"}),
        ({"injured": exactly(40)}, {"hurt": 40}),
        ({"act": "air_strike"}, {}),
        ({"speaker": "Hugo Brandt"}, {}),
    ],
)
def test_a_mirrored_accusation_is_never_tied(
    changed: dict[str, Any], texts: dict[str, Any]
) -> None:
    """Side, town, number, act or speaker swapped: however alike the rest is, they stay apart."""
    documents, said = claims(
        {"injured": exactly(14), "speaker": "Ilse Maddox"},
        {"injured": exactly(14), "speaker": "Ilse Maddox", **changed},
        texts,
    )
    assert not trace(said, documents).together(*said)


def test_the_order_of_arrival_changes_nothing() -> None:
    """Whatever comes first, the origins are the same."""
    documents, said = claims({"injured": exactly(14)}, {"injured": exactly(14)}, {})
    groups = [
        trace(list(order), documents[turn:] + documents[:turn]).groups()
        for turn, order in enumerate(permutations(said))
    ]
    assert groups[0] == groups[1]


def test_swapping_the_parties_swaps_nothing_else() -> None:
    """The same articles with the other side accused are tied in the same way."""
    for side in ("EAS", "WES"):
        documents, said = claims({"perpetrator": side}, {"perpetrator": side}, {})
        assert trace(said, documents).together(*said)


def test_headlines_are_too_short_to_tell() -> None:
    """Of texts of a sentence or two no chance is given: it was measured on articles."""
    long, short = one_side("a")[0], document("b", one_side("b")[1])
    corpus = corpus_of([long, short, *BESIDE], LIMITS)
    ends = np.array([0]), np.array([1])
    assert np.isnan(chance_of_one(corpus, Pairs(*ends), LIMITS)).all()


def test_two_pages_of_one_outlet_that_share_background_are_no_copies() -> None:
    """Different news above the same closing paragraphs: no copy, and its numbers no distortion."""
    tail = [
        f"Background line {i} recalls how the {name} treaty was signed by both towns."
        for i, name in enumerate(("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir"))
    ]
    heads = (
        [f"Harbour {word} rose again by noon in Fernwick." for word in LAND],
        [f"Orchard {word} fell steeply over lunch in Oldhaven." for word in LAND],
    )
    pages = [
        document(
            f"page{i}",
            "\n".join([*head, *tail]),
            source="gazette",
            url=f"https://gazette.example/{i}",
        )
        for i, head in enumerate(heads)
    ]
    assert not copied(pages, {"gazette"})
    apart = [document(each.id, each.text) for each in pages]
    assert copied(apart, set())


def copied(pages: list[Document], described: set[str]) -> bool:
    """Tell whether two documents are compared as copies."""
    corpus = corpus_of(pages, LIMITS, described)
    (found,) = compare(corpus, Pairs(np.array([0]), np.array([1])), LIMITS)
    return found.copied
