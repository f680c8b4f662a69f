"""Scattered counts that a side keeps: what it reports near the truce, and where it is silent."""

from __future__ import annotations

from datetime import datetime

from truceline.ground.times import TimeRange
from truceline.model.values import Window
from truceline.publish.counts import Count, whose
from truceline.publish.figures import bounds_text
from truceline.publish.lookup import Lookup
from truceline.publish.moments import duration, instant, seconds_between
from truceline.publish.sensor_rows import ClaimedCounts, ClaimRow
from truceline.publish.sentences import Sentence

NEAR_SECONDS = 86400.0  # counts are listed up to a day before and after the truce
MAX_ROWS = 120  # beyond this a reader looks at the table of evidence instead
MAX_GAPS = 12


def make_claimed(
    source: str, counts: list[Count], window: TimeRange, look: Lookup
) -> ClaimedCounts | None:
    """Return what a source counted near the truce, None if it counted nothing near it."""
    near = [
        each
        for each in counts
        if seconds_between(each.end, window.earliest) <= NEAR_SECONDS
        and seconds_between(window.latest, each.start) <= NEAR_SECONDS
    ]
    if not near:
        return None
    rows: dict[tuple[datetime, datetime, str, str, str], list[Count]] = {}
    for each in near:
        key = (each.start, each.end, each.who, each.channel, each.of)
        rows.setdefault(key, []).append(each)
    return ClaimedCounts(
        source=look.source_name(source),
        allegiance=whose(source, look),
        rows=_capped([_row(each, look) for each in rows.values()], look),
        gaps=_gaps(source, near, window, look),
    )


def _capped(rows: list[ClaimRow], look: Lookup) -> tuple[ClaimRow, ...]:
    if len(rows) <= MAX_ROWS:
        return tuple(rows)
    more = look.say("lists.more", n=len(rows) - MAX_ROWS)
    return (*rows[:MAX_ROWS], ClaimRow(window="", text=more, cites=()))


def _row(counts: list[Count], look: Lookup) -> ClaimRow:
    """Return what one counter says of one thing in one window, as in "5 launched, 3 destroyed"."""
    first = counts[0]
    said = ", ".join(
        f"{bounds_text(each.quantity, look.phrases)} {look.phrases.word('units', each.unit)}"
        for each in counts
    )
    channel = look.phrases.word("channels", first.channel) if first.channel else ""
    parts = (first.who, channel, first.of, said)
    return ClaimRow(
        window=look.window(Window(start=first.start, end=first.end)),
        text=": ".join(each for each in parts if each),
        cites=tuple(each.id for each in counts),
    )


def _gaps(
    source: str, counts: list[Count], window: TimeRange, look: Lookup
) -> tuple[Sentence, ...]:
    """Return a sentence for each stretch of the truce for which there is no report."""
    gaps: list[tuple[datetime, datetime]] = []
    reached = window.earliest
    for each in counts:
        if each.start > reached:
            gaps.append((reached, min(each.start, window.latest)))
        reached = max(reached, each.end)
        if reached >= window.latest:
            break
    if reached < window.latest:
        gaps.append((reached, window.latest))
    zone = look.given.zone
    said = [
        Sentence(
            text=look.say(
                "sensors.gap",
                source=look.source_name(source),
                start=instant(start, zone, look.phrases),
                end=instant(end, zone, look.phrases),
                length=duration(seconds_between(start, end), look.phrases),
            )
        )
        for start, end in gaps
        if end > start
    ]
    if len(said) > MAX_GAPS:
        more = look.say("sensors.more_gaps", n=len(said) - MAX_GAPS)
        said = [*said[:MAX_GAPS], Sentence(text=more)]
    return tuple(said)
