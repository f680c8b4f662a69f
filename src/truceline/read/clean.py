"""The working copy of a document: what is read, with its way back to the input text."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.model.evidence import Document
from truceline.model.values import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingCopy:
    """What is read of a document.

    text: the words, boilerplate masked by spaces. starts, ends: for each code point of text the
    code points of document.text that it stands for; None where both texts run in step.
    """

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def source_span(self, start: int, end: int) -> Span:
        """Return the code points of document.text behind text[start:end]."""
        if self.starts is None or self.ends is None or start >= end:
            return Span(start, end)
        return Span(self.starts[start], self.ends[end - 1])


def working_copy(document: Document) -> WorkingCopy:
    """Return what is to be read of a document."""
    return WorkingCopy(text=document.text)
