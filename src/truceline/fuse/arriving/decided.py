"""What people have decided so far, and which statements hang together by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from truceline.fuse.likeness.frozen import code_of
from truceline.fuse.merging.tiles import tiles_of
from truceline.model.arrow import Integers
from truceline.model.review import Review


@dataclass(slots=True, kw_only=True)
class Decided:
    """Reviews by id, and what they are about.

    members: of the incidents that they name, the statements that each had when first named. code,
    part: of each statement that is named, ascending by code; those that any chain of reviews
    connects are of one part, whether or not a later review undid an earlier one.
    """

    reviews: dict[str, Review] = field(default_factory=dict)
    members: dict[str, tuple[str, ...]] = field(default_factory=dict)
    code: Integers = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    part: Integers = field(default_factory=lambda: np.empty(0, dtype=np.int64))

    def new_among(self, reviews: Iterable[Review]) -> list[Review]:
        """Return the reviews that are not known as they are."""
        return [each for each in reviews if self.reviews.get(each.id) != each]

    def add(self, reviews: Iterable[Review], members: Mapping[str, tuple[str, ...]]) -> None:
        """Keep reviews; members: of the incidents that they name, as they are now."""
        for each in reviews:
            self.reviews[each.id] = each
        for name, statements in members.items():
            self.members.setdefault(name, statements)
        named = {each: self._codes(review) for each, review in self.reviews.items()}
        self.code = np.unique(np.array([c for codes in named.values() for c in codes], np.int64))
        chains = [(codes[0], other) for codes in named.values() for other in codes[1:]]
        pairs = np.searchsorted(self.code, np.array(chains, np.int64).reshape(-1, 2))
        self.part = tiles_of(len(self.code), pairs)

    def parts_of(self, reviews: Iterable[Review]) -> Integers:
        """Return the parts that some of the reviews are about."""
        codes = np.array([c for each in reviews for c in self._codes(each)], dtype=np.int64)
        return np.unique(self.part[np.searchsorted(self.code, codes)])

    def _codes(self, review: Review) -> list[int]:
        names = review.subject.split()
        return [code_of(said) for name in names for said in self.members.get(name, (name,))]
