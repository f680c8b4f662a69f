"""A tie: two statements that repeat one utterance; and how pairs are looked up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
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


Entry = tuple[Hashable, Hashable, int]
Holds = Callable[[int, int], float | None]


def linked(entries: Iterable[Entry], holds: Holds) -> Iterator[tuple[int, int, float]]:
    """Yield pairs of indexes (the lesser first) that share a key and hold together, with a score.

    entries: a key to meet under, a signature and an index; holds(a, b) must depend on nothing
    but the two signatures, and so must the keys. Pairs are asked once for each two signatures,
    and of a flood of like ones every member is linked with the least member of the other
    signature: what these links join, and the first of them that join it, are the same as if
    every pair was linked, at a cost that grows with the flood and not with its square.
    """
    classes: dict[Hashable, set[int]] = defaultdict(set)
    met: dict[Hashable, dict[Hashable, None]] = defaultdict(dict)
    for key, signature, index in entries:
        classes[signature].add(index)
        met[key][signature] = None
    asked: set[tuple[int, int]] = set()
    members = {signature: sorted(held) for signature, held in classes.items()}
    for held in members.values():
        score = holds(held[0], held[1]) if len(held) > 1 else None
        if score is not None:
            yield from ((held[0], other, score) for other in held[1:])
    for signatures in met.values():
        for one, other in combinations((members[each] for each in signatures), 2):
            ends = min(one[0], other[0]), max(one[0], other[0])
            if ends not in asked:
                asked.add(ends)
                yield from _between(one, other, holds(*ends))


def _between(
    one: list[int], other: list[int], score: float | None
) -> Iterator[tuple[int, int, float]]:
    """Yield the links of the least member of each of two signatures with all of the other's."""
    if score is None:
        return
    yield from ((min(one[0], b), max(one[0], b), score) for b in other)
    yield from ((min(other[0], a), max(other[0], a), score) for a in one[1:])
