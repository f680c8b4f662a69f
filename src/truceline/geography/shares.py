"""How likely words that could name a place name one here: grammar, and the words beside them."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.geography.atlas import Atlas
from truceline.language.grammar import Name

_INITIALS = 3  # letters up to which capitals are initials of something
_NEAR_START = 4  # code points that "the " takes before a name
_HAMLET = 20_000  # people under which a name needs something that tells of a place

# P(place) by what the grammar took the name for; columns: it is the whole name or the beginning of
# it, after a word of place or not. Chosen by hand.
_PERSON_ALONE, _PERSON = 0.35, 0.05
_ORG_PLACED, _ORG, _ORG_BEGINS, _ORG_INSIDE = 0.6, 0.3, 0.55, 0.2
_NONE_PLACED, _NONE = 0.75, 0.35
_OTHER_PLACED, _OTHER = 0.3, 0.1
_STRUCK = {"": 0.85, "PERSON": 0.6, "ORG": 0.75}  # of a single name that is attacked or taken
_STRUCK_OTHER = 0.5


@dataclass(frozen=True, slots=True)
class Word:
    """A word text[start:end] as written and folded; large: it begins with a capital letter.

    begins: it opens a sentence or a quotation.
    """

    start: int
    end: int
    text: str
    folded: str
    large: bool
    begins: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What stands beside a name: label is the grammar's for it, "" for none.

    whole: the grammar's name is just these words; opens: it begins with them; placed: a word of
    place stands before; titled: a title does; owned: what follows makes it a body's or a
    person's; goes_on: another large word follows; given: it begins with a given name.
    """

    label: str
    whole: bool
    opens: bool
    placed: bool
    struck: bool
    titled: bool
    owned: bool
    goes_on: bool
    given: bool
    single: bool
    begins: bool
    shouted: bool


def beside(words: list[Word], first: int, last: int, label: Name | None, atlas: Atlas) -> Beside:
    """Return what stands beside words first <= i < last."""
    before = words[first - 1].folded if first else ""
    further = words[first - 2].folded if first > 1 else ""
    after = words[last] if last < len(words) else None
    return Beside(
        label=label.label if label else "",
        whole=label is not None
        and label.end <= words[last - 1].end + 2
        and label.start >= words[first].start - _NEAR_START,
        opens=label is not None and words[first].start - label.start <= _NEAR_START,
        placed=before in atlas.locative,
        struck=atlas.struck(before, further),
        titled=before in atlas.not_inside,
        owned=after is not None and after.large and after.folded in atlas.not_before,
        goes_on=after is not None and after.large and after.start - words[last - 1].end == 1,
        given=words[first].folded in atlas.given,
        single=last - first == 1,
        begins=words[first].begins,
        shouted=words[first].text.isupper(),
    )


def area_share(around: Beside, name: str) -> float:
    """Return P(a country's or region's name means a place here)."""
    if name == "US" or "." in name:
        return 0.98
    if name.isupper() and len(name) <= _INITIALS:
        return 0.9 if around.label == "GPE" else 0.7
    doubts = (
        (around.label == "PERSON", 0.15),
        (around.label == "ORG" and not around.whole, 0.55 if around.opens else 0.45),
        (around.titled and not around.begins, 0.1),
        (around.owned, 0.2),
    )
    return next((share for doubtful, share in doubts if doubtful), 0.97)


def town_share(around: Beside, folded: str, people: int, atlas: Atlas) -> float:
    """Return P(a town's name means the town here); people: of the largest of that name."""
    if _no_place(around, folded, atlas):
        return 0.0
    share = _by_label(around) * (0.2 if around.owned else 1.0)
    long = len(folded) > _INITIALS
    if around.single and around.shouted and around.begins and long:
        return 0.85  # a dateline
    if not around.label and not around.placed:
        share *= (0.6 if around.begins else 1.0) * (0.5 if people < _HAMLET else 1.0)
    return share


def _no_place(around: Beside, folded: str, atlas: Atlas) -> bool:
    """Tell whether a name is plainly a person's or a common word."""
    placed = around.label in ("GPE", "LOC", "FAC")
    person = around.given and not placed and (not around.single or around.goes_on)
    common = folded in atlas.common and not (around.label == "GPE" and around.placed)
    initials = around.single and len(folded) <= _INITIALS and not around.label
    return around.titled or person or common or initials


def _by_label(around: Beside) -> float:
    """Return P(place) by the grammar's label and whether a word of place stands before."""
    placed = around.placed
    table = {
        "": _NONE_PLACED if placed else _NONE,
        "GPE": 0.93 if around.whole else 0.6,
        "LOC": 0.93 if around.whole else 0.6,
        "FAC": 0.7 if around.whole else 0.3,
        "PERSON": _PERSON_ALONE if around.whole and placed and around.single else _PERSON,
        "ORG": _by_body(around),
    }
    share = table.get(around.label, _OTHER_PLACED if placed else _OTHER)
    attacked = around.struck and (around.whole or not around.label) and not around.goes_on
    return max(share, _STRUCK.get(around.label, _STRUCK_OTHER)) if attacked else share


def _by_body(around: Beside) -> float:
    if around.whole:
        return _ORG_PLACED if around.placed else _ORG
    return _ORG_BEGINS if around.opens else _ORG_INSIDE
