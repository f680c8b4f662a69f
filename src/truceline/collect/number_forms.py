"""Numbers as table cells write them: ">1300", "~3000", "950" with unit "count (over)", "205.0"."""

from __future__ import annotations

import math
import re
from functools import cache

from truceline.ground.errors import TableError
from truceline.model.values import Bounds
from truceline.vocabulary.files import shipped_yaml

_CELL_LIMIT = 64
_LARGEST = 2.0**53  # beyond it JSON numbers are no longer exact
_NUMBER = r"(\d{1,3}(?:[,  \u00a0\u202f]\d{3})+(?:\.\d{1,6})?|\d{1,16}(?:\.\d{1,6})?)"
_PLAIN = re.compile(rf"{_NUMBER}(\+)?$")
_RANGE = re.compile(rf"{_NUMBER}\s{{0,3}}[-–—]\s{{0,3}}{_NUMBER}$")
_SPLIT = re.compile(r"([^\d]{0,30}?)\s{0,3}(\d.{0,60})$", re.DOTALL)


@cache
def _forms() -> tuple[frozenset[str], dict[str, str]]:
    content = shipped_yaml("mappings", "forms", "numbers.yaml")
    marks = {word: mark for mark, words in content["marks"].items() for word in words}
    return frozenset(content["unknown"]), marks


def bounds_of(cell: str, qualifier: str = "") -> Bounds | None:
    """Return the bounds that a cell states, None where it states no number.

    qualifier: a word from the unit's brackets ("over"); one that is not known is ignored.
    "> n" is [n + 1, open] for whole numbers, "n+" and "at least n" [n, open], "up to n" [0, n].
    "~ n" is n give or take half a unit of its last digit that is not zero ("~3000" is
    [2500, 3500]), "nearly n" the lower half of that. Raises TableError for anything else.
    """
    unknown, marks = _forms()
    text = " ".join(cell.split()).casefold()
    if text in unknown:
        return None
    found = _SPLIT.match(text) if len(text) <= _CELL_LIMIT else None
    mark = found[1].strip() if found else ""
    if not found or (mark and mark not in marks):
        raise _no_number(cell)
    between = _RANGE.match(found[2])
    plain = _PLAIN.match(found[2])
    word = marks.get(mark) or marks.get(qualifier.strip().casefold(), "")
    if between and not word:
        return _checked(Bounds(_number(between[1]), _number(between[2])), cell)
    if not plain:
        raise _no_number(cell)
    return _checked(_marked(_number(plain[1]), "at_least" if plain[2] else word), cell)


def _marked(number: float, mark: str) -> Bounds:
    whole = float(number).is_integer()
    slack = _half_last_digit(number)
    return {
        "more_than": Bounds(number + 1 if whole else number, None),
        "at_least": Bounds(number, None),
        "less_than": Bounds(0, max(0.0, number - 1) if whole else number),
        "at_most": Bounds(0, number),
        "about": Bounds(max(0.0, number - slack), number + slack),
        "nearly": Bounds(max(0.0, number - slack), number),
    }.get(mark, Bounds(number, number))


def _half_last_digit(number: float) -> float:
    """Return half a unit of the last digit that is not zero: 500 for 3000, 5 for 110."""
    if number == 0 or not float(number).is_integer():
        return 0.0
    digits = str(int(number))
    return float(10 ** (len(digits) - len(digits.rstrip("0"))) // 2)


def _number(text: str) -> float:
    return float(re.sub(r"[,\s]", "", text))


def _checked(bounds: Bounds, cell: str) -> Bounds:
    top = bounds.min if bounds.max is None else bounds.max
    if not (math.isfinite(top) and bounds.min <= top <= _LARGEST):
        raise _no_number(cell)
    return bounds


def _no_number(cell: str) -> TableError:
    return TableError(
        f"“{cell[:_CELL_LIMIT]}” is not a number that can be counted.",
        mend="Write it as 950, >950, 950+, ~950 or 900-1000, or leave it empty if it is unknown.",
    )
