"""Distortions: what a repetition of one utterance changed, by vote where no parent is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
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
    places_meet,
    same_place,
)
from truceline.trace.contradictions import plain_window
from truceline.trace.material import Material
from truceline.trace.settings import Thresholds
from truceline.trace.tie import Tie
from truceline.trace.versions import (
    Reference,
    change,
    changed_versions,
    reference_of,
    versions_of,
)
from truceline.trace.voices import same_voice

Value = TypeVar("Value", bound=Hashable)


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
    found += _changed_places(material, ties, limits)
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


def _changed_windows(
    material: Material, subject: Sequence[int], limits: Thresholds
) -> Iterator[Contradiction]:
    """Yield the same number (or stance) over another window."""
    statements = material.statements

    def one_number(a: Bounds | None, b: Bounds | None) -> bool:
        return a is b is None or number_relation(a, b, limits) == "same"

    known = [i for i in subject if statements[i].window is not None]
    for claim in versions_of(known, lambda i: number_of(statements[i]), one_number):
        classes = versions_of(claim, lambda i: statements[i].window, alike_windows)
        if len(classes) < 2:  # noqa: PLR2004 - no second version, no change
            continue
        reference = reference_of(material, classes, limits)
        held = reference or Reference(classes[0], None)
        for pair in changed_versions(material, held, classes):
            kind: DistortionKind = "window"
            if is_zone_slip(*(statements[i].window for i in pair)):
                kind = "zone"
            yield change(material, pair, "window", kind if reference else None, held.parent)


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
        classes = versions_of(here, lambda i: number_of(statements[i]), one_number)
        if len(classes) < 2:  # noqa: PLR2004 - no second version, no change
            continue
        reference = reference_of(material, classes, limits)
        if reference is None:
            version = {i: number for number, one in enumerate(classes) for i in one}
            for a, b in sorted(copied):
                if version.get(a, -1) != version.get(b, -1) and a in version and b in version:
                    yield change(material, (a, b), "quantity", None, None)
            continue
        for pair in changed_versions(material, reference, classes):
            numbers = [n for i in pair if (n := number_of(statements[i]))]
            if looks_like_slip(*numbers) or _in(copied, pair):
                yield change(material, pair, "quantity", "number", reference.parent)


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
        classes = versions_of(claim, material.voices.__getitem__, same_voice)
        reference = reference_of(material, classes, limits) if len(classes) > 1 else None
        if reference is not None:
            for pair in changed_versions(material, reference, classes):
                # A name of no known party may be another name of the same body.
                if None in {material.voices[i].party for i in pair}:
                    continue
                yield change(material, pair, "speaker", "speaker", reference.parent)


def _changed_places(
    material: Material, ties: Sequence[Tie], limits: Thresholds
) -> Iterator[Contradiction]:
    """Yield another settlement for one event in the same passage of a copy."""
    statements = material.statements
    copied = [(tie.a, tie.b) for tie in ties if tie.kind != "shared_statement"]
    apart = [pair for pair in copied if not same_place(*(statements[i] for i in pair))]
    if not apart:
        return
    near: dict[int, set[int]] = defaultdict(set)
    for a, b in copied:
        near[a].add(b)
        near[b].add(a)
    seen: set[int] = set()
    for start in sorted(i for pair in apart for i in pair):
        if start in seen:
            continue
        told = _reached(near, start)
        seen |= told
        classes = versions_of(sorted(told), lambda i: statements[i].places, places_meet)
        reference = reference_of(material, classes, limits)
        if reference is None:
            for pair in sorted(set(apart)):
                if pair[0] in told:
                    yield change(material, pair, "place", None, None)
            continue
        for pair in changed_versions(material, reference, classes):
            yield change(material, pair, "place", "place", reference.parent)


def _reached(near: Mapping[int, set[int]], start: int) -> set[int]:
    """Return all that is tied to a statement, through however many ties."""
    found, open_ends = {start}, [start]
    while open_ends:
        new = near[open_ends.pop()] - found
        found |= new
        open_ends += sorted(new)
    return found
