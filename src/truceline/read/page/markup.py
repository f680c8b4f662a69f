"""The words of an HTML page with their places in its source, and what its head declares."""

from __future__ import annotations

import html
import re
from array import array
from collections import Counter
from dataclasses import dataclass, field

from truceline.vocabulary.files import shipped_entries

_ELEMENTS = shipped_entries("vocabulary", "boilerplate.yaml")["elements"]
_NEVER = frozenset(_ELEMENTS["never"])
_BLOCK, _VOID = frozenset(_ELEMENTS["block"]), frozenset(_ELEMENTS["void"])
_LONGEST_NAMES = 300  # code points of an element's classes, id and role that are kept
_SPACES = str.maketrans("\n\r\t\f\v\xa0", "      ")
_LONGEST_TAG = 10_000
_TAG = re.compile(
    r"<(/?)([A-Za-z][^\s/<>\"']{0,40})"
    r"((?>[^<>\"']{1,1000}|\"[^\"]{0,5000}\"|'[^']{0,5000}'){0,200}+|[^<>]{0,1000})>"
)
_ATTRIBUTE = re.compile(
    r"([^\s=/>\"']+)(?:\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?"
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
# Inside these nothing is markup until their own end tag.
_RAW = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in ("script", "style")}
_DATED = frozenset({"article:published_time", "og:article:published_time", "datepublished"})


@dataclass(slots=True)
class Element:
    """An element of a page: tag, what it is named (classes, id, role), whose child it is.

    parent: index of the element round it, -1 for none; start, end: the words inside it, as
    offsets in the page's text; hidden: whether it says that it is not shown.
    """

    tag: str
    names: str
    parent: int
    start: int
    end: int = -1
    hidden: bool = False


@dataclass(slots=True)
class Page:
    """What an HTML source says: words, the source places of each code point, and its head.

    elements: in the order of their tags; homes: offset of the first letter of each line with
    the index of the innermost element round it; linked: for each code point whether it is part
    of a link elsewhere.
    """

    text: str = ""
    elements: list[Element] = field(default_factory=list)
    homes: list[tuple[int, int]] = field(default_factory=list)
    linked: bytearray = field(default_factory=bytearray)
    starts: array[int] = field(default_factory=lambda: array("L"))
    ends: array[int] = field(default_factory=lambda: array("L"))
    title: str | None = None
    published: str | None = None
    language: str | None = None


def read_page(source: str) -> Page:
    """Return the words of an HTML source, furniture and all; block tags are line breaks."""
    return _Parser(source).run()


class _Parser:
    """Gathers words and offsets in one pass; linear in the input and never fails on broken markup.

    The standard library's parser is quadratic on unclosed tags and comments, which hostile
    input would use.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._pieces: list[str] = []
        self._length = 0
        self._page = Page()
        self._title: list[str] = []
        self._stack: list[int] = []
        self._open: Counter[str] = Counter()
        self._homeless = True
        self._silent = 0

    def run(self) -> Page:
        """Read the whole source and return the page."""
        place = 0
        while place < len(self._source):
            mark = self._source.find("<", place)
            end = len(self._source) if mark < 0 else mark
            self._words(place, end)
            place = self._markup(mark) if mark >= 0 else end
        return self._finish()

    def _markup(self, place: int) -> int:
        """Read what stands at a "<" and return the place after it."""
        source = self._source
        tag = _TAG.match(source, place)
        if tag:
            name = tag[2].lower()
            if tag[1]:
                self._close(name, place)
                return tag.end()
            self._begin(name, _attributes(tag[3]), place)
            return self._past_raw(name, tag.end()) if name in _RAW else tag.end()
        for opening, closing in (("<!--", "-->"), ("<!", ">"), ("<?", ">")):
            if source.startswith(opening, place):
                end = source.find(closing, place + len(opening))
                return len(source) if end < 0 else end + len(closing)
        self._words(place, place + 1)
        return place + 1

    def _past_raw(self, name: str, place: int) -> int:
        """Return where the end tag of a script or style stands; all to the end if it lacks one."""
        closing = _RAW[name].search(self._source, place)
        return closing.start() if closing else len(self._source)

    def _words(self, start: int, end: int) -> None:
        """Add plain words; line breaks inside them are spaces in HTML, entities are decoded."""
        place = start
        for entity in _ENTITY.finditer(self._source, start, end):
            self._plain(place, entity.start())
            words = html.unescape(entity.group()).translate(_SPACES)
            self._emit(words, entity.start(), len(entity.group()), in_step=False)
            place = entity.end()
        self._plain(place, end)

    def _plain(self, start: int, end: int) -> None:
        if start < end:
            words = self._source[start:end].translate(_SPACES)
            self._emit(words, start, end - start, in_step=True)

    def _emit(self, words: str, start: int, width: int, *, in_step: bool) -> None:
        """Add words that stand for source[start:start + width]."""
        if self._open["title"] and not self._open["svg"]:
            self._title.append(words)
        if self._silent:
            return
        if self._homeless and not words.isspace():
            self._page.homes.append((self._length, self._stack[-1] if self._stack else -1))
            self._homeless = False
        self._pieces.append(words)
        self._length += len(words)
        linked = self._open["a"] > 0 and not self._open["h1"]
        self._page.linked.extend((b"\x01" if linked else b"\x00") * len(words))
        if in_step:
            self._page.starts.extend(range(start, start + len(words)))
            self._page.ends.extend(range(start + 1, start + 1 + len(words)))
        else:
            self._page.starts.extend([start] * len(words))
            self._page.ends.extend([start + width] * len(words))

    def _begin(self, tag: str, given: dict[str, str], place: int) -> None:
        """Open an element: a break for a block."""
        if tag == "meta":
            self._meta(given)
        if tag == "html" and given.get("lang"):
            self._page.language = given["lang"]
        if tag in _BLOCK:
            self._break(place)
        if tag not in _VOID:
            parent = self._stack[-1] if self._stack else -1
            self._stack.append(len(self._page.elements))
            element = Element(tag, _names(given), parent, self._length, hidden="hidden" in given)
            self._page.elements.append(element)
            self._open[tag] += 1
            self._silent += tag in _NEVER

    def _close(self, tag: str, place: int) -> None:
        """Close an element and all that was left open inside it."""
        if self._open[tag] > 0:
            closed = ""
            while closed != tag:
                element = self._page.elements[self._stack.pop()]
                closed, element.end = element.tag, self._length
                self._open[closed] -= 1
                self._silent -= closed in _NEVER
        if tag in _BLOCK:
            self._break(place)

    def _break(self, place: int) -> None:
        """Begin a new line."""
        self._emit("\n", place, 0, in_step=False)
        self._homeless = True

    def _meta(self, given: dict[str, str]) -> None:
        name = (given.get("property") or given.get("itemprop") or given.get("name") or "").lower()
        if name in _DATED and given.get("content") and self._page.published is None:
            self._page.published = given["content"].strip()

    def _finish(self) -> Page:
        """Return the page; what was never closed ends with it."""
        page = self._page
        page.text = "".join(self._pieces)
        for place in self._stack:
            page.elements[place].end = self._length
        page.title = " ".join("".join(self._title).split()) or None
        return page


def _attributes(written: str) -> dict[str, str]:
    """Return the attributes of a tag, the first of each name."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(written[:_LONGEST_TAG]):
        value = match[2] or match[3] or match[4] or ""
        found.setdefault(match[1].lower(), html.unescape(value))
    return found


def _names(given: dict[str, str]) -> str:
    """Return what an element is called: its role, id and classes, in lower case."""
    found = (given[each] for each in ("role", "id", "class") if given.get(each))
    return " ".join(found)[:_LONGEST_NAMES].lower()
