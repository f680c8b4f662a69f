"""Whether the weapon that reports name is one that a clause is about: by class, by calibre."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from truceline.language.phrases import place
from truceline.language.words import words
from truceline.model.terms import Weapons
from truceline.model.values import Bounds
from truceline.vocabulary.files import shipped_yaml

Share = tuple[float, float]
_NEITHER: Share = (0.0, 0.0)


class Kind(NamedTuple):
    """A class of weapons: its calibres in millimetres, what it is a kind of, and its words."""

    calibre: Bounds | None
    of: str
    phrases: tuple[tuple[str, ...], ...]


@cache
def kinds() -> Mapping[str, Kind]:
    """Return the classes of weapons by id, from the vocabulary."""
    held = shipped_yaml("vocabulary", "weapon_classes.yaml")["classes"]
    return {
        name: Kind(
            Bounds(*each["calibre_mm"]) if "calibre_mm" in each else None,
            each.get("of", ""),
            tuple(tuple(phrase.split()) for phrase in each["words"]),
        )
        for name, each in held.items()
    }


@cache
def _stated() -> re.Pattern[str]:
    units = "|".join(shipped_yaml("vocabulary", "weapon_classes.yaml")["units"])
    return re.compile(
        rf"(?<![0-9.,])([0-9]{{2,3}}(?:[.,][0-9]{{1,2}})?)[ \N{{NO-BREAK SPACE}}-]?(?:{units})\b"
    )


def weapon_share(named: Sequence[str], meant: Weapons) -> Share:
    """Return (P(meant), P(not meant)) of the weapons that an incident's reports name.

    named: one text for each report that names one; reports that disagree count alike. Both 0
    where no report names one, or where its calibre is not told closely enough.
    """
    shares = [_share(each, meant) for each in named if each]
    if not shares:
        return _NEITHER
    return (
        sum(yes for yes, _ in shares) / len(shares),
        sum(no for _, no in shares) / len(shares),
    )


@lru_cache(maxsize=65536)
def _share(text: str, meant: Weapons) -> Share:
    found = _classes(text)
    by_class, by_calibre = (1.0, 0.0), (1.0, 0.0)
    if meant.classes:
        by_class = _of_classes(found, meant.classes)
    if meant.calibre_mm:
        by_calibre = _of_calibre(text, found, meant.calibre_mm)
    return (by_class[0] * by_calibre[0], 1 - (1 - by_class[1]) * (1 - by_calibre[1]))


def _of_classes(found: frozenset[str], wanted: Sequence[str]) -> Share:
    if not found:
        return _NEITHER
    meant = [bool({each, kinds()[each].of} & set(wanted)) for each in found]
    kind_of_it = {kinds()[each].of for each in wanted if each in kinds()} - {""}
    if not any(meant) and found & kind_of_it:
        return _NEITHER  # the report names the wider class only
    return (float(all(meant)), float(not any(meant)))


def _of_calibre(text: str, found: frozenset[str], wanted: Bounds) -> Share:
    exact = [float(each.replace(",", ".")) for each in _stated().findall(text.casefold())]
    if exact:
        inside = [wanted.admits(each) for each in exact]
        return (float(all(inside)), float(not any(inside)))
    ranges = [calibre for each in found if (calibre := kinds()[each].calibre)]
    if not ranges:
        return _NEITHER
    within = [wanted.admits(each.min) and wanted.admits(each.max or each.min) for each in ranges]
    apart = [not wanted.overlaps(each) for each in ranges]
    return (float(all(within)), float(all(apart)))


def _classes(text: str) -> frozenset[str]:
    """Return the classes that a text names; the narrower one where it names both."""
    folded = [each.folded for each in words(text)]
    found = {
        name
        for name, kind in kinds().items()
        if any(place(folded, phrase) is not None for phrase in kind.phrases)
    }
    return frozenset(found - {kinds()[each].of for each in found})
