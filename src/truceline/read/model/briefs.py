"""Lists of places of one day's fighting: a brief that adds up, never one event."""

from __future__ import annotations

from dataclasses import replace

from truceline.model.statement import Statement
from truceline.read.events.spots import Spot, spots_of
from truceline.read.harm.tolls import toll_of
from truceline.read.scenes.drafts import Carried, window_of
from truceline.read.scenes.scene import Scene

WIDE = ("sector", "region", "country", "district")  # levels of places that hold others
LISTED = 4  # so many places struck are a day's list wherever they lie
OF_A_SECTOR = 2  # so many are one where a sector of the front is named
_NO_PLACE = ("body", "weapon", "act", "attack")  # groups of words that may begin with a capital


def lists_places(scene: Scene) -> bool:
    """Tell whether a sentence without a toll lists where a front or a region was fought over.

    The codebook of the labelled headlines: a line of a brief on a single village is an incident,
    a list a tally. Names that no gazetteer knows count where a sector of the front is named.
    """
    if toll_of(scene).stated:
        return False
    spots = spots_of(scene)
    settled = len({s.first for s in spots if s.role == "event" and s.level not in WIDE})
    if settled >= LISTED:
        return True
    sector = any(s.level == "sector" for s in spots)
    return sector and max(settled, _names(scene, spots)) >= OF_A_SECTOR


def as_tally(scene: Scene, carried: Carried, reports: list[Statement]) -> Statement:
    """Return the reports of a list as one tally without a number, at all of their places."""
    first = reports[0]
    return replace(
        first,
        kind="tally",
        window=window_of(scene, carried),
        time=None,
        count=None,
        places=tuple(dict.fromkeys(place for each in reports for place in each.places)),
    )


def _names(scene: Scene, spots: list[Spot]) -> int:
    """Return how many runs of capitalised words name something else than parties and areas."""
    taken = _taken(scene, spots)
    number, before = 0, -1
    for index in range(1, len(scene.words)):
        word = scene.words[index]
        name = scene.text[word.start : word.end]
        if index in taken or not name[:1].isupper() or name.isupper():
            continue
        gap = scene.text[scene.words[index - 1].end : word.start].strip()
        number += before != index - 1 or bool(gap)
        before = index
    return number


def _taken(scene: Scene, spots: list[Spot]) -> set[int]:
    """Return the indexes of words that name a party, a force, an area, or who speaks."""
    ranges = [
        (h.first, h.last)
        for h in scene.hits
        if h.group.startswith("party:") or h.group in _NO_PLACE
    ]
    ranges += [(a.first, a.last) for a in scene.actors]
    ranges += [(s.first, s.last) for s in spots if s.level in WIDE]
    ranges += [scene.word_range(s.start, s.end) for s in scene.speakers]
    return {index for first, last in ranges for index in range(first, last + 1)}
