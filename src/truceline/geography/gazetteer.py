"""Finds places in a text: candidates with probabilities, in any of their forms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from truceline.geography.areas import Areas
from truceline.geography.context import Weigher
from truceline.geography.cues import Cues
from truceline.geography.english import English
from truceline.geography.forms import Forms
from truceline.geography.imported import rows_of, tables_in, user_folder
from truceline.geography.known import Known
from truceline.geography.matches import Matcher
from truceline.geography.offsets import moved
from truceline.geography.splits import read
from truceline.geography.store import known_places
from truceline.geography.surveys import PlaceMention, about_theatre, mention_of, merged, surely
from truceline.ground.errors import VocabularyError
from truceline.language.grammar import Name
from truceline.language.identify import language_of
from truceline.vocabulary.files import DATA, load_yaml

__all__ = ["Gazetteer", "PlaceMention"]

# Longer texts are cut into pieces of about this many code points, so that context stays local
# and the time stays linear.
_PIECE = 4000


class Gazetteer:
    """The known places with the rules for finding them in English, Ukrainian and Russian."""

    def __init__(
        self,
        known: Known,
        forms: Forms,
        areas: Areas,
        cues: Cues,
        folder: Path | None = None,
        tables: Sequence[Path] = (),
    ) -> None:
        self._matcher = Matcher(forms, known, areas, cues)
        self._weigher = Weigher(cues, imported=bool(known.sounds))
        self._folder = folder or DATA / "vocabulary"
        settings = load_yaml(self._folder / "places.yaml")
        self._countries = frozenset(map(str, settings["theatre"]["countries"]))
        self._tables = tuple(tables)
        self._world: English | None = None

    @classmethod
    def load(cls, folder: Path | None = None, places: Sequence[Path] | None = None) -> Gazetteer:
        """Return the gazetteer of a vocabulary folder (None: the shipped one).

        places: folders with imported tables (None: the user's own).
        Raises VocabularyError if one of its files is broken.
        """
        where = folder or DATA / "vocabulary"
        tables = tables_in(*([user_folder()] if places is None else places))
        forms = Forms.load(where)
        try:
            known = known_places(where, forms, tables=tables)
            areas = Areas.load(forms, known, where)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise VocabularyError(
                f"An entry lacks a field or has the wrong shape: {error}.",
                where=str(where / "places*.yaml"),
                mend="Give regions, sectors, landmarks and countries as in the shipped files.",
            ) from error
        return cls(known, forms, areas, Cues.load(where), where, tables)

    def find(
        self, text: str, lang: str, names: Callable[[], Sequence[Name]] | None = None
    ) -> list[PlaceMention]:
        """Return the places that a text names, in order, none overlapping.

        lang is the text's language: English texts are read with the whole world's places and by
        grammar, others by the forms of the theatre's names, whatever their language, as
        headlines mix them. names: gives the names that a grammar found in it, asked for only where
        they are needed; None: they are found here.
        """
        return _renumbered(moved(text, self._found(text, lang, names)))

    def _found(
        self, text: str, lang: str, names: Callable[[], Sequence[Name]] | None
    ) -> list[PlaceMention]:
        near = self._near(text)
        if lang != "en":
            return near
        english = self._english()
        if not english.worth_while(text, surely(near)):
            return near
        found = english.find(text, names() if names else None)
        world = [mention_of(each) for each in found if each.spot.what == "place"]
        theatre = about_theatre(found, self._countries)
        return merged(near, world, theatre=theatre)

    def _near(self, text: str) -> list[PlaceMention]:
        """Return what the theatre's names and their forms tell of a text."""
        found: list[PlaceMention] = []
        for start, piece in _pieces(text):
            split = read(piece)
            for match, places in self._weigher.weigh(split, self._matcher.matches(split)):
                first, last = split.words[match.first], split.words[match.last - 1]
                found.append(
                    PlaceMention(
                        start=start + first.start, end=start + last.end, candidates=tuple(places)
                    )
                )
        return found

    def _english(self) -> English:
        if self._world is None:  # it loads slowly, and only English texts need it
            self._world = English.load(self._folder, rows_of(self._tables))
        return self._world

    def survey(self, text: str, *, peoples: bool = False) -> list[PlaceMention]:
        """Return the places anywhere in the world that an English text names, in order.

        peoples: also the adjectives of countries ("the French"), as mentions of the country.
        """
        found = [
            mention_of(each)
            for each in self._english().find(text)
            if each.candidates and (peoples or each.spot.what == "place")
        ]
        return _renumbered(found)

    def locate(self, text: str) -> list[PlaceMention]:
        """Return the places that a text in an unknown language names."""
        return self.find(text, language_of(text))


def _renumbered(found: list[PlaceMention]) -> list[PlaceMention]:
    return [
        PlaceMention(
            start=each.start,
            end=each.end,
            candidates=tuple(replace(place, mention=number) for place in each.candidates),
        )
        for number, each in enumerate(found)
    ]


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
