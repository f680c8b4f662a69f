"""Lines that were only broken to fit a page or a screen, put together into paragraphs again."""

from __future__ import annotations

import re
from itertools import pairwise

# A line this full, against the usual full line of its text, was broken because it was full.
_FULL = 0.7
_LEAST_WIDTH = 40  # narrower texts are lists and addresses: their breaks mean something
_ITEM = re.compile(r"\s{0,8}(?:[-*•–—▪>|]|\d{1,3}[.)])\s")
_ENDS = re.compile(r"[.!?…:;][\"'”’»)\]]{0,3}$")
_BROKEN_WORD = re.compile(r"[^\W\d_]-$")
_MOST_WIDTH = 150  # letters that fit on a printed line
_ALIKE = 0.85


def reflowed(text: str) -> str:
    """Return text with hard-wrapped lines joined; paragraphs and items of lists stay apart.

    A line is joined to the next if it is as full as the full lines of the text are, or if it is
    rather full, ends no sentence and what follows begins in lower case. A word that was broken by
    a hyphen at the end of a line is whole again. Readers take a line break for the end of a
    sentence, so a report wrapped at 72 letters would fall to pieces otherwise. Linear in time.
    """
    lines = [line.rstrip().replace("\u00ad", "") for line in text.splitlines()]
    width = _usual_width(lines)
    pieces: list[str] = []
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if not _goes_on(line, following, width):
            pieces.append(f"{line}\n")
        elif _BROKEN_WORD.search(line) and following.lstrip()[:1].islower():
            pieces.append(line[:-1])
        else:
            pieces.append(f"{line} ")
    return "".join(pieces).strip("\n")


def _usual_width(lines: list[str]) -> float:
    """Return how long the full lines of a text are, 0 for a text without any.

    That is the longest length that two lines come near to; where no two do, the longest.
    """
    lengths = sorted((len(line) for line in lines if len(line) <= _MOST_WIDTH), reverse=True)
    alike = (one for one, next_ in pairwise(lengths) if next_ >= _ALIKE * one)
    width = next(alike, lengths[0] if lengths else 0)
    return float(width) if width >= _LEAST_WIDTH else 0.0


def _goes_on(line: str, following: str, width: float) -> bool:
    """Tell whether a line was broken only because it was full."""
    after = following.lstrip()
    if not width or not line.strip() or not after or _ITEM.match(following):
        return False
    if len(line) > _MOST_WIDTH:  # a paragraph on one line: nothing was wrapped here
        return False
    room = len(line) + 1 + len(after.split(" ", 1)[0])
    if room > width and not _ENDS.search(line):
        return True
    if room > width:  # a full stop at the end of a full line: only a capital can begin a paragraph
        return len(line) >= _FULL * width
    return len(line) >= _FULL * width and not _ENDS.search(line) and after[:1].islower()
