"""What pairs have in common, in columns: the same as found one pair at a time by plain loops."""

from __future__ import annotations

import math
import string

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trace.build import PARAMS, document
from truceline.trace.candidates import Pairs, unit_rows
from truceline.trace.common import common_of
from truceline.trace.dependence import kinship
from truceline.trace.passages import Corpus, by_document, corpus_of
from truceline.trace.settings import thresholds
from truceline.trace.topics import Topics

LIMITS = thresholds(PARAMS)
NAMES = [f"Harbour{letter}" for letter in string.ascii_uppercase[:12]]
SENTENCES = st.lists(st.sampled_from(NAMES), min_size=5, max_size=8).map(
    lambda held: "Tonight " + " ".join(held) + "."
)
TEXTS = st.lists(st.lists(SENTENCES, min_size=1, max_size=7), min_size=2, max_size=6)


def corpus_from(texts: list[list[str]]) -> Corpus:
    """Return made texts as a corpus, named in order."""
    return corpus_of([document(f"d{i}", "\n".join(each)) for i, each in enumerate(texts)], LIMITS)


def all_pairs(corpus: Corpus) -> Pairs:
    """Return every pair of documents."""
    a, b = np.triu_indices(len(corpus.documents), 1)
    return Pairs(a.astype(np.int64), b.astype(np.int64))


def one_by_one(corpus: Corpus, a: int, b: int) -> tuple[float, float, float]:
    """Return what `common_of` finds of one pair, with sets and plain loops: the definition."""
    features, size = corpus.words, len(corpus.documents)
    held = [
        {int(f) for p in range(corpus.first[d], corpus.first[d + 1]) for f in features.row(p)}
        for d in range(size)
    ]
    units = unit_rows(corpus, features).toarray()
    topic = {a, b} | {
        other
        for end in (a, b)
        for other in range(size)
        if units[end] @ units[other] >= LIMITS.least_affinity
    }
    weight = {
        each: math.log((len(topic) + 1) / sum(each in held[d] for d in topic))
        for each in held[a] | held[b]
    }
    table = {
        (i, j): sum(weight[int(f)] for f in set(features.row(i)) & set(features.row(j)))
        for i in range(corpus.first[a], corpus.first[a + 1])
        for j in range(corpus.first[b], corpus.first[b + 1])
    }
    closest = 0.0
    for _ in range(5):
        if table:
            best = max(table, key=lambda cell: (round(table[cell], 9), -cell[0], -cell[1]))
            closest += table[best]
            table = {
                cell: each
                for cell, each in table.items()
                if cell[0] != best[0] and cell[1] != best[1]
            }
    whole = math.prod(sum(weight[each] for each in held[end]) for end in (a, b))
    return whole, sum(weight[each] for each in held[a] & held[b]), closest


@given(TEXTS)
@settings(max_examples=40, deadline=None)
def test_columns_hold_what_plain_loops_find(texts: list[list[str]]) -> None:
    """Topic, weights, shared weight and closest passages of each pair follow the definition."""
    corpus = corpus_from(texts)
    pairs = all_pairs(corpus)
    topics = Topics.of(corpus, pairs, LIMITS)
    rows = by_document(corpus.words.of_passage, corpus.document_of, len(corpus.documents))
    found = common_of(rows, topics.members(pairs), pairs)
    closest = found.closest(corpus, corpus.words, pairs)[0]
    plain = [one_by_one(corpus, int(a), int(b)) for a, b in zip(pairs.a, pairs.b, strict=True)]
    assert np.allclose(np.column_stack([found.whole, found.shared, closest]), plain, atol=1e-6)


@given(TEXTS, st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_what_pairs_share_does_not_depend_on_the_pairs_beside_them(
    texts: list[list[str]], chance: object
) -> None:
    """A pair compared alone gets what it gets among all others."""
    corpus = corpus_from(texts)
    pairs = all_pairs(corpus)
    together = kinship(corpus, pairs, LIMITS)
    at = chance.randrange(len(pairs.a))  # type: ignore[attr-defined]
    alone = kinship(corpus, Pairs(pairs.a[at : at + 1], pairs.b[at : at + 1]), LIMITS)
    for name in ("words", "tells", "runs", "closest", "closest_tells"):
        assert np.isclose(getattr(together, name)[at], getattr(alone, name)[0])


def test_no_pairs_share_nothing() -> None:
    """Without pairs every column is empty, and nothing fails."""
    corpus = corpus_from([["Tonight HarbourA HarbourB HarbourC HarbourD HarbourE."]])
    assert len(kinship(corpus, all_pairs(corpus), LIMITS).words) == 0
