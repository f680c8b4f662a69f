"""The words of an HTML page with their places in its source, and what its head declares."""

from __future__ import annotations

import html
from array import array
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

from truceline.vocabulary.files import shipped_yaml

_ELEMENTS = shipped_yaml("vocabulary", "boilerplate.yaml")["elements"]
_NEVER, _FURNITURE = frozenset(_ELEMENTS["never"]), frozenset(_ELEMENTS["furniture"])
_BLOCK, _VOID = frozenset(_ELEMENTS["block"]), frozenset(_ELEMENTS["void"])
_ROLES, _CLASSES = frozenset(_ELEMENTS["roles"]), frozenset(_ELEMENTS["classes"])
_WHOLE = frozenset({"html", "body", "main", "article"})
_SPACES = str.maketrans("\n\r\t\f\v\xa0", "      ")
_DATED = frozenset({"article:published_time", "og:article:published_time", "datepublished"})


@dataclass(slots=True)
class Page:
    """What an HTML source says: words, the source places of each code point, and its head."""

    text: str = ""
    starts: array[int] = field(default_factory=lambda: array("L"))
    ends: array[int] = field(default_factory=lambda: array("L"))
    title: str | None = None
    published: str | None = None
    language: str | None = None


def read_page(source: str) -> Page:
    """Return the words of an HTML source, furniture masked by spaces, block tags as breaks."""
    parser = _Parser(source)
    parser.feed(source)
    parser.close()
    return parser.finish()


class _Parser(HTMLParser):
    """Gathers words and offsets in one pass; never fails on broken markup."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self._source = source
        self._line_starts = [0]
        for place, each in enumerate(source):
            if each == "\n":
                self._line_starts.append(place + 1)
        self._pieces: list[str] = []
        self._length = 0
        self._page = Page()
        self._title: list[str] = []
        self._stack: list[tuple[str, int, bool]] = []
        self._open: Counter[str] = Counter()
        self._regions: list[tuple[int, int]] = []

    def _place(self) -> int:
        line, column = self.getpos()
        return self._line_starts[line - 1] + column

    def _emit(self, words: str, start: int, width: int, *, in_step: bool) -> None:
        """Add words that stand for source[start:start + width]."""
        if self._open["title"] and not self._open["svg"]:
            self._title.append(words)
        if any(self._open[each] for each in _NEVER):
            return
        self._pieces.append(words)
        self._length += len(words)
        if in_step:
            self._page.starts.extend(range(start, start + len(words)))
            self._page.ends.extend(range(start + 1, start + 1 + len(words)))
        else:
            self._page.starts.extend([start] * len(words))
            self._page.ends.extend([start + width] * len(words))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element: a break for a block, a region for furniture."""
        given = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self._meta(given)
        if tag == "html" and given.get("lang"):
            self._page.language = given["lang"]
        if tag in _BLOCK:
            self._emit("\n", self._place(), 0, in_step=False)
        if tag not in _VOID:
            self._stack.append((tag, self._length, _is_furniture(tag, given)))
            self._open[tag] += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Treat <br/> as <br>; other self-closed tags hold nothing."""
        if tag in _VOID:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close an element and all that was left open inside it."""
        if self._open[tag] > 0:
            closed = ""
            while closed != tag:
                closed, start, furniture = self._stack.pop()
                self._open[closed] -= 1
                if furniture:
                    self._regions.append((start, self._length))
        if tag in _BLOCK:
            self._emit("\n", self._place(), 0, in_step=False)

    def handle_data(self, data: str) -> None:
        """Add plain words; line breaks inside them are spaces in HTML."""
        self._emit(data.translate(_SPACES), self._place(), len(data), in_step=True)

    def handle_entityref(self, name: str) -> None:
        """Add what a named entity stands for."""
        self._entity(f"&{name}")

    def handle_charref(self, name: str) -> None:
        """Add what a numbered entity stands for."""
        self._entity(f"&#{name}")

    def _entity(self, written: str) -> None:
        start = self._place()
        width = len(written) + self._source.startswith(";", start + len(written))
        words = html.unescape(self._source[start : start + width]).translate(_SPACES)
        self._emit(words, start, width, in_step=False)

    def _meta(self, given: dict[str, str]) -> None:
        name = (given.get("property") or given.get("itemprop") or given.get("name") or "").lower()
        if name in _DATED and given.get("content") and self._page.published is None:
            self._page.published = given["content"].strip()

    def finish(self) -> Page:
        """Return the page with its furniture masked."""
        text = "".join(self._pieces)
        page = self._page
        page.text = _mask(text, self._regions)
        page.title = " ".join("".join(self._title).split()) or None
        return page


def _is_furniture(tag: str, given: dict[str, str]) -> bool:
    if tag in _WHOLE:
        return False
    if tag in _FURNITURE or given.get("role", "") in _ROLES or "hidden" in given:
        return True
    tokens = f"{given.get('class', '')} {given.get('id', '')}".lower().split()
    return any(token.replace("_", "-").partition("-")[0] in _CLASSES for token in tokens)


def _mask(text: str, regions: list[tuple[int, int]]) -> str:
    """Replace furniture by spaces unless it holds most of the text."""
    limit = _ELEMENTS["most"] * max(1, len("".join(text.split())))
    pieces: list[str] = []
    done = 0
    for start, end in sorted(regions, key=lambda region: (region[0], -region[1])):
        begin = max(start, done)
        if begin >= end:
            continue
        part = text[begin:end]
        if len("".join(part.split())) > limit:
            continue
        pieces.append(text[done:begin])
        pieces.append("".join("\n" if each == "\n" else " " for each in part))
        done = end
    pieces.append(text[done:])
    return "".join(pieces)
