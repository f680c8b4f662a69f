"""What people have decided about pairs of reports: the same incident, or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from truceline.fuse.settings import Settings
from truceline.model.review import Review


@dataclass(frozen=True, slots=True, kw_only=True)
class Bonds:
    """Pairs (i < j) of report numbers that a person bound together or held apart."""

    same: tuple[tuple[int, int], ...] = ()
    different: frozenset[tuple[int, int]] = frozenset()


def _latest(reviews: Sequence[Review]) -> list[Review]:
    """Return the last review of each subject, the newest first."""
    last: dict[frozenset[str], Review] = {}
    for review in sorted(reviews, key=lambda each: (each.at, each.id)):
        last[frozenset(review.subject.split())] = review
    return sorted(last.values(), key=lambda each: (each.at, each.id), reverse=True)


def named_in(reviews: Sequence[Review], members_of: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the ids of the statements that reviews are about, those of incidents included."""
    names = [name for review in reviews for name in review.subject.split()]
    return [each for name in names for each in members_of.get(name, (name,))]


def _pairs(found: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(min(i, j), max(i, j)) for i, j in found if i != j]


def bonds_of(
    reviews: Sequence[Review],
    number_of: Mapping[str, Sequence[int]],
    members_of: Mapping[str, Sequence[str]],
    settings: Settings,
) -> Bonds:
    """Return the pairs that reviews bind, the later decision winning over an earlier one.

    A review's subject names two statements or incidents, set apart by a space. number_of: report
    numbers by statement id, several where a statement names places apart: it is held apart in
    all of them, and bound by the first. members_of: statement ids of the incidents known so far.
    """
    home = {i: i for numbers in number_of.values() for i in numbers}
    apart: set[tuple[int, int]] = set()
    same: list[tuple[int, int]] = []

    def root(item: int) -> int:
        while home[item] != item:
            item = home[item]
        return item

    def reports(name: str) -> list[Sequence[int]]:
        return [number_of[each] for each in members_of.get(name, (name,)) if each in number_of]

    for review in _latest(reviews):
        names = review.subject.split()
        if len(names) != 2:  # noqa: PLR2004 - a pair is meant
            continue
        both = [(one, other) for one in reports(names[0]) for other in reports(names[1])]
        if review.decision == settings.decisions["different"]:
            pairs = _pairs((i, j) for one, other in both for i in one for j in other)
            # What later decisions have joined, an earlier one cannot part again.
            apart.update(pair for pair in pairs if root(pair[0]) != root(pair[1]))
        elif review.decision == settings.decisions["same"]:
            for i, j in _pairs((one[0], other[0]) for one, other in both):
                ends = {root(i), root(j)}
                if not any({root(a), root(b)} == ends for a, b in apart):
                    same.append((i, j))
                    home[max(ends)] = min(ends)
    return Bonds(same=tuple(same), different=frozenset(apart))
