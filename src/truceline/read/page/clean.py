"""The working copy of a document: what is read, with its way back to the input text."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from truceline.model.evidence import Document
from truceline.model.values import Span
from truceline.read.page.article import furniture_of
from truceline.read.page.boilerplate import furniture
from truceline.read.page.markup import read_page


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingCopy:
    """What is read of a document.

    text: the words, boilerplate masked by spaces. starts, ends: for each code point of text the
    code points of document.text that it stands for; None where both texts run in step.
    """

    text: str
    starts: array[int] | None = None
    ends: array[int] | None = None

    def source_span(self, start: int, end: int) -> Span:
        """Return the code points of document.text behind text[start:end]."""
        if self.starts is None or self.ends is None:
            return Span(start, end)
        if start >= end:
            place = self.starts[start] if start < len(self.starts) else self.ends[-1]
            return Span(place, place)
        return Span(self.starts[start], self.ends[end - 1])


def working_copy(document: Document) -> WorkingCopy:
    """Return what is to be read of a document.

    Plain text keeps its length; of HTML only the words stay, block tags become line breaks. In
    both, furniture of the page (menus, forms, counters, tickers, banners) is masked by spaces.
    """
    return _copied(document.media_type, document.text)


@lru_cache(maxsize=4)
def _copied(media_type: str, text: str) -> WorkingCopy:
    """Return a working copy; kept for a moment: opening and reading ask for the same."""
    if media_type == "text/html":
        page = read_page(text)
        words = masked(page.text, furniture_of(page, text))
        return WorkingCopy(text=words, starts=page.starts, ends=page.ends)
    return WorkingCopy(text=masked(text, furniture(text)))


def masked(text: str, spans: Iterable[Span]) -> str:
    """Return a text of the same length in which the spans are spaces."""
    pieces: list[str] = []
    done = 0
    for span in spans:
        pieces.append(text[done : span.start])
        pieces.append(" " * (span.end - span.start))
        done = span.end
    pieces.append(text[done:])
    return "".join(pieces)
