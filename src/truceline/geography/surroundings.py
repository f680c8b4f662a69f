"""What stands beside a name: is it a place at all, is it only near it, which region holds it."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.geography.cues import Cues
from truceline.geography.matches import Match
from truceline.geography.splits import Split
from truceline.model.values import Level

_LIST_WORDS = 12  # words that two names of one list may have between them
_MOST_BACK = 4  # words looked at before a name
_OPEN, _CLOSE = "\"'«“„‘", "\"'»”“’"
# Shares of p for a name that no word beside it shows to be a place, by the greatest number of
# people (from, share): large towns are seldom anything else, hamlets' names often are.
_BARE = ((30_000.0, 0.9), (5_000.0, 0.6), (0.0, 0.3))
_QUOTED = 0.3
_ABBREVIATION = 4  # letters of a word in capitals up to which it is no name
_LARGE = 50_000.0  # people from which a name is seldom part of a longer unknown one
_PART, _PART_LARGE = 0.2, 0.9
_COMMON_SHOWN = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the words beside a match tell.

    share: P(it is a place at all); near: the place's surroundings are meant; shown: a word
    beside it shows that it is a place.
    """

    share: float
    near: bool
    shown: bool


_NOT_A_PLACE = Surroundings(share=0.0, near=False, shown=False)


def is_settlement(match: Match) -> bool:
    """Tell whether a match is a settlement's name, not an area's."""
    return match.choices[0].place.level == "settlement"


def has_level(match: Match, *levels: Level) -> bool:
    """Tell whether a match means an area of one of these levels."""
    return match.choices[0].place.level in levels


def joined(split: Split, before: Match, after: Match, cues: Cues) -> bool:
    """Tell whether two matches are neighbours in a list ("A, B and C")."""
    between = range(before.last, after.first)
    if len(between) > 1 or any(split.words[i].folded not in cues.conjunctions for i in between):
        return False
    marks = split.text[split.words[before.last - 1].end : split.words[after.first].start]
    return bool(between) or marks.strip() in {",", "/", "-", "–", "—"}


def holds(split: Split, inner: Match, outer: Match, cues: Cues) -> bool:
    """Tell whether the second match says in what the first lies ("A, B region", "A (B region)")."""
    between = range(inner.last, outer.first)
    if len(between) > 2 or any(split.words[i].folded not in cues.within for i in between):  # noqa: PLR2004 - "in the"
        return False
    marks = split.text[split.words[inner.last - 1].end : split.words[outer.first].start]
    return all(mark in " ,(\n" or mark.isalpha() for mark in marks)


def listed(split: Split, before: Match, after: Match, cues: Cues) -> bool:
    """Tell whether two matches stand in one list, unknown names between them included."""
    between = range(before.last, after.first)
    if len(between) > _LIST_WORDS:
        return False
    for i in between:
        word = split.words[i].folded
        if not (
            split.capital(i)
            or any(
                word in each
                for each in (cues.conjunctions, cues.locative, cues.near, cues.settlement_nouns)
            )
        ):
            return False
    marks = split.text[split.words[before.last - 1].end : split.words[after.first].start]
    return not any(mark in marks for mark in ".!?;:")


def ends_with_unknown(split: Split, before: Match, region: Match, cues: Cues) -> bool:
    """Tell whether a list ends with an unknown name to which the region belongs: "A, ? region"."""
    last = region.first - 1
    return (
        last >= before.last
        and split.capital(last)
        and not split.gap(last)
        and listed(split, before, region, cues)
    )


def unknown_name(split: Split, match: Match, cues: Cues) -> bool:
    """Tell whether a word seems part of a longer name that is not known ("New X", "Ann X")."""
    if match.last - match.first > 1:
        return False
    before, after = match.first - 1, match.last
    if (
        before >= 0
        and before not in split.starts
        and not split.gap(before)
        and _name_like(split, before)
        and split.words[before].folded not in cues.settlement_nouns
    ):
        return True
    return after < len(split.words) and not split.gap(match.first) and _name_like(split, after)


def _name_like(split: Split, index: int) -> bool:
    word = split.words[index]
    return split.capital(index) and not split.text[word.start : word.end].isupper()


def look(split: Split, match: Match, before: Surroundings | None, cues: Cues) -> Surroundings:
    """Return what stands beside a match; `before` is that of the list neighbour before it."""
    near, shown, excluded = _before(split, match, cues)
    shown = shown or _in_a_list(split, match, cues)
    if before is not None and not shown:
        near, shown = before.near, before.shown
    if not is_settlement(match):
        return Surroundings(share=1.0, near=near, shown=True)
    if excluded:
        return _NOT_A_PLACE
    share = _share(split, match, shown, cues)
    return Surroundings(share=share, near=near, shown=shown) if share else _NOT_A_PLACE


def _share(split: Split, match: Match, shown: bool, cues: Cues) -> float:
    """Return P(a settlement's name is a place's name here)."""
    share = 1.0
    largest = max(choice.weight for choice in match.choices)
    if match.names and all(name in cues.common for name in match.names):
        if not shown or match.first in split.starts or split.shouted:
            return 0.0
        share = _COMMON_SHOWN
    if _is_abbreviation(split, match) or (not shown and _is_adjective(split, match)):
        return 0.0
    if unknown_name(split, match, cues):
        share *= _PART_LARGE if largest >= _LARGE else _PART
    if not shown:
        share *= next(share for people, share in _BARE if largest >= people)
        if _quoted(split, match):
            share *= _QUOTED
    if _rules(split, match, shown, cues):
        share *= cues.metonym_share
    return share


def _rules(split: Split, match: Match, shown: bool, cues: Cues) -> bool:
    """Tell whether a name may stand for a government: a seat of one, or one that speaks."""
    if not any(name in cues.metonyms for name in match.names):
        return not shown and _speaks(split, match, cues)
    before = split.words[match.first - 1].folded if match.first else ""
    possessive = split.words[match.first].folded.endswith("'s")
    return not shown or possessive or before in cues.abstract


def _before(split: Split, match: Match, cues: Cues) -> tuple[bool, bool, bool]:
    """Return (near, shown to be a place, shown to be none) from the words before a match."""
    near = shown = False
    for back in range(1, _MOST_BACK + 1):
        index = match.first - back
        if index < 0 or split.gap(index) not in ("", "."):
            break
        word = split.words[index].folded
        if word in cues.near:
            return True, True, False
        if word in cues.locative or word in cues.struck:
            shown = True
            break
        if word in cues.not_after:
            return False, False, back == 1
        if word in cues.settlement_nouns and split.gap(index) in ("", "."):
            shown = True
        elif word not in cues.between:
            break
    if shown and match.first >= 2:  # noqa: PLR2004 - "on the outskirts of X", "north of X"
        near = any(
            split.words[i].folded in cues.near for i in range(max(0, match.first - 3), match.first)
        )
    return near, shown, False


def _in_a_list(split: Split, match: Match, cues: Cues) -> bool:
    """Tell whether a list of names to which a match belongs follows a word of place ("at ?, X")."""
    index, names = match.first, 0
    while index > 0 and index > match.first - _LIST_WORDS:
        index -= 1
        word, gap = split.words[index].folded, split.gap(index)
        if split.capital(index) and gap in ("", ",") and index not in split.starts:
            names += 1
        elif word in cues.conjunctions and not gap:
            continue
        else:
            placed = word in cues.locative or word in cues.struck
            return bool(names) and not gap and placed
    return False


def _is_abbreviation(split: Split, match: Match) -> bool:
    word = split.words[match.first]
    letters = split.text[word.start : word.end]
    short = len(letters) <= _ABBREVIATION and match.last - match.first == 1
    return short and letters.isupper() and not split.shouted


def _is_adjective(split: Split, match: Match) -> bool:
    """Tell whether a word that opens a sentence may be the adjective of a name ("X's army")."""
    return (
        match.adjective
        and match.first in split.starts
        and match.last < len(split.words)
        and not split.gap(match.last - 1)
    )


def _speaks(split: Split, match: Match, cues: Cues) -> bool:
    return (
        match.last < len(split.words)
        and not split.gap(match.last - 1)
        and split.words[match.last].folded in cues.speaks
    )


def _quoted(split: Split, match: Match) -> bool:
    start, end = split.words[match.first].start, split.words[match.last - 1].end
    return (
        start > 0
        and end < len(split.text)
        and split.text[start - 1] in _OPEN
        and split.text[end] in _CLOSE
    )
