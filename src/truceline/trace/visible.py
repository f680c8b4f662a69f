"""The part of a document's input text that a reader sees, at the same code points."""

from __future__ import annotations

import json
import re

from truceline.model.evidence import Document

_TAG = re.compile(r"<[^<>]{0,5000}>")
_HIDDEN = (("<script", "</script"), ("<style", "</style"), ("<!--", "--"))  # each up to a ">"


def visible_text(document: Document) -> str:
    """Return the input text with everything but words for readers replaced by spaces.

    Typed rows of tables have no words of their own: what two rows share is the table's form.
    """
    if document.media_type == "text/html":
        return _without_markup(document.text)
    if document.fields not in ("", "{}"):
        return _text_of_row(document)
    return document.text


def _text_of_row(document: Document) -> str:
    try:
        words = json.loads(document.fields).get("text")
    except (ValueError, AttributeError):
        words = None
    if not isinstance(words, str) or not words:
        return ""
    start = document.text.find(words)
    return "" if start < 0 else " " * start + words


def _without_markup(text: str) -> str:
    lowered = text.lower() if len(text.lower()) == len(text) else text
    for opening, closing in _HIDDEN:
        text = _blanked(text, lowered, opening, closing)
        lowered = text.lower() if len(text.lower()) == len(text) else text
    return _TAG.sub(lambda tag: _blank(tag.group()), text)


def _blank(piece: str) -> str:
    """Return as many spaces, with a paragraph's end kept at the end of a block."""
    return " " * len(piece) if len(piece) < 2 else "\n" + " " * (len(piece) - 1)  # noqa: PLR2004


def _blanked(text: str, lowered: str, opening: str, closing: str) -> str:
    """Return text with every stretch between two marks blanked, to the end if never closed."""
    pieces, position = [], 0
    while (start := lowered.find(opening, position)) >= 0:
        end = lowered.find(closing, start + len(opening))
        end = lowered.find(">", end + len(closing)) + 1 if end >= 0 else 0
        end = end or len(text)
        pieces += [text[position:start], " " * (end - start)]
        position = end
    return "".join([*pieces, text[position:]])
