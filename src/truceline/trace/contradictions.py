"""Contradictions: figures on one subject that cannot both be right, neither called right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import combinations

from truceline.ground.canonical import make_id
from truceline.ground.times import rfc3339
from truceline.language.words import words
from truceline.model.origin import Contradiction, DistortionKind, Passage
from truceline.model.statement import Statement
from truceline.model.values import Bounds, Window, plain_number
from truceline.trace.claims import number_of, number_relation, same_actor, same_place
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


def rival_figures(
    material: Material,
    origin_of: Sequence[int],
    related: Mapping[tuple[str, str], int],
    limits: Thresholds,
) -> list[Contradiction]:
    """Return the figures of different origins on one subject whose bounds do not meet.

    Figures are compared only where their documents were published close together or, if a day
    is unknown, share a passage: the same figure a year later is no contradiction. `related`
    counts the passages that two documents (in id order) have in common.
    """
    blocks: dict[str, list[int]] = defaultdict(list)
    for index, one in enumerate(material.statements):
        if one.kind == "figure" and one.about and one.quantity is not None:
            blocks[one.unit].append(index)
    found = []
    for block in blocks.values():
        for a, b in _rivals(material, block, limits):
            if origin_of[a] != origin_of[b] and _comparable(material, a, b, related, limits):
                found.append(_rival(material, a, b))
    return found


def _rivals(
    material: Material, block: Sequence[int], limits: Thresholds
) -> Iterable[tuple[int, int]]:
    """Yield pairs of figures on one subject, looked up by the subject's words."""
    subjects = {i: set(content_words(words(material.statements[i].about))) for i in block}
    by_word: dict[str, list[int]] = defaultdict(list)
    for index in block:
        for word in subjects[index]:
            by_word[word].append(index)
    pairs = {pair for held in by_word.values() for pair in combinations(sorted(held), 2)}
    for a, b in sorted(pairs):
        shared = len(subjects[a] & subjects[b]) / len(subjects[a] | subjects[b])
        numbers = number_of(material.statements[a]), number_of(material.statements[b])
        if shared >= _SAME_SUBJECT and number_relation(*numbers, limits) == "different":
            yield a, b


def _comparable(
    material: Material,
    a: int,
    b: int,
    related: Mapping[tuple[str, str], int],
    limits: Thresholds,
) -> bool:
    first, second = material.statements[a], material.statements[b]
    if first.document == second.document:
        return False
    if not (same_actor(first, second) and same_place(first, second)):
        return False
    days = material.days_apart(a, b)
    if days is not None:
        return days <= limits.days_apart
    ends = sorted((first.document, second.document))
    return related.get((ends[0], ends[1]), 0) > 0


def _rival(material: Material, a: int, b: int) -> Contradiction:
    first, second = material.statements[a], material.statements[b]
    values = [plain_bounds(x.quantity, x.unit) for x in (first, second) if x.quantity is not None]
    return contradiction(first, second, "quantity", (values[0], values[1]))
