"""Times in running text: days, hours, nights and windows, hung on the publication date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from truceline.ground.times import TimeRange


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """A time that a text names: code points [start, end) and the range meant.

    range: None where it cannot be known (no publication date, or the anchor's window).
    kind: "window" for a stretch that a total covers, "point" for when something happened.
    anchor: the named event whose window is meant ("truce"), None else.
    """

    start: int
    end: int
    range: TimeRange | None
    kind: Literal["point", "window"]
    words: str
    anchor: str | None = None


def find_times(
    text: str, lang: str, *, published: TimeRange | None, zone: str
) -> list[TimeMention]:
    """Return the times that a text names, in order.

    published: when the document appeared, None if unknown (relative words then have no range);
    zone: the IANA zone of clock times that name none.
    """
    del text, lang, published, zone
    return []


def dateline(text: str, lang: str, *, zone: str) -> TimeRange | None:
    """Return the day that a line of its own at the head of a text gives, None if there is none."""
    del text, lang, zone
    return None
