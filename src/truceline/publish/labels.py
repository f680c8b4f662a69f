"""Places the names on the map so that none lies on another; a name without room is left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from truceline.publish.inputs import Point

LETTER = 6.3  # mean width in pixels of a letter at the size that the map uses
LINE = 14.0  # height in pixels of a line of text
MAX_LETTERS = 28


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def hits(self, other: Box) -> bool:
        """Tell whether two rectangles share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Label:
    """A name with the pixel where its text begins (left end of the base line)."""

    text: str
    x: float
    y: float


def place_labels(
    wanted: Iterable[tuple[str, Point, float]], frame: Box, taken: Iterable[Box] = ()
) -> list[Label]:
    """Return the labels that fit, trying the most important first.

    wanted: text, the mark's pixel and its radius in pixels, most important first; frame: the
    picture; taken: rectangles that must stay free.
    """
    busy = list(taken)
    placed: list[Label] = []
    for text, (x, y), radius in wanted:
        short = text if len(text) <= MAX_LETTERS else f"{text[: MAX_LETTERS - 1]}…"
        for box in _places(x, y, radius, len(short) * LETTER):
            inside = frame.left <= box.left and box.right <= frame.right
            inside = inside and frame.top <= box.top and box.bottom <= frame.bottom
            if inside and not any(box.hits(other) for other in busy):
                busy.append(box)
                placed.append(Label(short, box.left, box.bottom - 3.5))
                break
    return placed


def _places(x: float, y: float, radius: float, width: float) -> Iterable[Box]:
    """Return the eight places around a mark, the easiest to read first."""
    gap = radius + 4
    half, low = width / 2, LINE / 2
    slant = gap * 0.75
    corners = (
        (x + gap, y - low),
        (x - gap - width, y - low),
        (x - half, y - gap - LINE),
        (x - half, y + gap),
        (x + slant, y - slant - LINE),
        (x + slant, y + slant),
        (x - slant - width, y - slant - LINE),
        (x - slant - width, y + slant),
    )
    return (Box(left, top, left + width, top + LINE) for left, top in corners)
