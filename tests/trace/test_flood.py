"""A flood of copies costs as much as it is long, and comes out as if every pair was compared."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.trace.build import DAY, PARAMS, document, exactly, statement, trace
from truceline.model.evidence import Document
from truceline.model.statement import Statement
from truceline.trace.alignment import align, aligned_passages
from truceline.trace.candidates import Pairs, candidate_pairs
from truceline.trace.derivation import compare
from truceline.trace.material import material_of
from truceline.trace.passages import corpus_of
from truceline.trace.settings import thresholds
from truceline.trace.tie import linked
from truceline.trace.ties import find_ties
from truceline.trace.voices import Voices

LIMITS = thresholds(PARAMS)
WORDS = [f"{name}{ending}" for name in ("river", "market", "bridge") for ending in ("", "ton", "x")]
TEXTS = st.lists(
    st.lists(st.lists(st.sampled_from(WORDS), min_size=5, max_size=8), min_size=1, max_size=6),
    min_size=2,
    max_size=5,
)


def spanning(links: list[tuple[int, int, float]], number: int) -> set[tuple[int, int]]:
    """Return the links that join, best score first and then the least ends (Kruskal)."""
    home = list(range(number))
    kept = set()
    for a, b, _ in sorted(links, key=lambda link: (-link[2], link[0], link[1])):
        if home[a] != home[b]:
            kept.add((a, b))
            home = [home[a] if each == home[b] else each for each in home]
    return kept


@given(
    st.lists(st.integers(0, 3), max_size=14),
    st.lists(st.sampled_from([None, 0.5, 0.9]), min_size=10, max_size=10),
)
def test_links_of_a_flood_join_what_all_pairs_join(
    signatures: list[int], scores: list[float | None]
) -> None:
    """Whatever holds between signatures, the links that join are the very same."""
    table = {
        pair: scores[i] for i, pair in enumerate([(i, j) for j in range(4) for i in range(j + 1)])
    }

    def holds(a: int, b: int) -> float | None:
        ends = sorted((signatures[a], signatures[b]))
        return table[ends[0], ends[1]]

    pairs = combinations(range(len(signatures)), 2)
    every = [(a, b, score) for a, b in pairs if (score := holds(a, b)) is not None]
    few = list(linked((("one", each, i) for i, each in enumerate(signatures)), holds))
    assert spanning(few, len(signatures)) == spanning(every, len(signatures))


@given(TEXTS)
def test_pairs_compared_at_once_align_as_one_by_one(texts: list[list[list[str]]]) -> None:
    """The columns give what comparing each pair of documents on its own gives."""
    lines = ["\n".join(" ".join(each).capitalize() + "." for each in text) for text in texts]
    corpus = corpus_of([document(str(i), text) for i, text in enumerate(lines)], LIMITS)
    ends = np.array(list(combinations(range(len(texts)), 2)), dtype=np.int64)
    found = aligned_passages(corpus, Pairs(ends[:, 0], ends[:, 1]), 0.34)
    rows = corpus.words.of_passage.toarray()
    for number, (a, b) in enumerate(ends.tolist()):
        first, second = (slice(corpus.first[each], corpus.first[each + 1]) for each in (a, b))
        weighted = rows[first] * corpus.words.weights
        sizes = np.outer(weighted.sum(axis=1), (rows[second] * corpus.words.weights).sum(axis=1))
        alone = align((weighted @ rows[second].T) / np.sqrt(np.maximum(sizes, 1e-12)), 0.34)
        here = found.pair == number
        together = zip(found.a[here] - first.start, found.b[here] - second.start, strict=True)
        assert [(int(x), int(y)) for x, y in together] == alone


def flood(number: int) -> tuple[list[Document], list[Statement]]:
    """Return so many copies of one text, the fiftieth of them with a slip, and what they say."""
    lines = [
        "In Westmark 2935 breaches were counted on Sunday, Zelensky said in an address.",
        "A drone struck the market of Oldhaven at noon and killed four people, police said.",
        "The mayor asked the Red Cross for 20 tents and for doctors from Northby.",
    ]
    known = {"speaker": "Zelensky", "perpetrator": "RUS", "window": DAY, "unit": "violations"}
    documents, told = [], []
    for i in range(number):
        text = " ".join(lines) if i % 50 else " ".join(lines).replace("2935", "2936")
        made = document(f"d{i:05}", text, published="2025-04-21")
        documents.append(made)
        words = "2935" if i % 50 else "2936"
        told.append(statement(made, words, "tally", quantity=exactly(float(words)), **known))
        told.append(statement(made, "drone struck", "incident_report", act="drone_strike"))
    return documents, told


def test_a_flood_is_one_origin_for_each_thing_it_says() -> None:
    """Hundreds of copies add no origin, and each slip is named once."""
    documents, told = flood(300)
    found = trace(told, documents)
    assert len(found.origins) == 2
    slips = {each.b for each in found.contradictions if each.distortion == "number"}
    assert slips == {each.id for each in told if each.quote == "2936"}


def test_ties_and_pairs_grow_with_a_flood_and_not_with_its_square() -> None:
    """Four times as many copies give about four times as many pairs and ties."""
    counts = []
    for number in (200, 800):
        documents, told = flood(number)
        corpus = corpus_of(documents, LIMITS)
        material = material_of(told, documents, [], corpus, Voices())
        pairs = candidate_pairs(corpus, LIMITS)
        ties = find_ties(material, corpus, compare(corpus, pairs, LIMITS), LIMITS)
        counts.append((len(pairs.a), len(ties)))
    (few_pairs, few_ties), (many_pairs, many_ties) = counts
    assert many_pairs < 5 * few_pairs
    assert many_ties < 5 * few_ties
