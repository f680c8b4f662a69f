"""How much of what a passage and its document name belongs to the agreement's own conflict."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import accumulate

from truceline.judge.lands import known_lands, lands_near
from truceline.judge.naming import Names
from truceline.model.agreement import Agreement
from truceline.model.evidence import Document
from truceline.model.statement import Statement
from truceline.model.values import Span

NEAR = 300  # code points on either side of a passage that speak of the same matter
_PRIOR = 2.0  # names: how much the whole document counts beside what stands near the passage
_LONGEST = 200_000  # code points of a document that are looked at

# A name or place in a text: where it begins, and how much of it is a party's and another's.
_Mark = tuple[int, float, float]


@dataclass(frozen=True, slots=True)
class Marks:
    """A document's names and places in order, with running sums of whose they are."""

    starts: tuple[int, ...]
    ours: tuple[float, ...]
    theirs: tuple[float, ...]

    @classmethod
    def of(cls, found: Iterable[_Mark]) -> Marks:
        """Return marks in the order of the text."""
        marks = sorted(found)
        return cls(
            tuple(each[0] for each in marks),
            (0.0, *accumulate(each[1] for each in marks)),
            (0.0, *accumulate(each[2] for each in marks)),
        )

    def between(self, start: int, end: int) -> tuple[float, float]:
        """Return how many names between two places are a party's, and how many another's."""
        i, j = bisect_left(self.starts, start), bisect_right(self.starts, end)
        return self.ours[j] - self.ours[i], self.theirs[j] - self.theirs[i]


@dataclass(slots=True)
class Surroundings:
    """The documents of a case, each read for names once."""

    agreement: Agreement
    names: Names
    documents: Mapping[str, Document]
    statements: Mapping[str, list[Statement]]
    known: dict[str, Marks] = field(default_factory=dict)

    @property
    def parties(self) -> frozenset[str]:
        """Return whose conflict it is."""
        return frozenset(self.agreement.parties)

    @property
    def lands(self) -> frozenset[str]:
        """Return the parties' countries; empty if a party has none, so that no place is foreign."""
        return self.parties if self.parties <= known_lands() else frozenset()

    def inside(self, lat: float | None, lon: float | None, radius_m: float | None) -> float | None:
        """Return 1 if a place may lie on a party's land, 0 if it does not, None if unknown."""
        if lat is None or lon is None or not self.lands:
            return None
        near = lands_near(lat, lon, radius_m)
        return float(bool(near & self.lands)) if near else None

    def share(self, document: str, span: Span) -> float | None:
        """Return which share of the names near a passage are the parties' own and their land's.

        The whole document counts as two more names, so that a passage without any is judged by
        it. Mediators are named in every conflict and count for none. None: nobody is named.
        """
        marks = self._marks(document)
        whole = marks.between(0, _LONGEST)
        if not sum(whole):
            return None
        ours, theirs = marks.between(span.start - NEAR, span.end + NEAR)
        prior = whole[0] / sum(whole)
        return (ours + _PRIOR * prior) / (ours + theirs + _PRIOR)

    def foremost(self, document: str, span: Span) -> str:
        """Return the outsider whom the text near a passage, else its document, names most."""
        found = self.documents.get(document)
        if found is None:
            return ""
        near = found.text[max(0, span.start - NEAR) : span.end + NEAR]
        for text in (near, found.text[:_LONGEST]):
            counted = Counter(each.party for each in self.names.find(text))
            others = [each for each in counted.most_common() if self._weight(each[0]) == (0.0, 1.0)]
            if others:
                return others[0][0]
        return ""

    def _weight(self, party: str) -> tuple[float, float]:
        if party in self.parties:
            return 1.0, 0.0
        return (0.0, 0.0) if party in self.agreement.mediators else (0.0, 1.0)

    def _marks(self, document: str) -> Marks:
        if document not in self.known:
            self.known[document] = Marks.of([*self._named(document), *self._placed(document)])
        return self.known[document]

    def _named(self, document: str) -> list[_Mark]:
        found = self.documents.get(document)
        if found is None:
            return []
        text = found.text[:_LONGEST]
        return [(each.start, *self._weight(each.party)) for each in self.names.find(text)]

    def _placed(self, document: str) -> list[_Mark]:
        """Return the places of a document's statements; one place named twice counts once."""
        marks: dict[tuple[float, float], _Mark] = {}
        for statement in self.statements.get(document, ()):
            for each in statement.places:
                inside = self.inside(each.lat, each.lon, each.radius_m)
                if inside is None or each.lat is None or each.lon is None:
                    continue
                mark = (statement.span.start, each.p * inside, each.p * (1 - inside))
                marks.setdefault((each.lat, each.lon), mark)
        return list(marks.values())
