"""Text from outside made safe to show to a person: one line that cannot act on a terminal."""

from __future__ import annotations

import re

LONGEST = 1_000  # code points of a message; more is no message

# Controls (a terminal obeys those after ESC and U+009B), line ends of every kind, marks that turn
# the direction of what follows, invisible tags, and halves of surrogate pairs (no UTF-8 has them).
_ACTING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)


def printable(text: str) -> str:
    r"""Return a text on one line, every character that could act written out (ESC as "\x1b")."""
    return _ACTING.sub(_written, text)


def shortened(text: str, longest: int = LONGEST) -> str:
    """Return a printable text of at most `longest` code points, cut ones ending in "…"."""
    shown = printable(text[: longest + 1])
    return shown if len(shown) <= longest else f"{shown[: longest - 1]}…"


def json_safe(line: str) -> str:
    r"""Return JSON in which such characters stand as \uXXXX, which means the same to a program.

    JSON holds them inside texts only, so that the line stays JSON of the same value.
    """
    return _ACTING.sub(_escaped, line)


def _written(found: re.Match[str]) -> str:
    number = ord(found.group())
    known = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(found.group())
    if known:
        return known
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"  # noqa: PLR2004 - Latin-1


def _escaped(found: re.Match[str]) -> str:
    units = found.group().encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))
