"""What tells an article's lines from a page's furniture: measures of each line of a page."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from truceline.read.page.boilerplate import line_is_furniture
from truceline.read.page.kept import Kept
from truceline.read.page.markup import Element, Page
from truceline.vocabulary.files import shipped_entries

Values = NDArray[np.float64]
_HINTS: dict[str, list[str]] = shipped_entries("vocabulary", "boilerplate.yaml")["hints"]
HINTS = tuple(_HINTS)
_GROUP_OF = {stem: HINTS.index(group) for group, stems in _HINTS.items() for stem in stems}
_HINT = re.compile(
    rf"(?<![a-z])(?:{'|'.join(sorted(map(re.escape, _GROUP_OF), key=len, reverse=True))})"
)
TAGS = ("p", "li", "h1", "h2", "h3", "td", "div", "blockquote", "pre", "figcaption", "a", "span")
WITHIN = ("article", "main", "section", "aside", "nav", "footer", "header", "form", "table", "ul",
          "ol", "figure", "blockquote", "dl", "p", "a")  # fmt: skip
_HEADINGS = {"h4": "h3", "h5": "h3", "h6": "h3", "th": "td"}
_STOPS = (".", "!", "?", "…", '."', ".”", "!”", "?”", ".»", ".)", ":", ";", "。")
_MOST = 0.6  # an element that holds more of the page's letters says nothing about a line in it
_HALF = 0.5
_PROSE = 8  # words of a line with a stop at its end that count as prose


class Line(NamedTuple):
    """A line of a page: its words lie at text[start:end] of the page; home: its element."""

    start: int
    end: int
    home: int


@dataclass(slots=True)
class _Element:
    """Sums over an element: letters, letters in links, letters of prose."""

    letters: int = 0
    linked: int = 0
    prose: int = 0


def lines_of(page: Page) -> list[Line]:
    """Return the lines of a page that hold words, in order, without the space around them."""
    found = []
    for start, home in page.homes:
        end = page.text.find("\n", start)
        end = len(page.text) if end < 0 else end
        words = page.text[start:end]
        left = len(words) - len(words.lstrip())
        found.append(Line(start + left, start + len(words.rstrip()), home))
    return found


@lru_cache(maxsize=4096)
def _hints(names: str) -> int:
    """Return the groups that an element's names hint at, as bits."""
    bits = 0
    for match in _HINT.finditer(names):
        bits |= 1 << _GROUP_OF[match.group()]
    return bits


def measures(page: Page, lines: list[Line], kept: Kept) -> Values:
    """Return the measures of each line, shape (lines, measures); the model's order is this."""
    if not lines:
        return np.zeros((0, 0))
    texts = [page.text[line.start : line.end] for line in lines]
    own = np.array([_own(page, each, text) for each, text in zip(lines, texts, strict=True)])
    letters, linked, prose = own[:, 0], own[:, 0] * own[:, 2], own[:, 0] * own[:, 3]
    sums = _sums(page, lines, letters, linked, prose)
    total = max(1.0, float(letters.sum()))
    seen = Counter(texts)
    near = [_around(page.elements, sums, each, total) for each in lines]
    repeated = np.array([float(seen[text] > 1) for text in texts])[:, None]
    told = kept.measures(texts)
    before = np.cumsum(letters) - letters
    prose_before = np.cumsum(prose) - prose
    place = np.stack(
        [
            before / total,
            prose_before / max(1.0, prose.sum()),
            np.log1p(np.arange(len(lines))),
            np.log1p(np.arange(len(lines))[::-1]),
            np.full(len(lines), np.log1p(total)),
            np.full(len(lines), prose.sum() / total),
        ],
        axis=1,
    )
    base = np.concatenate([np.log1p(own[:, :2]), own[:, 2:], repeated, told], axis=1)
    beside = [_shifted(base, by) for by in (-2, -1, 1, 2)]
    return np.concatenate([base, *beside, place, np.array(near), _told_place(told)], axis=1)


def _own(page: Page, line: Line, text: str) -> list[float]:
    """Return what a line says of itself."""
    letters = sum(map(str.isalnum, text))
    words = len(text.split())
    most = max(1, letters)
    linked = sum(page.linked[line.start : line.end]) / max(1, len(text))
    closed = text.endswith(_STOPS)
    return [
        float(letters),
        float(words),
        linked,
        float(closed and words >= _PROSE and linked < _HALF),
        float(closed),
        min(1.0, text.count(",") / 4),
        sum(map(str.isdigit, text)) / most,
        sum(map(str.isupper, text)) / most,
        float("|" in text or "»" in text or "›" in text),
        float(line_is_furniture(text)),
        letters / max(1, words) / 10,
    ]


def _sums(
    page: Page, lines: list[Line], letters: Values, linked: Values, prose: Values
) -> list[_Element]:
    """Return the letters of each element, all that stands inside it included."""
    sums = [_Element() for _ in page.elements]
    for line, *counts in zip(lines, letters, linked, prose, strict=True):
        if line.home >= 0:
            home = sums[line.home]
            home.letters += int(counts[0])
            home.linked += int(counts[1])
            home.prose += int(counts[2])
    for index in range(len(sums) - 1, -1, -1):
        parent = page.elements[index].parent
        if parent >= 0:
            sums[parent].letters += sums[index].letters
            sums[parent].linked += sums[index].linked
            sums[parent].prose += sums[index].prose
    return sums


_PLAIN_TAGS = frozenset({"nav", "footer", "aside", "form", "menu", "dialog"})
_PLAIN_HINTS = sum(
    1 << HINTS.index(each) for each in ("comments", "navigation", "sharing", "adverts")
)
_LINKED = 0.9  # share of a line in links from which it only leads elsewhere


def plainly_furniture(page: Page, lines: list[Line]) -> NDArray[np.bool_]:
    """Tell of each line whether its elements' tags and names, or its links, make it furniture.

    An element that holds most of the page's letters counts for nothing, whatever it is called.
    """
    letters = np.array([float(line.end - line.start) for line in lines])
    linked = np.array([float(sum(page.linked[line.start : line.end])) for line in lines])
    sums = _sums(page, lines, letters, linked, letters)
    total = float(letters.sum())
    found = [link >= _LINKED * all_of for link, all_of in zip(linked, letters, strict=True)]
    for place, line in enumerate(lines):
        index, depth = line.home, 0
        while index >= 0 and depth < _DEEP and not found[place]:
            element = page.elements[index]
            named = element.tag in _PLAIN_TAGS or element.hidden
            named = named or bool(_hints(element.names) & _PLAIN_HINTS)
            found[place] = named and sums[index].letters <= _MOST * total
            index, depth = element.parent, depth + 1
    return np.array(found, dtype=np.bool_)


_DEEP = 60  # elements round a line that are looked at
_NEAR = 3


def _around(elements: list[Element], sums: list[_Element], line: Line, total: float) -> list[float]:
    """Return what the elements round a line tell: tags, names, and how much prose they hold."""
    near = far = within = 0
    hidden = 0.0
    tag = ""
    densities: list[float] = []
    index, depth = line.home, 0
    while index >= 0 and depth < _DEEP:
        element = elements[index]
        tag = tag or _HEADINGS.get(element.tag, element.tag)
        if sums[index].letters <= _MOST * total:
            bits = _hints(element.names) if element.names else 0
            near |= bits if depth < _NEAR else 0
            far |= bits
            within |= 1 << WITHIN.index(element.tag) if element.tag in WITHIN else 0
            hidden = max(hidden, float(element.hidden))
        if depth < _NEAR:
            densities += _density(sums[index], total)
        index, depth = element.parent, depth + 1
    densities += [0.0] * (3 * _NEAR - len(densities))
    return [
        *(float(tag == each) for each in TAGS),
        *(float(within >> bit & 1) for bit in range(len(WITHIN))),
        *(float(near >> bit & 1) for bit in range(len(HINTS))),
        *(float(far >> bit & 1) for bit in range(len(HINTS))),
        hidden,
        *densities,
        min(depth, 30) / 30,
    ]


def _density(inside: _Element, total: float) -> list[float]:
    most = max(1, inside.letters)
    return [inside.letters / total, inside.linked / most, inside.prose / most]


def _shifted(values: Values, by: int) -> Values:
    """Return the measures of the line `by` lines further, zero beyond the ends."""
    moved = np.zeros_like(values)
    if by > 0:
        moved[:-by] = values[by:]
    else:
        moved[-by:] = values[:by]
    return moved


def _told_place(told: Values) -> Values:
    """Return where lines stand among those that the other extractor keeps, shape (lines, 4)."""
    held = told[:, 0] > _HALF
    where = np.flatnonzero(held)
    number = np.arange(len(told))
    if not len(where):
        return np.zeros((len(told), 4))
    after = np.searchsorted(where, number)
    last = where[np.clip(after - 1, 0, len(where) - 1)]
    following = where[np.clip(after, 0, len(where) - 1)]
    gap = np.minimum(np.abs(number - last), np.abs(following - number))
    return np.stack(
        [
            (number < where[0]).astype(np.float64),
            (number > where[-1]).astype(np.float64),
            np.log1p(gap),
            np.full(len(told), held.mean()),
        ],
        axis=1,
    )
