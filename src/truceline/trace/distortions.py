"""Distortions: what a repetition of one utterance changed, by vote where no parent is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from truceline.model.origin import Contradiction, DistortionKind
from truceline.model.values import Bounds, Window
from truceline.trace.claims import (
    alike_windows,
    is_exact,
    is_zone_slip,
    looks_like_slip,
    number_of,
    number_relation,
)
from truceline.trace.contradictions import contradiction, plain_bounds, plain_window
from truceline.trace.material import Material
from truceline.trace.origins import first_utterance, is_own_text
from truceline.trace.settings import Thresholds
from truceline.trace.tie import Tie
from truceline.trace.voices import same_voice

Value = TypeVar("Value", bound=Hashable)


@dataclass(frozen=True, slots=True)
class _Reference:
    """The version that the others are held against; parent: the speaker's own text, if any."""

    members: tuple[int, ...]
    parent: int | None


def distortions(
    material: Material, members: Sequence[int], ties: Sequence[Tie], limits: Thresholds
) -> list[Contradiction]:
    """Return what members of one origin changed, and what differs without a known original.

    The speaker's own text is the parent where it is among the members. Else the version that
    most publications carry is held against the others (parent None). Without either, both
    values are shown, neither is called right, and `distortion` stays None.
    """
    found: list[Contradiction] = []
    for subject in _subjects(material, members):
        found += _changed_windows(material, subject, limits)
        found += _changed_numbers(material, subject, ties, limits)
        found += _changed_speakers(material, subject, limits)
    return _once_each(found)


def _once_each(found: Iterable[Contradiction]) -> list[Contradiction]:
    """Return one record for each changed field of a statement, best one that names the parent."""
    kept: dict[tuple[str, str], Contradiction] = {}
    for one in sorted(found, key=lambda each: (each.parent is None, each.distortion is None)):
        kept.setdefault((one.field, one.b), one)
    return list(kept.values())


def _subjects(material: Material, members: Sequence[int]) -> Iterable[list[int]]:
    """Return the members that are about one thing: the same kind, act, unit and stance."""
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for index in members:
        one = material.statements[index]
        about = one.about if one.kind == "figure" else ""
        groups[one.kind, one.act, one.unit, one.stance, about].append(index)
    return groups.values()


def _classes(
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


def _reference(
    material: Material, classes: Sequence[tuple[int, ...]], limits: Thresholds
) -> _Reference | None:
    """Return the version that the speaker's own text has, else that of a clear majority."""
    own = [one for one in classes if any(is_own_text(material, i) for i in one)]
    if len(own) == 1:
        parent = min(own[0], key=lambda i: first_utterance(material, i))
        return _Reference(own[0], parent)
    votes = sorted(((len(_publications(material, one)), one) for one in classes), reverse=True)
    if own or votes[0][0] < limits.majority:
        return None
    clear = len(votes) == 1 or votes[0][0] > votes[1][0]
    return _Reference(votes[0][1], None) if clear else None


def _publications(material: Material, members: Iterable[int]) -> set[str]:
    return {material.publications[i] for i in members}


def _changed(
    material: Material, reference: _Reference, classes: Sequence[tuple[int, ...]]
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


def _record(
    material: Material,
    pair: tuple[int, int],
    field: str,
    distortion: DistortionKind | None,
    parent: int | None,
) -> Contradiction:
    a, b = (material.statements[i] for i in pair)
    shown = {
        "window": (plain_window(a.window), plain_window(b.window)),
        "speaker": (a.speaker, b.speaker),
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


def _changed_windows(
    material: Material, subject: Sequence[int], limits: Thresholds
) -> Iterator[Contradiction]:
    """Yield the same number (or stance) over another window."""
    statements = material.statements

    def one_number(a: Bounds | None, b: Bounds | None) -> bool:
        return a is b is None or number_relation(a, b, limits) == "same"

    known = [i for i in subject if statements[i].window is not None]
    for claim in _classes(known, lambda i: number_of(statements[i]), one_number):
        classes = _classes(claim, lambda i: statements[i].window, alike_windows)
        if len(classes) < 2:  # noqa: PLR2004 - no second version, no change
            continue
        reference = _reference(material, classes, limits)
        held = reference or _Reference(classes[0], None)
        for pair in _changed(material, held, classes):
            kind: DistortionKind = "window"
            if is_zone_slip(*(statements[i].window for i in pair)):
                kind = "zone"
            yield _record(material, pair, "window", kind if reference else None, held.parent)


def _changed_numbers(
    material: Material, subject: Sequence[int], ties: Sequence[Tie], limits: Thresholds
) -> Iterator[Contradiction]:
    """Yield another number over the same window, or in the same passage of a copy."""
    statements = material.statements
    numbered = [i for i in subject if number_of(statements[i]) is not None]
    within = set(numbered)
    copied = {(tie.a, tie.b) for tie in ties if tie.kind != "shared_statement" and tie.a in within}

    def one_number(a: Bounds | None, b: Bounds | None) -> bool:
        return number_relation(a, b, limits) != "different"

    for here in _windows(material, numbered):
        classes = _classes(here, lambda i: number_of(statements[i]), one_number)
        if len(classes) < 2:  # noqa: PLR2004 - no second version, no change
            continue
        reference = _reference(material, classes, limits)
        if reference is None:
            version = {i: number for number, one in enumerate(classes) for i in one}
            for a, b in sorted(copied):
                if version.get(a, -1) != version.get(b, -1) and a in version and b in version:
                    yield _record(material, (a, b), "quantity", None, None)
            continue
        for pair in _changed(material, reference, classes):
            numbers = [n for i in pair if (n := number_of(statements[i]))]
            if looks_like_slip(*numbers) or _in(copied, pair):
                yield _record(material, pair, "quantity", "number", reference.parent)


def _windows(material: Material, members: Iterable[int]) -> Iterator[list[int]]:
    """Yield the members that state a window or none at all, for each window that one states."""
    held: dict[Window | None, list[int]] = defaultdict(list)
    for index in members:
        held[material.statements[index].window].append(index)
    open_ended = held.pop(None, [])
    if not held:
        yield open_ended
    for window in sorted(held, key=plain_window):
        yield sorted([*held[window], *open_ended])


def _in(pairs: set[tuple[int, int]], pair: tuple[int, int]) -> bool:
    return pair in pairs or pair[::-1] in pairs


def _changed_speakers(
    material: Material, subject: Sequence[int], limits: Thresholds
) -> Iterator[Contradiction]:
    """Yield the same telling number over the same window from another speaker's mouth."""
    claims: dict[Hashable, list[int]] = defaultdict(list)
    for index in subject:
        one = material.statements[index]
        number = number_of(one)
        if number is None or number.min < limits.telling_number or material.voices[index].own:
            continue
        if one.window is not None and (is_exact(number) or number.max is None):
            claims[number, one.window].append(index)
    for claim in claims.values():
        classes = _classes(claim, material.voices.__getitem__, same_voice)
        reference = _reference(material, classes, limits) if len(classes) > 1 else None
        if reference is not None:
            for pair in _changed(material, reference, classes):
                yield _record(material, pair, "speaker", "speaker", reference.parent)
