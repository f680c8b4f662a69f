"""Words and sentences of a text with their spans; no language is singled out."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from truceline.model.values import Span
from truceline.vocabulary.files import shipped_yaml

_WORD = re.compile(r"[^\W_]+(?:['’ʼ`´-][^\W_]+)*")
# A sentence ends at . ! ? … (with closing quotes) before a capital, a digit, a quote or a dash;
# an empty line or a line break before a capital always ends one.
_BREAK = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+(?=[\"'“‘«(\[—–-]*[^\W_])|\s*\n\s*\n\s*|\s*\n\s*")
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ`´‘", "'"))
# Shortened words after which a full stop ends no sentence, in the languages read so far.
_SHORT = frozenset(shipped_yaml("vocabulary", "languages.yaml")["shortened"])


class Word(NamedTuple):
    """A word of a text: its span, and its folded form for look-ups."""

    start: int
    end: int
    folded: str


def fold(text: str) -> str:
    """Return text for comparing: NFC, lower case, one kind of apostrophe, no stress marks."""
    plain = unicodedata.normalize("NFC", text).replace("\u0301", "")
    return plain.translate(_APOSTROPHES).casefold()


def words(text: str) -> list[Word]:
    """Return the words of a text in order; spans count the text's own code points."""
    return [Word(m.start(), m.end(), fold(m.group())) for m in _WORD.finditer(text)]


def _continues(text: str, start: int, stop: int) -> bool:
    """Tell whether the full stop before `stop` belongs to a shortened word or an initial."""
    last = text[start:stop].rstrip("\"'”’»)] ")
    if not last.endswith("."):
        return False
    found = re.search(r"([^\W\d_][\w.]*)\.$", last)
    if not found:
        return False
    word = found[1].casefold()
    initial = len(found[1]) == 1 and found[1].isupper()
    return initial or word in _SHORT


def sentences(text: str) -> list[Span]:
    """Return the spans of a text's sentences, without the white space around them."""
    spans: list[Span] = []
    start = 0
    for gap in _BREAK.finditer(text):
        if "\n" not in gap.group() and _continues(text, start, gap.start()):
            continue
        spans.append(
            Span(start, gap.start() + len(gap.group()) - len(gap.group().lstrip("\"'”’»)]")))
        )
        start = gap.end()
    spans.append(Span(start, len(text)))
    return [trimmed for span in spans if (trimmed := trim(text, span)).start < trimmed.end]


def trim(text: str, span: Span) -> Span:
    """Return a span without the white space at its two ends."""
    piece = text[span.start : span.end]
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, max(start, span.start + len(piece.rstrip())))
