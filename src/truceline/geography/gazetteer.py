"""Finds places in a text: candidates with probabilities, in any of their forms."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from truceline.geography.areas import Areas
from truceline.geography.context import Weigher
from truceline.geography.cues import Cues
from truceline.geography.forms import Forms
from truceline.geography.known import Known
from truceline.geography.matches import Matcher, read
from truceline.geography.store import known_places
from truceline.ground.errors import VocabularyError
from truceline.model.values import Place
from truceline.vocabulary.files import DATA

# Longer texts are cut into pieces of about this many code points, so that context stays local
# and the time stays linear.
_PIECE = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """Words of a text that name a place, and what they may mean, likeliest first.

    start, end: code points. candidates: p sums to at most 1; the rest is "none of these".
    """

    start: int
    end: int
    candidates: tuple[Place, ...]


class Gazetteer:
    """The known places with the rules for finding them in English, Ukrainian and Russian."""

    def __init__(self, known: Known, forms: Forms, areas: Areas, cues: Cues) -> None:
        self._matcher = Matcher(forms, known, areas, cues)
        self._weigher = Weigher(cues)

    @classmethod
    def load(cls, folder: Path | None = None) -> Gazetteer:
        """Return the gazetteer of a vocabulary folder (None: the shipped one).

        Raises VocabularyError if one of its files is broken.
        """
        where = folder or DATA / "vocabulary"
        forms = Forms.load(where)
        try:
            known = known_places(where, forms)
            areas = Areas.load(forms, known, where)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise VocabularyError(
                f"An entry lacks a field or has the wrong shape: {error}.",
                where=str(where / "places*.yaml"),
                mend="Give regions, sectors, landmarks and countries as in the shipped files.",
            ) from error
        return cls(known, forms, areas, Cues.load(where))

    def find(self, text: str, lang: str) -> list[PlaceMention]:  # noqa: ARG002 - see below
        """Return the places that a text names, in order, none overlapping.

        lang is the text's language; names are looked up in the forms of all languages, as
        headlines mix them, so it changes nothing yet.
        """
        found: list[PlaceMention] = []
        for start, piece in _pieces(text):
            split = read(piece)
            weighed = self._weigher.weigh(split, self._matcher.matches(split))
            for match, places in weighed:
                first, last = split.words[match.first], split.words[match.last - 1]
                candidates = _numbered(places, len(found))
                found.append(
                    PlaceMention(
                        start=start + first.start, end=start + last.end, candidates=candidates
                    )
                )
        return found

    def locate(self, text: str) -> list[PlaceMention]:
        """Return the places that a text in an unknown language names."""
        return self.find(text, "und")


def _numbered(places: list[Place], mention: int) -> tuple[Place, ...]:
    return tuple(
        Place(
            name=each.name,
            lat=each.lat,
            lon=each.lon,
            radius_m=each.radius_m,
            level=each.level,
            p=each.p,
            mention=mention,
        )
        for each in places
    )


def _pieces(text: str) -> list[tuple[int, str]]:
    """Return a long text in pieces that end at white space where there is any."""
    pieces = []
    start = 0
    while len(text) - start > _PIECE:
        end = max(text.rfind(mark, start + _PIECE // 2, start + _PIECE) for mark in "\n .")
        end = end + 1 if end > start else start + _PIECE
        pieces.append((start, text[start:end]))
        start = end
    return [*pieces, (start, text[start:])]
