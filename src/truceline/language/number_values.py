"""What digits, units and opened bounds come to; the rules stand at the head of numbers.yaml."""

from __future__ import annotations

import math
import re

from truceline.model.values import Bounds
from truceline.vocabulary.files import shipped_entries

_RULES = shipped_entries("vocabulary", "numbers.yaml")
_STEP: float = _RULES["measure_step"]
_SPREAD: float = _RULES["spread"]
_MOST_DIGITS = 15
_GROUP = 3


def value_of(digits: str, lang: str, *, scaled: bool) -> float | None:
    """Return the value of digits with their marks, None where the marks are ambiguous."""
    plain = re.sub(r"[ \u00a0\u202f]", "", digits)
    if len(plain) > _MOST_DIGITS:
        return None
    spaced = plain != digits
    if "," in plain and "." in plain:
        return float(plain.replace(",", ""))
    mark = next((each for each in ",." if each in plain), "")
    if not mark:
        return float(plain)
    head, _, tail = plain.rpartition(mark)
    if spaced or len(tail) != _GROUP or head == "0" or scaled:
        return float(f"{head.replace(mark, '')}.{tail}")
    if lang == "en" and mark == ".":
        return None
    return float(plain.replace(mark, ""))


def fits(value: float, current: float) -> bool:
    """Tell whether a unit can follow what was spelled so far ("twenty" five, not "two" five)."""
    if not 1 <= value < math.inf:
        return False
    if current == 0:
        return True
    room = 10 ** (int(math.log10(value)) + 1)
    return current % room == 0 and not (room == 10 and current % 100 == 10)  # noqa: PLR2004


def bounds_of(low: float, high: float | None, opening: str, *, measured: bool) -> Bounds:
    """Return the bounds of a number under the words that open it; rules in numbers.yaml."""
    if high is None:
        return Bounds(0.0, None) if opening == "" and low == 0 else Bounds(low, None)
    step = _STEP if measured or not float(high).is_integer() else 1.0
    spread = max(_SPREAD * high, step)
    if step == 1.0:
        spread = math.ceil(spread)
    kinds: dict[str, tuple[float, float | None]] = {
        "at_least": (low, None),
        "more_than": (low + step, None),
        "less_than": (0.0, high - step),
        "up_to": (0.0, high),
        "nearly": (low - spread, high - step),
        "about": (low - spread, high + spread),
    }
    least, most = kinds.get(opening, (low, high))
    least = max(0.0, least)
    return Bounds(least, None if most is None else max(least, most))
