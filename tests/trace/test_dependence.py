"""What two texts share beyond their topic tells one origin from two."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.trace.build import PARAMS, document
from tests.trace.test_derivation import REWRITE, WIRE
from truceline.model.evidence import Document
from truceline.trace.candidates import Pairs
from truceline.trace.dependence import dependence, probability
from truceline.trace.passages import corpus_of
from truceline.trace.settings import thresholds

LIMITS = thresholds(PARAMS)
OWN = [
    "Oldhaven port stayed shut on Monday, and fisherman Jon Reed saw smoke from his window.",
    "A nurse, Mia Falk, counted seven people with cuts at the harbour clinic.",
    "Lorries queued for six miles along the coast road, our reporter saw.",
    "Nobody from Westmark would speak about the blasts before Friday.",
]
GERMAN = [
    "Der Hafen von Oldhaven ist nach zwei Explosionen zu, sagt Ada Brown von der Behörde, und das "
    "ist für die Stadt ein schwerer Schlag.",
    "Draußen warten nach Angaben von Brown 14 Schiffe, und niemand weiß, wann die Fahrt für sie "
    "weiter gehen wird, denn es ist noch nicht klar.",
    "Die Trade Chamber sagt, dass die Versicherer in Westmark 3 Millionen Kronen wollen.",
]


def scores(*documents: Document) -> list[float]:
    """Return the score of the first document with each of the others."""
    corpus = corpus_of(documents, LIMITS)
    place = {name: i for i, name in enumerate(corpus.documents)}
    first = place[documents[0].id]
    ends = [sorted((first, place[each.id])) for each in documents[1:]]
    columns = np.array(ends, dtype=np.int64).T
    return [float(each) for each in dependence(corpus, Pairs(*columns), LIMITS)]


def test_a_rewrite_scores_above_an_account_of_its_own() -> None:
    """Same port, same day: other witnesses and other numbers speak for a second origin."""
    documents = (WIRE, REWRITE, OWN)
    rewrite, own = scores(
        *(document(name, "\n".join(each)) for name, each in zip("abc", documents, strict=True))
    )
    assert rewrite > own + 0.3


def test_a_text_in_another_language_is_compared_by_names_and_numbers() -> None:
    """Though the feed calls it English: with no word in common it is still nearer than another."""
    named = [document("a", "\n".join(WIRE)), document("b", "\n".join(GERMAN))]
    other = document("c", "\n".join(GERMAN).replace("Oldhaven", "Fernwick").replace("14", "9"))
    corpus = corpus_of([*named, other], LIMITS)
    assert corpus.langs == ("en", "not en", "not en")
    same, changed = scores(*named, other)
    assert same > changed


def test_the_order_of_a_pair_changes_nothing() -> None:
    """Who is called first and who second has no part in the score."""
    one = scores(document("a", "\n".join(WIRE)), document("b", "\n".join(OWN)))
    other = scores(document("b", "\n".join(WIRE)), document("a", "\n".join(OWN)))
    assert np.allclose(one, other)


@given(st.lists(st.floats(-8, 8), min_size=2, max_size=9, unique=True))
def test_the_chance_of_one_origin_rises_with_the_score(values: list[float]) -> None:
    """It is a chance, and never falls where the score rises."""
    chances = probability(np.array(sorted(values)))
    assert ((chances > 0) & (chances < 1)).all()
    assert (np.diff(chances) >= 0).all()
