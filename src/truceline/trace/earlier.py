"""Origins traced before, of which not all members are here: they keep what they have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from truceline.ground.canonical import make_id
from truceline.model.origin import Contradiction, Edge, Origin
from truceline.trace.material import Material


@dataclass(frozen=True, slots=True)
class Earlier:
    """The earlier origins that reach beyond the statements at hand.

    An origin all of whose members are here is traced again, and may come apart.
    """

    held: tuple[Origin, ...]

    @classmethod
    def of(cls, origins: Iterable[Origin], material: Material) -> Earlier:
        """Return those of earlier origins that have members elsewhere."""
        here = {each.id for each in material.statements}
        reaching = (each for each in origins if not here.issuperset(each.members))
        return cls(tuple(sorted(reaching, key=lambda each: each.id)))

    def joins(self, material: Material) -> list[tuple[int, int]]:
        """Return pairs of statements at hand that an earlier origin holds together."""
        index = {each.id: i for i, each in enumerate(material.statements)}
        present = ([index[m] for m in each.members if m in index] for each in self.held)
        return [(each[0], other) for each in present for other in each[1:]]

    def settled(self, found: Iterable[Contradiction]) -> tuple[Contradiction, ...]:
        """Return those of contradictions whose two statements were members of one such origin.

        Which of its members changed what is told by all of them, and not all are here.
        """
        origin = {m: each.id for each in self.held for m in each.members}
        return tuple(one for one in found if one.a in origin and origin[one.a] == origin.get(one.b))

    def whole(self, origins: Sequence[Origin]) -> list[Origin]:
        """Return origins with the members and edges that earlier ones of the same members had."""
        by_member: dict[str, Origin] = {m: each for each in self.held for m in each.members}
        reached = {each.id for each in self.held}
        found: list[Origin] = []
        for one in origins:
            known = {by_member[m].id: by_member[m] for m in one.members if m in by_member}
            reached -= known.keys()
            found.append(_joined(one, [known[each] for each in sorted(known)]))
        return found + [each for each in self.held if each.id in reached]


def _joined(one: Origin, before: Sequence[Origin]) -> Origin:
    """Return an origin with all that earlier ones hold; the first utterance of the first stays."""
    if not before:
        return one
    first = before[0]
    members = tuple(dict.fromkeys(m for each in (*before, one) for m in each.members))
    edges: dict[Edge, None] = dict.fromkeys(e for each in (*before, one) for e in each.edges)
    return replace(
        one,
        id=make_id("or", min(members)),
        members=members,
        edges=tuple(sorted(edges, key=str)),
        side=first.side,
        speaker=first.speaker,
        direct=one.direct or any(each.direct for each in before),
    )
