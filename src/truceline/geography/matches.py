"""Finds the words of a text that may name places, before anything weighs what they mean."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from truceline.geography.additions import consonants, sound
from truceline.geography.areas import Areas, Head
from truceline.geography.cues import Cues
from truceline.geography.forms import Forms
from truceline.geography.known import Known, KnownPlace
from truceline.geography.splits import Split
from truceline.geography.understood import Told, Understood, ends

_SMALL = 3  # letters up to which a word inside a name may be written small


class Choice(NamedTuple):
    """A place that a match may mean and its weight before the context is looked at."""

    place: KnownPlace
    weight: float


@dataclass(slots=True, kw_only=True)
class Match:
    """Words first <= i < last of a text that may name one of several places.

    names: the folded nominatives that a single word may stand for; adjective: whether that word
    has the form of an adjective made from a name.
    """

    first: int
    last: int
    choices: list[Choice]
    names: tuple[str, ...] = ()
    adjective: bool = False


class Matcher:
    """Looks names up in every form, longest first, areas with head words before plain names."""

    def __init__(self, forms: Forms, known: Known, areas: Areas, cues: Cues) -> None:
        self._forms = forms
        self._known = known
        self._areas = areas
        self._cues = cues
        self._understood = Understood(forms, areas, cues)
        self._longer: dict[str, list[tuple[str, ...]]] = {}
        for name in known.names:
            parts = tuple(name.split())
            if len(parts) > 1:
                self._longer.setdefault(parts[0], []).append(parts)
        self._begins = frozenset(each.partition(" ")[0] for each in known.sounds if " " in each)
        for names in self._longer.values():
            names.sort(key=lambda parts: (-len(parts), parts))

    def matches(self, split: Split) -> list[Match]:
        """Return the matches of a text in order; none overlap."""
        found: list[Match] = []
        told: Told | None = None
        index = 0
        while index < len(split.words):
            told = None if ends(split, index) else told
            match = self._without_head(split, index, told) or self._at(split, index)
            if match is None:
                index += 1
            else:
                found.extend(match)
                index = match[-1].last
                told = self._understood.told(split, match[0].first, index) or told
        return found

    def _without_head(self, split: Split, index: int, told: Told | None) -> list[Match] | None:
        """Return the area of an adjective whose head word was said before it."""
        if told is None or not split.capital(index):
            return None
        choices = [Choice(each, each.weight) for each in self._understood.at(split, index, told)]
        return [Match(first=index, last=index + 1, choices=choices)] if choices else None

    def _at(self, split: Split, index: int) -> list[Match] | None:
        if split.words[index].end - split.words[index].start > _LONGEST_WORD:
            return None
        if not split.capital(index):
            return self._area(split, index)
        long = self._several(split, index) or self._two_heard(split, index)
        if long is not None:
            return [long]
        area = self._area(split, index)
        if area is not None:
            return area
        one = self._single(split, index)
        return [one, *self._and_region(split, one)] if one else None

    def _and_region(self, split: Split, city: Match) -> list[Match]:
        """Return the region of “CITY and region”, where the head word has no name of its own."""
        head_at = city.last + 1
        if head_at >= len(split.words) or split.gap(city.last - 1) or split.gap(city.last):
            return []
        head = self._areas.head(split.words[head_at].folded)
        if (
            split.words[city.last].folded not in self._cues.conjunctions
            or head is None
            or head.level not in ("region", "district")
        ):
            return []
        largest = max(city.choices, key=lambda choice: choice.weight).place
        place = self._areas.of(largest, head)
        if place is None:
            return []
        return [Match(first=head_at, last=head_at + 1, choices=[Choice(place, place.weight)])]

    def _several(self, split: Split, index: int) -> Match | None:
        """Return the longest name of several words that begins here."""
        best: Match | None = None
        for lemma in self._forms.lemmas(split.words[index].folded):
            for parts in self._longer.get(lemma.name, ()):
                last = index + len(parts)
                if best and last <= best.last:
                    break
                if self._agrees(split, index, parts, lemma.cases):
                    best = Match(first=index, last=last, choices=self._choices(" ".join(parts)))
                    break
        return best

    def _agrees(self, split: Split, index: int, parts: tuple[str, ...], cases: int) -> bool:
        if index + len(parts) > len(split.words):
            return False
        for offset, part in enumerate(parts[1:], start=1):
            if split.gap(index + offset - 1):
                return False
            word = split.words[index + offset].folded
            if not (len(part) <= _SMALL or split.capital(index + offset) or self._area_name(parts)):
                return False
            first, last = split.words[index + offset].start, split.words[index + offset].end
            if word == part and last - first > 1 and split.text[first:last].isupper():
                continue  # an abbreviation does not decline
            cases &= self._cases(word, part)
            if not cases:
                return False
        return True

    def _area_name(self, parts: tuple[str, ...]) -> bool:
        """Tell whether a name is an area's or landmark's, whose common nouns are written small."""
        numbers = self._known.names[" ".join(parts)]
        return any(self._known.places[number].level != "settlement" for number in numbers)

    def _cases(self, word: str, name: str) -> int:
        return next((each.cases for each in self._forms.lemmas(word) if each.name == name), 0)

    def _single(self, split: Split, index: int) -> Match | None:
        weights: dict[int, float] = {}
        names: list[str] = []
        for lemma in self._forms.lemmas(split.words[index].folded):
            for number, share in self._known.names.get(lemma.name, {}).items():
                weight = share * self._known.places[number].weight
                weights[number] = max(weight, weights.get(number, 0.0))
                names.append(lemma.name)
        if self._known.sounds:
            heard, others = self._heard(split, index, close=bool(names))
            weights = {**heard, **weights}
            names += others
        choices = [Choice(self._known.places[number], weight) for number, weight in weights.items()]
        if not choices:
            return None
        names = list(dict.fromkeys(names))
        return Match(
            first=index,
            last=index + 1,
            choices=choices,
            names=tuple(names),
            adjective=bool(self._forms.adjective_stems(split.words[index].folded)),
        )

    def _two_heard(self, split: Split, index: int) -> Match | None:
        """Return the place whose name of two words, in other letters, two words sound like."""
        after = index + 1
        if not self._begins or after >= len(split.words) or split.gap(index):
            return None
        if not split.capital(after):
            return None
        choices: dict[int, Choice] = {}
        for first in self._forms.lemmas(split.words[index].folded):
            begins = sound(self._forms.latin(first.name))
            if begins not in self._begins:
                continue
            for second in self._forms.lemmas(split.words[after].folded):
                if not first.cases & second.cases:
                    continue
                heard = f"{begins} {sound(self._forms.latin(second.name))}"
                for number, share in self._known.sounds.get(heard, {}).items():
                    place = self._known.places[number]
                    choices[number] = Choice(place, share * place.weight)
        if not choices:
            return None
        return Match(first=index, last=index + 2, choices=list(choices.values()))

    def _heard(
        self, split: Split, index: int, *, close: bool
    ) -> tuple[dict[int, float], list[str]]:
        """Return the places whose names in other letters sound like forms of a word.

        close: only those whose vowels agree too.
        """
        weights: dict[int, float] = {}
        names: list[str] = []
        if split.words[index].folded.isascii():
            return weights, names
        for mark, heard in (("", sound), ("~", consonants)):
            for lemma in self._forms.lemmas(split.words[index].folded):
                cell = self._known.sounds.get(mark + heard(self._forms.latin(lemma.name)), {})
                for number, share in cell.items():
                    weight = share * self._known.places[number].weight
                    weights[number] = max(weight, weights.get(number, 0.0))
                    names.append(lemma.name)
            if weights or close:
                break
        return weights, names

    def _choices(self, name: str) -> list[Choice]:
        return [
            Choice(self._known.places[number], share * self._known.places[number].weight)
            for number, share in self._known.names[name].items()
        ]

    def _area(self, split: Split, index: int) -> list[Match] | None:
        """Return the areas that “A”, or “A and B”, and a head word name from here on."""
        members = [index]
        while len(members) <= _MOST_MEMBERS:
            after = members[-1] + 1
            if after >= len(split.words):
                return None
            head = self._areas.head(split.words[after].folded)
            gap = split.gap(members[-1])
            if head and not gap:
                city = self._city_part(split, members[0], after, head)
                return [city] if city else self._with_head(split, members, after, head)
            if gap not in ("", ","):
                return None
            if split.words[after].folded in self._cues.conjunctions:
                after += 1
            elif gap != ",":
                return None
            if after >= len(split.words):
                return None
            members.append(after)
        return None

    def _city_part(self, split: Split, first: int, head_at: int, head: Head) -> Match | None:
        """Return “A district of CITY” as a part of the city; None for a rural district."""
        at = head_at + 1
        while at < len(split.words) and split.words[at].folded in self._cues.within:
            at += 1
        if head.level != "district" or at >= len(split.words) or not split.capital(at):
            return None
        if any(split.gap(index) for index in range(head_at, at)):
            return None
        city = self._several(split, at) or self._single(split, at)
        if city is None or max(choice.weight for choice in city.choices) < _CITY_WEIGHT:
            return None
        choices = [
            Choice(replace(choice.place, level="district"), choice.weight)
            for choice in city.choices
            if choice.place.level == "settlement"
        ]
        return Match(first=first, last=city.last, choices=choices) if choices else None

    def _with_head(
        self, split: Split, members: list[int], head_at: int, head: Head
    ) -> list[Match] | None:
        found = []
        for member in members:
            word = split.words[member].folded.rpartition("-")
            places = self._areas.named(split.words[member].folded, head) or (
                self._areas.named(word[2], head) if word[1] else []
            )
            if not places:
                return None
            choices = [Choice(place, place.weight) for place in places]
            last = head_at + 1 if member == members[-1] else member + 1
            found.append(Match(first=member, last=last, choices=choices))
        return found


_LONGEST_WORD = 40  # letters; longer ones are no names and cost time
_MOST_MEMBERS = 6
_CITY_WEIGHT = 50_000.0  # people from which a town has districts of its own
