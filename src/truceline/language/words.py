"""Words and sentences of a text with their spans; no language is singled out."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from truceline.model.values import Span
from truceline.vocabulary.files import shipped_entries

_WORD = re.compile(r"[^\W_]+(?:['’ʼ`´-][^\W_]+)*")
_OPENING, _CLOSING = "\"'“‘«(\\[—–-", "\"'”’»)\\]"
# Where a sentence may end. First: white space, whatever stands before it. Second: nothing at all
# between a stop and a capital letter, as scrapers glue sentences ("...in the city.Two people").
_GAP = re.compile(
    rf"\s+|(?<=[^\W_][.!?…])(?=[{_OPENING}]?[^\W\d_][^\W\d_])|(?<=[.!?…][{_CLOSING}])(?=[^\W\d_]{{2}})"
)
_STOP = re.compile(rf"[.!?…][{_CLOSING}]*$")
_BEGINS = re.compile(rf"[{_OPENING}]*[^\W_]")
_LAST_WORD = re.compile(r"([^\W\d_][\w.]*)\.$")
_LOOK_BACK = 24  # code points before a gap that decide about it; keeps the time linear
_LEAST_GLUED = 3  # letters of a word that may be glued to the next sentence by its full stop
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ`´‘", "'"))
# Shortened words after which a full stop ends no sentence, in the languages read so far.
_SHORT = frozenset(shipped_entries("vocabulary", "languages.yaml")["shortened"])
# Shortened words of time, whose full stop ends a sentence only where one can begin after it.
_SHORT_HOURS = frozenset(shipped_entries("vocabulary", "languages.yaml")["shortened_hours"])
_AFTER_HOURS = frozenset(shipped_entries("vocabulary", "languages.yaml")["after_hours"])
_NEXT_WORD = re.compile(r"[^\W_]{1,24}")


class Word(NamedTuple):
    """A word of a text: its span, and its folded form for look-ups."""

    start: int
    end: int
    folded: str


def fold(text: str) -> str:
    """Return text for comparing: NFC, lower case, one kind of apostrophe, no stress marks."""
    plain = unicodedata.normalize("NFC", text).casefold().replace("\u0301", "")
    return plain.translate(_APOSTROPHES)


def words(text: str) -> list[Word]:
    """Return the words of a text in order; spans count the text's own code points."""
    return [Word(m.start(), m.end(), fold(m.group())) for m in _WORD.finditer(text)]


def sentences(text: str) -> list[Span]:
    """Return the spans of a text's sentences, without the white space around them.

    A sentence ends at . ! ? … (with closing quotes) before a letter, a digit, a quote or a dash,
    at a line break, and at a stop that is glued to a capital letter. Shortened words and initials
    end none. The time is linear in the length of the text.
    """
    spans: list[Span] = []
    start = 0
    for gap in _GAP.finditer(text):
        if _ends(text, start, gap):
            spans.append(Span(start, gap.start()))
            start = gap.end()
    spans.append(Span(start, len(text)))
    return [trimmed for span in spans if (trimmed := trim(text, span)).start < trimmed.end]


def _ends(text: str, start: int, gap: re.Match[str]) -> bool:
    """Tell whether a gap ends the sentence that began at `start`."""
    if "\n" in gap.group():
        return True
    before = text[max(start, gap.start() - _LOOK_BACK) : gap.start()]
    if not _STOP.search(before) or _shortened(before):
        return False
    if gap.group():
        begins = _BEGINS.match(text, gap.end()) is not None
        return begins and not _goes_on(before, text, gap.end())
    return _glued(before, text[gap.end() : gap.end() + 3])


def _shortened(before: str) -> bool:
    """Tell whether the full stop at the end belongs to a shortened word or an initial."""
    found = _LAST_WORD.search(before.rstrip("\"'”’»)]"))
    if not found:
        return False
    initial = len(found[1]) == 1 and found[1].isupper()
    return initial or found[1].casefold() in _SHORT


def _goes_on(before: str, text: str, place: int) -> bool:
    """Tell whether a sentence goes on after a shortened word of time ("6 p.m. on", "a.m. Sunday").

    It does before a small letter, and before a day, month or zone.
    """
    found = _LAST_WORD.search(before)
    if found is None or found[1].casefold() not in _SHORT_HOURS:
        return False
    word = _NEXT_WORD.match(text, place)
    return word is not None and (word[0][0].islower() or word[0].casefold() in _AFTER_HOURS)


def _glued(before: str, after: str) -> bool:
    """Tell whether a stop without white space ends a sentence: "city.Two", not "u.S." or "a.b"."""
    letters = after.lstrip("\"'“‘«([—–-")
    if not (letters[:1].isupper() and letters[1:2].islower()):
        return False
    word = before.rstrip("\"'”’»)].!?…")
    last = word[-_LEAST_GLUED:]
    return len(last) == _LEAST_GLUED and (last.islower() or last.isdigit())


def trim(text: str, span: Span) -> Span:
    """Return a span without the white space at its two ends."""
    piece = text[span.start : span.end]
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, max(start, span.start + len(piece.rstrip())))
