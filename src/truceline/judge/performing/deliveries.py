"""What a statement tells of: which delivery of an obligation, how many, and whether in all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from truceline.judge.performing.phrases import Phrases
from truceline.language.numbers import NumberMention, find_numbers
from truceline.language.words import Word, words
from truceline.model.statement import Statement
from truceline.model.terms import Obligation
from truceline.model.values import Amount, Bounds
from truceline.vocabulary.files import shipped_entries

LONGEST = 4_000  # code points of a quote that are read
PEOPLE = "people"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """An id of `what`: undertakings that may tell of it, its words, and what it covers."""

    about: frozenset[str]
    words: Phrases
    covers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """deliveries.yaml, ready for look-ups; lengths in seconds and code points."""

    deliveries: Mapping[str, Delivery]
    kinds: Mapping[str, tuple[str, ...]]
    postures: Mapping[str, Mapping[str, Phrases]]
    positions: Mapping[str, Phrases]
    totals: Phrases
    sums: Phrases
    flows: frozenset[str]
    carried: frozenset[str]
    units: Mapping[str, Phrases]
    alike: Mapping[str, str]
    slack_s: float
    same_s: float
    reach: int
    elsewhere: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What one obligation is about: its kind, the deliveries, and the unit of its amount."""

    kind: str
    what: tuple[str, ...]
    unit: str = ""

    @classmethod
    def of(cls, owed: Obligation) -> Subject:
        """Return what an obligation is about; where it does not say, what its kind is about."""
        given = owed.what or load().kinds[owed.kind]
        amounts = [owed.quantity, *(each.quantity for each in owed.stages)]
        unit = next((each.unit for each in amounts if each), "")
        return cls(kind=owed.kind, what=tuple(given), unit=unit)

    def fits(self, said: Statement) -> bool:
        """Tell whether a statement is about this obligation's deliveries."""
        if said.about in self.what:
            return True
        known = [delivery(each) for each in self.what]
        meant = frozenset().union(*(each.about for each in known))
        if said.kind == "undertaking" and said.about in load_abouts() and said.about not in meant:
            return False
        about = "" if said.about in load_abouts() else said.about
        named, spoken = _named(f"{about} \n {said.quote[:LONGEST]}", said.lang)
        if _covered(named, self.what):
            return False
        if set(self.what) & set(named):
            return True
        strange = [
            e for e, name in zip(known, self.what, strict=True) if name not in load().deliveries
        ]
        if any(each.words.within(spoken, said.lang) for each in strange):
            return True
        rivals = [name for name in named if said.about in delivery(name).about]
        return said.about in meant and not rivals

    def names(self, said: Statement) -> bool:
        """Tell whether a statement itself says that it is about these deliveries."""
        return said.about in self.what or any(said.about in delivery(e).about for e in self.what)

    def amount(self, said: Statement) -> Bounds | None:
        """Return how many a statement says they are, None where it gives no number of them."""
        for stated in (said.count, _as_amount(said)):
            if stated is not None:
                return Bounds(stated.min, stated.max) if self._counts(stated.unit) else None
        return self._counted(said)

    def _counts(self, unit: str) -> bool:
        """Tell whether a number of a unit may be one of what is owed."""
        units, alike = load().units, load().alike
        if unit in ("", self.unit) or self.unit not in units:
            return True
        if unit in units:
            return alike.get(unit, unit) == alike.get(self.unit, self.unit)
        spoken = [each.folded for each in words(unit)]
        return any(each.within(spoken, "") for each in self._counted_words())

    def _counted_words(self) -> list[Phrases]:
        """Return the words for what is counted: of the unit, and of people what they are called."""
        known = [delivery(each).words for each in self.what]
        unit = load().units.get(self.unit)
        if unit is None:
            return known
        return [*known, unit] if self.unit == PEOPLE else [unit]

    def _counted(self, said: Statement) -> Bounds | None:
        """Return the number that stands nearest before a word of what is counted."""
        text = said.quote[:LONGEST]
        numbers = [each for each in find_numbers(text, said.lang) if not each.percent]
        spoken = words(text)
        folded = [each.folded for each in spoken]
        known = self._counted_words()
        starts = sorted({spoken[at].start for each in known for at in each.at(folded, said.lang)})
        near = _nearest(numbers, starts)
        if near is None and len(numbers) == 1 and not self.unit:
            near = numbers[0]
        return near.bounds if near else None


def _as_amount(said: Statement) -> Amount | None:
    if said.quantity is None:
        return None
    return Amount(min=said.quantity.min, max=said.quantity.max, unit=said.unit)


def _nearest(numbers: Sequence[NumberMention], starts: Sequence[int]) -> NumberMention | None:
    """Return the number with the shortest way to a word after it, within reach; None if none."""
    found = [
        (start - each.end, each.start, each)
        for each in numbers
        for start in starts
        if 0 <= start - each.end <= load().reach
    ]
    return min(found, key=lambda each: each[:2])[2] if found else None


def is_total(said: Statement) -> bool:
    """Tell whether a statement counts all so far, and not one delivery more."""
    if said.window is not None and said.window.start is None and said.window.end is not None:
        return True
    spoken = [each.folded for each in _words_of(said.quote)]
    if load().totals.within(spoken, said.lang):
        return True
    return said.time is None and said.window is None and load().sums.within(spoken, said.lang)


def _covered(named: Sequence[str], what: Sequence[str]) -> bool:
    """Tell whether a quote names something in whose presence the deliveries are not meant."""
    over = [name for name in named if name not in what and load().deliveries[name].covers]
    return any(set(what) & load().deliveries[name].covers for name in over)


@lru_cache(maxsize=1 << 16)
def _named(text: str, lang: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the deliveries that a text names, and its folded words."""
    spoken = tuple(each.folded for each in words(text))
    known = load().deliveries
    return tuple(name for name in known if known[name].words.within(spoken, lang)), spoken


def _words_of(text: str) -> list[Word]:
    return words(text[:LONGEST])


@cache
def delivery(name: str) -> Delivery:
    """Return a delivery by id; one that the file lacks is told by the words of its id."""
    known = load().deliveries.get(name)
    if known is not None:
        return known
    plain = name.replace("_", " ")
    return Delivery(about=frozenset({name, plain}), words=Phrases.of({"": [plain]}))


@cache
def load_abouts() -> frozenset[str]:
    """Return all undertakings that tell of some delivery: another delivery's is not ours."""
    return frozenset().union(*(each.about for each in load().deliveries.values()))


@cache
def load() -> Vocabulary:
    """Return the vocabulary; raises VocabularyError if the file is broken."""
    found: dict[str, Any] = shipped_entries("vocabulary", "deliveries.yaml")
    return Vocabulary(
        deliveries={
            str(name): Delivery(
                about=frozenset(each["about"]),
                words=Phrases.of(each["words"]),
                covers=frozenset(each.get("covers", ())),
            )
            for name, each in found["deliveries"].items()
        },
        kinds={kind: tuple(names) for kind, names in found["kinds"].items()},
        postures={
            kind: {signal: Phrases.of(each) for signal, each in told.items()}
            for kind, told in found["postures"].items()
        },
        positions={kind: Phrases.of(found["position_done"][kind]) for kind in found["positions"]},
        totals=Phrases.of(found["totals"]),
        sums=Phrases.of(found["sums"]),
        flows=frozenset(found["flows"]),
        carried=frozenset(found["carried"]),
        units={name: Phrases.of(each) for name, each in found["units"].items()},
        alike={name: group[0] for group in found["alike"] for name in group},
        slack_s=float(found["slack_s"]),
        same_s=float(found["same_s"]),
        reach=int(found["reach"]),
        elsewhere=float(found["elsewhere"]),
    )
