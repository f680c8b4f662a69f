"""A tie: two statements that repeat one utterance; and how pairs are looked up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from truceline.model.origin import EdgeKind
from truceline.model.values import Span
from truceline.trace.material import Material


class Tie(NamedTuple):
    """Two statements, by index, a before b, with the passages that show their tie."""

    a: int
    b: int
    kind: EdgeKind
    score: float
    span_a: Span
    span_b: Span


def tie_of(material: Material, a: int, b: int, kind: EdgeKind, score: float) -> Tie:
    """Return a tie whose passages are the spans of the statements themselves."""
    first, second = sorted((a, b))
    spans = material.statements[first].span, material.statements[second].span
    return Tie(first, second, kind, score, *spans)


def blocks(entries: Iterable[tuple[Hashable, int]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of indexes that share a key, each once, the lesser first."""
    held: dict[Hashable, list[int]] = defaultdict(list)
    for key, index in entries:
        held[key].append(index)
    seen: set[tuple[int, int]] = set()
    for block in held.values():
        for a, b in combinations(sorted(set(block)), 2):
            if (a, b) not in seen:
                seen.add((a, b))
                yield a, b
