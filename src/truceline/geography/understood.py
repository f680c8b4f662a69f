"""Areas whose head word is understood: "у Донецькій області 23, у Харківській - 7"."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.geography.areas import Areas, Head
from truceline.geography.cues import Cues
from truceline.geography.forms import Forms
from truceline.geography.known import KnownPlace
from truceline.geography.splits import Split

_LEVELS = ("region", "sector")  # a town is as often called by an adjective as a district
_ENDS = ".!?…\n"  # what ends the reach of a head word
_PARTS = "-–—:,;.!?…)"  # what may follow an adjective that stands for an area


@dataclass(frozen=True, slots=True)
class Told:
    """A head word that was said, and the preposition before the area that it named."""

    head: Head
    preposition: str


class Understood:
    """Finds adjectives that stand for areas because the head word was said before them."""

    def __init__(self, forms: Forms, areas: Areas, cues: Cues) -> None:
        self._forms = forms
        self._areas = areas
        self._cues = cues

    def told(self, split: Split, first: int, last: int) -> Told | None:
        """Return the head word that ends words first <= i < last; None if none does."""
        head = self._areas.head(split.words[last - 1].folded)
        if head is None or head.level not in _LEVELS or not first or first == last - 1:
            return None
        return Told(head, split.words[first - 1].folded)

    def at(self, split: Split, index: int, told: Told) -> list[KnownPlace]:
        """Return the areas that an adjective denotes; [] if no area is meant.

        A preposition must stand before it, for a sector the same as before the first (towns are
        called by the same adjectives), and a mark, a number or "and" after it: else it qualifies
        the noun beside it.
        """
        before = split.words[index - 1].folded if index else ""
        alike = before == told.preposition or told.head.level == "region"
        if before not in self._cues.locative or not alike or not self._alone(split, index):
            return []
        if not self._forms.adjective_stems(split.words[index].folded):
            return []
        return self._areas.named(split.words[index].folded, told.head)

    def _alone(self, split: Split, index: int) -> bool:
        """Tell whether no noun follows a word that it could qualify."""
        if index + 1 == len(split.words):
            return True
        following = split.words[index + 1].folded
        marked = split.gap(index)[:1]
        return (
            bool(marked and marked in _PARTS)
            or following.isdecimal()
            or following in self._cues.conjunctions
        )


def ends(split: Split, index: int) -> bool:
    """Tell whether a sentence ends before a word."""
    before = split.text[split.words[index - 1].end if index else 0 : split.words[index].start]
    return any(mark in before for mark in _ENDS)
