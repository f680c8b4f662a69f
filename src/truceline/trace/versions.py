"""Versions of one utterance: which members agree, which version is held against the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from truceline.model.origin import Contradiction, DistortionKind
from truceline.model.statement import Statement
from truceline.trace.claims import number_of
from truceline.trace.contradictions import contradiction, plain_bounds, plain_window
from truceline.trace.material import Material
from truceline.trace.origins import first_utterance, is_own_text
from truceline.trace.settings import Thresholds

Value = TypeVar("Value", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Reference:
    """The version that the others are held against; parent: the speaker's own text, if any."""

    members: tuple[int, ...]
    parent: int | None


def versions_of(
    members: Iterable[int], value_of: Callable[[int], Value], alike: Callable[[Value, Value], bool]
) -> list[tuple[int, ...]]:
    """Return the members in classes: whoever's value is alike to some value of a class is in it."""
    held: dict[Value, list[int]] = defaultdict(list)
    for index in members:
        held[value_of(index)].append(index)
    classes: list[list[Value]] = []
    for value in held:
        near = [one for one in classes if any(alike(value, other) for other in one)]
        merged = [value, *(other for one in near for other in one)]
        classes = [one for one in classes if one not in near] + [merged]
    return sorted(tuple(sorted(i for value in one for i in held[value])) for one in classes)


def reference_of(
    material: Material, classes: Sequence[tuple[int, ...]], limits: Thresholds
) -> Reference | None:
    """Return the version that the speaker's own text has, else that of a clear majority."""
    own = [one for one in classes if any(is_own_text(material, i) for i in one)]
    if len(own) == 1:
        parent = min(own[0], key=lambda i: first_utterance(material, i))
        return Reference(own[0], parent)
    votes = sorted(((len(_publications(material, one)), one) for one in classes), reverse=True)
    if own or votes[0][0] < limits.majority:
        return None
    clear = len(votes) == 1 or votes[0][0] > votes[1][0]
    return Reference(votes[0][1], None) if clear else None


def _publications(material: Material, members: Iterable[int]) -> set[str]:
    return {material.publications[i] for i in members}


def changed_versions(
    material: Material, reference: Reference, classes: Sequence[tuple[int, ...]]
) -> Iterator[tuple[int, int]]:
    """Yield (original, changed) for each document that carries another version alone.

    A publication that carries both versions reports two things and changed nothing.
    """
    shown = reference.parent
    if shown is None:
        shown = min(reference.members, key=lambda i: first_utterance(material, i))
    both = _publications(material, reference.members)
    for one in classes:
        if one == reference.members or _publications(material, one) & both:
            continue
        first: dict[str, int] = {}
        for index in one:
            first.setdefault(material.statements[index].document, index)
        for index in sorted(first.values()):
            yield shown, index


def change(
    material: Material,
    pair: tuple[int, int],
    field: str,
    distortion: DistortionKind | None,
    parent: int | None,
) -> Contradiction:
    """Return the record of what the second of two statements has otherwise in one field."""
    a, b = (material.statements[i] for i in pair)
    shown = {
        "window": (plain_window(a.window), plain_window(b.window)),
        "speaker": (a.speaker, b.speaker),
        "place": (_place_name(a), _place_name(b)),
    }
    numbers = [plain_bounds(n, one.unit) if (n := number_of(one)) else "" for one in (a, b)]
    return contradiction(
        a,
        b,
        field,
        shown.get(field, (numbers[0], numbers[1])),
        distortion=distortion,
        parent=None if parent is None else material.statements[parent],
    )


def _place_name(statement: Statement) -> str:
    return ", ".join(dict.fromkeys(each.name for each in statement.places if each.role == "event"))
