"""Joins a register without coordinates to known places, by name, region and district."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from truceline.geography.additions import sound
from truceline.geography.forms import Forms, key
from truceline.geography.latin import plain
from truceline.geography.registers import Entry, Register
from truceline.geography.tables import Refused, Row
from truceline.ground.geometry import Floats, distance_m, on_the_globe
from truceline.vocabulary.files import shipped_yaml

_SAME_M = 5_000.0  # two rows of a name this near to each other are one place
_LEAST_VOTES, _MAJORITY = 3, 0.5  # names that lie in one region only, and their share for it
_LEAST_SOUND = 4
_NEIGHBOURS, _AGREE = 5, 4  # of a place's nearest joined ones so many must lie in its district
NO_CODE = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """What a register adds to known places, and the rows that fit none or several of them."""

    rows: tuple[Row, ...]
    refused: tuple[Refused, ...]


@dataclass(frozen=True, slots=True)
class _Pair:
    entry: int
    place: int


class Join:
    """A register beside the places that are known; both are lists whose indices are used."""

    def __init__(self, register: Register, known: Sequence[Row], forms: Forms) -> None:
        self._entries = register.entries
        self._names = register.region_names
        self._forms = forms
        self._places = self._distinct(known)
        self._fitting = [self._alike(each) for each in self._entries]
        self._regions = self._found_regions()
        self._told = frozenset(self._regions.values()) - {""}
        self._countries = frozenset(each.partition(".")[0] for each in self._told)
        self._why: dict[int, str] = {}

    def run(self) -> Joined:
        """Return the joined rows and the others with the reason, in the register's order.

        A row is joined where its name is borne by one known place of its region and no other row
        of that region has the name; where more do, the district decides, if those around a place
        lie in one. A place whose neighbours clearly lie in another district is not taken.
        """
        candidates = [self._in_region(number) for number in range(len(self._entries))]
        sure = self._one_to_one(candidates)
        votes = self._district_votes(sure)
        pairs = [each for each in sure if self._agrees(each, votes)]
        taken = {each.entry for each in pairs}
        used = {each.place for each in pairs}
        narrowed = [
            [] if number in taken else self._in_district(number, found, votes, used)
            for number, found in enumerate(candidates)
        ]
        pairs += self._one_to_one(narrowed)
        joined = {each.entry: self._row(each) for each in pairs}
        return Joined(
            rows=tuple(joined[number] for number in sorted(joined)),
            refused=tuple(
                self._refusal(number, candidates[number])
                for number in range(len(self._entries))
                if number not in joined
            ),
        )

    def _distinct(self, known: Sequence[Row]) -> list[Row]:
        """Return the known places that bear a name of the register, each once, with a region."""
        wanted = {form for each in self._entries for form in self._forms_of(each.name)}
        kept: list[Row] = []
        self._by_form: dict[str, list[int]] = defaultdict(list)
        lacking: list[Row] = []
        for row in known:
            forms = {form for form in _known_forms(row) if form in wanted}
            if forms and row.region:
                self._keep(row, forms, kept)
            elif forms:
                lacking.append(row)
        for row in _with_regions(lacking, known):
            self._keep(row, {form for form in _known_forms(row) if form in wanted}, kept)
        return kept

    def _keep(self, row: Row, forms: Iterable[str], kept: list[Row]) -> None:
        same = {
            number
            for form in forms
            for number in self._by_form[form]
            if distance_m(row.lat, row.lon, kept[number].lat, kept[number].lon) <= _SAME_M
        }
        number = min(same, default=len(kept))
        if number == len(kept):
            kept.append(row)
        for form in forms:
            if number not in self._by_form[form]:
                self._by_form[form].append(number)

    def _forms_of(self, name: str) -> list[str]:
        """Return what a name is looked up by, surest first: letters, romanised, by its sound."""
        latin = self._forms.latin(name)
        heard = sound(latin)
        forms = [key(name), plain(latin), f"~{heard}" if len(heard) >= _LEAST_SOUND else ""]
        return [each for each in dict.fromkeys(forms) if each]

    def _alike(self, entry: Entry) -> list[list[int]]:
        """Return the known places of a name anywhere, by each way of looking it up."""
        return [self._by_form.get(form, []) for form in self._forms_of(entry.name)]

    def _found_regions(self) -> dict[str, str]:
        """Return by a register's regions the codes of ours: by name, else as most names say."""
        found = {}
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for entry, ways in zip(self._entries, self._fitting, strict=True):
            regions = {self._places[number].region for number in ways[0]}
            if len(regions) == 1:
                votes[entry.region][regions.pop()] += 1
        by_name = _regions_by_name(self._forms)
        for region in dict.fromkeys(each.region for each in self._entries):
            named = by_name.get(_bare(self._names.get(region, region)), "")
            best, count = max(votes[region].items(), key=lambda each: each[1], default=("", 0))
            voted = count >= _LEAST_VOTES and count > _MAJORITY * votes[region].total()
            found[region] = named or (best if voted else "")
        return found

    def _in_region(self, number: int) -> list[int]:
        """Return the known places of an entry's name and region, of the surest way that has any.

        Of a region that could not be told (a city that is one by itself) those count that lie in
        the register's countries and in no region that another of its regions is.
        """
        mine = self._regions[self._entries[number].region]
        for found in self._fitting[number]:
            inside = []
            for each in found:
                region = self._places[each].region
                free = region not in self._told and region.partition(".")[0] in self._countries
                if region == mine or (not mine and free):
                    inside.append(each)
            if inside:
                return inside
        return []

    def _one_to_one(self, candidates: Sequence[Sequence[int]]) -> list[_Pair]:
        """Return the entries with one candidate that is no other entry's."""
        claims = Counter(place for found in candidates for place in set(found))
        return [
            _Pair(number, found[0])
            for number, found in enumerate(candidates)
            if len(found) == 1 and claims[found[0]] == 1
        ]

    def _district_votes(self, pairs: Sequence[_Pair]) -> dict[int, Counter[str]]:
        """Return for each known place how many of its nearest joined ones lie in each district."""
        told = [each for each in pairs if self._entries[each.entry].district]
        if len(told) <= _NEIGHBOURS:
            return {}
        tree = cKDTree(_vectors([self._places[each.place] for each in told]))
        near = np.asarray(tree.query(_vectors(self._places), k=_NEIGHBOURS + 1)[1])
        votes = {}
        for number, row in enumerate(near):
            others = [told[at] for at in row if told[at].place != number][:_NEIGHBOURS]
            votes[number] = Counter(self._district(each.entry) for each in others)
        return votes

    def _district(self, number: int) -> str:
        entry = self._entries[number]
        return f"{entry.region}\0{entry.district}"

    def _agrees(self, pair: _Pair, votes: Mapping[int, Counter[str]]) -> bool:
        """Tell whether a place does not clearly lie in another district than its row says."""
        mine = self._district(pair.entry)
        around = votes.get(pair.place)
        if not around or not self._entries[pair.entry].district or around[mine]:
            return True
        self._why[pair.entry] = "the one known place of this name lies in another district"
        return False

    def _in_district(
        self,
        number: int,
        found: Sequence[int],
        votes: Mapping[int, Counter[str]],
        used: set[int],
    ) -> list[int]:
        """Return those of an entry's candidates that lie in its district, as those around tell."""
        if number in self._why or not self._entries[number].district:
            return []
        mine = self._district(number)
        return [
            each
            for each in found
            if each not in used and each in votes and votes[each][mine] >= _AGREE
        ]

    def _refusal(self, number: int, found: Sequence[int]) -> Refused:
        entry = self._entries[number]
        several = f"{len(found)} known places of this name in its region" if found[1:] else ""
        why = self._why.get(number) or (
            several
            or ("several rows of its region may be the one known place" if found else "")
            or ("no known place of this name in its region" if self._regions[entry.region] else "")
            or "its region is not known, nor one place of this name elsewhere in the country"
        )
        return Refused(line=entry.line, why=why, begins=entry.begins)

    def _row(self, pair: _Pair) -> Row:
        entry, place = self._entries[pair.entry], self._places[pair.place]
        return Row(
            name=entry.name,
            lat=place.lat,
            lon=place.lon,
            people=place.people,
            region=place.region,
            names=(place.name,) if place.name != entry.name else (),
            code=entry.code or NO_CODE,
        )


def _known_forms(row: Row) -> set[str]:
    forms = {key(row.name), plain(row.name), *(key(each) for each in row.names)}
    heard = sound(row.name) if row.name.isascii() else ""
    return {*forms, f"~{heard}"} if len(heard) >= _LEAST_SOUND else forms


def _vectors(rows: Sequence[Row]) -> Floats:
    lat, lon = np.array([(row.lat, row.lon) for row in rows], dtype=np.float64).T
    return on_the_globe(lat, lon)


def _with_regions(lacking: Sequence[Row], known: Sequence[Row]) -> list[Row]:
    """Return rows without a region with that of the nearest known place that has one."""
    told = [row for row in known if row.region]
    if not lacking or not told:
        return []
    nearest = np.asarray(cKDTree(_vectors(told)).query(_vectors(lacking))[1])
    return [
        Row(
            name=row.name,
            lat=row.lat,
            lon=row.lon,
            people=row.people,
            region=told[at].region,
            names=row.names,
        )
        for row, at in zip(lacking, nearest, strict=True)
    ]


def _bare(name: str) -> str:
    """Return a region's name folded and without the words that only say what it is."""
    tails = frozenset(shipped_yaml("vocabulary", "places_registers.yaml")["tails"])
    words = key(name).split()
    while len(words) > 1 and words[-1] in tails:
        words.pop()
    return " ".join(words)


def _regions_by_name(forms: Forms) -> dict[str, str]:
    """Return the shipped regions by all of their names; a name of two regions is left out."""
    found: dict[str, set[str]] = defaultdict(set)
    for each in shipped_yaml("vocabulary", "places_regions.yaml")["regions"]:
        code = str(each["id"])
        names = [code, each["name"]]
        for part in ("plain", "adjectives", "names"):
            names += [str(name) for name in each.get(part, ())]
        for name in names:
            found[_bare(name)].add(code)
            found[_bare(forms.latin(name))].add(code)
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}
