"""The shape of the report's section on sensors and claimed counts."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.publish.sentences import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One window of a counting channel."""

    window: str
    quantity: str
    value: float
    chosen: bool
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelRow:
    """A channel that counts without a break, in the window that covers the truce most."""

    channel: str
    source: str
    allegiance: str
    quantity: str
    unit: str
    sentences: tuple[Sentence, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """One count that a feed reports for a stretch of time."""

    window: str
    text: str
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedCounts:
    """Counts that a feed reports now and then, and the stretches of which it says nothing."""

    source: str
    allegiance: str
    rows: tuple[ClaimRow, ...]
    gaps: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensors:
    """What channels counted during the truce, and whose channels they are."""

    channels: tuple[ChannelRow, ...]
    claimed: tuple[ClaimedCounts, ...]
    notes: tuple[str, ...]
