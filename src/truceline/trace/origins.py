"""The partition of statements into origins, and the records that come of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from datetime import UTC, datetime

from truceline.ground.canonical import make_id
from truceline.ground.times import TimeRange
from truceline.model.origin import Edge, EdgeKind, Origin
from truceline.trace.material import Material
from truceline.trace.tie import Tie
from truceline.trace.voices import side_of

# Which reason is shown where several tie two statements: the most direct first.
_ORDER: dict[EdgeKind, int] = {
    "verbatim": 0,
    "translation": 1,
    "rewrite": 2,
    "quotation": 3,
    "aggregation": 4,
    "shared_statement": 5,
}
_SEEN = frozenset({"saw", "heard", "camera"})
_FAR = datetime.max.replace(tzinfo=UTC)


class _Forest:
    """Disjoint sets with path halving (Tarjan 1975); the root is the least index."""

    def __init__(self, count: int) -> None:
        self.parent = list(range(count))

    def root(self, index: int) -> int:
        while self.parent[index] != index:
            self.parent[index] = self.parent[self.parent[index]]
            index = self.parent[index]
        return index

    def join(self, a: int, b: int) -> bool:
        first, second = sorted((self.root(a), self.root(b)))
        self.parent[second] = first
        return first != second


Part = tuple[tuple[int, ...], list[Tie]]


def partition(
    material: Material, ties: Sequence[Tie], held: Sequence[tuple[int, int]] = ()
) -> list[Part]:
    """Return the origins as members (indexes of statements) with the ties that join them.

    The ties form a spanning forest, the most direct reason first (Kruskal 1956), so that a
    flood of copies keeps one edge each. What is tied to nothing outside its publication goes to
    the publication's own origin for that speaker: an outlet that says a thing twice is one.
    held: pairs of statements that were found to be of one origin before.
    """
    forest = _Forest(len(material.statements))
    for a, b in held:
        forest.join(a, b)
    ranked = sorted(ties, key=lambda tie: (_ORDER[tie.kind], -tie.score, tie))
    kept = [tie for tie in ranked if forest.join(tie.a, tie.b)]
    for alone in _of_one_publication(material, _members(forest)):
        for other in alone[1:]:
            forest.join(alone[0], other)
    ties_of: dict[int, list[Tie]] = defaultdict(list)
    for tie in kept:
        ties_of[forest.root(tie.a)].append(tie)
    return [(tuple(found), sorted(ties_of[found[0]])) for found in _members(forest)]


def _members(forest: _Forest) -> list[list[int]]:
    members: dict[int, list[int]] = defaultdict(list)
    for index in range(len(forest.parent)):
        members[forest.root(index)].append(index)
    return [members[root] for root in sorted(members)]


def _of_one_publication(
    material: Material, components: Iterable[Sequence[int]]
) -> Iterable[list[int]]:
    """Return the statements that one publication alone carries, gathered by their speaker."""
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for members in components:
        publications = {material.publications[i] for i in members}
        speakers = {_speaker_key(material, i) for i in members}
        if len(publications) == len(speakers) == 1:
            groups[publications.pop(), speakers.pop()].extend(members)
    return [sorted(group) for group in groups.values()]


def _speaker_key(material: Material, index: int) -> tuple[bool, bool, tuple[str, ...]]:
    voice = material.voices[index]
    return voice.own, voice.joint, () if voice.own else tuple(sorted(voice.names))


def origin_of(material: Material, members: Sequence[int], ties: Sequence[Tie]) -> Origin:
    """Return one origin; its first member is the first utterance where that is known."""
    ordered = sorted(members, key=lambda index: first_utterance(material, index))
    first = _telling_member(material, ordered)
    return Origin(
        id=make_id("or", min(material.statements[i].id for i in members)),
        members=tuple(material.statements[i].id for i in ordered),
        edges=tuple(_edges(material, ties)),
        side=side_of(material.voices[first], material.sources[first]),
        speaker=material.statements[first].speaker,
        direct=any(_direct(material, index) for index in members),
    )


def _telling_member(material: Material, ordered: Sequence[int]) -> int:
    """Return the member that shows whose voice it is.

    That is the speaker's own text; else, of those that name a speaker, the first with the side
    that most publications name (one of them may have swapped the sides); else the first.
    """
    if is_own_text(material, ordered[0]):
        return ordered[0]
    named = [i for i in ordered if not material.voices[i].own] or list(ordered)
    sides: dict[str | None, set[str]] = defaultdict(set)
    for index in named:
        sides[material.voices[index].party].add(material.publications[index])
    most = max(sides, key=lambda side: len(sides[side]))
    return next(index for index in named if material.voices[index].party == most)


def first_utterance(material: Material, index: int) -> tuple[bool, datetime, str]:
    """Return the key that puts a speaker's own text first, then the earliest publication."""
    published = material.published(index)
    known = published.latest if published else _FAR
    return not is_own_text(material, index), known, material.statements[index].id


def is_own_text(material: Material, index: int) -> bool:
    """Tell whether a statement stands in a text that its speaker's own side published."""
    source, voice = material.sources[index], material.voices[index]
    if source is None or source.kind not in ("official", "party") or source.allegiance is None:
        return False
    return voice.own or voice.party == source.allegiance


def _direct(material: Material, index: int) -> bool:
    """Tell whether someone of the origin saw or heard it.

    A text that says in its own voice that something "was heard" names nobody who heard it;
    it counts only where the source itself is known to report what it saw.
    """
    own = material.voices[index].own
    if material.statements[index].means in _SEEN and not own:
        return True
    source = material.sources[index]
    return source is not None and source.directness == "saw" and own


def _edges(material: Material, ties: Sequence[Tie]) -> Iterable[Edge]:
    """Return the edges between documents, each passage pair once, in order."""
    edges: dict[tuple[object, ...], Edge] = {}
    for tie in ties:
        a, b = material.statements[tie.a].document, material.statements[tie.b].document
        if a == b:
            continue
        edge = _edge(material, tie)
        key = (edge.from_document, edge.to_document, edge.from_span, edge.to_span, edge.kind)
        edges.setdefault(key, edge)
    return [edges[key] for key in sorted(edges, key=str)]


def _edge(material: Material, tie: Tie) -> Edge:
    ends = [
        (material.statements[tie.a].document, tie.span_a),
        (material.statements[tie.b].document, tie.span_b),
    ]
    order = _order(material, tie.a, tie.b)
    if order == 0:
        ends.sort()
    elif order > 0:
        ends.reverse()
    return Edge(
        from_document=ends[0][0],
        to_document=ends[1][0],
        kind=tie.kind,
        score=round(tie.score, 4),
        from_span=ends[0][1],
        to_span=ends[1][1],
        directed=order != 0,
    )


def _order(material: Material, a: int, b: int) -> int:
    """Return -1 if the first statement's text came first, 1 if the second's, 0 if unknown."""
    own = is_own_text(material, a), is_own_text(material, b)
    if own[0] != own[1]:
        return -1 if own[0] else 1
    return _before(material.published(a), material.published(b))


def _before(a: TimeRange | None, b: TimeRange | None) -> int:
    if a is None or b is None or a == b:
        return 0
    if a.latest <= b.earliest:
        return -1
    return 1 if b.latest <= a.earliest else 0
