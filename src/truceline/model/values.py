"""Small values that the records share: spans, open bounds, amounts, windows, places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

Level = Literal["point", "settlement", "district", "region", "sector", "country"]
PlaceRole = Literal["event", "other"]


class Span(NamedTuple):
    """Code points start <= i < end of a document's input text."""

    start: int
    end: int


def overlap(a: Span, b: Span) -> float:
    """Return the share of two spans' joint code points that both hold (0 to 1)."""
    both = min(a.end, b.end) - max(a.start, b.start)
    return max(0.0, both / (max(a.end, b.end) - min(a.start, b.start)))


NOWHERE = Span(0, 0)  # no passage was named


class Bounds(NamedTuple):
    """A number known to lie in [min, max]; max None means open: [2, null] is "at least 2"."""

    min: float
    max: float | None

    def admits(self, number: float) -> bool:
        """Tell whether a number lies within the bounds."""
        return self.min <= number and (self.max is None or number <= self.max)

    def overlaps(self, other: Bounds) -> bool:
        """Tell whether some number lies within both bounds."""
        return self.admits(max(self.min, other.min)) and other.admits(max(self.min, other.min))


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A count of things with open bounds, such as nine explosions or at least 20 drones."""

    min: float
    max: float | None
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A half-open stretch of time that a total covers; an end that is None was not said."""

    start: datetime | None
    end: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One candidate for a place named in a text.

    Candidates that share `mention` are alternatives for the same words (homonyms): their p sum
    to at most 1, the rest being "none of these". Different mentions are different places.
    radius_m: holds 90 % of the position (metres); lat, lon: degrees, None where unknown.
    """

    name: str
    lat: float | None
    lon: float | None
    radius_m: float | None
    level: Level
    role: PlaceRole = "event"
    p: float = 1.0
    mention: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words of a text that name a place: their span, and the candidates with their p."""

    span: Span
    words: str
    places: tuple[Place, ...]


def plain_number(number: float) -> int | float:
    """Return a whole number as an int so that it prints without a point."""
    return int(number) if float(number).is_integer() else number
