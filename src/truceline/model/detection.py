"""What a sensor or patrol observed, and when and where it could have observed."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.model.values import Bounds, Place, Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """A sensor's observation: a quantity in a unit over a window.

    false_alarm: expected false alarms per hour; detection_probability: P(seen | happened);
    both None while nobody has measured them.
    """

    id: str
    document: str
    source: str
    channel: str
    window: Window
    quantity: Bounds
    unit: str
    places: tuple[Place, ...] = ()
    detection_probability: float | None = None
    false_alarm: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """An area and a time in which a source would have seen an event with probability p."""

    id: str
    source: str
    channel: str
    window: Window
    p: float | None
    place: Place | None = None
    note: str = ""
