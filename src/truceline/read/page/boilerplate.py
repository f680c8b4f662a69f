"""Which lines of a text are furniture of the page and no part of the article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from truceline.language.words import fold
from truceline.model.values import Span
from truceline.vocabulary.files import shipped_entries

_DATA = shipped_entries("vocabulary", "boilerplate.yaml")
_SHORT: int = _DATA["short_words"]
_STARTS = tuple(sorted(_DATA["starts"], key=len, reverse=True))
_PROSE_STARTS = tuple(_DATA["prose_starts"])
_WHOLE = frozenset(_DATA["whole"])
_MENU = frozenset(_DATA["menu_words"])
_TAILS = tuple(_DATA["tails"])
_COUNTER = re.compile(rf"[\d.,]+ ?[km]? ?(?:{'|'.join(_DATA['counters'])})")
_PRICE = re.compile(r"(?:[$€£₴₽¥] ?\d[\d,.]*|\d[\d,.]* ?[$€£₴₽¥])$")
_CHANGE = re.compile(r"(?:\S{1,8} ){0,2}[+−-]?\d{1,4}(?:[.,]\d+)? ?%$")
_HEAT = re.compile(r"[+−-]?\d{1,2}(?:[.,]\d)? ?°? ?[cf]$")
_WORDLIKE = re.compile(r"[^\W\d_]+")
_READ_LETTERS = re.compile(r"[A-Za-zÀ-ɏЀ-ӿ]")
_CLOSING = (".", "!", "?", "…", '."', ".”", "!”", "?”", ".»", ".)", ":", ";")
_LONG_PROSE = 12
_TICKER_REACH = 6
_MENU_LENGTH = 3
_COUNTER_LENGTH = 4
_PRICE_LENGTH = 6
_LONGEST_LINE = 300  # code points of a line whose words are looked at alone
_LONGEST_PRICE = 80  # code points; looking for a price in a long line of digits is quadratic


@dataclass(slots=True)
class _Line:
    span: Span
    folded: str
    words: int
    prose: bool
    furniture: bool = False
    price: bool = False
    heat: bool = False


def furniture(text: str) -> list[Span]:
    """Return the spans of lines that are furniture, in order.

    A line of prose is never one, except in the tail after a comment form or a list of other
    articles, and where it opens with the words of a banner or disclaimer.
    """
    lines = _lines(text)
    headline = next((line for line in lines if line.words > _MENU_LENGTH + 1), None)
    for line in lines:
        line.furniture = _by_words(line, headline=line is headline)
    _tickers(lines)
    _weather(lines)
    _tail(lines)
    return [line.span for line in lines if line.furniture]


def line_is_furniture(text: str) -> bool:
    """Tell whether the words of one line alone show that it is furniture."""
    return any(_by_words(line, headline=False) for line in _lines(text[:_LONGEST_LINE]))


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    for match in re.finditer(r"[^\n]+", text):
        stripped = match.group().strip()
        if not stripped:
            continue
        folded = " ".join(fold(stripped).split())
        words = len(folded.split())
        closed = stripped.endswith(_CLOSING) and words > _MENU_LENGTH
        line = _Line(
            span=Span(match.start(), match.end()),
            folded=folded,
            words=words,
            prose=(closed and words > _PRICE_LENGTH) or words > _LONG_PROSE,
        )
        if words <= _PRICE_LENGTH and len(folded) <= _LONGEST_PRICE:
            line.price = bool(_PRICE.search(folded) or _CHANGE.match(folded))
            line.heat = bool(_HEAT.match(folded))
        found.append(line)
    return found


def _by_words(line: _Line, *, headline: bool) -> bool:
    """Tell whether a line's own words show that it is furniture."""
    folded = line.folded
    if folded.startswith(_PROSE_STARTS):
        return True
    if line.words > _SHORT or (headline and line.words > _PRICE_LENGTH):
        return False
    if any(_begins(folded, start) for start in _STARTS) or _foreign(folded):
        return True
    if folded.strip(" :*.»>") in _WHOLE or (
        line.words <= _COUNTER_LENGTH and _COUNTER.match(folded)
    ):
        return True
    if not _WORDLIKE.search(folded) and not re.search(r"\d", folded):
        return True
    return line.words <= _MENU_LENGTH and (folded.split()[-1] in _MENU or "_" in folded)


def _foreign(folded: str) -> bool:
    """Tell whether most letters are of a script that no text read here is written in."""
    letters = sum(map(str.isalpha, folded))
    return letters > 2 * len(_READ_LETTERS.findall(folded))


def _begins(folded: str, phrase: str) -> bool:
    """Tell whether a line begins with a phrase, whole words only."""
    rest = folded[len(phrase) : len(phrase) + 1]
    return folded.startswith(phrase) and not rest.isalpha()


def _tickers(lines: list[_Line]) -> None:
    """Mask blocks of names, prices and changes: two price lines or more close together."""
    places = [i for i, line in enumerate(lines) if line.price]
    for first, second in pairwise(places):
        if second - first > _TICKER_REACH:
            continue
        for line in lines[max(0, first - 2) : second + 2]:
            if line.price or _label(line):
                line.furniture = True


def _label(line: _Line) -> bool:
    return (
        line.words <= _MENU_LENGTH and not line.prose and not line.folded.endswith((".", "!", "?"))
    )


def _weather(lines: list[_Line]) -> None:
    """Mask a temperature that stands alone, and the name of its place on the next line."""
    for place, line in enumerate(lines):
        if not line.heat:
            continue
        line.furniture = True
        following = lines[place + 1] if place + 1 < len(lines) else None
        if following and _label(following) and not re.search(r"\d", following.folded):
            following.furniture = True


def _tail(lines: list[_Line]) -> None:
    """Mask what follows a comment form or a list of other articles.

    Everything, if most of the prose stands before; else only the lines that are no prose.
    """
    weight = [line.words if line.prose else 0 for line in lines]
    for place, line in enumerate(lines):
        if line.words > _SHORT or not any(_begins(line.folded, each) for each in _TAILS):
            continue
        before, after = sum(weight[:place]), sum(weight[place:])
        if before == 0:
            continue
        for later in lines[place:]:
            if later.prose and before <= after:
                break
            later.furniture = True
        if before > after:
            return
