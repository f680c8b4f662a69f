"""Contradictions: figures on one subject that cannot both be right, neither called right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations, product

from truceline.ground.canonical import make_id
from truceline.ground.times import rfc3339
from truceline.language.words import words
from truceline.model.origin import Contradiction, DistortionKind, Passage
from truceline.model.statement import Statement
from truceline.model.values import Bounds, Window, plain_number
from truceline.trace.claims import claim_key, number_of, number_relation, same_actor, same_place
from truceline.trace.material import Material
from truceline.trace.passages import content_words
from truceline.trace.settings import Thresholds

_SAME_SUBJECT = 0.5  # share of the subject's words that two figures must have in common


def contradiction(
    a: Statement,
    b: Statement,
    field: str,
    values: tuple[str, str],
    *,
    distortion: DistortionKind | None = None,
    parent: Statement | None = None,
) -> Contradiction:
    """Return the record of two statements that differ in one field."""
    return Contradiction(
        id=make_id("co", {"a": a.id, "b": b.id, "field": field}),
        a=a.id,
        b=b.id,
        field=field,
        values=values,
        spans=(
            Passage(document=a.document, span=a.span),
            Passage(document=b.document, span=b.span),
        ),
        distortion=distortion,
        parent=parent.id if parent else None,
    )


def plain_bounds(number: Bounds, unit: str = "") -> str:
    """Return a number as it is shown: 1882, [2901, null], with its unit."""
    low = str(plain_number(number.min))
    high = "null" if number.max is None else str(plain_number(number.max))
    shown = low if low == high else f"[{low}, {high}]"
    return f"{shown} {unit}".strip()


def plain_window(window: Window | None) -> str:
    """Return a window as an ISO 8601 interval, ".." for an end that was not said."""

    def end(moment: datetime | None) -> str:
        return rfc3339(moment) if moment else ".."

    return f"{end(window.start)}/{end(window.end)}" if window else ".."


@dataclass(frozen=True, slots=True)
class _Version:
    """What one origin says of one subject; members: indexes of the figures that carry it."""

    origin: int
    subject: frozenset[str]
    members: list[int]


def rival_figures(
    material: Material,
    origin_of: Sequence[int],
    related: Mapping[tuple[str, str], int],
    limits: Thresholds,
) -> list[Contradiction]:
    """Return the figures of different origins on one subject whose bounds do not meet.

    Figures are compared only where their documents were published close together or, if a day
    is unknown, share a passage: the same figure a year later is no contradiction. `related`
    counts the passages that two documents (in id order) have in common. Two origins that hold
    two values are shown once, by their first figures, however many copies repeat either.
    """
    held: dict[Hashable, list[int]] = defaultdict(list)
    for index, one in enumerate(material.statements):
        if one.kind == "figure" and one.about and one.quantity is not None:
            held[origin_of[index], claim_key(one)].append(index)
    near: dict[str, set[str]] = defaultdict(set)
    for a, b in related:
        near[a].add(b)
        near[b].add(a)
    blocks: dict[str, list[_Version]] = defaultdict(list)
    for members in held.values():
        one = material.statements[members[0]]
        subject = frozenset(content_words(words(one.about)))
        blocks[one.unit].append(_Version(origin_of[members[0]], subject, members))
    pairs = [
        pair
        for block in blocks.values()
        for first, second in _rivals(material, block, limits)
        if (pair := _shown(material, first, second, near, limits))
    ]
    return [_rival(material, *pair) for pair in sorted(pairs)]


def _rivals(
    material: Material, block: Sequence[_Version], limits: Thresholds
) -> Iterator[tuple[_Version, _Version]]:
    """Yield versions of two origins on one subject, looked up by the subject's words."""
    by_word: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(block):
        for word in sorted(one.subject):
            by_word[word].append(number)
    pairs = {pair for held in by_word.values() for pair in combinations(held, 2)}
    for i, j in sorted(pairs):
        one, other = block[i], block[j]
        shared = len(one.subject & other.subject) / len(one.subject | other.subject)
        if one.origin == other.origin or shared < _SAME_SUBJECT:
            continue
        first, second = (material.statements[each.members[0]] for each in (one, other))
        relation = number_relation(number_of(first), number_of(second), limits)
        if relation == "different" and same_actor(first, second) and same_place(first, second):
            yield one, other


def _shown(
    material: Material,
    one: _Version,
    other: _Version,
    near: Mapping[str, set[str]],
    limits: Thresholds,
) -> tuple[int, int] | None:
    """Return the first figures of two versions whose documents can be compared, None if none."""
    dated = product(_by_day(material, one.members), _by_day(material, other.members))
    found = [
        (min(pair), max(pair))
        for pair in dated
        if material.statements[pair[0]].document != material.statements[pair[1]].document
        and (days := material.days_apart(*pair)) is not None
        and days <= limits.days_apart
    ]
    first: dict[str, int] = {}
    for index in other.members:
        first.setdefault(material.statements[index].document, index)
    found += [
        (min(index, partner), max(index, partner))
        for index in one.members
        for document in near.get(material.statements[index].document, set()) & first.keys()
        for partner in (first[document],)
        if material.days_apart(index, partner) is None
    ]
    return min(found, default=None)


def _by_day(material: Material, members: Iterable[int]) -> list[int]:
    """Return, for each day of publication, the first members of two documents."""
    held: dict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    for index in members:
        days = material.days[index]
        if days is not None and len(held[days]) < 2:  # noqa: PLR2004 - one to fall back on
            held[days].setdefault(material.statements[index].document, index)
    return [index for each in held.values() for index in each.values()]


def _rival(material: Material, a: int, b: int) -> Contradiction:
    first, second = material.statements[a], material.statements[b]
    values = [plain_bounds(x.quantity, x.unit) for x in (first, second) if x.quantity is not None]
    return contradiction(first, second, "quantity", (values[0], values[1]))
