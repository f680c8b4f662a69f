"""Counts over windows: what sensors and a side's own tables say of a stretch of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from truceline.ground.times import TimeRange
from truceline.model.statement import Statement
from truceline.model.values import Bounds
from truceline.publish.lookup import Lookup
from truceline.publish.moments import seconds_between

ROW = "text/csv-row"
FEEDS = ("sensor", "party", "official")
TOUCH_SECONDS = 60.0  # two counts follow each other if no more than this lies between them
TOUCHING_SHARE = 0.8  # a channel counts without a break if this share of its windows touch
FEWEST = 3  # windows below which nobody can tell a running channel from scattered reports


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A quantity in a unit over a window that has both ends.

    id: of the detection or statement; who: who counted, "" for a channel; of: what was counted.
    """

    id: str
    document: str
    source: str
    channel: str
    who: str
    of: str
    unit: str
    quantity: Bounds
    start: datetime
    end: datetime

    @property
    def seconds(self) -> float:
        """Return the window's length."""
        return seconds_between(self.start, self.end)

    def shared(self, window: TimeRange) -> float:
        """Return how many seconds of the window this count covers."""
        start, end = max(self.start, window.earliest), min(self.end, window.latest)
        return max(0.0, seconds_between(start, end))


def make_counts(look: Lookup) -> list[Count]:
    """Return all counts in the order of time, then of the evidence."""
    found = [*_detected(look), *_claimed(look)]
    found.sort(
        key=lambda each: (
            each.start,
            each.end,
            look.document_key(each.document),
            each.channel,
            each.of,
            -each.quantity.min,  # of what was launched some is destroyed: the whole first
            each.unit,
            each.id,
        )
    )
    return found


def is_feed_row(statement: Statement, look: Lookup) -> bool:
    """Tell whether a claimed number is one row of a table that one side keeps of such numbers."""
    document = look.given.documents.get(statement.document)
    source = look.given.sources.get(document.source) if document else None
    if document is None or source is None or statement.kind != "tally":
        return False
    return document.media_type == ROW and source.kind in FEEDS and source.allegiance is not None


def _detected(look: Lookup) -> list[Count]:
    return [
        Count(
            id=each.id,
            document=each.document,
            source=each.source,
            channel=each.channel,
            who="",
            of="",
            unit=each.unit,
            quantity=each.quantity,
            start=each.window.start,
            end=each.window.end,
        )
        for each in look.given.detections
        if each.window.start and each.window.end and each.window.start <= each.window.end
    ]


def _claimed(look: Lookup) -> list[Count]:
    """Return the rows of a side's own tables; a row without a window or number is left out."""
    return [
        Count(
            id=each.id,
            document=each.document,
            source=look.given.documents[each.document].source,
            channel="",
            who=each.speaker,
            of=each.weapon,
            unit=each.unit,
            quantity=each.quantity,
            start=each.window.start,
            end=each.window.end,
        )
        for each in look.given.statements
        if each.quantity is not None
        and each.window is not None
        and each.window.start
        and each.window.end
        and each.window.start <= each.window.end
        and is_feed_row(each, look)
    ]


def is_running(counts: list[Count]) -> bool:
    """Tell whether a channel counts without a break: its windows follow each other."""
    if len(counts) < FEWEST or not counts[0].channel:
        return False
    gaps = [abs(seconds_between(a.end, b.start)) for a, b in pairwise(counts)]
    return sum(gap <= TOUCH_SECONDS for gap in gaps) >= TOUCHING_SHARE * len(gaps)


def whose(source: str, look: Lookup) -> str:
    """Return the sentence that says whose feed a source is."""
    known = look.given.sources.get(source)
    if known is None or not known.allegiance:
        return look.say("sensors.nobodys", source=look.source_name(source))
    return look.say(
        "sensors.whose", source=look.source_name(source), side=look.party(known.allegiance)
    )
