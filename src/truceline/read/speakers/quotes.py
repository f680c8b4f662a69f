"""Where quotations begin and end in a text."""

from __future__ import annotations

from truceline.language.grammar import Token

_OPENING, _CLOSING, _EITHER = "“«„", "”»", '"'
MARKS = _OPENING + _CLOSING + _EITHER


def still_open(text: str, opened: str = "") -> str:
    """Return the quotation mark that is open at the end of a text, "" if none is."""
    for place in range(len(text)):
        opened = _after(text, place, opened)
    return opened


def _after(text: str, place: int, opened: str) -> str:
    """Return the mark that is open behind a place; a straight one closes where it must."""
    mark = text[place]
    if mark in _OPENING:
        return mark
    if mark in _CLOSING:
        return ""
    if mark == _EITHER:
        begins = place == 0 or text[place - 1].isspace() or text[place - 1] in "([—–"
        wordy = text[place + 1 : place + 2].isalnum() or text[place + 1 : place + 2] in "'‘[$…."
        return mark if begins and wordy else ""
    return opened


def inside_quotes(text: str, tokens: tuple[Token, ...], opened: str) -> list[bool]:
    """Return for each token whether it stands inside quotation marks; opened: as in still_open."""
    found, done = [], 0
    for token in tokens:
        for place in range(done, token.start + 1):
            opened = _after(text, place, opened)
        done = max(done, token.start + 1)
        found.append(bool(opened))
    return found
