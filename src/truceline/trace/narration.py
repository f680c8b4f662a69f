"""Which part of a text its author tells, and which stands between quotation marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from truceline.model.values import Span

QUOTED = "\x01"  # stands for a character of quoted words
_LONGEST = 1_200  # characters of one quotation; a mark that is never closed quotes nothing
_MARKS = (("“", "“”"), ("«", "«»"), ("„", "„“”"), ('"', '"'))
_QUOTATION = re.compile(
    "|".join(f"{opening}[^{ends}]{{1,{_LONGEST}}}[{ends[-2:]}]" for opening, ends in _MARKS)
)


def narrated(text: str) -> str:
    """Return a text of the same length in which every quoted character is a mark.

    What two reports put between quotation marks, a speaker may have given to both; what they
    tell in the same words of their own, one of them has from the other.
    """
    return _QUOTATION.sub(lambda found: QUOTED * len(found.group()), text)


def narrated_parts(text: str, spans: Sequence[Span]) -> list[str]:
    """Return each sentence of a text as its author tells it; a quotation may span several."""
    masked = narrated(text)
    return [masked[span.start : span.end] for span in spans]
