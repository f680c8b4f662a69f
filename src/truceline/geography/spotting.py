"""Finds the words of an English text that name places or peoples, before anything weighs them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

from truceline.geography.atlas import Area, Atlas
from truceline.geography.latin import plain
from truceline.geography.shares import Word, area_share, beside, town_share
from truceline.geography.world import City, World
from truceline.language.grammar import Name

_WORD = re.compile(
    r"(?:[A-Za-z]\.){2,}|[A-Z]\.[A-Z][a-z]+\.|"
    r"[A-Za-zÀ-ɏḀ-ỿ][A-Za-zÀ-ɏḀ-ỿ'’ʻ`]*(?:-[A-Za-zÀ-ɏ'’ʻ`]+)*\.?"
)
_INITIALS = re.compile(r"(?:[A-Z]\.){2,}$|(?:St|Ft|Mt)\.$")
_MOST = 5  # words of a name
_LONGEST_WORD = 40
_MOST_KEPT = 10_000  # names whose settlements are kept: looking one up takes 60 microseconds
_PLACES = frozenset(("GPE", "LOC", "FAC"))
_HOLDING = (", ", " (", ", in ", " in ", ", the ", " in the ", ", in the ")
What = Literal["place", "people"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Words text[start:end] that may name a place or a people, and what they may mean.

    share: P(it is a place's name at all); kind: noun that made an area of it, "" if none;
    holder: number of the spot that says in what it lies ("A, B"), -1 if none.
    """

    start: int
    end: int
    name: str
    what: What
    share: float
    areas: tuple[Area, ...] = ()
    cities: tuple[City, ...] = ()
    kind: str = ""
    radius_m: float = 0.0
    holder: int = field(default=-1)


def words_of(text: str, shortened: Container[str] = ()) -> list[Word]:
    """Return the words of a text; a full stop stays only with initials and shortened words."""
    found: list[Word] = []
    before = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        if end - start > _LONGEST_WORD:
            continue
        written = match.group()
        if written.endswith(".") and not (written in shortened or _INITIALS.match(written)):
            written, end = written[:-1], end - 1
        for mark in ("'s", "’s", "'", "’"):
            if written.endswith(mark):
                written, end = written[: -len(mark)], end - len(mark)
                break
        gap = text[before:start]
        begins = not found or any(mark in gap for mark in '.!?:\n“"')
        if written:
            found.append(Word(start, end, written, plain(written), written[:1].isupper(), begins))
        before = end
    return found


class Spotter:
    """Looks English names up in the atlas and the world, with the names that a grammar found."""

    def __init__(self, atlas: Atlas, world: World) -> None:
        self._atlas = atlas
        self._world = world
        self._kept = lru_cache(_MOST_KEPT)(self._looked_up)

    def spots(self, text: str, names: Sequence[Name]) -> list[Spot]:
        """Return the spots of a text in order, none overlapping.

        names: what the grammar took for names, code points of this text.
        """
        return _held(text, _once(list(self.found(text, names))))

    def found(self, text: str, names: Sequence[Name]) -> Iterator[Spot]:
        """Yield the spots of a text as `spots` does, none yet in the light of another."""
        words = words_of(text, self._atlas.shortened)
        small = frozenset(word.folded for word in words if not word.large)
        labels = _labels(words, names)
        index = 0
        while index < len(words):
            spot, last = self._at(text, words, index, labels, small)
            if spot is not None:
                yield spot
            index = max(last, index + 1)

    def _looked_up(self, name: str, sound: bool) -> tuple[City, ...]:
        return tuple(self._world.named(name, sound=sound))

    def _cities(self, name: str, *, sound: bool = False) -> tuple[City, ...]:
        """Return the settlements of a name, largest first; sound: also those that sound like it."""
        return self._kept(name, sound)

    def _at(
        self,
        text: str,
        words: list[Word],
        index: int,
        labels: list[Name | None],
        small: frozenset[str],
    ) -> tuple[Spot | None, int]:
        word = words[index]
        if not word.large:
            return None, index + 1
        for last in range(_end_of_name(text, words, index), index, -1):
            spot = self._spot(text, words, index, last, labels)
            if spot is not None:
                alone = last - index == 1 and labels[index] is None
                if alone and not spot.areas and word.folded in small:
                    return None, last  # written small elsewhere: a common word
                return spot, last
        return None, index + 1

    def _spot(
        self, text: str, words: list[Word], first: int, last: int, labels: list[Name | None]
    ) -> Spot | None:
        """Return the spot of words first <= i < last, None if they name nothing known."""
        if not words[last - 1].large and not _closes(words, last, self._atlas):
            return None
        start, end = words[first].start, words[last - 1].end
        name = text[start:end]
        told = self._told(start, end, name) or self._county(words, first, last, name)
        if told is not None:
            return told
        label = labels[first]
        around = beside(words, first, last, label, self._atlas)
        areas = tuple(self._atlas.named(name))
        if areas and areas[0].level != "point":
            share, cities = area_share(around, name), self._cities(name)
        else:
            exact = label is not None and label.label in _PLACES
            cities = self._cities(name, sound=exact)
            people = cities[0].people if cities else 0
            share = town_share(around, plain(name), people, self._atlas) if cities or areas else 0.0
        return _made(start, end, name, share, areas, cities) if share > 0 else None

    def _told(self, start: int, end: int, name: str) -> Spot | None:
        """Return the spot of a shortened region or of a people, which need no weighing."""
        short = self._atlas.shortened.get(name)
        if short is not None:
            return _made(start, end, name, 0.95, (short,), ())
        people = self._atlas.peoples.get(plain(name))
        if people is None:
            return None
        return Spot(start=start, end=end, name=name, what="people", share=1.0, areas=(people,))

    def _county(self, words: list[Word], first: int, last: int, name: str) -> Spot | None:
        """Return the spot of a name that a noun makes an area ("X County")."""
        if last - first < 2:  # noqa: PLR2004 - a name and its noun
            return None
        tail = words[last - 1].folded
        kind = next((k for k in self._atlas.kinds if tail in k.after), None)
        if kind is None:
            return None
        listed = self._atlas.counties.get(plain(name), [])
        if kind.level != "district" and not listed:
            return None
        core = " ".join(word.text for word in words[first : last - 1])
        cities = self._cities(core) if not listed else ()
        areas = tuple(listed)
        if not cities and not areas:
            return None
        return Spot(
            start=words[first].start,
            end=words[last - 1].end,
            name=name,
            what="place",
            share=0.95,
            areas=areas,
            cities=cities,
            kind=kind.level,
            radius_m=kind.radius_m,
        )


def _closes(words: list[Word], last: int, atlas: Atlas) -> bool:
    tail = words[last - 1].folded
    named = any(tail in kind.after for kind in atlas.kinds)
    return named or tail in ("state", "territory", "territories")


def _end_of_name(text: str, words: list[Word], first: int) -> int:
    """Return the index behind the last word that may belong to a name that begins here."""
    last = first + 1
    while last < len(words) and last - first < _MOST:
        gap = text[words[last - 1].end : words[last].start]
        if gap.strip() or "\n" in gap or (words[last].begins and gap != " "):
            break
        last += 1
    return last


def _labels(words: list[Word], names: Sequence[Name]) -> list[Name | None]:
    """Return for each word the name that holds it, None for most."""
    found: list[Name | None] = [None] * len(words)
    at = 0
    for name in names:
        while at < len(words) and words[at].end <= name.start:
            at += 1
        index = at
        while index < len(words) and words[index].start < name.end:
            found[index] = name
            index += 1
    return found


def _made(
    start: int, end: int, name: str, share: float, areas: tuple[Area, ...], cities: tuple[City, ...]
) -> Spot:
    return Spot(
        start=start, end=end, name=name, what="place", share=share, areas=areas, cities=cities
    )


def _once(spots: list[Spot]) -> list[Spot]:
    """Return the spots, each nearly as surely a place as the surest one of its name."""
    most: dict[str, float] = {}
    for spot in spots:
        most[spot.name] = max(most.get(spot.name, 0.0), spot.share)
    return [replace(spot, share=max(spot.share, 0.75 * most[spot.name])) for spot in spots]


def _held(text: str, spots: list[Spot]) -> list[Spot]:
    """Return the spots, each that "A, B" says to lie in the next with the next's number."""
    found = []
    for number, spot in enumerate(spots):
        after = spots[number + 1] if number + 1 < len(spots) else None
        gap = text[spot.end : after.start] if after else ""
        if after is None or after.what != "place" or not after.areas or gap not in _HOLDING:
            found.append(spot)
            continue
        share = max(spot.share, 0.93) if gap == ", " else spot.share
        found.append(replace(spot, holder=number + 1, share=share))
    return found
